"""What the visitor has below the secret link once a visit is agreed: programme, calendar file, final details, letter.

And, from the beginning, the contact details. A GET changes nothing.
"""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from oph_site.languages import urls_by_language
from oph_site.wording import absolute
from visits import contact_details, links, visits
from visits.calendar_files import CONTENT_TYPE, programme_file
from visits.enquiries import Kind, NotAllowed
from visits.fields import EmailLine, Line, Paragraphs, PhoneLine
from visits.models import Diet, Enquiry, Visit, VisitRules
from visits.models.enquiry import ACCESS_LENGTH
from visits.programme import by_day
from visits.visit_page import NewLinkForm, PlainForm, by_link, private, render, see, show_new_link

State = Visit.State
NAME_LINES = 40  # at most, on the letter


class HowMany(Line):
    """A whole number, or nothing where it is optional. Its limits are the form's."""

    def __init__(self, *, wrong, **kwargs):
        super().__init__(length=20, css="input input--w5", widget=forms.TextInput({"inputmode": "numeric"}), **kwargs)
        self.wrong = wrong

    def clean(self, value):
        value = super().clean(value)
        if value and not (value.isdecimal() and len(value) < 5):
            raise ValidationError(self.wrong, code="invalid")
        return int(value) if value else 0


class DetailsForm(PlainForm):
    final_size = HowMany(
        label=gettext_lazy("How many people come?"), help_text=gettext_lazy("Leaders and interpreters included."),
        missing=gettext_lazy("Write how many people come"), wrong=gettext_lazy("Write the number of people in digits, for example 14"),
    )  # fmt: skip
    final_access = Paragraphs(
        label=gettext_lazy("Access needs"), rows=4, length=ACCESS_LENGTH,
        help_text=gettext_lazy("For example: one wheelchair, step-free routes; one person hears with a loop. No names, no health details."),
    )  # fmt: skip

    def __init__(self, visit, data=None, *, today):
        self.most = max(VisitRules.objects.on(today).most_group, visit.offer.group_size)
        initial = {"final_size": visit.size, "final_access": visit.final_access or visit.enquiry.access_needs}
        super().__init__(data, initial=initial)
        wrong = gettext_lazy("Write a number in digits, for example 2, or leave the field empty")
        for diet in Diet:
            self.fields[diet_name(diet)] = HowMany(
                label=diet.label, wrong=wrong, initial=visit.diets.get(diet)
            )
        self.order_fields(["final_size", *map(diet_name, Diet), "final_access"])

    @property
    def diet_fields(self):
        return [self[diet_name(diet)] for diet in Diet]

    def clean_final_size(self):
        size = self.cleaned_data["final_size"]
        if not 0 < size <= self.most:
            message = _("Write a number from 1 to %(most)d. If more people come, write to us first")
            raise ValidationError(message, code="outside", params={"most": self.most})
        return size

    def clean(self):
        size = self.cleaned_data.get("final_size")
        for diet in Diet:
            if size and (self.cleaned_data.get(diet_name(diet)) or 0) > size:
                self.add_error(diet_name(diet), _("This is more than the people who come: check both numbers"))

    def details(self):
        """What record_details takes."""
        data = self.cleaned_data
        diets = {str(diet): data[diet_name(diet)] for diet in Diet}
        return {"size": data["final_size"], "diets": diets, "access": data["final_access"]}


def diet_name(diet):
    return f"diet_{diet.replace('-', '_')}"


class ContactForm(PlainForm):
    name = Line(label=gettext_lazy("Your name"), length=120, autocomplete="name", missing=gettext_lazy("Write your name"))
    role = Line(
        label=gettext_lazy("Your role"), length=120, autocomplete="organization-title",
        missing=gettext_lazy("Write your role in the organisation"),
    )  # fmt: skip
    email = EmailLine(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("A new address counts when you have confirmed it: we send a link there."),
        missing=gettext_lazy("Write your e-mail address: we answer by e-mail"),
        wrong=gettext_lazy("Write the e-mail address in full, like name@example.org"),
    )  # fmt: skip
    phone = PhoneLine(label=gettext_lazy("Phone"), help_text=gettext_lazy("With the country code, for example +372 555 0100."))


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
    context = {"visit": visit, "token": token, "days": by_day(visit.items.all())}
    return render(request, "visits/programme.html", context, urls_by_language("visits:programme", token), NoForm())


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
    return render(request, "visits/final_details.html", context, urls_by_language("visits:final_details", token), form, notice)


@of_visit
def letter(request, token, visit):
    """A letter to print: the names are written on it by hand and known to nobody here."""
    if visit.state == State.CANCELLED:
        return see(links.url_of(visit.enquiry, request.LANGUAGE_CODE))
    lines = min(visit.enquiry.visa_letters or visit.size, NAME_LINES)
    context = {
        "visit": visit, "token": token, "name_lines": range(1, lines + 1), "today": timezone.localdate(),
        "days": by_day(visit.items.all()), "coordinators_email": settings.COORDINATORS_EMAIL,
    }  # fmt: skip
    return render(request, "visits/letter.html", context, urls_by_language("visits:letter", token), NoForm())


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
    return render(request, "visits/contact_details.html", context, urls_by_language("visits:contact", token), form, notice)


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
    return private(
        render(request, "visits/new_email.html", context, urls_by_language("visits:new_email", token), NoForm())
    )


class NoForm(PlainForm):
    """A page without questions."""
