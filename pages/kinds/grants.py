"""What a page of state grants shows by the clock: the calls that are open, coming and closed, and the money of each year."""

from django.utils.translation import gettext as _

from pages.kinds import appropriations
from pages.models import GrantCall
from pages.text import richtext

CLOSED_SHOWN = 10


def calls_by_phase(calls, now):
    """{phase: calls}, as the page lists them: those that close or open soonest first, then the ones that closed last."""
    found = {phase: [call for call in calls if call.phase(now) == phase] for phase in GrantCall.Phase}
    found[GrantCall.Phase.OPEN].sort(key=lambda call: call.closes_at)
    found[GrantCall.Phase.COMING].sort(key=lambda call: call.opens_at)
    found[GrantCall.Phase.CLOSED].sort(key=lambda call: call.closes_at, reverse=True)
    del found[GrantCall.Phase.CLOSED][CLOSED_SHOWN:]
    return found


def changes(calls):
    """Every moment at which one of the calls opens or closes."""
    return [moment for call in calls for moment in (call.opens_at, call.closes_at)]


def grants(request, edition, frame):
    """The context of pages/grants.html. Two queries."""
    calls = list(GrantCall.objects.public())
    frame.changes_at += changes(calls)
    phases = calls_by_phase(calls, frame.now)
    rows = appropriations.latest(appropriations.public())
    return {
        "open_calls": phases[GrantCall.Phase.OPEN],
        "coming_calls": phases[GrantCall.Phase.COMING],
        "closed_calls": phases[GrantCall.Phase.CLOSED],
        "appropriations": appropriations.table(rows),
        "chart": appropriations.chart(rows),
        "contents": [
            ("_calls-open", _("Open calls")),
            ("_calls-coming", _("Coming calls")),
            *richtext.contents(edition.content["body"]),
            ("_calls-closed", _("Closed calls")),
            *([("_appropriations", _("Appropriations by year"))] if rows else []),
        ],
    }
