import logging

from django.core import signing
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import DatabaseError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from oph_site.languages import current_language, urls_by_language, word
from pages.frame import Frame, FrameWithoutDatabase, render_public
from visits.enquiries import digest, submit_enquiry
from visits.form_tokens import new_token, read_token
from visits.forms import EnquiryForm
from visits.models import Enquiry
from visits.spam import TRAP, is_doubtful, sender_digest

logger = logging.getLogger(__name__)

RECEIPT_SALT = "visits.receipt"
RECEIPT_LIFETIME = 30 * 24 * 60 * 60  # seconds
RETRY_AFTER = 120  # seconds


class SeeOther(HttpResponseRedirect):
    status_code = 303


# Without Django's CSRF token on purpose: the form is anonymous, reads no cookie and so has no authority that another
# site could borrow. Its own signed token does the rest, and the page sets no cookie.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def enquiry(request):
    try:
        return receive(request) if request.method == "POST" else show_form(request, EnquiryForm(), new_token())
    except (RequestDataTooBig, TooManyFieldsSent):
        notice = _(
            "The answers together were too long to be read. Go back in your browser, shorten them and send the form again."
        )
        return show_form(request, EnquiryForm(), new_token(), notice=notice, status=413)
    except DatabaseError:
        logger.exception("An enquiry form could not be served")
        return show_form_without_database(request)


def receive(request):
    """303 to the receipt, or the form again with what needs a change."""
    token, form = read_token(request.POST.get("token", "")), EnquiryForm(request.POST)
    if token is None:
        notice = _("The form had been open for too long. Check your answers and send it once more.")
        return show_form(request, form, new_token(again=True), notice=notice)
    if not form.is_valid():
        return show_form(request, form, request.POST["token"])
    kept = keep(request, form.answers(), token)
    if kept.answers_digest != digest(form.answers()):
        notice = _("You have sent an enquiry from this page already (%(reference)s). These answers differ from it: send the form once more to make them a new enquiry.")  # fmt: skip
        return show_form(request, form, new_token(again=True), notice=notice % {"reference": kept.reference})
    return SeeOther(receipt_url(kept))


def keep(request, answers, token):
    now, sender = timezone.now(), sender_digest(request)
    is_suspected = token.is_hasty or bool(request.POST.get(TRAP)) or is_doubtful(answers, sender, now)
    return submit_enquiry(
        answers, token=token.uuid, language=current_language(), sender=sender, is_suspected=is_suspected, at=now
    )


def show_form(request, form, token, *, notice="", status=None, frame=None):
    frame = frame or Frame(word("visits"), crumb=_("Enquiry"), addresses=urls_by_language("visits:enquiry"))
    problems = form.problems()
    privacy = next((edition for edition in frame.duties if edition.page.key == "privacy"), None)
    context = {"form": form, "token": token, "problems": problems, "notice": notice, "privacy": privacy, "trap": TRAP}
    status = status or (422 if problems or notice else 200)
    return render_public(request, "visits/enquiry.html", context, frame=frame, status=status)


def show_form_without_database(request):
    """503 with every answer kept, and the same token: should the answers have been stored after all, they are not stored twice."""
    form = EnquiryForm(request.POST) if request.method == "POST" else EnquiryForm()
    frame = FrameWithoutDatabase(word("visits"), addresses=urls_by_language("visits:enquiry"))
    notice = _(
        "We cannot save your enquiry at the moment. Leave this page open and send the form again in a few minutes."
    )
    response = show_form(
        request, form, request.POST.get("token") or new_token(), notice=notice, status=503, frame=frame
    )
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def receipt_url(enquiry):
    return reverse("visits:receipt", args=[signing.dumps(enquiry.pk, salt=RECEIPT_SALT)])


@require_safe
def receipt(request, token):
    try:
        pk = signing.loads(token, salt=RECEIPT_SALT, max_age=RECEIPT_LIFETIME)
    except signing.BadSignature as error:
        raise Http404 from error
    enquiry = get_object_or_404(Enquiry, pk=pk)
    frame = Frame(word("visits"), crumb=_("Receipt"), addresses=urls_by_language("visits:receipt", token))
    back = next((edition for edition in frame.ancestors if edition.path == frame.path), None)
    context = {"enquiry": enquiry, "back": back, "robots": "noindex"}
    response = render_public(request, "visits/receipt.html", context, frame=frame)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
