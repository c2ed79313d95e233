"""The enquiry, as a stranger fills it in. The form knows what can be typed; states and mail are the act's."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oph_site.wording import day
from visits.countries import countries
from visits.date_boxes import DateField
from visits.fields import Count, EmailLine, Line, Paragraphs, PhoneLine
from visits.models import Enquiry, Length, Theme, VisitRules
from visits.models.enquiry import AIM_LENGTH, MESSAGE_LENGTH

HORIZON = timedelta(days=2 * 365)
LONGEST_RANGE = timedelta(days=30)
MAX_THEMES = 5


def with_prompt(prompt, choices):
    """Choices of a select whose first line asks. Read anew for every page: the language differs."""
    return lambda: [("", prompt), *choices()]


class FirstDescribed:
    """A hint or error belongs to the whole group: besides the fieldset only the first control refers to it."""

    template_name = "django/forms/widgets/choices.html"

    def create_option(self, name, value, label, selected, index, **kwargs):
        option = super().create_option(name, value, label, selected, index, **kwargs)
        if index:
            option["attrs"].pop("aria-describedby", None)
        return option


class Choices(FirstDescribed, forms.CheckboxSelectMultiple):
    pass


class OneChoice(FirstDescribed, forms.RadioSelect):
    pass


class DescribedField(forms.BoundField):
    def build_widget_attrs(self, attrs, widget=None):
        """Django describes a group on its fieldset alone; screen readers say it for sure on the first control."""
        attrs = super().build_widget_attrs(attrs, widget)
        return attrs | (
            {"aria-describedby": self.aria_describedby} if self.use_fieldset and self.aria_describedby else {}
        )


class EnquiryForm(forms.Form):
    """Four parts on one page; the order of the fields is that of the page and of the error summary."""

    use_required_attribute = False
    bound_field_class = DescribedField

    organisation = Line(
        label=_("Name of your organisation"), length=200, autocomplete="organization",
        help_text=_("Your own organisation, also if you ask on behalf of others."),
        missing=_("Write the name of your organisation"),
    )  # fmt: skip
    organisation_type = forms.ChoiceField(
        label=_("Type of organisation"),
        choices=with_prompt(_("Choose a type"), lambda: Enquiry.OrganisationType.choices),
        widget=forms.Select({"class": "input", "autocomplete": "off"}),
        error_messages={"required": _("Choose the type of your organisation"), "invalid_choice": _("Choose the type of your organisation from the list")},
    )  # fmt: skip
    country = forms.ChoiceField(
        label=_("Country"), choices=with_prompt(_("Choose a country"), countries),
        widget=forms.Select({"class": "input input--w20", "autocomplete": "country"}),
        error_messages={"required": _("Choose your country"), "invalid_choice": _("Choose your country from the list")},
    )  # fmt: skip
    contact_name = Line(label=_("Your name"), length=120, autocomplete="name", missing=_("Write your name"))
    contact_role = Line(
        label=_("Your role"), length=120, autocomplete="organization-title", missing=_("Write your role in the organisation"),
        help_text=_("For example principal, researcher or head of unit."),
    )  # fmt: skip
    email = EmailLine(
        label=_("E-mail"), help_text=_("We send the receipt and our answer here."),
        missing=_("Write your e-mail address: we answer by e-mail"),
        wrong=_("Write the e-mail address in full, like name@example.org"),
    )  # fmt: skip
    phone = PhoneLine(label=_("Phone"), help_text=_("With the country code, for example +372 555 0100."))

    aim = Paragraphs(
        label=_("Aim of the visit"), length=AIM_LENGTH, rows=8, missing=_("Tell us in a few sentences what you want to learn"),
        help_text=_("What will you do differently when you are back home? Do not write sensitive personal data. At most 2,000 characters."),
    )  # fmt: skip
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"), help_text=_("Choose one to five."), queryset=Theme.objects.filter(is_offered=True),
        widget=Choices,
        error_messages={"required": _("Choose at least one theme"), "invalid_choice": _("Choose the themes from the list")},
    )  # fmt: skip

    group_size = Count(
        label=_("How many people?"), help_text=_("From 5 to 25, leaders and interpreters included."), least=5, most=25,
        missing=_("Write how many people come"), wrong=_("Write the number of people in digits, for example 14"),
        outside=_("Groups have %(least)d to %(most)d people. Write a number between them, or ask for two programmes"),
    )  # fmt: skip
    length = forms.ChoiceField(label=_("Length"), choices=Length.choices, widget=OneChoice)
    first_1 = DateField(
        label=_("First day of the visit"), is_conditional=True,
        help_text=_("For example 12 4 2027. At least eight weeks from today. A visit of one day has the same first and last day."),
        missing=_("Write the first day of the visit, or mark your dates as flexible"),
    )  # fmt: skip
    last_1 = DateField(
        label=_("Last day of the visit"), is_conditional=True, missing=_("Write the last day of the visit")
    )
    first_2 = DateField(
        label=_("Other possible dates: first day"), help_text=_("Helps us when schools or experts are busy."),
        missing=_("Write the first day of the other dates, or leave them all empty"),
    )  # fmt: skip
    last_2 = DateField(label=_("Other possible dates: last day"), missing=_("Write the last day of the other dates"))
    is_flexible = forms.BooleanField(label=_("Our dates are flexible: suggest a time"), required=False)
    programme_language = forms.ChoiceField(
        label=_("Language of the programme"), choices=Enquiry.ProgrammeLanguage.choices, widget=OneChoice,
        error_messages={"required": _("Choose the language of the programme"), "invalid_choice": _("Choose the language of the programme from the list")},
    )  # fmt: skip

    message = Paragraphs(
        label=_("Anything else"), length=MESSAGE_LENGTH, rows=5,
        help_text=_("For example step-free routes, earlier visits or places you would like to see. No names. At most 2,000 characters."),
    )  # fmt: skip

    PARTS = [
        (_("Who you are"), _("We answer to the e-mail address that you give here."), ["organisation", "organisation_type", "country", "contact_name", "contact_role", "email", "phone"]),
        (_("What you want to learn"), _("The more exact you are, the better the programme."), ["aim", "themes"]),
        (_("Group and time"), _("Schools are closed in June, July and early August."), ["group_size", "length", "first_1", "last_1", "first_2", "last_2", "is_flexible", "programme_language"]),
        (_("Practical matters"), _("All of this can also be agreed later."), ["message"]),
    ]  # fmt: skip

    def __init__(self, *args, today=None, **kwargs):
        self.today = today or timezone.localdate()
        self.rules = VisitRules.objects.on(self.today)
        super().__init__(*args, auto_id="%s", **kwargs)

    def parts(self):
        """[(heading, sentence, fields)] as the page shows them."""
        return [(heading, sentence, [self[name] for name in names]) for heading, sentence, names in self.PARTS]

    def problems(self):
        return problems_of(self)

    def clean_themes(self):
        themes = self.cleaned_data["themes"]
        if len(themes) > MAX_THEMES:
            message = _("Choose at most %(most)d themes. Now there are %(now)d")
            raise ValidationError(message, code="too_many", params={"most": MAX_THEMES, "now": len(themes)})
        return themes

    def clean_first_1(self):
        return self.early_enough("first_1")

    def clean_first_2(self):
        return self.early_enough("first_2")

    def early_enough(self, name):
        first = self.cleaned_data[name]
        earliest, latest = self.today + timedelta(weeks=self.rules.notice_weeks), self.today + HORIZON
        if first and first < earliest:
            message = _("The first day must be %(day)s or later, eight weeks from today")
            raise ValidationError(message, code="too_early", params={"day": day(earliest)})
        if first and first > latest:
            raise ValidationError(_("Write a first day before %(day)s"), code="too_far", params={"day": day(latest)})
        return first

    def clean(self):
        self.check_range("1", is_needed=not self.cleaned_data.get("is_flexible"))
        self.check_range("2", is_needed=False)

    def check_range(self, number, *, is_needed):
        """Both ends or neither, in the right order and not too far apart. An end that is wrong has its sentence already."""
        ends = [f"first_{number}", f"last_{number}"]
        first, last = (self.cleaned_data.get(name) for name in ends)
        is_begun = first or last or any(name in self.errors for name in ends)
        for name in ends:
            if name not in self.errors and self.cleaned_data[name] is None and (is_needed or is_begun):
                self.add_error(name, self.fields[name].missing)
        if first and last and last < first:
            self.add_error(ends[1], _("The last day must not be before the first day"))
        elif first and last and last - first >= LONGEST_RANGE:
            self.add_error(ends[1], _("The dates may cover 30 days at most. Write an earlier last day"))

    def answers(self):
        """What submit_enquiry keeps."""
        data = dict(self.cleaned_data)
        ranges = [(data.pop(f"first_{number}"), data.pop(f"last_{number}")) for number in "12"]
        return data | {"dates": [ends for ends in ranges if ends[0]]}


def problems_of(form):
    """[(id of the first control, sentence)] of everything that needs a change, in the order of the page."""
    return [(first_control(form[name]), sentence) for name in form.fields for sentence in form.errors.get(name, ())]


def first_control(bound):
    """The id that a link to the field leads to."""
    return f"{bound.auto_id}_0" if bound.use_fieldset else bound.auto_id
