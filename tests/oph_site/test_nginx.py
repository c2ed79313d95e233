"""deploy/nginx.conf in a real nginx: what is withdrawn leaves its cache, uploads keep their headers, and the mirror takes over."""

import time
from itertools import count

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from oph_site.mirror.keeping import keep
from oph_site.private import FORM_WORDS
from pages.editions.publishing import withdraw
from pages.models import Page
from publications.models import Publication
from tests import nginx
from tests.browser.demo import free_port
from tests.factories.files import DocumentFactory
from tests.factories.pages import ContactPointFactory, PageFactory, published
from tests.factories.publications import LanguageVersionFactory, PublicationFactory
from tests.nginx import Answer

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(nginx.NGINX is None, reason="no nginx on this machine"),
]
SECURITY = [
    "Content-Security-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy", "Referrer-Policy",
    "X-Content-Type-Options", "X-Frame-Options",
]  # fmt: skip
NUMBERS = count(1)
SAME_TYPE = {"application/atom+xml": "application/xml", "application/vnd.citationstyles.csl+json": "application/json"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """What the site writes."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="module")
def application():
    return nginx.Site(free_port())


@pytest.fixture(scope="module")
def proxy(folder, application, tmp_path_factory):
    with nginx.serving(tmp_path_factory.mktemp("nginx") / "ours", var=folder, application=application.port) as proxy:
        yield proxy


@pytest.fixture
def site(application):
    """The application behind the proxy; it answers what `plays` was given."""
    application.answers.clear()
    application.asked.clear()
    application.start()
    yield application
    application.stop()


def plays(site, *addresses, seconds=None):
    """The application answers what Django does at this moment. seconds: that answers live in shared caches, instead of their own."""
    for address in addresses:
        response = Client().get(address)
        headers = dict(response.items())
        if seconds:
            headers["Cache-Control"] = headers["Cache-Control"].replace("s-maxage=50", f"s-maxage={seconds}")
        body = b"".join(response.streaming_content) if response.streaming else response.content
        site.answers[address] = Answer(response.status_code, headers, body)


@pytest.fixture
def guide(home):
    """A page, and a publication with a file. The file."""
    document = DocumentFactory(title=f"Guide {next(NUMBERS)}")  # an address of its own: the proxy remembers the others
    for name in (document.stored_name, document.stored_cover(300), document.stored_cover(600)):
        default_storage.save(name, ContentFile(b"%PDF-1.7 or a picture"))
    LanguageVersionFactory(publication=PublicationFactory(slug="opas"), document=document)
    ContactPointFactory(is_in_footer=True, email="kirjaamo@example.org")
    published(PageFactory(parent=home, slug_fi="sivu", slug_en="page"))
    return document


def test_what_is_withdrawn_leaves_the_cache_also_with_the_usual_recipe(guide, site, proxy, folder, tmp_path):
    recipe = [("        proxy_cache_use_stale http_500 http_503;", nginx.USUAL_RECIPE)]
    addresses = ["/fi/sivu/", guide.get_absolute_url()]
    plays(site, *addresses, seconds=1)
    with nginx.serving(tmp_path / "usual", var=folder, application=site.port, instead=recipe) as usual:
        before = [each.get(address).status for each in (proxy, usual) for address in [*addresses, *addresses]]
        asked = len(site.asked)
        withdraw(Page.objects.get(slug_fi="sivu"), "fi", by=None)
        Publication.objects.update(state="withdrawn", status_on=timezone.localdate())
        plays(site, *addresses)
        time.sleep(2.1)  # nginx counts whole seconds

        ours = [proxy.get(address).status for address in addresses]
        theirs = [usual.get(address).status for address in addresses]
        time.sleep(0.2)
        theirs_then = [usual.get(address).status for address in addresses]

    assert [before, asked] == [[200] * 8, 4]
    assert [ours, theirs, theirs_then] == [[404, 410], [200, 200], [404, 410]]


def test_the_mirror_answers_as_the_application_did_when_that_is_away(guide, site, proxy, folder):
    keep(folder / "mirror", timezone.now())
    addresses = [
        "/fi/", "/en/page/", "/fi/julkaisut/opas/", "/fi/julkaisut/opas/fi.ris", "/fi/julkaisut/opas/fi.json", "/fi/julkaisut.csv",
        "/fi/muutokset.xml", "/sitemap.xml", "/robots.txt", "/fi/haut.ics", guide.get_absolute_url(), guide.cover_url(300),
    ]  # fmt: skip
    plays(site, *addresses)
    said = dict(site.answers)
    site.stop()

    for address in addresses:
        answer = proxy.get(address)
        assert [address, answer.status, *facts(answer)] == [address, 200, *facts(said[address])]
        assert (
            answer.body == said[address].body or b"luet sen kopiota" in answer.body or b"reading a copy" in answer.body
        )
    part, root = proxy.get(guide.get_absolute_url(), Range="bytes=0-4"), proxy.get("/")
    assert [part.status, part.body, root.status, b'href="/en/"' in root.body] == [206, b"%PDF-", 200, True]
    assert proxy.get("/fi/julkaisut/opas/fi.pdf").body == said[guide.get_absolute_url()].body

    for method, address in NOT_IN_THE_MIRROR:
        answer = proxy.get(address, method=method)
        words = "This does not work at the moment" if address.startswith("/en/") else "Tämä ei toimi juuri nyt"
        assert [address, answer.status, words.encode() in answer.body] == [address, 503, True]
        assert [answer.headers["Retry-After"], answer.headers["Cache-Control"]] == ["120", "no-store"]
    assert b"kirjaamo@example.org" in proxy.get("/fi/palaute/lomake/").body


NOT_IN_THE_MIRROR = [
    ("GET", "/fi/haku/?q=opas"), ("GET", "/en/publications/?type=guide"), ("GET", "/healthz"), ("GET", "/.mirror.json"),
    ("GET", "/admin/"), ("GET", "/fi/palaute/lomake/"), ("POST", "/en/international-visits/enquiry/"),
]  # fmt: skip


def facts(answer):
    """Its type, what becomes of it and its headers of security, written in one way."""
    kind = answer.headers["Content-Type"].partition(";")[0]
    headers = {name: sorted(answer.headers.get(name, "").split("; ")) for name in SECURITY}
    return SAME_TYPE.get(kind, kind), answer.headers.get("Content-Disposition", "").startswith("attachment"), headers


def test_a_site_without_its_database_is_read_on_and_its_forms_speak_for_themselves(guide, site, proxy, folder):
    keep(folder / "mirror", timezone.now())
    away = Answer(503, {"Retry-After": "60"}, b"no database")
    plays(site, "/fi/julkaisut/opas/", seconds=1)
    proxy.get("/fi/julkaisut/opas/")
    site.answers |= dict.fromkeys(["/fi/julkaisut/opas/", "/en/page/", "/fi/haku/?q=a", "/fi/palaute/lomake/"], away)
    time.sleep(2.1)

    kept, mirrored, search, form = (
        proxy.get(each) for each in ("/fi/julkaisut/opas/", "/en/page/", "/fi/haku/?q=a", "/fi/palaute/lomake/")
    )

    assert [kept.status, b"luet sen kopiota" in kept.body] == [200, False]
    assert [mirrored.status, b"reading a copy" in mirrored.body] == [200, True]
    assert [search.status, form.status, form.body, form.headers["Retry-After"]] == [503, 503, b"no database", "60"]


def test_without_a_mirror_there_is_a_sentence(tmp_path):
    with nginx.serving(tmp_path / "nginx", var=tmp_path, application=free_port()) as proxy:
        page, form = proxy.get("/fi/"), proxy.get("/fi/palaute/lomake/", method="POST")

    assert {(each.status, each.headers["Retry-After"], each.headers["Content-Type"]) for each in (page, form)} == {
        (503, "120", "text/plain")
    }


def test_every_form_of_the_site_is_one_for_the_proxy():
    text = (nginx.ROOT / "deploy/nginx.conf").read_text()

    for word in FORM_WORDS:
        assert word.strip("/") in text.partition("location ~ /(")[2].partition(")")[0].split("|")


def test_an_upload_that_the_proxy_sends_has_the_headers_of_the_application(guide, site, proxy, folder, settings):
    (folder / "uploads").symlink_to(settings.MEDIA_ROOT)
    address, names = guide.get_absolute_url(), [*SECURITY, "Content-Type", "Content-Disposition", "Cache-Control"]
    plays(site, address)
    own = site.answers[address]
    settings.ACCEL_REDIRECT = "/protected/"
    plays(site, address)
    site.answers[address].headers["Strict-Transport-Security"] = "max-age=300"

    whole = proxy.get(address)
    part = proxy.get(address, Range="bytes=5-8", If_Range=whole.headers["ETag"])
    known = proxy.get(address, If_None_Match=whole.headers["ETag"])

    assert [whole.status, whole.body] == [200, own.body]
    assert [part.status, part.body, known.status, known.body] == [206, own.body[5:9], 304, b""]
    for answer in (whole, part):
        assert {name: answer.headers.get(name) for name in names} == {name: own.headers.get(name) for name in names}
        assert answer.headers["Strict-Transport-Security"] == "max-age=300"
    assert proxy.get(site.answers[address].headers["X-Accel-Redirect"]).status == 404
