"""The answers of an enquiry in words: the same on the check page, on the receipt and in the mail."""

from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from oph_site.wording import date_range
from visits.countries import country_name
from visits.models import Enquiry, Length, Site

# Also in the order of the form. `dates` are its four dates and whether they are flexible.
PARTS = {
    gettext_lazy("Who you are"): [
        "organisation", "on_behalf_of", "organisation_type", "country", "contact_name", "contact_role", "email", "phone",
    ],
    gettext_lazy("What you want to learn"): ["aim", "themes", "lectures", "sites"],
    gettext_lazy("Group and time"): ["group_size", "length", "dates", "programme_language"],
    gettext_lazy("Practical matters"): ["has_lunch", "has_coffee", "access_needs", "visa_letters", "payer", "message"],
}  # fmt: skip
LABELS = {
    "organisation": pgettext_lazy("enquiry", "Organisation"),
    "on_behalf_of": gettext_lazy("On behalf of"),
    "organisation_type": gettext_lazy("Type of organisation"),
    "country": gettext_lazy("Country"),
    "contact_name": gettext_lazy("Name"),
    "contact_role": gettext_lazy("Role"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
    "aim": gettext_lazy("Aim of the visit"),
    "themes": gettext_lazy("Themes"),
    "lectures": gettext_lazy("Lectures"),
    "sites": gettext_lazy("Places to visit"),
    "group_size": gettext_lazy("Group"),
    "length": gettext_lazy("Length of the visit"),
    "dates": gettext_lazy("Possible dates"),
    "programme_language": gettext_lazy("Language of the programme"),
    "has_lunch": gettext_lazy("Lunch"),
    "has_coffee": gettext_lazy("Coffee"),
    "access_needs": gettext_lazy("Access needs"),
    "visa_letters": gettext_lazy("Letters for visas"),
    "payer": gettext_lazy("Who pays"),
    "message": gettext_lazy("Anything else"),
}
# In the sender's own words. No mail that goes to an address somebody typed repeats them: it could be anybody's.
TYPED = {
    "organisation", "on_behalf_of", "contact_name", "contact_role", "email", "phone", "aim", "access_needs", "message",
}  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """One answer; `lines` is empty where none was given. is_typed: in the sender's own words and language."""

    name: str
    label: str
    lines: list
    is_typed: bool


@dataclass
class Part:
    number: int
    heading: str
    answers: list = field(default_factory=list)


def in_parts(answers, *, with_empty=False, notes=None):
    """[Part] of answers as submit_enquiry takes them. notes: {name: a sentence that follows the answer}."""
    parts = []
    for number, (heading, names) in enumerate(PARTS.items(), 1):
        found = [answer(name, answers, (notes or {}).get(name)) for name in names]
        parts.append(Part(number, heading, [each for each in found if each.lines or with_empty]))
    return parts


def chosen(answers):
    """[Answer] without what was typed freely."""
    return [each for part in in_parts(answers) for each in part.answers if not each.is_typed]


def answers_of(enquiry):
    """The answers that an enquiry was sent with."""
    names = [name for names in PARTS.values() for name in names if name not in ("dates", "themes", "lectures")]
    return {name: getattr(enquiry, name) for name in names} | {
        "dates": [(dates.first_on, dates.last_on) for dates in enquiry.dates.all()], "is_flexible": enquiry.is_flexible,
        "themes": list(enquiry.themes.all()), "lectures": list(enquiry.lectures.all()),
    }  # fmt: skip


def answer(name, answers, note=None):
    lines = IN_WORDS[name](answers) if name in IN_WORDS else [answers.get(name)]
    lines = [str(line) for line in lines if line]  # the labels of choices are lazy: no text mail could join them
    return Answer(name, LABELS[name], lines + ([note] if note and lines else []), name in TYPED)


def people(answers):
    size = answers["group_size"]
    return [ngettext("%(number)d person", "%(number)d people", size) % {"number": size}]


def dates(answers):
    lines = [date_range(*ends) for ends in answers["dates"]]
    return lines + ([_("Flexible: we suggest a time")] if answers["is_flexible"] else [])


def lectures(answers):
    return [lecture_in_words(lecture) for lecture in answers.get("lectures", [])]


def lecture_in_words(lecture):
    return _("%(title)s (%(minutes)d min)") % {"title": lecture.title, "minutes": lecture.minutes}


def visa_letters(answers):
    """0 is an answer, None is none."""
    number = answers.get("visa_letters")
    return [] if number is None else [str(number)]


def label(choices, name):
    return lambda answers: [capfirst(choices(answers[name]).label)] if answers.get(name) else []


def yes_or_no(name):
    return lambda answers: [_("Yes") if answers.get(name) else _("No")]


IN_WORDS = {
    "organisation_type": label(Enquiry.OrganisationType, "organisation_type"),
    "country": lambda answers: [country_name(answers["country"])],
    "themes": lambda answers: [theme.name for theme in answers["themes"]],
    "lectures": lectures,
    "sites": lambda answers: [capfirst(Site(site).label) for site in answers.get("sites", [])],
    "group_size": people,
    "length": label(Length, "length"),
    "dates": dates,
    "programme_language": label(Enquiry.ProgrammeLanguage, "programme_language"),
    "has_lunch": yes_or_no("has_lunch"),
    "has_coffee": yes_or_no("has_coffee"),
    "visa_letters": visa_letters,
    "payer": label(Enquiry.Payer, "payer"),
}
