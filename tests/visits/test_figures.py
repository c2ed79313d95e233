"""The yearly figures: counted as a coordinator would count them by hand, and safe to open in a spreadsheet."""

import csv
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from zoneinfo import ZoneInfo

import pytest

from oph_site.csv_files import csv_file
from tests.factories.visits import EnquiryFactory
from tests.reading import TAG
from visits.figures import figures, years
from visits.models import EnquiryEvent, Offer, OfferLine, Theme, Visit

pytestmark = pytest.mark.django_db
HELSINKI = ZoneInfo("Europe/Helsinki")


def received(day, **more):
    return EnquiryFactory(**{"themes": []} | more, received_at=datetime(*day, 12, tzinfo=HELSINKI))


def answered(enquiry, day, kind="replied"):
    at = datetime(*day, 12, tzinfo=HELSINKI)
    EnquiryEvent.objects.create(enquiry=enquiry, kind=kind, at=at, state_after="clarification")


def visit(coordinator, enquiry, state, *, size=14, final_size=None, net="1000.00", percent=None):
    offer = Offer.objects.create(enquiry=enquiry, version=1, state="accepted", by=coordinator, group_size=size)
    OfferLine.objects.create(offer=offer, name="Planning", quantity=1, net=Decimal(net), vat_rate=Decimal("25.5"))
    return Visit.objects.create(
        enquiry=enquiry, offer=offer, state=state, accepted_at=enquiry.received_at, first_on=date(2027, 4, 12),
        last_on=date(2027, 4, 13), final_size=final_size, cancellation_percent=percent,
    )  # fmt: skip


def test_a_year_is_counted_as_by_hand(coordinator):
    theme = Theme.objects.create(group="system", name_fi="Johtaminen", name_en="Leadership")
    first = received((2027, 1, 4), state="accepted", country="EE")
    first.themes.add(theme)
    answered(first, (2027, 1, 8))  # Epiphany, 6 January, is no working day
    second = received((2027, 3, 1), country="SE")
    answered(second, (2027, 3, 2))
    answered(second, (2027, 3, 20))
    received((2027, 3, 2), country="EE")
    received((2027, 3, 2), state="spam", country="US")
    received((2026, 12, 31), country="JP")
    visit(coordinator, first, "invoiced", final_size=12)

    year = figures(2027)

    assert (year.enquiries, year.accepted, year.accepted_share) == (3, 1, 33)
    assert year.answer_days == 2  # three and one working days
    assert (year.visits, year.visitors, year.income) == (1, 12, Decimal("1000.00"))
    assert [count for _name, count in year.countries] == [2, 1]
    assert year.themes == [("Johtaminen", 1)]
    assert years() == [2027, 2026]


@pytest.mark.parametrize(
    ("state", "percent", "visitors", "income"),
    [("confirmed", None, 0, 0), ("held", None, 14, 0), ("closed", None, 14, 1000), ("cancelled", 50, 0, 500), ("cancelled", 0, 0, 0)],
)  # fmt: skip
def test_income_is_what_was_invoiced_and_visitors_are_those_who_came(coordinator, state, percent, visitors, income):
    visit(coordinator, received((2027, 1, 4), state="accepted"), state, percent=percent)

    assert (figures(2027).visitors, figures(2027).income) == (visitors, income)


def test_an_empty_year_divides_by_nothing():
    year = figures(2030)

    assert (year.enquiries, year.accepted_share, year.answer_days) == (0, None, None)


def test_a_year_with_nothing_but_visits_to_come_is_not_counted_yet(coordinator):
    visit(coordinator, received((2026, 11, 4), state="accepted"), "confirmed")

    assert years() == [2026]


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_page_and_the_file_tell_the_same(coordinator_client, coordinator, language):
    coordinator.language = language
    coordinator.save()
    received((2027, 1, 4), country="EE")

    page = coordinator_client.get("/admin/visits/enquiry/figures/")
    file = coordinator_client.get("/admin/visits/enquiry/figures.csv")
    rows = list(csv.reader(StringIO(file.content.decode("utf-8-sig")), delimiter={"fi": ";", "en": ","}[language]))

    name = {"fi": "Viro", "en": "Estonia"}[language]
    assert f"{name} 1" in " ".join(TAG.sub(" ", page.text).split())
    assert ["2027", {"fi": f"Maa: {name}", "en": f"Country: {name}"}[language], "1"] in rows


def test_only_those_who_see_enquiries_see_figures(editor_client, coordinator_client):
    for address in ("/admin/visits/enquiry/figures/", "/admin/visits/enquiry/figures.csv"):
        assert (editor_client.get(address).status_code, coordinator_client.get(address).status_code) == (403, 200)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_is_a_formula_for_a_spreadsheet(text):
    assert next(csv.reader(StringIO(csv_file([[text]]).lstrip("\ufeff"))))[0].startswith("'")
