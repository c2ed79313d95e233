import logging

from django.core import signing
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import DatabaseError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from feedback.about import about, page_path
from feedback.acts import submit
from feedback.forms import FeedbackForm
from feedback.models import Feedback
from feedback.spam import is_doubtful
from oph_site.languages import current_language, urls_by_language, word
from oph_site.public_forms.choices import problems_of
from oph_site.public_forms.replies import private, see
from oph_site.public_forms.spam import TRAP, is_caught, sender_digest
from oph_site.public_forms.tokens import new_token, read_token
from pages.frame import Frame, FrameWithoutDatabase, render_public

logger = logging.getLogger(__name__)
FORM = "feedback-form"  # its id: the language buttons of the header belong to it
RECEIPT_SALT = "feedback.receipt"
RECEIPT_LIFETIME = 24 * 60 * 60  # seconds
RETRY_AFTER = 120  # seconds


# Without Django's CSRF token, as the enquiry form: it is anonymous and reads no cookie, so it has no authority to borrow.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def form(request):
    try:
        return receive(request) if request.method == "POST" else show_form(request, FeedbackForm(), new_token())
    except (RequestDataTooBig, TooManyFieldsSent):
        notice = _("The message was too long to be read. Go back in your browser, shorten it and send it again.")
        return show_form(request, FeedbackForm(), new_token(), notice=notice, status=413, path="")
    except DatabaseError:
        return show_without_database(request)


def receive(request):
    """303 to the receipt, or the form again with what needs a change."""
    token = read_token(request.POST.get("token", ""))
    if request.POST.get("act") == "edit":  # in the other language
        return show_form(request, FeedbackForm(initial=request.POST.dict()), token_of(request, token))
    filled = FeedbackForm(request.POST)
    if not filled.is_valid():
        return show_form(request, filled, token_of(request, token))
    if token is None:
        notice = _("The form had been open for too long. Check your feedback and send it once more.")
        return show_form(request, filled, new_token(again=True), notice=notice)
    return see(reverse("feedback:receipt", args=[signing.dumps(keep(request, filled, token).pk, salt=RECEIPT_SALT)]))


def token_of(request, token):
    """The token that was sent, so that nothing can be sent twice; a new one when it has expired."""
    return request.POST["token"] if token else new_token(again=True)


def keep(request, filled, token):
    now, sender, answers = timezone.now(), sender_digest(request), filled.answers()
    is_suspected = is_caught(request, token) or is_doubtful(answers, sender, now)
    return submit(
        answers, token=token.uuid, language=current_language(), page=asked_page(request), sender=sender, is_suspected=is_suspected,
        at=now,
    )  # fmt: skip


def asked_page(request):
    return page_path((request.POST if request.method == "POST" else request.GET).get("page", ""))


def frame_of_form(kind=Frame):
    return kind(word("feedback"), crumb=_("Give feedback"), addresses=urls_by_language("feedback:form"), form=FORM)


def show_form(request, filled, token, *, notice="", status=None, path=None, frame=None):
    """path: of the page it is about, where the request cannot be asked. 422 when something needs a change."""
    path = asked_page(request) if path is None else path
    frame = frame or frame_of_form()
    problems = problems_of(filled)
    context = {
        "form": filled, "form_id": FORM, "token": token, "trap": TRAP, "problems": problems, "notice": notice, "robots": "noindex",
        "about": None if isinstance(frame, FrameWithoutDatabase) else about(path), "path": path, "privacy": duty(frame, "privacy"),
        "information": next((edition for edition in frame.ancestors if edition.path == frame.path), None),
    }  # fmt: skip
    status = status or (422 if problems or notice else 200)
    return private(render_public(request, "feedback/form.html", context, frame=frame, status=status))


def duty(frame, key):
    return next((edition for edition in frame.duties if edition.page.key == key), None)


def show_without_database(request):
    """503 with everything kept, and the same token: should it have been stored after all, it is not stored twice."""
    logger.exception("The feedback form could not be served")
    notice = _("We cannot save your feedback at the moment. Leave this page open and send it again in a few minutes.")
    token, filled = request.POST.get("token") or new_token(), FeedbackForm(initial=request.POST.dict())
    response = show_form(request, filled, token, notice=notice, status=503, frame=frame_of_form(FrameWithoutDatabase))
    response["Retry-After"] = str(RETRY_AFTER)
    return response


@require_safe
def receipt(request, token):
    try:
        pk = signing.loads(token, salt=RECEIPT_SALT, max_age=RECEIPT_LIFETIME)
    except signing.BadSignature as error:
        raise Http404 from error
    feedback = get_object_or_404(Feedback, pk=pk)
    frame = Frame(word("feedback"), crumb=_("Receipt"), addresses=urls_by_language("feedback:receipt", token))
    context = {"feedback": feedback, "about": about(feedback.page), "robots": "noindex"}
    return private(render_public(request, "feedback/receipt.html", context, frame=frame))
