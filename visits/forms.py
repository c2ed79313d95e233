"""The enquiry, as a stranger fills it in. The form knows what can be typed; states and mail are the act's."""

from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from oph_site.public_forms.choices import (
    DescribedField,
    OneChoice,
    Rows,
    SeveralChoices,
    capitalised,
    problems_of,
    with_prompt,
)
from oph_site.public_forms.fields import Count, EmailLine, Line, Paragraphs, PhoneLine
from oph_site.wording import day
from visits import form_words
from visits.answers import PARTS, lecture_in_words
from visits.coordinators import contact_point, mailbox_of
from visits.countries import countries
from visits.date_boxes import DateField
from visits.date_warnings import date_warnings
from visits.intake import LONGEST_WINDOW, MOST_THEMES
from visits.models import Enquiry, Length, Site
from visits.models.enquiry import ACCESS_LENGTH, AIM_LENGTH, MESSAGE_LENGTH

DATES = ["first_1", "last_1", "first_2", "last_2", "is_flexible"]
FOR_ESTIMATE = ["group_size", "length"]


class EnquiryForm(forms.Form):
    """Four parts on one page; the order of the fields is that of the page and of the error summary."""

    use_required_attribute = False
    bound_field_class = DescribedField

    organisation = Line(
        label=_("Name of your organisation"), length=200, autocomplete="organization",
        missing=_("Enter the name of your organisation"),
    )  # fmt: skip
    on_behalf_of = Line(
        label=_("Do you ask on behalf of another organisation?"), length=200,
        help_text=_("Its name, for example if you are a travel agency."),
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
    contact_name = Line(label=_("Your name"), length=120, autocomplete="name", missing=_("Enter your name"))
    contact_role = Line(
        label=_("Your role"), length=120, autocomplete="organization-title", missing=_("Enter your role in the organisation"),
        help_text=_("For example principal, researcher or head of unit."),
    )  # fmt: skip
    email = EmailLine(
        label=_("E-mail"), help_text=_("We send the receipt and our answer here."),
        missing=_("Enter your e-mail address: we answer by e-mail"),
        wrong=_("Enter the e-mail address in full, like name@example.org"),
    )  # fmt: skip
    phone = PhoneLine(label=_("Phone"), help_text=_("With the country code, for example +372 555 0100."))

    aim = Paragraphs(
        label=_("Aim of the visit"), length=AIM_LENGTH, rows=8, missing=_("Tell us in a few sentences what you want to learn"),
        help_text=_("What will you do differently when you are back home? Do not write sensitive personal data. At most 2,000 characters."),
    )  # fmt: skip
    themes = Rows(
        label=_("Themes"), missing=_("Choose at least one theme"), wrong=_("Choose the themes from the list"),
    )  # fmt: skip
    lectures = Rows(
        label=_("Lectures"), wrong=_("Choose the lectures from the list"),
        help_text=_("If you choose none, we suggest some."),
    )  # fmt: skip
    sites = SeveralChoices(
        label=_("Places to visit"), choices=capitalised(Site.choices), wrong=_("Choose the places from the list"),
        help_text=_("A visit to a place takes half a day. If you choose none, we suggest some."),
    )  # fmt: skip

    group_size = Count(
        label=_("How many people?"), missing=_("Enter the number of people"),
        wrong=_("Enter the number of people in digits, for example 14"),
    )  # fmt: skip
    length = forms.ChoiceField(
        label=_("How long is the visit?"), choices=capitalised(Length.choices), widget=OneChoice,
        error_messages={"required": _("Choose how long the visit is"), "invalid_choice": _("Choose the length of the visit from the list")},
    )  # fmt: skip
    first_1 = DateField(
        label=_("First possible day"), is_conditional=True,
        missing=_("Enter the first possible day, or mark your dates as flexible"),
    )  # fmt: skip
    last_1 = DateField(
        label=_("Last possible day"), is_conditional=True, missing=_("Enter the last possible day"),
        help_text=_("A visit of one day can have the same first and last day."),
    )  # fmt: skip
    first_2 = DateField(
        label=_("Another period: first possible day"), help_text=_("Helps us when schools or experts are busy."),
        missing=_("Enter the first day of the other period, or leave it empty"),
    )  # fmt: skip
    last_2 = DateField(
        label=_("Another period: last possible day"), missing=_("Enter the last day of the other period")
    )
    is_flexible = forms.BooleanField(label=_("Our dates are flexible: suggest a time"), required=False)
    programme_language = forms.ChoiceField(
        label=_("Language of the programme"), choices=capitalised(Enquiry.ProgrammeLanguage.choices), widget=OneChoice,
        error_messages={"required": _("Choose the language of the programme"), "invalid_choice": _("Choose the language of the programme from the list")},
    )  # fmt: skip

    has_lunch = forms.BooleanField(label=_("Lunch for the group on each day"), required=False)
    has_coffee = forms.BooleanField(label=_("Coffee or tea for the group on each day"), required=False)
    access_needs = Paragraphs(
        label=_("Access needs"), length=ACCESS_LENGTH, rows=3,
        help_text=_("For example step-free routes or a hearing loop. No names, no health details."),
    )  # fmt: skip
    visa_letters = Count(
        label=_("Invitation letters for visas"), help_text=_("How many people need one?"),
        wrong=_("Enter the number of letters in digits, or leave the field empty"),
    )  # fmt: skip
    payer = forms.ChoiceField(
        label=_("Who pays for the visit?"), required=False,
        choices=with_prompt(_("Choose if you know"), capitalised(Enquiry.Payer.choices)),
        widget=forms.Select({"class": "input input--w20", "autocomplete": "off"}),
        error_messages={"invalid_choice": _("Choose who pays from the list")},
    )  # fmt: skip
    message = Paragraphs(
        label=_("Anything else"), length=MESSAGE_LENGTH, rows=5,
        help_text=_("For example the professions in your group, earlier visits or places you would like to see. No names. At most 2,000 characters."),
    )  # fmt: skip

    def __init__(self, data=None, *, intake, **kwargs):
        self.intake, self.rules = intake, intake.rules
        super().__init__(data, auto_id="%s", **kwargs)
        self.fields["themes"].offer(intake.themes, str, lambda theme: theme.get_group_display())
        self.fields["lectures"].offer(intake.lectures, lecture_in_words, lambda lecture: lecture.theme)
        form_words.fill_in(self.fields, intake)

    # What the page shows

    def parts(self):
        """[(heading, sentence, fields)]."""
        sentences = form_words.of_parts(self.intake)
        return [
            (heading, sentence, [field for field in map(self.__getitem__, with_dates(names)) if not field.is_hidden])
            for (heading, names), sentence in zip(PARTS.items(), sentences, strict=True)
        ]

    def problems(self):
        return problems_of(self)

    def typed(self):
        """[(name, value)] of all controls, as they were sent."""
        names = [control for name in self.fields for control in self[name].controls]
        return [(name, value) for name in names for value in self.data.getlist(name)]

    @property
    def has_answers(self):
        return self.is_bound and any(value.strip() for _name, value in self.typed())

    @cached_property
    def warnings(self):
        """{name of a last day: what speaks against its window}, once the answers were checked."""
        found = {f"last_{number}": self.window_warnings(first, last) for number, first, last in self.windows()}
        return {name: [warning.sentence for warning in warnings] for name, warnings in found.items() if warnings}

    def window_warnings(self, first, last):
        length = self.cleaned_data.get("length", "")
        return date_warnings(first, last, length, self.intake.today, self.rules, self.intake.periods)

    # How it is checked

    def leave_unchecked(self):
        """As typed, and nothing said about it: the language was switched, or the answers are to be changed."""
        self._errors, self.cleaned_data = ErrorDict(), {}

    def check_for_estimate(self):
        """Says only what an estimate lacks. Returns whether it lacks nothing."""
        self.full_clean()
        self._errors = ErrorDict({name: errors for name, errors in self._errors.items() if name in FOR_ESTIMATE})
        return not self._errors

    def clean_themes(self):
        themes = self.cleaned_data["themes"]
        if len(themes) > MOST_THEMES:
            message = _("Choose at most %(most)d themes. Now there are %(now)d")
            raise ValidationError(message, code="too_many", params={"most": MOST_THEMES, "now": len(themes)})
        return themes

    def clean_group_size(self):
        size = self.cleaned_data["group_size"]
        if size > self.rules.most_group:
            raise ValidationError(form_words.too_large(self.rules), code="too_large")
        if size < self.rules.least_group:
            raise ValidationError(form_words.too_small(self.rules, mailbox_of(contact_point())), code="too_small")
        return size

    def clean_first_1(self):
        return self.in_time("first_1")

    def clean_first_2(self):
        return self.in_time("first_2")

    def in_time(self, name):
        first, today, latest = self.cleaned_data[name], self.intake.today, self.intake.latest
        if first and first < today:
            raise ValidationError(_("This day has passed. Enter a day that is still to come"), code="past")
        if first and first > latest:
            raise ValidationError(
                _("Enter a first day no later than %(day)s"), code="too_far", params={"day": day(latest)}
            )
        return first

    def clean(self):
        self.check_window("1", is_needed=not self.cleaned_data.get("is_flexible"))
        self.check_window("2", is_needed=False)
        letters, size = (self.cleaned_data.get(name) for name in ("visa_letters", "group_size"))
        if letters and size and letters > size:
            self.add_error("visa_letters", _("There cannot be more letters than people in the group"))

    def check_window(self, number, *, is_needed):
        """Both ends or neither, in the right order and not too far apart. An end that is wrong has its sentence already."""
        ends = [f"first_{number}", f"last_{number}"]
        first, last = (self.cleaned_data.get(name) for name in ends)
        is_begun = first or last or any(name in self.errors for name in ends)
        for name in ends:
            if name not in self.errors and self.cleaned_data[name] is None and (is_needed or is_begun):
                self.add_error(name, self.fields[name].missing)
        if first and last and last < first:
            self.add_error(ends[1], _("The last day must not be before the first day"))
        elif first and last and last - first >= LONGEST_WINDOW:
            message = _("A period may cover %(days)d days at most. Enter an earlier last day")
            self.add_error(ends[1], ValidationError(message, params={"days": LONGEST_WINDOW.days}))

    # What it gives

    def windows(self):
        """[(number, first day, last day)] of those that are right."""
        cleaned = getattr(self, "cleaned_data", {})
        ends = [(number, cleaned.get(f"first_{number}"), cleaned.get(f"last_{number}")) for number in "12"]
        return [(number, first, last) for number, first, last in ends if first and last]

    def answers(self):
        """What submit_enquiry keeps; of a form with mistakes, what is right."""
        data = {name: value for name, value in self.cleaned_data.items() if not name.startswith(("first_", "last_"))}
        return data | {"dates": [(first, last) for _number, first, last in self.windows()]}


def with_dates(names):
    return [each for name in names for each in (DATES if name == "dates" else [name])]
