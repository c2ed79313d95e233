"""The visitor's own page: where the enquiry stands, messages both ways, withdrawal. Reached by the secret link alone.

A GET changes nothing. Like the form these pages need no cookie: the link itself is the right to act.
"""

from contextlib import suppress

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from oph_site.languages import urls_by_language, word
from oph_site.public_forms.choices import problems_of
from oph_site.public_forms.fields import EmailLine, Line, Paragraphs
from oph_site.public_forms.plain_form import PlainForm
from oph_site.public_forms.replies import private, see
from pages.frame import Frame, render_public
from visits import conversation, links, visits
from visits.answers import answers_of, in_parts
from visits.enquiries import Kind, NotAllowed, allowed
from visits.models import Enquiry
from visits.shown_offer import last_shown
from visits.standing import standing

MESSAGE_LENGTH = 5000
State = Enquiry.State
WITH_OFFER = [State.PLANNING, State.OFFERED, State.ACCEPTED, State.EXPIRED]  # where the newest offer stands on the page


class MessageForm(PlainForm):
    text = Paragraphs(
        label=gettext_lazy("Write to the coordinators"), rows=5, length=MESSAGE_LENGTH,
        help_text=gettext_lazy("For example what should be different, or an answer to our question. Do not write sensitive personal data."),
        missing=gettext_lazy("Enter your message"),
    )  # fmt: skip


def reason(label):
    """A field for why something ends."""
    help_text = gettext_lazy("It helps us to plan, but you do not need to say it.")
    return Paragraphs(label=label, rows=3, length=MESSAGE_LENGTH, help_text=help_text)


class WithdrawalForm(PlainForm):
    text = reason(gettext_lazy("Why you withdraw it"))


class NewLinkForm(PlainForm):
    reference = Line(
        label=gettext_lazy("Reference"), length=20, css="input input--w20",
        help_text=gettext_lazy("It is in the receipt, for example V-2026-0042."), missing=gettext_lazy("Enter the reference of your enquiry"),
    )  # fmt: skip
    email = EmailLine(
        label=gettext_lazy("E-mail"), help_text=gettext_lazy("The address that you gave in the enquiry."),
        missing=gettext_lazy("Enter the e-mail address that you gave in the enquiry"),
        wrong=gettext_lazy("Enter the e-mail address in full, like name@example.org"),
    )  # fmt: skip


def by_link(view):
    """The view gets the enquiry of the link: 404 for what was never one, 410 with a way to a new one for what has ended."""

    def found(request, token):
        try:
            return private(view(request, token, links.find(token)))
        except Enquiry.DoesNotExist:
            raise Http404 from None
        except links.LinkEnded:
            return private(show_new_link(request, NewLinkForm(), has_ended=True, status=410))

    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(found))


@by_link
def show(request, token, enquiry):
    form = MessageForm(request.POST) if request.method == "POST" else MessageForm()
    notice = ""
    if request.method == "POST" and form.is_valid():
        try:
            conversation.write(enquiry, form.cleaned_data["text"])
            return see(request.path + "?sent#messages")
        except NotAllowed as refusal:
            notice = str(refusal)
    today = timezone.localdate()
    found = last_shown(enquiry, today)
    context = {
        "enquiry": enquiry, "token": token, "form": form, "standing": standing(enquiry, today, found),
        "messages": conversation.messages(enquiry), "of_visitor": conversation.OF_VISITOR,
        "is_sent": "sent" in request.GET, "parts": in_parts(answers_of(enquiry)), "can_withdraw": Kind.WITHDRAWN in allowed(enquiry),
        "shown": found if enquiry.state in WITH_OFFER else None,
        "can_cancel": bool(found and found.visit) and visits.visitor_may_cancel(found.visit, today),
    }  # fmt: skip
    return render(request, "visits/visit.html", context, urls_by_language("visits:visit", token), form, notice)


@by_link
def withdraw(request, token, enquiry):
    form = WithdrawalForm(request.POST) if request.method == "POST" else WithdrawalForm()
    is_possible = Kind.WITHDRAWN in allowed(enquiry)
    if request.method == "POST" and form.is_valid() and is_possible:
        with suppress(NotAllowed):  # ended meanwhile
            conversation.withdraw(enquiry, form.cleaned_data["text"])
    if request.method == "POST" and form.is_valid() or not is_possible:
        return see(
            links.url_of(enquiry, request.LANGUAGE_CODE)
        )  # the page says how it stands, also when it was sent twice
    context = {"enquiry": enquiry, "token": token, "form": form}
    return render(request, "visits/withdrawal.html", context, urls_by_language("visits:withdraw", token), form)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def new_link(request):
    form = NewLinkForm(request.POST) if request.method == "POST" else NewLinkForm()
    if request.method == "POST" and form.is_valid():
        conversation.send_new_link(form.cleaned_data["reference"], form.cleaned_data["email"])
        return private(show_new_link(request, NewLinkForm(), is_sent=True))
    return private(show_new_link(request, form))


def show_new_link(request, form, *, has_ended=False, is_sent=False, status=None):
    context = {"form": form, "has_ended": has_ended, "is_sent": is_sent}
    return render(request, "visits/new_link.html", context, urls_by_language("visits:new_link"), form, status=status)


def see_visit(request, enquiry):
    """303 to the visitor's own page, which says how things stand."""
    return see(links.url_of(enquiry, request.LANGUAGE_CODE))


def page_frame(addresses, crumb="", texts=()):
    return Frame(word("visits"), crumb=crumb or _("Your visit"), addresses=addresses, texts=texts)


def render(request, template, context, addresses, form=None, notice="", status=None, frame=None):
    """422 when there is something to correct in the form, or a notice above it."""
    problems = problems_of(form) if form else []
    frame = frame or page_frame(addresses)
    context |= {"problems": problems, "notice": notice, "robots": "noindex"}
    return render_public(request, template, context, frame=frame, status=status or (422 if problems or notice else 200))
