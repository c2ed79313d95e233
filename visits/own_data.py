"""One's own data: to see, to take along as a file, to have erased."""

import json
from dataclasses import asdict

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from oph_site.languages import urls_by_language
from oph_site.public_forms.replies import private
from oph_site.wording import for_machines
from visits import conversation, erasure, links
from visits.answers import answers_of, in_parts
from visits.enquiries import NotAllowed
from visits.models import Enquiry, Visit
from visits.offer_sums import sums_of
from visits.visit_page import NewLinkForm, by_link, render, show_new_link


@by_link
def show(request, token, enquiry):
    """What there is, and the request to have it erased."""
    notice, is_asked = "", False
    if request.method == "POST":
        try:
            erasure.ask(enquiry)
            is_asked = True
        except NotAllowed as refusal:
            notice = str(refusal)
    context = {
        "enquiry": enquiry, "token": token, "is_asked": is_asked, "kept_until": erasure.kept_invoice_until(enquiry),
        "hindrance": erasure.hindrance(enquiry), "parts": in_parts(answers_of(enquiry)),
        "visit": Visit.objects.filter(enquiry=enquiry).first(),
    }  # fmt: skip
    addresses = urls_by_language("visits:own_data", token)
    return render(request, "visits/own_data.html", context, addresses, notice=notice)


@by_link
def download(request, token, enquiry):
    return as_file(enquiry)


def as_file(enquiry):
    response = HttpResponse(as_json(enquiry), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{enquiry.reference}.json"'
    return response


def as_json(enquiry):
    """Everything that we hold about the person and the visit; colleagues' notes to each other are not theirs."""
    data = {
        "reference": enquiry.reference,
        "received": enquiry.received_at.isoformat(),
        "state": enquiry.get_state_display(),
        "answers": {
            str(answer.label): [str(line) for line in answer.lines]
            for part in in_parts(answers_of(enquiry))
            for answer in part.answers
        },
        "contact": asdict(enquiry.contact),
        "messages": [
            {"at": event.at.isoformat(), "kind": event.get_kind_display(), "text": event.text}
            for event in conversation.messages(enquiry)
        ],
        "offers": [offer_data(offer) for offer in enquiry.offers.exclude(state="draft")],
        "visit": visit_data(Visit.objects.filter(enquiry=enquiry).first()),
    }
    return json.dumps(for_machines(data), ensure_ascii=False, indent=2, default=str)


def offer_data(offer):
    sums = sums_of(offer)
    return {
        "version": offer.version, "state": offer.get_state_display(), "sent": offer.sent_at, "text": offer.text,
        "lines": [{"name": row.name, "quantity": row.quantity, "net": row.net} for row in sums.rows],
        "net": sums.net, "total": sums.total,
    }  # fmt: skip


def visit_data(visit):
    if visit is None:
        return None
    names = [
        "first_on", "last_on", "invoice_name", "invoice_address", "vat_number", "order_reference", "final_size", "diets",
        "final_access",
    ]  # fmt: skip
    return {"state": visit.get_state_display()} | {name: getattr(visit, name) for name in names}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request, token):
    """The link of the mail: it asks once more, and then nothing is left of it."""
    try:
        enquiry = erasure.find(token)
    except Enquiry.DoesNotExist:
        raise Http404 from None
    except links.LinkEnded:
        return private(show_new_link(request, NewLinkForm(), has_ended=True, status=410))
    notice, is_done = "", False
    kept_until = erasure.kept_invoice_until(enquiry)
    if request.method == "POST":
        try:
            erasure.erase(enquiry, by=None, at=timezone.now())
            is_done = True
        except NotAllowed as refusal:
            notice = str(refusal)
    context = {"enquiry": enquiry, "is_done": is_done, "kept_until": kept_until}
    addresses = urls_by_language("visits:erasure", token)
    return private(render(request, "visits/erasure.html", context, addresses, notice=notice))
