"""The service in figures, year by year. What was put away as spam counts nowhere; anonymised enquiries count as before."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from statistics import median

from django.utils import timezone

from oph_site.workdays import is_workday
from visits.countries import country_name
from visits.enquiries import Kind
from visits.models import Enquiry, Visit
from visits.offer_sums import sums_of

ANSWERS = [Kind.REPLIED, Kind.ASKED, Kind.OFFERED, Kind.DECLINED]
PAID = [Visit.State.INVOICED, Visit.State.CLOSED]
CAME = [Visit.State.HELD, *PAID]
State = Enquiry.State


@dataclass
class Figures:
    """One year. accepted: how many of the enquiries received in it have become a visit. answer_days: the median of the
    working days to the first answer, None without one. visitors, visits and income (Decimal euros without VAT) are of
    visits that began in it. countries, themes: [(name, how many enquiries)], the most first."""

    year: int
    enquiries: int
    accepted: int
    answer_days: float | None
    visits: int
    visitors: int
    income: Decimal
    countries: list
    themes: list

    @property
    def accepted_share(self):
        """Per cent, None where nobody asked."""
        return round(100 * self.accepted / self.enquiries) if self.enquiries else None


def counted():
    return Enquiry.objects.exclude(state=State.SPAM).exclude(is_suspected=True, state=State.NEW)


def years():
    """Every year with something to count, the newest first: not one that has only visits to come."""
    received = counted().order_by().dates("received_at", "year")
    held = Visit.objects.exclude(state=Visit.State.CONFIRMED).order_by().dates("first_on", "year")
    return sorted({day.year for day in [*received, *held]}, reverse=True)


def figures(year):
    enquiries = list(counted().filter(received_at__year=year).prefetch_related("events", "themes"))
    visits = list(Visit.objects.filter(first_on__year=year).select_related("offer").prefetch_related("offer__lines"))
    came = [visit for visit in visits if visit.state in CAME]
    days = [days_to_answer(enquiry) for enquiry in enquiries]
    known = [each for each in days if each is not None]
    return Figures(
        year=year,
        enquiries=len(enquiries),
        accepted=sum(enquiry.state == State.ACCEPTED for enquiry in enquiries),
        answer_days=median(known) if known else None,
        visits=len(came),
        visitors=sum(visit.final_size or visit.offer.group_size for visit in came),
        income=sum((income_of(visit) for visit in visits), Decimal(0)),
        countries=Counter(country_name(enquiry.country) for enquiry in enquiries).most_common(),
        themes=Counter(theme.name for enquiry in enquiries for theme in enquiry.themes.all()).most_common(),
    )


def days_to_answer(enquiry):
    """Working days from the day after it came to the day of the first answer, None when nobody has answered."""
    answered = [timezone.localdate(event.at) for event in enquiry.events.all() if event.kind in ANSWERS]
    if not answered:
        return None
    received, day = timezone.localdate(enquiry.received_at), min(answered)
    return sum(is_workday(received + timedelta(days=n)) for n in range(1, (day - received).days + 1))


def income_of(visit):
    """What was invoiced: the offer, or of a cancelled visit the share that its terms say."""
    if visit.state in PAID:
        return sums_of(visit.offer).net
    if visit.state == Visit.State.CANCELLED and visit.cancellation_percent:
        return sums_of(visit.offer).fee(visit.cancellation_percent).net
    return Decimal(0)
