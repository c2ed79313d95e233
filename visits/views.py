from django.core import signing
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import Error
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from oph_site.languages import current_language
from oph_site.public_forms.replies import private, see
from oph_site.public_forms.spam import is_caught, sender_digest
from oph_site.public_forms.tokens import new_token, read_token, token_of
from visits import enquiry_pages
from visits.enquiries import digest, submit_enquiry
from visits.enquiry_pages import show_check, show_form
from visits.form_words import pause
from visits.forms import EnquiryForm
from visits.intake import Intake
from visits.models import Enquiry
from visits.spam import is_doubtful

RECEIPT_SALT = "visits.receipt"
RECEIPT_LIFETIME = 30 * 24 * 60 * 60  # seconds


# Without Django's CSRF token on purpose: the form is anonymous, reads no cookie and so has no authority that another
# site could borrow. Its own signed token does the rest, and the page sets no cookie.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def enquiry(request):
    try:
        return receive(request) if request.method == "POST" else begin(request)
    except (RequestDataTooBig, TooManyFieldsSent):
        notice = _(
            "The answers together were too long to be read. Go back in your browser, shorten them and send the form again."
        )
        return show_form(request, EnquiryForm(intake=today()), new_token(), notice=notice, status=413)
    except Error:
        return enquiry_pages.show_form_without_database(request)


def today():
    return Intake(timezone.localdate())


def begin(request):
    """The empty form, or the one that a sample programme has filled in."""
    intake = today()
    sample = intake.sample(request.GET.get("programme", ""))
    form = EnquiryForm(intake=intake, initial=sample and enquiry_pages.answers_of_sample(sample, intake))
    return show_form(request, form, new_token(), sample=sample)


def receive(request):
    """What its button says becomes of the form: the page that shows all answers, when it says nothing."""
    form = EnquiryForm(request.POST, intake=today())
    act = {"edit": edit, "estimate": show_estimate, "send": send}.get(request.POST.get("act"), check)
    return act(request, form, read_token(request.POST.get("token", "")))


def edit(request, form, token):
    """The form as it was filled in: from the check page, or in the other language."""
    form.leave_unchecked()
    return show_form(request, form, token_of(request, token))


def show_estimate(request, form, token):
    is_complete = form.check_for_estimate()
    estimate = enquiry_pages.estimate_of_form(form) if is_complete else None
    return show_form(request, form, token_of(request, token), estimate=estimate)


def check(request, form, token):
    """Everything as it will be sent."""
    if refused := refusal(request, form, token):
        return refused
    return show_check(request, form, token_of(request, token))


def refusal(request, form, token):
    """The form again while no enquiries are taken, or with what needs a change; None when nothing does."""
    if form.intake.pause:
        form.leave_unchecked()
        return show_form(request, form, token_of(request, token), notice=pause(form.intake.pause))
    return None if form.is_valid() else show_form(request, form, token_of(request, token))


def send(request, form, token):
    """303 to the receipt, or what keeps the answers from being sent."""
    if refused := refusal(request, form, token):
        return refused
    if token is None:
        notice = _("The form had been open for too long. Check your answers and send it once more.")
        return show_check(request, form, new_token(again=True), notice=notice)
    kept = keep(request, form.answers(), token)
    if kept.answers_digest != digest(form.answers()):
        notice = _("You have sent an enquiry from this page already (%(reference)s). These answers differ from it: send the form once more to make them a new enquiry.")  # fmt: skip
        return show_check(request, form, new_token(again=True), notice=notice % {"reference": kept.reference})
    return see(receipt_url(kept))


def keep(request, answers, token):
    now, sender = timezone.now(), sender_digest(request)
    is_suspected = is_caught(request, token) or is_doubtful(answers, sender, now)
    return submit_enquiry(
        answers, token=token.uuid, language=current_language(), sender=sender, is_suspected=is_suspected, at=now
    )


def receipt_url(enquiry):
    return reverse("visits:receipt", args=[signing.dumps(enquiry.pk, salt=RECEIPT_SALT)])


@require_safe
def receipt(request, token):
    try:
        pk = signing.loads(token, salt=RECEIPT_SALT, max_age=RECEIPT_LIFETIME)
    except signing.BadSignature as error:
        raise Http404 from error
    return private(enquiry_pages.show_receipt(request, get_object_or_404(Enquiry, pk=pk), token))
