"""Records that stand in no tree: organisations, their sources and appropriations."""

from django.utils import timezone

from oph_site.demo import texts
from pages.models import Appropriation, InformationSource, Level, Organisation


def load():
    organisations = {
        row["name_fi"]: Organisation.objects.create(state="public", **row)
        for row in texts.records("organisations")["organisation"]
    }
    for row in texts.records("sources")["source"]:
        load_source(row, organisations)
    load_appropriations(texts.records("appropriations"), timezone.localdate().year)


def load_source(row, organisations):
    covered = {Level(name).field: True for name in row.pop("levels", [])}
    organisation = organisations[row.pop("organisation")]
    InformationSource.objects.create(state="public", organisation=organisation, **covered, **row)


def load_appropriations(written, this_year):
    amounts = written.pop("amounts")
    for sector, sums in amounts.items():
        for years_ago, amount in enumerate(reversed(sums)):
            Appropriation.objects.create(
                state="public", year=this_year - years_ago, sector=sector, amount=amount, **written
            )
