"""The forms and lists of grant calls, appropriations and information sources."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pages.models import Appropriation, GrantCall, InformationSource
from tests.factories.pages import ContactPointFactory, OrganisationFactory
from tests.factories.records import AppropriationFactory, GrantCallFactory, InformationSourceFactory

pytestmark = pytest.mark.django_db

CALL = {
    "state": "public", "sector": "vocational", "title_fi": "Haku", "title_en": "Call", "for_whom_fi": "Järjestäjät",
    "for_whom_en": "Providers", "amount": "400000", "opens_at": "2027-02-01 08:00", "closes_at": "2027-03-15 16:15",
    "url": "www.example.org", "attachments-TOTAL_FORMS": "0", "attachments-INITIAL_FORMS": "0",
}  # fmt: skip


def add(client, model, data):
    return client.post(reverse(f"admin:pages_{model}_add"), data)


def errors(response):
    return response.context["adminform"].form.errors


def test_a_call_is_written_with_its_hours_in_helsinki_time(editor_client):
    response = add(editor_client, "grantcall", CALL)

    call = GrantCall.objects.get()
    assert response.status_code == 302
    assert [call.opens_at.isoformat(), call.closes_at.isoformat()] == [
        "2027-02-01T06:00:00+00:00", "2027-03-15T14:15:00+00:00",
    ]  # fmt: skip
    assert [call.title_fi, call.title_en, call.amount, call.url] == ["Haku", "Call", 400_000, "https://www.example.org"]


def test_a_call_gets_an_address_from_its_name_once(editor_client):
    GrantCallFactory(slug="haku")
    add(editor_client, "grantcall", CALL)
    call = GrantCall.objects.get(title_en="Call")
    change = reverse("admin:pages_grantcall_change", args=[call.pk])

    response = editor_client.post(change, CALL | {"title_fi": "Uusi nimi", "slug": "uusi"})

    call.refresh_from_db()
    assert response.status_code == 302
    assert [call.title_fi, call.slug] == ["Uusi nimi", "haku-2"]


def test_two_calls_cannot_share_an_address(editor_client):
    GrantCallFactory(slug="haku")

    response = add(editor_client, "grantcall", CALL | {"slug": "haku"})

    assert "Another call has this address already." in response.text
    assert GrantCall.objects.count() == 1


def test_the_announcement_is_cleaned_and_its_own_addresses_become_links_by_identity(editor_client, home):
    text = '<h2>Ehdot</h2><p onclick="x()">Katso <a href="/fi/">etusivu</a></p><script>x()</script>'

    add(editor_client, "grantcall", CALL | {"announcement_fi": text})

    assert GrantCall.objects.get().announcement_fi == (
        f'<h2>Ehdot</h2><p>Katso <a href="/~/page/{home.pk}/">etusivu</a></p>'
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"decided_on": "2027-03-01"}, "decided_on"),
        ({"own_share": "100"}, "own_share"),
        ({"amount_given": "-5"}, "amount_given"),
        ({"slug": "Isot-Kirjaimet"}, "slug"),
        ({"slug": "väärä"}, "slug"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(editor_client, wrong, field):
    assert list(errors(add(editor_client, "grantcall", CALL | wrong))) == [field]


def test_the_use_must_end_after_it_begins(editor_client):
    response = add(editor_client, "grantcall", CALL | {"use_begins_on": "2027-08-01", "use_until": "2027-07-31"})

    assert "The use of the grant must end after it begins: check both days." in response.text
    assert GrantCall.objects.count() == 0


def test_whoever_withdraws_a_contact_point_hears_which_calls_name_it(editor_client):
    point = ContactPointFactory()
    GrantCallFactory(title_fi="Hankehaku", contact_point=point)
    data = {"state": "withdrawn", "title_fi": "Neuvonta", "position": "0"}

    response = editor_client.post(reverse("admin:pages_contactpoint_change", args=[point.pk]), data)

    assert "Hankehaku (fi)" in response.text


def test_an_hour_that_summer_time_leaves_out_is_refused_beside_its_field(editor_client):
    response = add(editor_client, "grantcall", CALL | {"closes_at": "2027-03-28 03:30"})

    assert list(errors(response)) == ["closes_at"]
    assert "2027-03-28 03:30" in response.text
    assert GrantCall.objects.count() == 0


def test_a_call_must_close_after_it_opens(editor_client):
    response = add(editor_client, "grantcall", CALL | {"closes_at": CALL["opens_at"]})

    assert "A call must close after it opens: check both times." in response.text
    assert GrantCall.objects.count() == 0


@pytest.mark.parametrize("amount", ["-1", "0", "4.5", "9" * 30, "much"])
def test_a_sum_that_is_none_is_refused_beside_its_field(editor_client, amount):
    assert list(errors(add(editor_client, "grantcall", CALL | {"amount": amount}))) == ["amount"]


def test_calls_are_filtered_by_what_they_are_now(editor_client):
    now = timezone.now()
    GrantCallFactory(title_en="Now", closes_at=now + timedelta(days=50))
    GrantCallFactory(title_en="Soon")
    GrantCallFactory(title_en="Later", opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=2))
    GrantCallFactory(title_en="Before", opens_at=now - timedelta(days=2), closes_at=now - timedelta(days=1))
    GrantCallFactory(
        title_en="Done",
        opens_at=now - timedelta(days=9),
        closes_at=now - timedelta(days=5),
        decided_on=timezone.localdate(),
    )
    address = reverse("admin:pages_grantcall_changelist")

    shown = {
        phase: [call.title_en for call in editor_client.get(address, {"phase": phase}).context["cl"].result_list]
        for phase in ["open", "closing", "coming", "closed", "decided"]
    }

    assert shown == {
        "open": ["Now"],
        "closing": ["Soon"],
        "coming": ["Later"],
        "closed": ["Before"],
        "decided": ["Done"],
    }
    assert editor_client.get(address, {"phase": "nonsense"}).context["cl"].result_count == 5


def test_a_sector_has_one_sum_a_year(editor_client):
    AppropriationFactory(year=2027, sector="vocational")
    data = {"state": "public", "year": "2027", "sector": "vocational", "amount": "1", "source_fi": "Talousarvio"}

    response = add(editor_client, "appropriation", data)

    assert "This sector already has its appropriation" in response.text
    assert add(editor_client, "appropriation", data | {"year": "2028", "amount": "0"}).status_code == 302
    assert sorted(Appropriation.objects.values_list("year", "amount")) == [(2027, 1_234_000), (2028, 0)]


def test_a_source_without_a_level_covers_them_all(editor_client):
    data = {
        "state": "public", "organisation": OrganisationFactory().pk, "kind": "database", "question": "results",
        "name_fi": "Lähde", "what_fi": "Kuvaa maita.", "url": "https://example.org/", "language": "en",
    }  # fmt: skip

    for more in ({}, {"covers_adult": "on", "is_leading": "on"}):
        assert add(editor_client, "informationsource", data | more).status_code == 302

    everything, adults = InformationSource.objects.order_by("pk")
    assert [everything.levels, adults.levels, adults.is_leading] == [[], ["adult"], True]
    assert [everything.covers("school"), adults.covers("school"), adults.covers("adult")] == [True, False, True]


@pytest.mark.parametrize("factory", [GrantCallFactory, AppropriationFactory, InformationSourceFactory])
def test_the_lists_cost_the_same_with_one_and_with_many(editor_client, factory, django_assert_max_num_queries):
    numbered = factory is AppropriationFactory
    address = reverse(f"admin:pages_{factory._meta.model._meta.model_name}_changelist")
    for start, count in [(0, 1), (1, 20)]:
        for number in range(start, start + count):
            factory(**({"year": 2000 + number} if numbered else {}))

        with django_assert_max_num_queries(12):
            assert editor_client.get(address).status_code == 200
