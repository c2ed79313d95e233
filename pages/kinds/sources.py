"""What a page of information sources shows: the sources under the network that produces them, for one audience or for all."""

from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oph_site.alphabet import finnish_order
from pages.models import Audience, InformationSource

# What the sources offer to each group, above their list.
INTRODUCTIONS = {
    Audience.DECISION_MAKERS: gettext_lazy(
        "Comparisons show which choices other countries have made and what they cost. Start with the descriptions of education systems, then look for figures."
    ),
    Audience.PROVIDERS: gettext_lazy(
        "Municipalities and other education providers find here figures to set beside their own, and tools for assessing quality and for planning support."
    ),
    Audience.TEACHERS: gettext_lazy(
        "Teachers, guidance counsellors and institutions find here material for their own work and open data for lessons."
    ),
}


@dataclass
class FilterLink:
    label: str
    url: str
    count: int
    is_current: bool


def sources(request, edition, frame):
    """The context of pages/sources.html. One query."""
    rows = list(InformationSource.objects.public().select_related("organisation"))
    audience = chosen(request.GET.get("for"))
    shown = [row for row in rows if audience is None or audience in row.audiences]
    path = edition.get_absolute_url()
    if audience:
        frame.keep_choice(partial(address, audience=audience))
    return {
        "choices": choices(rows, path, audience),
        "audience": audience,
        "introduction": INTRODUCTIONS.get(audience, ""),
        "groups": by_organisation(shown),
        "register": next((e for e, _current in frame.menu if e.page.key == "organisations"), None),
        "path": path,
        "canonical": address(path, audience),
        "page_title": _("%(title)s: %(audience)s") % {"title": edition.title, "audience": audience.label}
        if audience
        else edition.title,
    }


def chosen(value):
    """An unknown audience counts as none."""
    return Audience(value) if value in Audience.values else None


def address(path, audience):
    return f"{path}?for={audience.value}" if audience else path


def choices(rows, path, audience):
    everyone = FilterLink(_("All sources"), path, len(rows), audience is None)
    return [everyone] + [
        FilterLink(one.label, address(path, one), sum(one in row.audiences for row in rows), one is audience)
        for one in Audience
    ]


def by_organisation(rows):
    """[(organisation, its sources)], both as Finns sort names."""
    organisations = {row.organisation_id: row.organisation for row in rows}
    return [
        (
            organisation,
            sorted((row for row in rows if row.organisation_id == pk), key=lambda row: finnish_order(row.name)),
        )
        for pk, organisation in sorted(organisations.items(), key=lambda pair: finnish_order(pair[1].name))
    ]
