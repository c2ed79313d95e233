"""How readers reach a role or unit: its mailbox in their language, a number that they can dial, where it is."""

import pytest
from django.utils import timezone

from oph_site.search import index
from oph_site.search.query import search
from pages.models import ContactPoint, Page
from tests.factories.pages import ContactPointFactory, PageFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact_page(home):
    point = ContactPointFactory(
        is_in_footer=True, phone="0295 000 003", email_fi="vierailut@example.org", email_en="visits@example.org",
        address_fi="Hakaniemenranta 6, 00530 Helsinki", address_en="Hakaniemenranta 6, 00530 Helsinki, Finland",
    )  # fmt: skip
    page = PageFactory(parent=home, kind=Page.Kind.CONTACT, slug_fi="yhteystiedot", slug_en="contact")
    page.contact_points.add(point)
    return published(page)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/fi/yhteystiedot/", ["0295 000 003", "vierailut@example.org", "Hakaniemenranta 6, 00530 Helsinki"]),
        ("/en/contact/", ["+358 295 000 003", "visits@example.org", "Hakaniemenranta 6, 00530 Helsinki, Finland"]),
    ],
)
def test_contacts_are_in_the_language_of_the_reader(visitor, contact_page, address, said):
    number, mailbox, street = said
    text = visitor.get(address).text

    # in the list and at the foot
    assert text.count(f'<a href="tel:+358295000003">{number}</a>') == 2
    assert text.count(f'<a href="mailto:{mailbox}">{mailbox}</a>') == 2
    assert text.count(f"{street}<br>") == 1
    assert f'"address": "{street}"' in text
    assert f'"email": "{mailbox}"' in text
    assert '"telephone": "+358 295 000 003"' in text


@pytest.mark.parametrize(
    ("query", "language"),
    [("hakaniemenranta", "fi"), ("vierailut@example.org", "fi"), ("visits@example.org", "en"), ("0295 000 003", "en")],
)
def test_contacts_are_found_by_mailbox_address_and_number(contact_page, query, language):
    index.write("contact", list(ContactPoint.objects.values_list("pk", flat=True)))

    hits = search(query, language=language, now=timezone.now()).hits

    assert [hit.kind for hit in hits if hit.kind == "contact"] == ["contact"]


def test_a_contact_point_without_address_or_number_leaves_no_gap(visitor, home):
    page = PageFactory(parent=home, kind=Page.Kind.CONTACT, slug_fi="yhteystiedot")
    page.contact_points.add(ContactPointFactory(phone="", is_in_footer=True))
    published(page)

    text = visitor.get("/fi/yhteystiedot/").text

    assert [word in text for word in ("Puhelin", "tel:", '"address"')] == [False, False, False]


def test_a_street_address_leads_to_its_map(visitor, contact_page):
    ContactPoint.objects.update(map_url="https://www.openstreetmap.org/search?query=Hakaniemenranta%206")

    text = visitor.get("/en/contact/").text

    assert (
        '<a href="https://www.openstreetmap.org/search?query=Hakaniemenranta%206">Show on a map<span class="hidden">: '
        in text
    )
