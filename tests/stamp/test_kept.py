import pytest
from django.db import transaction

from oph_site.stamp import moving
from oph_site.stamp.kept import kept_until_public_changes
from pages.models import Organisation
from tests.factories.pages import OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def names():
    moving.forget()

    @kept_until_public_changes
    def names(field):
        return list(Organisation.objects.order_by("pk").values_list(field, flat=True))

    return names


def test_it_is_read_once_until_the_site_changes(names, django_assert_num_queries):
    OrganisationFactory(name_fi="Yksi")
    names("name_fi")

    with django_assert_num_queries(0):
        assert names("name_fi") == ["Yksi"]

    OrganisationFactory(name_fi="Kaksi")

    assert names("name_fi") == ["Yksi", "Kaksi"]


def test_each_argument_is_kept_on_its_own(names):
    OrganisationFactory(name_fi="Yksi", name_en="One")

    assert [names("name_fi"), names("name_en"), names("name_fi")] == [["Yksi"], ["One"], ["Yksi"]]


def test_what_a_transaction_sees_is_shown_to_nobody_else(names):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        OrganisationFactory(name_fi="Luonnos")
        assert names("name_fi") == ["Luonnos"]
        1 / 0  # noqa: B018

    assert names("name_fi") == []


def test_nothing_is_kept_from_before_a_change(names):
    OrganisationFactory()
    names("name_fi"), names("name_en")
    OrganisationFactory()
    names("name_fi")

    kept = next(cell.cell_contents for cell in names.__closure__ if isinstance(cell.cell_contents, dict))

    assert list(kept) == [("name_fi",)]
