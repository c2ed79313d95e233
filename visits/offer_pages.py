"""The visitor's answers to an offer, each on a page of its own below the secret link. A GET changes nothing.

What was typed stays when an answer is refused; a click too many leads to the page that says how things stand.
"""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oph_site.languages import urls_by_language
from oph_site.numbers import whole_number
from oph_site.public_forms.fields import Line, Paragraphs
from oph_site.public_forms.plain_form import PlainForm
from pages.text import richtext
from visits import offers, vat_numbers, visits
from visits.enquiries import NotAllowed
from visits.models import Offer, Visit
from visits.shown_offer import last_shown, shown
from visits.visit_page import MESSAGE_LENGTH, by_link, page_frame, reason, render, see_visit

UNREAD = -1  # no share to pay


class AcceptanceForm(PlainForm):
    invoice_name = Line(
        label=gettext_lazy("Name on the invoice"), length=200, autocomplete="organization",
        help_text=gettext_lazy("The organisation that pays."), missing=gettext_lazy("Enter the name of the organisation that pays"),
    )  # fmt: skip
    invoice_address = Paragraphs(
        label=gettext_lazy("Invoice address"), length=500, rows=4,
        help_text=gettext_lazy("Postal address with the country, or the address for electronic invoices."),
        missing=gettext_lazy("Enter the address that the invoice is sent to"),
    )  # fmt: skip
    vat_number = Line(
        label=gettext_lazy("VAT or business number"), length=40, css="input input--w20",
        help_text=gettext_lazy("If your organisation has one. A VAT number begins with the letters of its country, for example DE136695976."),
    )  # fmt: skip
    order_reference = Line(
        label=gettext_lazy("Your order reference"), length=100, css="input input--w20",
        help_text=gettext_lazy("An order number or a name of your unit that the invoice should show, if you need one."),
    )  # fmt: skip

    def __init__(self, *args, offer, **kwargs):
        super().__init__(*args, **kwargs)
        self.country, self.vat_case = offer.enquiry.country, offer.vat_case
        if self.vat_case == Offer.VatCase.REVERSE:
            self.fields["vat_number"].required = True
            self.fields["vat_number"].error_messages["required"] = MISSING_VAT_NUMBER
            self.fields["vat_number"].help_text = gettext_lazy("Needed, since no Finnish VAT is charged. It begins with the letters of its country, for example DE136695976.")  # fmt: skip

    def clean_vat_number(self):
        number = vat_numbers.cleaned(self.cleaned_data["vat_number"], self.country)
        if self.vat_case == Offer.VatCase.REVERSE and not vat_numbers.is_eu_vat_number(number):
            raise ValidationError(MISSING_VAT_NUMBER, code="invalid")
        return number


MISSING_VAT_NUMBER = gettext_lazy("Enter your EU VAT number: without it Finnish VAT is charged, and you need another offer")  # fmt: skip


class ChangeForm(PlainForm):
    text = Paragraphs(
        label=gettext_lazy("What should be different"), rows=6, length=MESSAGE_LENGTH,
        help_text=gettext_lazy("For example another day, another place or a smaller group. Do not write sensitive personal data."),
        missing=gettext_lazy("Enter what should be different"),
    )  # fmt: skip


class RefusalForm(PlainForm):
    text = reason(gettext_lazy("Why you decline"))


class CancellationForm(PlainForm):
    text = reason(gettext_lazy("Why you cancel"))


@by_link
def accept(request, token, enquiry):
    return answer(
        request, token, enquiry, "acceptance", lambda offer, form: offers.accept(offer, form.cleaned_data),
        lambda data, offer: AcceptanceForm(data, offer=offer, initial={"invoice_name": enquiry.on_behalf_of or enquiry.organisation}),
        template="acceptance",
    )  # fmt: skip


@by_link
def ask_for_change(request, token, enquiry):
    return answer(
        request, token, enquiry, "change_request", lambda offer, form: offers.ask_for_change(offer, form.cleaned_data["text"]),
        lambda data, offer: ChangeForm(data),
    )  # fmt: skip


@by_link
def decline(request, token, enquiry):
    return answer(
        request, token, enquiry, "refusal", lambda offer, form: offers.decline(offer, form.cleaned_data["text"]),
        lambda data, offer: RefusalForm(data),
    )  # fmt: skip


def answer(request, token, enquiry, name, act, make_form, *, template="answer_in_words"):
    """The page of one answer. name: of its address. act: (offer, form). make_form: (what was sent or None, offer).

    The number of the offer comes with the answer: one that the visitor has not read is never answered by accident.
    """
    found = last_shown(enquiry, timezone.localdate())
    if found is None or not found.is_open:
        return see_visit(request, enquiry)  # answered or over: the page says how it stands
    form = make_form(request.POST if request.method == "POST" else None, found.offer)
    notice = ""
    if form.is_bound and form.is_valid():
        try:
            act(offer_read(enquiry, request), form)
            return see_visit(request, enquiry)
        except NotAllowed as refusal:
            notice = str(refusal)
            found = last_shown(enquiry, timezone.localdate())
            if not found.is_open:
                return see_visit(request, enquiry)
    context = {"enquiry": enquiry, "token": token, "form": form, "shown": found, "is_refusal": name == "refusal"}
    addresses = urls_by_language(f"visits:{name}", token)
    return render(request, f"visits/{template}.html", context, addresses, form, notice)


def offer_read(enquiry, request):
    read = enquiry.offers.shown().filter(pk=whole_number(request.POST.get("offer"))).first()
    if read is None:
        raise NotAllowed(_("Read the offer, then answer it."))
    return read


@by_link
def cancel(request, token, enquiry):
    """Of a visit that is confirmed: what it costs today stands there before it is confirmed."""
    visit = Visit.objects.filter(enquiry=enquiry).select_related("offer", "enquiry").first()
    today = timezone.localdate()
    if visit is None or not visits.visitor_may_cancel(visit, today):
        return see_visit(request, enquiry)
    form, notice = CancellationForm(request.POST if request.method == "POST" else None), ""
    percent = visits.percent_on(visit, today)
    if form.is_bound and form.is_valid():
        read = whole_number(request.POST.get("percent"), digits=3)
        try:
            visits.cancel(
                visit, by=None, text=form.cleaned_data["text"], shown_percent=UNREAD if read is None else read
            )
            return see_visit(request, enquiry)
        except NotAllowed as refusal:
            notice = str(refusal)
            visit.refresh_from_db()
            if not visits.visitor_may_cancel(visit, today):
                return see_visit(request, enquiry)
    found = shown(visit.offer, today, visit)
    context = {
        "enquiry": enquiry, "token": token, "form": form, "shown": found, "visit": visit, "fee": found.sums.fee(percent),
    }  # fmt: skip
    return render(
        request, "visits/cancellation.html", context, urls_by_language("visits:cancellation", token), form, notice
    )


@by_link
def terms(request, token, enquiry):
    """The edition of the terms that came with the newest offer, as it stood."""
    offer = enquiry.offers.shown().select_related("terms").first()
    if offer is None or offer.terms is None:
        raise Http404
    edition, addresses = offer.terms, urls_by_language("visits:terms", token)
    text = edition.content["body"]
    frame = page_frame(addresses, crumb=_("Terms of the offer"), texts=[text])
    body = richtext.show(text, frame.link_addresses, edition.former_anchors)
    context = {"enquiry": enquiry, "token": token, "offer": offer, "edition": edition, "body": body}
    return render(request, "visits/terms.html", context, addresses, frame=frame)
