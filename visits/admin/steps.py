from django.utils.html import format_html
from django.utils.translation import gettext as _

from oph_site.wording import day


def step_in_words(what, due_on, today):
    """The next step of a row in a list, with its day, and in words when that has gone."""
    if not what:
        return "–"
    late = format_html(" <strong>({})</strong>", _("late")) if due_on and due_on < today else ""
    return format_html("{}{}{}", what, f", {day(due_on)}" if due_on else "", late)
