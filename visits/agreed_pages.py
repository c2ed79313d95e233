"""What the visitor has below the secret link once a visit is agreed: programme, calendar file, final details, letter.

And, from the beginning, the contact details. A GET changes nothing.
"""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from oph_site.calendar_files import CONTENT_TYPE
from oph_site.languages import urls_by_language
from oph_site.public_forms.fields import EmailLine, Line, PhoneLine
from oph_site.public_forms.plain_form import PlainForm
from oph_site.public_forms.replies import private, see
from oph_site.wording import absolute
from visits import contact_details, links, visits
from visits.calendar_files import programme_file
from visits.coordinators import contact_point
from visits.details_form import DetailsForm
from visits.enquiries import Kind, NotAllowed
from visits.models import Enquiry, Visit, VisitItem, VisitRules
from visits.programme import by_day
from visits.visit_page import NewLinkForm, by_link, render, see_visit, show_new_link

State = Visit.State
NAME_LINES = 40  # at most, on the letter
LEARNING = [VisitItem.Kind.LECTURE, VisitItem.Kind.SITE]  # what an embassy wants to know of


class ContactForm(PlainForm):
    name = Line(
        label=gettext_lazy("Your name"), length=120, autocomplete="name", missing=gettext_lazy("Enter your name")
    )
    role = Line(
        label=gettext_lazy("Your role"), length=120, autocomplete="organization-title",
        missing=gettext_lazy("Enter your role in the organisation"),
    )  # fmt: skip
    email = EmailLine(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("We use a new address once you have confirmed it: we send a link there."),
        missing=gettext_lazy("Enter your e-mail address: we answer by e-mail"),
        wrong=gettext_lazy("Enter the e-mail address in full, like name@example.org"),
    )  # fmt: skip
    phone = PhoneLine(
        label=gettext_lazy("Phone"), help_text=gettext_lazy("With the country code, for example +372 555 0100.")
    )


def of_visit(view):
    """As by_link; the view gets the visit. Before a visit is agreed there is nothing at the address."""

    def found(request, token, enquiry):
        visit = Visit.objects.filter(enquiry=enquiry).select_related("offer").first()
        if visit is None:
            raise Http404
        visit.enquiry = enquiry
        return view(request, token, visit)

    return by_link(found)


@of_visit
def programme(request, token, visit):
    context = {
        "visit": visit, "token": token, "days": by_day(visit.items.all()), "coordinators_email": settings.COORDINATORS_EMAIL,
    }  # fmt: skip
    return render(request, "visits/programme.html", context, urls_by_language("visits:programme", token))


@of_visit
def calendar_file(request, token, visit):
    """The same address always gives the newest edition: it may also be subscribed to."""
    content = programme_file(visit, absolute(links.url_of(visit.enquiry, request.LANGUAGE_CODE)))
    name = f"{visit.enquiry.reference}.ics"
    return HttpResponse(
        content, content_type=CONTENT_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@of_visit
def final_details(request, token, visit):
    today = timezone.localdate()
    rules = VisitRules.objects.on(today)
    open_on = visits.details_open_on(visit, rules)
    is_open = Kind.DETAILS in visits.allowed(visit, today) and today >= open_on
    notice = ""
    form = DetailsForm(visit, request.POST if request.method == "POST" and is_open else None, today=today)
    if form.is_valid():
        try:
            visits.record_details(visit, **form.details())
            return see(f"{request.path}?saved")
        except NotAllowed as refusal:
            notice = str(refusal)
    context = {
        "visit": visit, "token": token, "form": form, "is_open": is_open, "open_on": open_on if today < open_on else None,
        "due_on": visits.details_due_on(visit, rules), "is_saved": "saved" in request.GET and not form.is_bound,
    }  # fmt: skip
    return render(
        request, "visits/final_details.html", context, urls_by_language("visits:final_details", token), form, notice
    )


@of_visit
def letter(request, token, visit):
    """A letter to print: the names are written on it by hand and known to nobody here."""
    if visit.state == State.CANCELLED:
        return see_visit(request, visit.enquiry)
    point = contact_point()
    lines = min(visit.enquiry.visa_letters or visit.size, NAME_LINES)
    context = {
        "visit": visit, "token": token, "name_lines": range(1, lines + 1), "today": timezone.localdate(),
        "days": by_day(visit.items.filter(kind__in=LEARNING)), "coordinators_email": settings.COORDINATORS_EMAIL,
        "address": point and point.address,
    }  # fmt: skip
    return render(request, "visits/letter.html", context, urls_by_language("visits:letter", token))


@by_link
def contact(request, token, enquiry):
    now = enquiry.contact
    initial = {"name": now.name, "role": now.role, "email": now.email, "phone": now.phone}
    form = ContactForm(request.POST) if request.method == "POST" else ContactForm(initial=initial)
    notice = ""
    if form.is_valid():
        try:
            is_asked = contact_details.correct(enquiry, **form.cleaned_data)
            return see(f"{request.path}?{'asked' if is_asked else 'saved'}")
        except NotAllowed as refusal:
            notice = str(refusal)
    context = {
        "enquiry": enquiry, "token": token, "form": form, "is_saved": "saved" in request.GET and not form.is_bound,
        "is_asked": "asked" in request.GET and not form.is_bound,
    }  # fmt: skip
    return render(
        request, "visits/contact_details.html", context, urls_by_language("visits:contact", token), form, notice
    )


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def new_email(request, token):
    """Reached from the new address alone: what makes it count is the button, not the look."""
    try:
        enquiry, email = contact_details.find(token)
        if request.method == "POST":
            contact_details.confirm(enquiry, email)
            return private(see(f"{request.path}?confirmed"))
    except Enquiry.DoesNotExist:
        raise Http404 from None
    except (links.LinkEnded, NotAllowed):
        return private(show_new_link(request, NewLinkForm(), has_ended=True, status=410))
    context = {"enquiry": enquiry, "email": email, "is_confirmed": enquiry.contact.email == email}
    return private(render(request, "visits/new_email.html", context, urls_by_language("visits:new_email", token)))
