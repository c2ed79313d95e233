"""The pages of an enquiry: the form, the page to check the answers on, the receipt."""

import logging
import sys

from django.utils import timezone
from django.utils.translation import gettext as _

from oph_site.languages import current_language, urls_by_language, word
from oph_site.outage import try_later
from oph_site.public_forms.spam import TRAP
from oph_site.public_forms.tokens import new_token
from pages.frame import Frame, FrameWithoutDatabase, render_public
from visits import links
from visits.answers import answers_of, in_parts
from visits.coordinators import contact_point, mailbox_of
from visits.date_warnings import date_warnings
from visits.enquiries import estimate_of
from visits.estimate import Estimate
from visits.form_words import pause, size_as_typed
from visits.forms import EnquiryForm
from visits.intake import Intake, IntakeWithoutDatabase

logger = logging.getLogger(__name__)

FORM = "enquiry-form"  # its id: the language buttons of the header belong to it


def frame_of_form(kind=Frame):
    return kind(word("visits"), crumb=_("Enquiry"), addresses=urls_by_language("visits:enquiry"), form=FORM)


def show_form(request, form, token, *, notice="", estimate=None, sample=None, status=None, frame=None):
    frame = frame or frame_of_form()
    problems = form.problems()
    context = {
        "form": form, "form_id": FORM, "token": token, "trap": TRAP, "problems": problems, "notice": notice, "estimate": estimate, "sample": sample,
        "pause": "" if notice or not form.intake.pause else pause(form.intake.pause), "is_open": not form.intake.pause, "privacy": privacy(frame),
    }  # fmt: skip
    return render_public(request, "visits/enquiry.html", context, frame=frame, status=status or (422 if problems or notice else 200))  # fmt: skip


def show_form_without_database(request):
    """503 with every answer kept, and the same token: should the answers have been stored after all, they are not stored twice."""
    logger.error("An enquiry form could not be served: %s", sys.exception())
    form = EnquiryForm(request.POST or None, intake=IntakeWithoutDatabase(timezone.localdate()))
    if form.is_bound:
        form.leave_unchecked()
    notice = _(
        "We cannot save your enquiry at the moment. Leave this page open and send the form again in a few minutes."
    )
    token = request.POST.get("token") or new_token()
    return try_later(
        show_form(request, form, token, notice=notice, status=503, frame=frame_of_form(FrameWithoutDatabase))
    )


def show_check(request, form, token, *, notice=""):
    """Every answer of a form that is right, as it will be sent."""
    frame, answers = frame_of_form(), form.answers()
    size = size_as_typed(form.data["group_size"], answers["group_size"])
    context = {
        "form": form, "form_id": FORM, "token": token, "trap": TRAP, "trapped": request.POST.get(TRAP, ""), "notice": notice,
        "parts": in_parts(answers, with_empty=True, notes={"group_size": size}), "estimate": estimate_of_form(form),
        "warnings": [sentence for sentences in form.warnings.values() for sentence in sentences], "privacy": privacy(frame),
    }  # fmt: skip
    return render_public(request, "visits/check.html", context, frame=frame, status=422 if notice else 200)


def show_receipt(request, enquiry, token):
    frame, contact = (
        Frame(word("visits"), crumb=_("Receipt"), addresses=urls_by_language("visits:receipt", token)),
        contact_point(),
    )
    context = {
        "enquiry": enquiry, "visit_url": links.url_of(enquiry, current_language()), "parts": in_parts(answers_of(enquiry)),
        "warnings": warnings_of(enquiry),
        "contact": contact, "mailbox": mailbox_of(contact),
        "estimate": Estimate.from_json(enquiry.estimate, enquiry.group_size), "robots": "noindex",
        "back": next((edition for edition in frame.ancestors if edition.path == frame.path), None),
    }  # fmt: skip
    return render_public(request, "visits/receipt.html", context, frame=frame)


def warnings_of(enquiry):
    """What spoke against its dates on the day it was sent."""
    intake = Intake(timezone.localdate(enquiry.received_at))
    windows = [(dates.first_on, dates.last_on) for dates in enquiry.dates.all()]
    return [
        warning.sentence
        for window in windows
        for warning in date_warnings(*window, enquiry.length, intake.today, intake.rules, intake.periods)
    ]


def estimate_of_form(form):
    return estimate_of(form.answers(), form.intake.today)


def answers_of_sample(sample, intake):
    """What a sample programme fills in: all that it says, of what is still offered."""
    offered = {*intake.themes, *intake.lectures}
    return {
        "length": sample.length, "sites": sample.sites, "has_lunch": sample.has_lunch, "has_coffee": sample.has_coffee,
        "themes": [theme for theme in sample.themes.all() if theme in offered],
        "lectures": [lecture for lecture in sample.lectures.all() if lecture in offered],
    }  # fmt: skip


def privacy(frame):
    return next((edition for edition in frame.duties if edition.key == "privacy"), None)
