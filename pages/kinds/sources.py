"""What a page of information sources shows: the sources under the question they answer, for one level of education or for all."""

from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from oph_site.alphabet import finnish_order
from oph_site.stamp.kept import kept_until_public_changes
from pages.models import InformationSource, Level, Question


@dataclass
class FilterLink:
    label: str
    url: str
    count: int
    is_current: bool


def sources(request, edition, frame):
    """The context of pages/sources.html."""
    rows = public_sources(frame.language)
    level = chosen(request.GET.get("level"))
    shown = [row for row in rows if level is None or row.covers(level)]
    path = edition.get_absolute_url()
    if level:
        frame.keep_choice(partial(address, level=level))
    return {
        "choices": choices(rows, path, level),
        "level": level,
        "groups": by_question(shown),
        "findings": [row for row in shown if row.finding],
        "register": next((e for e, _current in frame.menu if e.key == "organisations"), None),
        "path": path,
        "canonical": address(path, level),
        "page_title": _("%(title)s: %(level)s") % {"title": edition.title, "level": level.label}
        if level
        else edition.title,
    }


@kept_until_public_changes
def public_sources(_language):
    """In the order of the page, by their names in the language, which is the active one. One query."""
    return sorted(InformationSource.objects.public().select_related("organisation"), key=order)


def order(source):
    """Those to start with first, then as Finns sort names."""
    return not source.is_leading, finnish_order(source.name)


def chosen(value):
    """An unknown level counts as none."""
    return Level(value) if value in Level.values else None


def address(path, level):
    return f"{path}?level={level.value}" if level else path


def choices(rows, path, level):
    everything = FilterLink(_("All levels"), path, len(rows), level is None)
    return [everything] + [
        FilterLink(one.label, address(path, one), sum(row.covers(one) for row in rows), one is level) for one in Level
    ]


def by_question(rows):
    """[(question, its sources)] of the questions that have any."""
    groups = [(question, [row for row in rows if row.question == question]) for question in Question]
    return [group for group in groups if group[1]]
