"""What the page of state grants, a section and the home page show of calls by the clock, and the money of each year."""

from django.utils.translation import gettext as _

from oph_site.wording import euros, moment
from pages.calls import lists
from pages.calls.places import nearest_grants_page
from pages.kinds import appropriations
from pages.text import richtext


def grants(request, edition, frame):
    """The context of pages/grants.html, from what is kept."""
    frame.changes_at += lists.changes()
    found = lists.rows(frame.now)
    rows = appropriations.latest(appropriations.public())
    return {
        "open_calls": found["open"],
        "coming_calls": found["coming"],
        "past_calls": found["past"][: lists.PAST_SHOWN],
        "computed_facts": in_short(found),
        "appropriations": appropriations.table(rows),
        "contents": [
            ("_calls-open", _("Open calls")),
            ("_calls-coming", _("Upcoming calls")),
            *richtext.contents(edition.content["body"]),
            ("_calls-closed", _("Recently closed calls")),
            *([("_appropriations", _("Appropriations by year"))] if rows else []),
        ],
    }


def in_short(found):
    """[(term, value)] of the open and coming calls: how many, what comes next, how much there is."""
    facts = [(_("Open calls"), str(len(found["open"])))]
    if found["open"]:
        facts.append((_("Next deadline"), moment(found["open"][0].call.closes_at)))
    elif found["coming"]:
        facts.append((_("Next call opens"), moment(found["coming"][0].call.opens_at)))
    sums = [row.call.amount for row in found["open"] if row.call.amount]
    if sums:
        is_all = len(sums) == len(found["open"])
        facts.append((_("Funding available") if is_all else _("Funding available, at least"), euros(sum(sums))))
    return facts


def current_calls(frame):
    """{"rows", "url": of the page of grants}: what the home page lifts. Nothing while no call is open or coming."""
    frame.changes_at += lists.changes()
    rows, page = lists.current(frame.now), nearest_grants_page(frame.language, frame.now)
    return {"rows": rows, "url": page.get_absolute_url()} if rows and page else {}


def section(request, edition, frame):
    """The calls, on the page right above that of grants."""
    page = nearest_grants_page(frame.language, frame.now)
    return {"calls": current_calls(frame)} if page and page.parent_id == edition.page_id else {}
