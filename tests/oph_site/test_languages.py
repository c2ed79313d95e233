import pytest

from oph_site.languages import urls_by_language

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("fi", "/fi/"),
        ("en-GB,en;q=0.9", "/en/"),
        ("sv,en;q=0.5", "/en/"),
        ("de", "/fi/"),
        ("", "/fi/"),
        ("\u00e4,;q=x", "/fi/"),
    ],
)
def test_the_root_follows_the_browser_and_is_never_kept(visitor, wanted, leads_to):
    answer = visitor.get("/", headers={"accept-language": wanted})

    assert [answer.status_code, answer["Location"], answer["Cache-Control"], answer["Vary"]] == [
        302,
        leads_to,
        "no-store",
        "Accept-Language",
    ]


@pytest.mark.parametrize(
    ("path", "language"), [("/fi/ei/", "fi"), ("/en/no/", "en"), ("/wp-login.php", "fi"), ("/sv/", "fi")]
)
def test_an_unknown_address_is_404_at_once_in_the_language_of_its_prefix(visitor, home, path, language):
    answer = visitor.get(path)

    assert [answer.status_code, answer["Content-Language"]] == [404, language]
    assert f'<html lang="{language}">'.encode() in answer.content


def test_the_same_view_has_an_address_in_each_language():
    assert urls_by_language("publications:publication", "guide") == {
        "fi": "/fi/julkaisut/guide/",
        "en": "/en/publications/guide/",
    }
