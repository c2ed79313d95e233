from datetime import timedelta

import pytest
from django.utils import timezone

from oph_site.lifetimes import lifetime
from pages.editions.preview import preview_url
from pages.editions.publishing import publish, withdraw
from pages.models import Edition, Page
from tests.factories.pages import ContactPointFactory, OrganisationFactory, PageFactory, published

pytestmark = pytest.mark.django_db


def test_a_page_is_served_at_its_address_in_its_language(visitor, home):
    published(PageFactory(parent=home, title_fi="Koulut", slug_fi="koulut", title_en="Schools", slug_en="schools"))

    finnish, english = visitor.get("/fi/koulut/"), visitor.get("/en/schools/")

    assert [finnish.context["edition"].title, english.context["edition"].title] == ["Koulut", "Schools"]
    assert [finnish["Content-Language"], english["Content-Language"]] == ["fi", "en"]


def test_a_page_that_is_not_public_is_not_found(visitor, home):
    published(PageFactory(parent=home, slug_fi="sivu"), "fi")
    PageFactory(parent=home, slug_fi="luonnos")

    assert [visitor.get(path).status_code for path in ["/fi/sivu/", "/fi/luonnos/", "/en/sivu/"]] == [200, 404, 404]


def test_a_planned_page_is_not_found_before_its_time(visitor, home):
    publish(PageFactory(parent=home, slug_fi="sivu"), "fi", by=None, at=timezone.now() + timedelta(days=1))

    assert visitor.get("/fi/sivu/").status_code == 404


def test_an_old_address_leads_to_where_the_page_lives_now(visitor, home):
    section = published(PageFactory(parent=home, slug_fi="vanha"), "fi")
    published(PageFactory(parent=section, slug_fi="sivu"), "fi")
    section.slug_fi = "uusi"
    publish(section, "fi", by=None)

    answer = visitor.get("/fi/vanha/sivu/")

    assert [answer.status_code, answer["Location"]] == [301, "/fi/uusi/sivu/"]


def test_moving_back_makes_no_loop(visitor, home):
    page = published(PageFactory(parent=home, slug_fi="a"), "fi")
    for slug in ["b", "a"]:
        page.slug_fi = slug
        publish(page, "fi", by=None)

    assert [visitor.get("/fi/a/").status_code, visitor.get("/fi/b/")["Location"]] == [200, "/fi/a/"]


def test_a_withdrawn_page_and_its_old_address_are_not_found(visitor, home, editor):
    page = published(PageFactory(parent=home, slug_fi="sivu"), "fi")
    withdraw(page, "fi", by=editor)

    assert visitor.get("/fi/sivu/").status_code == 404


def test_a_link_by_identity_follows_the_language(visitor, home):
    page = published(PageFactory(parent=home, slug_fi="sivu", slug_en="page"))

    asked = [visitor.get(f"/~/page/{page.pk}/", {"lang": lang})["Location"] for lang in ["en", "fi", "xx"]]

    assert asked == ["/en/page/", "/fi/sivu/", "/fi/sivu/"]


def test_links_in_the_text_lead_to_todays_address(visitor, home):
    target = published(PageFactory(parent=home, slug_fi="kohde"))
    published(PageFactory(parent=home, slug_fi="sivu", body_fi=f'<p><a href="/~/page/{target.pk}/">kohde</a></p>'))
    target.slug_fi = "muuttanut"
    publish(target, "fi", by=None)

    assert '<a href="/fi/muuttanut/">kohde</a>' in visitor.get("/fi/sivu/").content.decode()


def test_the_language_link_leads_to_the_same_page_or_says_that_it_does_not(visitor, home):
    section = published(PageFactory(parent=home, slug_fi="osio", slug_en="section", menu_title_en="Organisations"))
    published(PageFactory(parent=section, slug_fi="vain-suomeksi"), "fi")

    same = [link for link in visitor.get("/fi/osio/").context["frame"].languages if not link.is_current]
    parent = [link for link in visitor.get("/fi/osio/vain-suomeksi/").context["frame"].languages if not link.is_current]

    assert [(link.url, link.title, link.is_same_page) for link in same + parent] == [
        ("/en/section/", "Organisations", True),
        ("/en/section/", "Organisations", False),
    ]


def test_search_engines_are_told_only_of_translations_that_exist(visitor, home):
    published(PageFactory(parent=home, slug_fi="molemmat", slug_en="both"))
    published(PageFactory(parent=home, slug_fi="yksi"), "fi")

    assert visitor.get("/fi/molemmat/").content.count(b"hreflang=") > visitor.get("/fi/yksi/").content.count(
        b"hreflang="
    )
    assert b'rel="alternate" hreflang="en" href="http://testserver/en/both/"' in visitor.get("/fi/molemmat/").content
    assert b'rel="alternate" hreflang' not in visitor.get("/fi/yksi/").content


def test_a_public_page_sets_no_cookie_even_when_one_is_forged(visitor, home):
    visitor.cookies["sessionid"] = "forged"
    visitor.cookies["csrftoken"] = "forged"

    answer = visitor.get("/fi/")

    assert [dict(answer.cookies), "Cookie" in answer.get("Vary", "")] == [{}, False]


def test_browsers_ask_again_and_only_shared_caches_keep_a_page(visitor, home):
    answer = visitor.get("/fi/")

    again = visitor.get("/fi/", headers={"if-none-match": answer["ETag"]})
    home.title_fi = "Uusi otsikko"
    published(home)
    after_publishing = visitor.get("/fi/", headers={"if-none-match": answer["ETag"]})

    assert answer["Cache-Control"] == "public, max-age=0, s-maxage=50, stale-if-error=86400"
    assert [again.status_code, again.content] == [304, b""]
    assert [after_publishing.status_code, "Uusi otsikko" in after_publishing.text] == [200, True]


def test_a_page_is_not_kept_longer_than_until_the_next_change(visitor, home):
    publish(PageFactory(parent=home), "fi", by=None, at=timezone.now() + timedelta(seconds=40))

    seconds = int(visitor.get("/fi/")["Cache-Control"].split("s-maxage=")[1].split(",")[0])

    assert 30 < seconds <= 40


@pytest.mark.parametrize(("seconds_left", "expected"), [(None, 50), (1000, 50), (51, 50), (40, 40), (0.5, 0)])
def test_no_cache_shows_a_page_beyond_its_next_change(seconds_left, expected):
    now = timezone.now()
    change = seconds_left and now + timedelta(seconds=seconds_left)

    assert lifetime([None, change, now - timedelta(seconds=9)], now) == expected


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", [Page.Kind.TEXT, Page.Kind.SECTION, Page.Kind.ORGANISATIONS, Page.Kind.CONTACT])
def test_the_size_of_the_site_does_not_change_the_number_of_queries(visitor, home, kind, django_assert_max_num_queries):
    page = published(PageFactory(parent=home, kind=kind, slug_fi="sivu"))
    page.contact_points.add(ContactPointFactory(), ContactPointFactory(is_in_footer=True))
    OrganisationFactory.create_batch(3)
    published(page)
    for number in range(300):
        child = PageFactory(parent=page if number % 3 else home)
        Edition(page=child, language="fi", path=f"sivu/{number}", parent=child.parent, title="T", menu_title="T",
                content=Edition.objects.first().content, since=timezone.now()).save()  # fmt: skip

    visitor.get("/fi/sivu/")  # reads what is kept
    with django_assert_max_num_queries(2):
        assert visitor.get("/fi/sivu/").status_code == 200


def test_a_preview_shows_the_working_copy_to_whoever_has_the_link(visitor, home):
    page = published(PageFactory(parent=home, title_fi="Vanha"))
    page.title_fi = "Luonnos"
    page.save()

    answer = visitor.get(preview_url(page, "fi"))

    assert answer.context["edition"].title == "Luonnos"
    assert "Tämä on luonnos. Sen näkevät vain ne, joilla on tämä linkki." in answer.text
    assert [answer["X-Robots-Tag"], answer["Cache-Control"], answer["Referrer-Policy"]] == [
        "noindex",
        "private, no-store",
        "no-referrer",
    ]


def test_a_preview_link_expires_and_cannot_be_made_up(visitor, home, time_machine):
    url = preview_url(home, "fi")
    forged = visitor.get(url.replace(url[-5:], "xxxx/"))

    time_machine.move_to(timezone.now() + timedelta(days=3))

    assert [forged.status_code, visitor.get(url).status_code] == [404, 404]


def test_the_register_sorts_as_finns_do_and_names_only_public_rows(visitor, home):
    published(PageFactory(parent=home, kind=Page.Kind.ORGANISATIONS, slug_fi="jarjestot"))
    for name in ["Öljy", "Äiti", "Zeta", "Åbo", "eurydice"]:
        OrganisationFactory(name_fi=name)
    OrganisationFactory(name_fi="Luonnos", state="draft")

    groups = visitor.get("/fi/jarjestot/").context["groups"]

    assert [[row.name for row in rows] for _kind, _label, rows in groups] == [
        ["eurydice", "Zeta", "Åbo", "Äiti", "Öljy"]
    ]


@pytest.mark.parametrize("path", ["/fi/?page=abc", "/fi/?x=%00", "/fi/?lang=%FF", "/fi/?" + "a=1&" * 300])
def test_odd_query_strings_change_nothing(visitor, home, path):
    assert visitor.get(path).status_code == 200


def test_a_printed_page_names_its_address_unless_that_is_a_secret(visitor, home):
    published(PageFactory(parent=home, slug_fi="sivu"))
    draft = preview_url(Page.objects.get(slug_fi="sivu"), "fi")

    shown = [visitor.get(address).text for address in ("/fi/sivu/", draft)]

    assert ['<span class="print-only">http://testserver/fi/sivu/</span>' in html for html in shown] == [True, False]
    assert "print-only" not in shown[1]
