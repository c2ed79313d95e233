"""What is missing in the rules, prices and weeks of visits, or will be soon: readers would be told too little, or wrong."""

from datetime import date, timedelta

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from oph_site.wording import day
from visits.models import IntakePause, PriceList, VisitPeriod

NEXT_PRICES_BY = 10  # the month from which groups ask for dates of the next year more than for others
WEEKS_AHEAD = timedelta(days=365)
ENDS_SOON = timedelta(days=7)


def to_do(today):
    """[(text, address of the form, what it means)] of a day."""
    return [*pause(today), *prices(today), *weeks(today)]


def pause(today):
    """Nobody forgets that no enquiries are taken."""
    row = IntakePause.objects.on(today)
    if row is None:
        return
    if row.last_on is None:
        text, meta = _("No enquiries are taken until further notice"), ""
    else:
        text = _("No enquiries are taken until %(day)s") % {"day": day(row.last_on)}
        meta = _("ends within a week: enter another last day if it goes on") if row.last_on - today < ENDS_SOON else ""
    yield text, reverse("admin:visits_intakepause_change", args=[row.pk]), meta or str(row.reason)


def prices(today):
    add = reverse("admin:visits_pricelist_add")
    if not PriceList.objects.filter(valid_from__lte=today).exists():
        yield _("No price list is valid"), add, _("pages and enquiries show no prices")
    elif today.month >= NEXT_PRICES_BY and not PriceList.objects.filter(
        valid_from__gte=date(today.year, NEXT_PRICES_BY, 1)
    ):
        text = _("The price list of %(year)d is missing") % {"year": today.year + 1}
        yield text, add, _("until it is there, the prices of this year are shown for visits of next year")


def weeks(today):
    last = VisitPeriod.objects.aggregate(last=Max("last_on"))["last"]
    add, meta = reverse("admin:visits_visitperiod_add"), _("readers see every later week as open")
    if last is None or last < today:
        yield _("No closed or tight weeks are known"), add, meta
    elif last < today + WEEKS_AHEAD:
        yield _("Closed and tight weeks are known until %(day)s only") % {"day": day(last)}, add, meta
