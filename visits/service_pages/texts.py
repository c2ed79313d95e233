"""What the search finds of the pages of the service beside their own texts: names of themes, prices and weeks.

The index is written when a page is published or a row is saved in the admin (NAMED_IN says which pages a row is named on).
"""

from django.utils import translation
from django.utils.translation import gettext as _

from oph_site.languages import DEFAULT_LANGUAGE
from pages.models import Page
from visits.models import Lecture, PriceLine, PriceList, SampleItem, SampleProgramme, Theme, VisitPeriod

Kind = Page.Kind


def own(row, field, language):
    return getattr(row, f"{field}_{language}", "") or ""


def of_service(language):
    return [*samples(language), *sorted({own(period, "reason", language) for period in VisitPeriod.objects.all()})]


def of_programme(language):
    rows = [
        (Theme.objects.filter(is_offered=True), "name"),
        (Lecture.objects.filter(is_offered=True), "title"),
        (SampleItem.objects.filter(programme__is_offered=True), "what"),
    ]
    return [*samples(language), *(own(row, field, language) for found, field in rows for row in found)]


def samples(language):
    offered = SampleProgramme.objects.filter(is_offered=True)
    return [f"{own(sample, 'title', language)}. {own(sample, 'for_whom', language)}" for sample in offered]


def of_prices(language):
    """Each price once, although this year's list and next year's have it."""
    with translation.override(language):
        headings = [_("Price list"), _("A worked example"), _("If you cancel"), _("Free cancellation")]
    return [*headings, *prices(language)]


def of_swedish_page(language):
    return ["Regler för studiebesök", "Priser på studiebesök", *prices("sv")]


def prices(language):
    return sorted(
        {own(line, "name", language) or own(line, "name", DEFAULT_LANGUAGE) for line in PriceLine.objects.all()}
    )


def pages_of(*kinds):
    """A function of a row that says on the pages of which kinds it is named: their ids."""
    return lambda row: Page.objects.filter(kind__in=kinds).values_list("pk", flat=True)


NAMED_IN = {
    Theme: pages_of(Kind.VISIT_PROGRAMME),
    Lecture: pages_of(Kind.VISIT_PROGRAMME),
    SampleProgramme: pages_of(Kind.VISITS, Kind.VISIT_PROGRAMME),
    PriceList: pages_of(Kind.VISIT_PRICES, Kind.SWEDISH),
    VisitPeriod: pages_of(Kind.VISITS),
}
