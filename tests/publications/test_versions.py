import pytest

from publications import versions
from publications.models import LanguageVersion
from publications.versions import versions_by_publication, versions_known
from tests.factories.publications import LanguageVersionFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three():
    """The ids of three publications with one version each."""
    return [LanguageVersionFactory(language="fi", title=title).publication_id for title in ("Yksi", "Kaksi", "Kolme")]


def titles(ids):
    return [version.title for pk, own in versions_by_publication(ids).items() for version in own]


def test_only_what_no_page_has_shown_is_read(three, django_assert_num_queries):
    titles(three[:1])

    with django_assert_num_queries(1) as captured:
        assert titles(three[:2]) == ["Yksi", "Kaksi"]
    assert f"IN ({three[1]})" in captured[0]["sql"]
    with django_assert_num_queries(0):
        assert titles(three[:2]) == ["Yksi", "Kaksi"]

    LanguageVersion.objects.filter(title="Yksi").update(title="Uusi")

    assert titles(three[:1]) == ["Uusi"]


def test_it_never_keeps_more_than_the_most(three, monkeypatch):
    monkeypatch.setattr(versions, "MOST_KEPT", 2)

    for pk in three:
        titles([pk])

    assert list(versions_known()) == three[2:]
    assert titles(three) == ["Kolme", "Yksi", "Kaksi"]
