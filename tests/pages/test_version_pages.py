"""The past of a page for readers: the list of versions, the page as it was, what changed, and what nobody may see."""

import re
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from oph_site.wording import moment_in_words
from pages.editions.hiding import hide, show_again
from pages.editions.publishing import publish, withdraw
from pages.editions.versions import past_of
from pages.models import Attachment, Block, ContactPoint, Edition, Page
from tests.factories.files import DocumentFactory, PictureFactory
from tests.factories.pages import ContactPointFactory, PageFactory, published, saved
from tests.pages.editions.test_invariants import ACTS, PROPERTY, act, as_built, branch  # noqa: F401  # a fixture
from tests.reading import as_read

pytestmark = pytest.mark.django_db
NOT_FOUND = 404


def days_ago(number):
    return timezone.now() - timedelta(days=number)


def day(number):
    return timezone.localdate(days_ago(number)).isoformat()


def changed(page, at, note="", **fields):
    """The page, saved with these fields and published in Finnish at that moment."""
    for name, value in fields.items():
        setattr(page, name, value)
    saved(page)
    return publish(page, "fi", by=None, at=at, change_note=note)


@pytest.fixture
def page(home):
    """Three versions in Finnish, of 20, 10 and 2 days ago; the English one is as old as the first."""
    Edition.objects.update(since=days_ago(30), texts_since=days_ago(30))
    page = published(
        PageFactory(parent=home, slug_fi="sivu", slug_en="page", lead_fi="Vanha johdanto."), at=days_ago(20)
    )
    changed(page, days_ago(10), "Toinen muutos.", lead_fi="Uudempi johdanto.")
    changed(page, days_ago(2), "Kolmas muutos.", lead_fi="Uusin johdanto.")
    return page


def links(text):
    return re.findall(r'href="(/fi/versio/[^"]+)"', text)


# The list


def test_the_foot_of_a_page_leads_to_its_earlier_versions_where_there_are_any(visitor, page):
    finnish, english = visitor.get("/fi/sivu/").text, visitor.get("/en/page/").text

    assert ['href="/fi/versiot/sivu/"' in finnish, 'href="/en/versions/page/"' in english] == [True, False]


def test_the_list_has_every_version_with_its_note_and_leads_to_its_text_and_changes(visitor, page):
    shown = visitor.get("/fi/versiot/sivu/")

    assert [note in shown.text for note in ["Toinen muutos.", "Kolmas muutos."]] == [True, True]
    assert links(shown.text) == [
        f"/fi/versio/{day(2)}/sivu/?compare=before",
        f"/fi/versio/{day(2)}/sivu/",
        f"/fi/versio/{day(10)}/sivu/",
        f"/fi/versio/{day(10)}/sivu/?compare=before",
        f"/fi/versio/{day(10)}/sivu/?compare=today",
        f"/fi/versio/{day(20)}/sivu/",
        f"/fi/versio/{day(20)}/sivu/?compare=today",
    ]
    assert 'href="/en/versions/page/"' in shown.text


def test_a_long_past_comes_in_pages(visitor, page):
    for number in range(25):
        changed(page, days_ago(1) + timedelta(minutes=number), lead_fi=f"Johdanto {number}.")

    first, second = visitor.get("/fi/versiot/sivu/"), visitor.get("/fi/versiot/sivu/?page=2")

    assert [answer.text.count("past__time") for answer in (first, second)] == [20, 8]
    assert [visitor.get(f"/fi/versiot/sivu/?page={wrong}").status_code for wrong in ["9", "x", "0"]] == [NOT_FOUND] * 3


def test_what_is_planned_is_not_among_the_versions(visitor, page):
    changed(page, timezone.now() + timedelta(days=3), "Salainen muutos.", lead_fi="Salainen johdanto.")
    paths = ["/fi/versiot/sivu/", f"/fi/versio/{day(20)}/sivu/?compare=today", "/fi/muutokset/sivu.xml"]

    shown = [visitor.get(path) for path in paths]

    assert [(answer.status_code, "Salai" in answer.text) for answer in shown] == [(200, False)] * 3
    assert visitor.get(f"/fi/versio/{day(-3)}/sivu/").status_code == NOT_FOUND


# As it was


def test_a_page_is_shown_as_it_was_and_says_from_when_until_when(visitor, page):
    shown = visitor.get(f"/fi/versio/{day(15)}/sivu/")

    since, until = page.editions.filter(language="fi").order_by("since").values_list("since", "until").first()
    assert ["Vanha johdanto." in shown.text, "Uusin johdanto." in shown.text] == [True, False]
    assert "Tämä on sivun aiempi versio." in as_read(shown.text)
    assert f"julkinen {moment_in_words(since)} – {moment_in_words(until)}." in shown.text
    assert f"http://testserver/fi/versio/{day(20)}/sivu/" in shown.text
    assert '<a href="/fi/sivu/">Lue nykyinen versio</a>' in shown.text


def test_no_page_about_the_past_is_for_search_engines(visitor, page):
    paths = ["/fi/versiot/sivu/", f"/fi/versio/{day(15)}/sivu/", f"/fi/versio/{day(15)}/sivu/?compare=today"]
    shown = [visitor.get(path).text for path in [*paths, "/en/changes-in-finnish/page/"]]

    assert ['<meta name="robots" content="noindex">' in text for text in shown] == [True] * 4
    assert ['rel="canonical"' in text for text in shown] == [False] * 4
    assert "/versio" not in visitor.get("/sitemap-pages-1.xml").text


def test_the_address_of_a_day_that_is_over_never_changes_and_that_of_today_names_the_moment(
    visitor, page, time_machine
):
    changed(page, timezone.now(), "Tänään.", lead_fi="Tänään aamulla.")
    cited = links(visitor.get("/fi/versiot/sivu/").text)[1]
    changed(page, timezone.now() + timedelta(minutes=1), lead_fi="Tänään illalla.")

    time_machine.move_to(timezone.now() + timedelta(days=2))

    assert "T" in cited.split("/")[3]
    assert "Tänään aamulla." in visitor.get(cited).text
    assert "Tänään illalla." in visitor.get(f"/fi/versio/{day(2)}/sivu/").text


@pytest.mark.parametrize(
    "moment", ["2026-02-31", "0000-00-00", "9999-12-31", "0001-01-01", "2026-11-24T99:00:00.000000Z"]
)
def test_a_moment_that_never_was_is_not_found(visitor, page, moment):
    assert visitor.get(f"/fi/versio/{moment}/sivu/").status_code == NOT_FOUND


@pytest.mark.parametrize("asked", ["x", "before&compare=today&x=%00"])
def test_an_odd_comparison_is_not_found_or_shown(visitor, page, asked):
    assert visitor.get(f"/fi/versio/{day(2)}/sivu/?compare={asked}").status_code == NOT_FOUND


# What changed


def test_what_changed_is_marked_in_words_that_screen_readers_say(visitor, page):
    before = as_read(visitor.get(f"/fi/versio/{day(2)}/sivu/?compare=before").text)
    today = as_read(visitor.get(f"/fi/versio/{day(20)}/sivu/?compare=today").text)

    assert ["poistettu: </span><del>Uudempi</del>" in before, "lisätty: </span><ins>Uusin</ins>" in before] == [
        True,
        True,
    ]
    assert ["<del>Vanha</del>" in today, "<ins>Uusin</ins>" in today, "Kolmas" in today] == [True, True, False]


def test_the_first_version_has_nothing_before_it(visitor, page):
    answer = visitor.get(f"/fi/versio/{day(20)}/sivu/?compare=before")

    assert [answer.status_code, answer["Location"]] == [302, f"/fi/versio/{day(20)}/sivu/"]


# What nobody may see


def paths_of_the_past():
    return [
        "/fi/versiot/sivu/",
        f"/fi/versio/{day(15)}/sivu/",
        f"/fi/versio/{day(15)}/sivu/?compare=today",
        "/fi/muutokset/sivu.xml",
        "/fi/osion-muutokset/sivu.xml",
    ]


def test_a_withdrawn_page_shows_no_past(visitor, page, editor):
    before = [visitor.get(path).status_code for path in paths_of_the_past()]

    withdraw(page, "fi", by=editor)

    assert [before, [visitor.get(path).status_code for path in paths_of_the_past()]] == [[200] * 5, [NOT_FOUND] * 5]


def test_one_act_hides_a_version_everywhere_and_can_be_undone(visitor, page, editor):
    old = page.editions.get(language="fi", change_note="Toinen muutos.")
    places = [
        "/fi/versiot/sivu/",
        "/fi/sivu/",
        "/fi/muutokset.xml",
        "/fi/muutokset/sivu.xml",
        f"/fi/versio/{day(20)}/sivu/",
    ]

    hide(old, by=editor, note="Nimi")
    hidden = [visitor.get(path).text for path in places]
    gone = visitor.get(f"/fi/versio/{day(10)}/sivu/").status_code
    compared = as_read(visitor.get(f"/fi/versio/{day(2)}/sivu/?compare=before").text)
    show_again(old, by=editor)

    assert ["Toinen" in text or "Uudempi" in text for text in hidden] == [False] * 5
    assert [gone, "<del>Vanha</del>" in compared, "Tätä versiota ei enää näytetä" in hidden[0]] == [
        NOT_FOUND,
        True,
        True,
    ]
    assert "Uudempi johdanto." in visitor.get(f"/fi/versio/{day(10)}/sivu/").text


def test_a_version_that_readers_see_now_or_later_cannot_be_hidden(page, editor, administrator_client):
    live = page.editions.get(language="fi", change_note="Kolmas muutos.")

    answer = administrator_client.post(f"/admin/pages/page/{page.pk}/editions/{live.pk}/hiding/", {"note": "Nimi"})

    live.refresh_from_db()
    assert [answer.status_code, live.hidden_at] == [422, None]


def test_an_editor_hides_a_version_with_a_reason_which_the_history_keeps(editor_client, page):
    old = page.editions.get(language="fi", change_note="Toinen muutos.")
    address = f"/admin/pages/page/{page.pk}/editions/{old.pk}/hiding/"

    without = editor_client.post(address, {"note": " "})
    done = editor_client.post(address, {"note": "Tekstissä oli nimi"}, follow=True).text
    undone = editor_client.post(address, {"back": "1"}, follow=True).text

    assert [without.status_code, done.count("Tekstissä oli nimi") >= 2] == [422, True]
    assert "Näytetään taas lukijoille suomeksi" in undone or "Shown to readers again in Finnish" in undone


def test_files_and_pictures_that_are_no_longer_public_are_named_and_not_shown(visitor, page):
    picture = PictureFactory()
    document = DocumentFactory(title="Ohje")
    Attachment.objects.create(page=page, document=document, title_fi="Vanha ohje", title_en="Old guide")
    changed(
        page, days_ago(1), picture=picture, picture_alt_fi="Koulun piha", is_picture_decorative=False,
        body_fi=f'<p><a href="/~/file/{document.pk}/">Ohjeen teksti</a></p>',
    )  # fmt: skip
    public = visitor.get(f"/fi/versio/{day(1)}/sivu/").text
    page.attachments.all().delete()
    changed(page, timezone.now(), picture=None, body_fi="<p>Muu.</p>")
    cited = links(visitor.get("/fi/versiot/sivu/").text)[2]

    gone = visitor.get(cited).text

    address = document.get_absolute_url()
    assert [public.count(address), gone.count(address), "/pictures/" in gone] == [2, 0, False]
    assert ["Vanha ohje" in gone, "Ohjeen teksti" in gone, "Koulun piha" in gone] == [True] * 3


def test_contacts_are_named_without_details_and_a_draft_not_at_all(visitor, page):
    points = [
        ContactPointFactory(title_fi="Julkinen", email="nyt@example.org"),
        ContactPointFactory(title_fi="Lakkautettu", state=ContactPoint.State.WITHDRAWN),
        ContactPointFactory(title_fi="Luonnos", state=ContactPoint.State.DRAFT),
    ]
    page.contact_points.set(points)
    changed(page, days_ago(1))

    shown = visitor.get(f"/fi/versio/{day(1)}/sivu/").text

    assert [word in shown for word in ["Julkinen", "Lakkautettu", "Luonnos", "nyt@example.org"]] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("kind", [Page.Kind.GRANTS, Page.Kind.ORGANISATIONS, Page.Kind.SECTION])
def test_lists_that_change_by_themselves_are_said_to_be_missing(visitor, home, kind):
    page = published(PageFactory(parent=home, kind=kind, slug_fi="lista"), at=timezone.now())
    address = links(visitor.get("/fi/versiot/lista/").text)[-1]

    assert "itsestään päivittyviä luetteloita" in visitor.get(address).text
    assert page.kind == kind


def test_home_has_a_past_too(visitor, home):
    Edition.objects.update(since=days_ago(30))
    Block.objects.create(page=home, language="fi", kind="sections", title="Vanha lohko", text="Teksti")
    changed(home, days_ago(3))
    home.blocks.update(title="Uusi lohko")
    changed(home, days_ago(1))

    shown = [
        visitor.get(path) for path in ["/fi/versiot/", f"/fi/versio/{day(2)}/", f"/fi/versio/{day(2)}/?compare=today"]
    ]

    assert [answer.status_code for answer in shown] == [200] * 3
    assert ["Vanha lohko" in shown[1].text, "<del>Vanha</del>" in shown[2].text] == [True, True]


def test_the_page_in_swedish_has_a_past_marked_as_swedish(visitor, home):
    Edition.objects.update(since=days_ago(30))
    page = published(
        PageFactory(parent=home, kind=Page.Kind.SWEDISH, slug_fi="svenska", lead_fi="Förr."), "fi", at=days_ago(3)
    )
    changed(page, days_ago(1), lead_fi="Nu.")

    today, old, compared = [
        visitor.get(path).text for path in
        ["/fi/svenska/", f"/fi/versio/{day(2)}/svenska/", f"/fi/versio/{day(2)}/svenska/?compare=today"]
    ]  # fmt: skip

    assert "Tidigare versioner av sidan" in today
    assert ['<html lang="sv">' in old, "tidigare version av sidan" in old] == [True, True]
    assert ['<html lang="fi">' in compared, '<div class="differences" lang="sv">' in compared] == [True, True]


# Moves


def test_a_version_is_cited_at_the_address_that_it_had_and_old_addresses_lead_on(visitor, home, page):
    changed(page, days_ago(1), slug_fi="muuttanut")

    listed = visitor.get("/fi/versiot/sivu/")
    old = visitor.get(f"/fi/versio/{day(15)}/sivu/")
    by_new_address = visitor.get(f"/fi/versio/{day(15)}/muuttanut/")

    assert [listed.status_code, listed["Location"]] == [301, "/fi/versiot/muuttanut/"]
    assert ["Vanha johdanto." in old.text, '<a href="/fi/muuttanut/">' in old.text] == [True, True]
    assert [by_new_address.status_code, by_new_address["Location"]] == [302, f"/fi/versio/{day(20)}/sivu/"]
    assert visitor.get("/fi/muutokset/sivu.xml")["Location"] == "/fi/muutokset/muuttanut.xml"


def test_a_section_that_moves_makes_no_version_of_the_pages_below_it(visitor, home):
    Edition.objects.update(since=days_ago(30))
    section = published(PageFactory(parent=home, slug_fi="osio"), "fi", at=days_ago(20))
    child = published(PageFactory(parent=section, slug_fi="lapsi"), "fi", at=days_ago(15))
    changed(section, days_ago(5), slug_fi="uusi-osio")

    listed = visitor.get("/fi/versiot/uusi-osio/lapsi/").text

    assert [child.editions.count(), listed.count("past__time")] == [2, 1]
    assert 'href="/fi/versiot/uusi-osio/lapsi/"' not in visitor.get("/fi/uusi-osio/lapsi/").text
    assert visitor.get(f"/fi/versio/{day(12)}/osio/lapsi/").status_code == 200


def test_a_slug_that_the_past_needs_is_refused(home):
    page = PageFactory(parent=home, slug_fi="versiot")

    with pytest.raises(ValidationError, match="slug_fi"):
        publish(page, "fi", by=None)


@PROPERTY
@given(acts=st.lists(ACTS, max_size=10))
def test_whatever_editors_do_every_version_is_found_at_its_address(visitor, home, branch, editor, acts):  # noqa: F811
    with as_built(branch, home) as (pages, site):
        start = timezone.now()
        for number, (name, page, value) in enumerate(acts):
            with suppress(ValidationError), transaction.atomic():  # some are refused
                act(name, pages[page], value, pages, site, start + timedelta(seconds=number), editor)
        now = timezone.now()
        for live in Edition.objects.live(now).filter(language="fi"):
            past = past_of(Edition.objects.live(now).filter(pk=live.pk), now)
            for version in past.versions:
                shown = visitor.get(past.address(version))
                assert [shown.status_code, shown.context["edition"].page_id] == [200, live.page_id]
                assert shown.context["version"].since == version.since <= now


# The outdated translation


def test_the_reader_of_an_outdated_translation_is_told_when_and_sees_what_changed(visitor, page):
    notice = as_read(visitor.get("/en/page/").text)
    shown = as_read(visitor.get("/en/changes-in-finnish/page/").text)

    assert f"The Finnish page changed on {timezone.localtime(days_ago(10)):%-d %B %Y}" in notice
    assert 'href="/en/changes-in-finnish/page/"' in notice
    assert [
        '<div class="differences" lang="fi">' in shown,
        "<del>Vanha</del>" in shown,
        "<ins>Uusin</ins>" in shown,
    ] == [True] * 3


def test_a_translation_that_is_right_again_says_nothing_of_it(visitor, page, editor):
    publish(page, "en", by=None)

    leads_back = visitor.get("/en/changes-in-finnish/page/")

    assert "The Finnish page" not in visitor.get("/en/page/").text
    assert [leads_back.status_code, leads_back["Location"]] == [302, "/en/page/"]
    assert "The Finnish page" not in visitor.get("/fi/sivu/").text


def test_a_source_that_is_hidden_is_not_compared(visitor, page, editor):
    hide(page.editions.filter(language="fi").order_by("since").first(), by=editor, note="Nimi")

    notice = visitor.get("/en/page/").text

    assert ["The Finnish page has changed since" in notice, "changes-in-finnish" in notice] == [True, False]
    assert visitor.get("/en/changes-in-finnish/page/").status_code == 302


# Caches and cost


@pytest.mark.django_db(transaction=True)
def test_four_queries_are_enough_and_nothing_is_kept_beyond_the_next_change(
    visitor, page, django_assert_max_num_queries
):
    document = DocumentFactory()
    page.contact_points.add(ContactPointFactory())
    body = f'<p><a href="/~/file/{document.pk}/">a</a> <a href="/~/page/{page.parent_id}/">b</a></p>'
    changed(page, days_ago(1), body_fi=body, picture=PictureFactory(), is_picture_decorative=True)
    publish(page, "fi", by=None, at=timezone.now() + timedelta(seconds=30))
    for path in ["/fi/sivu/", f"/fi/versio/{day(1)}/sivu/"]:
        visitor.get(path)  # reads what is kept

    for path in [
        "/fi/sivu/", "/en/page/", "/fi/versiot/sivu/", f"/fi/versio/{day(1)}/sivu/", f"/fi/versio/{day(1)}/sivu/?compare=before",
        "/en/changes-in-finnish/page/", "/fi/muutokset/sivu.xml", "/fi/osion-muutokset/sivu.xml",
    ]:  # fmt: skip
        with django_assert_max_num_queries(4):
            answer = visitor.get(path)
        kept = int(re.search(r"s-maxage=(\d+)", answer["Cache-Control"])[1])
        assert [answer.status_code, kept <= 30] == [200, True], path


# The feeds


def test_the_feed_of_a_page_tells_each_change_and_leads_to_its_words(visitor, page):
    changed(page, days_ago(1), lead_fi="Ilman merkintää.")
    feed = visitor.get("/fi/muutokset/sivu.xml").text

    assert re.findall(r"<title>(.*?)</title>", feed)[1:] == [
        *[f"Muuttunut: {page.title_fi}"] * 3,
        f"Uusi sivu: {page.title_fi}",
    ]
    assert f"http://testserver/fi/versio/{day(1)}/sivu/?compare=before" in feed


def test_the_feed_of_a_section_has_its_page_and_those_below_it_and_no_others(visitor, home, page):
    published(PageFactory(parent=page, title_fi="Lapsi", slug_fi="lapsi"), "fi")
    published(PageFactory(parent=home, title_fi="Muu", slug_fi="sivu-muu"), "fi")

    feed = visitor.get("/fi/osion-muutokset/sivu.xml").text
    shown = visitor.get("/fi/sivu/").text

    assert ["Lapsi" in feed, "Kolmas muutos." in feed, "Muu" in feed.replace("Muuttunut", "")] == [True, True, False]
    for url in ["/fi/muutokset/sivu.xml", "/fi/osion-muutokset/sivu.xml"]:
        assert [f'type="application/atom+xml" href="{url}"' in shown, f'<a href="{url}"' in shown] == [True, True]
