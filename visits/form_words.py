"""What the enquiry form says of the rules, the weeks and the prices of its day. No number of them stands in a text."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oph_site.wording import day
from visits.date_boxes import DateField
from visits.intake import MOST_THEMES


def fill_in(fields, intake):
    """The hints that name a number, and the years that dates may fall into."""
    for name, hint in HINTS.items():
        fields[name].help_text = hint(intake)
    for field in fields.values():
        if isinstance(field, DateField):
            field.years = range(intake.today.year, intake.latest.year + 1)


def group_size(intake):
    limits = {"least": intake.rules.least_group, "most": intake.rules.most_group}
    return _("From %(least)d to %(most)d, leaders and interpreters included.") % limits


def themes(intake):
    return _("Choose one to %(most)d.") % {"most": MOST_THEMES}


def first_day(intake):
    """An example that can be asked for, and what the two days mean."""
    example = intake.earliest
    words = {"example": f"{example.day} {example.month} {example.year}", "earliest": day(example)}
    return _("For example %(example)s. The visit can be on any days between the first and the last one. The first day that leaves us enough time is %(earliest)s.") % words  # fmt: skip


HINTS = {"group_size": group_size, "themes": themes, "first_1": first_day}


def of_parts(intake):
    """The sentence below the heading of each part."""
    return [
        _("We answer to the e-mail address that you give here."),
        _("The more exact you are, the better the programme."),
        open_weeks(intake),
        _("All of this can also be agreed later."),
    ]


def open_weeks(intake):
    """ "" without an open week."""
    if not intake.open_weeks:
        return ""
    weeks = [week.dates for week in intake.open_weeks]
    sentence = ngettext("The next open week is %(weeks)s.", "The next open weeks are %(weeks)s.", len(weeks))
    return sentence % {"weeks": ", ".join(weeks)}


def too_large(rules):
    return _("Groups have at most %(most)d people. Two programmes are needed for more: send an enquiry for each of them") % {"most": rules.most_group}  # fmt: skip


def too_small(rules, mailbox):
    words = {"least": rules.least_group, "mailbox": mailbox}
    return _("Groups have at least %(least)d people. If you are fewer, write to us first: %(mailbox)s") % words


def pause(pause):
    """Why and until when no enquiry is taken."""
    sentences = [_("We are not taking new enquiries at the moment."), (pause.reason or "").strip()]
    if pause.last_on:
        again = {"day": day(pause.last_on + timedelta(days=1))}
        sentences.append(_("You can send an enquiry again from %(day)s on.") % again)
    return " ".join(filter(None, sentences))


def size_as_typed(text, number):
    """For the check page: what was typed, where it was more than the number; "" where it was not."""
    return "" if text.strip() == str(number) else _("You wrote “%(text)s”.") % {"text": text.strip()}
