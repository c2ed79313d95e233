"""Records that stand in no tree: organisations, their sources, grant calls and appropriations."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from oph_site.demo import texts
from oph_site.workdays import add_workdays
from pages.models import Appropriation, GrantCall, InformationSource, Level, Organisation

OPENING, CLOSING = time(8, 0), time(16, 15)


def load():
    today = timezone.localdate()
    organisations = {
        row["name_fi"]: Organisation.objects.create(state="public", **row)
        for row in texts.records("organisations")["organisation"]
    }
    for row in texts.records("sources")["source"]:
        load_source(row, organisations)
    for row in texts.records("calls")["call"]:
        load_call(row, today)
    load_appropriations(texts.records("appropriations"), today.year)


def load_source(row, organisations):
    covered = {Level(name).field: True for name in row.pop("levels", [])}
    organisation = organisations[row.pop("organisation")]
    InformationSource.objects.create(state="public", organisation=organisation, **covered, **row)


def load_call(row, today):
    """Real calls have their days, examples a number of days from the day of loading."""
    if "opens_in_days" in row:
        row["opens_at"] = workday_at(today, row.pop("opens_in_days"), OPENING)
        row["closes_at"] = workday_at(today, row.pop("closes_in_days"), CLOSING)
    for name in ("opens_at", "closes_at"):
        row[name] = timezone.make_aware(row[name])
    GrantCall.objects.create(state="public", **row)


def workday_at(today, days, clock):
    return datetime.combine(add_workdays(today + timedelta(days=days - 1), 1), clock)


def load_appropriations(written, this_year):
    amounts = written.pop("amounts")
    for sector, sums in amounts.items():
        for years_ago, amount in enumerate(reversed(sums)):
            Appropriation.objects.create(
                state="public", year=this_year - years_ago, sector=sector, amount=amount, **written
            )
