import pytest

from tests.factories.pages import HomeFactory, PageFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def schools():
    home = published(HomeFactory())
    schools = published(PageFactory(parent=home, slug_fi="koulut", title_fi="Koulut"))
    published(PageFactory(parent=schools, slug_fi="valtionavustukset", title_fi="Valtionavustukset"))
    published(PageFactory(parent=schools, slug_fi="kumppanit", title_fi="Kumppanit"))


def near(visitor, path):
    page = visitor.get(path).content.decode()
    return [title for title in ["Valtionavustukset", "Kumppanit"] if f">{title}</a></li>" in page]


@pytest.mark.parametrize("path", ["/fi/valtionavustukset/", "/fi/koulut/valtionavustuksett/", "/fi/valtion-avustukset"])
def test_a_mistyped_address_is_offered_what_is_much_like_it(visitor, schools, path):
    assert [visitor.get(path, follow=True).status_code, near(visitor, f"{path.rstrip('/')}/")] == [
        404,
        ["Valtionavustukset"],
    ]


@pytest.mark.parametrize("path", ["/fi/aivan-muuta/", "/fi/%00/", "/fi/" + "a" * 3000 + "/", "/en/valtionavustukset/"])
def test_an_address_like_no_other_is_offered_nothing(visitor, schools, path):
    assert [visitor.get(path).status_code, near(visitor, path)] == [404, []]
