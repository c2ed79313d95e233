import logging
import sys

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

from feedback.about import about, page_path
from feedback.acts import submit
from feedback.forms import AccessibleVersionForm, FeedbackForm
from feedback.models import Feedback
from feedback.spam import is_doubtful
from oph_site.files.models import Document
from oph_site.languages import current_language, urls_by_language, word
from oph_site.outage import try_later
from oph_site.public_forms.choices import problems_of
from oph_site.public_forms.replies import private, see
from oph_site.public_forms.spam import TRAP, is_caught, sender_digest
from oph_site.public_forms.tokens import new_token, read_token, token_of
from pages.frame import Frame, FrameWithoutDatabase, render_public

logger = logging.getLogger(__name__)
FORM = "feedback-form"  # its id: the language buttons of the header belong to it
RECEIPT_SALT = "feedback.receipt"
RECEIPT_LIFETIME = 24 * 60 * 60  # seconds


# Without Django's CSRF token, as the enquiry form: it is anonymous and reads no cookie, so it has no authority to borrow.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def form(request):
    return serve(request)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def accessible_version(request, pk, is_public):
    """The form of somebody who cannot use a file: it knows which. Where the file has gone meanwhile nothing typed is lost."""
    try:
        document = get_object_or_404(Document, pk=pk)
        if is_public(pk):
            return serve(request, document)
        if request.method != "POST":
            raise Http404
        notice = _("The file is not on the site any more. Tell us here what you need.")
        filled = FeedbackForm(
            initial=request.POST.dict() | {"subject": Feedback.Subject.ACCESSIBILITY, "answer": "yes"}
        )
        return show_form(request, filled, new_token(again=True), notice=notice)
    except Error:
        return show_without_database(request, Document(pk=pk))


def serve(request, document=None):
    """document: of which a version is asked for; None is feedback on anything."""
    form_class = form_class_of(document)
    try:
        if request.method == "POST":
            return receive(request, form_class, document)
        return show_form(request, form_class(), new_token(), document=document)
    except (RequestDataTooBig, TooManyFieldsSent):
        notice = _("The message was too long to be read. Go back in your browser, shorten it and send it again.")
        return show_form(request, form_class(), new_token(), notice=notice, status=413, path="", document=document)
    except Error:
        return show_without_database(request, document)


def form_class_of(document):
    return AccessibleVersionForm if document else FeedbackForm


def receive(request, form_class, document):
    """303 to the receipt, or the form again with what needs a change."""
    token = read_token(request.POST.get("token", ""))
    if request.POST.get("act") == "edit":  # in the other language
        filled = form_class(initial=request.POST.dict())
        return show_form(request, filled, token_of(request, token), document=document)
    filled = form_class(request.POST)
    if not filled.is_valid():
        return show_form(request, filled, token_of(request, token), document=document)
    if token is None:
        notice = _("The form had been open for too long. Check your feedback and send it once more.")
        return show_form(request, filled, new_token(again=True), notice=notice, document=document)
    kept = keep(request, filled, token, document)
    return see(reverse("feedback:receipt", args=[signing.dumps(kept.pk, salt=RECEIPT_SALT)]))


def keep(request, filled, token, document):
    now, sender, answers = timezone.now(), sender_digest(request), filled.answers()
    is_suspected = is_caught(request, token) or is_doubtful(answers, sender, now)
    return submit(
        answers, token=token.uuid, language=current_language(), document=document, page=asked_page(request), sender=sender,
        is_suspected=is_suspected, at=now,
    )  # fmt: skip


def asked_page(request):
    return page_path((request.POST if request.method == "POST" else request.GET).get("page", ""))


def frame_of_form(document, kind=Frame):
    if document:
        crumb, addresses = _("Ask for an accessible version"), urls_by_language("accessible_version", document.pk)
    else:
        crumb, addresses = _("Give feedback"), urls_by_language("feedback:form")
    return kind(word("feedback"), crumb=crumb, addresses=addresses, form=FORM)


def show_form(request, filled, token, *, notice="", status=None, path=None, frame=None, document=None):
    """path: of the page it is about, where the request cannot be asked. 422 when something needs a change."""
    path = asked_page(request) if path is None else path
    frame = frame or frame_of_form(document)
    problems = problems_of(filled)
    context = {
        "form": filled, "form_id": FORM, "token": token, "trap": TRAP, "problems": problems, "notice": notice, "robots": "noindex",
        "about": None if isinstance(frame, FrameWithoutDatabase) else about(path), "path": path, "privacy": duty(frame, "privacy"),
        "information": next((edition for edition in frame.ancestors if edition.path == frame.path), None),
        "document": document, "action": frame.addresses[current_language()],
    }  # fmt: skip
    status = status or (422 if problems or notice else 200)
    template = "feedback/accessible_version.html" if document else "feedback/form.html"
    return private(render_public(request, template, context, frame=frame, status=status))


def duty(frame, key):
    return next((edition for edition in frame.duties if edition.key == key), None)


def show_without_database(request, document):
    """503 with everything kept, and the same token: should it have been stored after all, it is not stored twice."""
    logger.error("The feedback form could not be served: %s", sys.exception())
    notice = _("We cannot save your feedback at the moment. Leave this page open and send it again in a few minutes.")
    token, filled = request.POST.get("token") or new_token(), form_class_of(document)(initial=request.POST.dict())
    frame = frame_of_form(document, FrameWithoutDatabase)
    return try_later(show_form(request, filled, token, notice=notice, status=503, frame=frame, document=document))


@require_safe
def receipt(request, token):
    try:
        pk = signing.loads(token, salt=RECEIPT_SALT, max_age=RECEIPT_LIFETIME)
    except signing.BadSignature as error:
        raise Http404 from error
    feedback = get_object_or_404(Feedback.objects.select_related("document"), pk=pk)
    frame = Frame(word("feedback"), crumb=_("Receipt"), addresses=urls_by_language("feedback:receipt", token))
    context = {"feedback": feedback, "about": about(feedback.page), "robots": "noindex"}
    return private(render_public(request, "feedback/receipt.html", context, frame=frame))
