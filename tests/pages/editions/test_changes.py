"""What readers are told of changes: the date of the text, the notes on the page, and the feed."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from pages.editions.publishing import publish, withdraw
from pages.models import Edition, Page
from tests.factories.pages import PageFactory, published

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def days_ago(number):
    return timezone.now() - timedelta(days=number)


@pytest.fixture
def old_page(home):
    """A page of ten days ago, below a home page of twenty days ago."""
    Edition.objects.update(since=days_ago(20), texts_since=days_ago(20))
    page = PageFactory(parent=home, title_fi="Haku", slug_fi="hakuohje", slug_en="call")
    return published(page, at=days_ago(10))


def texts_since(page, language="fi"):
    return Edition.objects.live(timezone.now()).get(page=page, language=language).texts_since


def test_a_new_text_is_dated_when_it_begins(old_page):
    old_page.lead_fi = "Uusi johdanto."

    edition = publish(old_page, "fi", by=None)

    assert texts_since(old_page) == edition.texts_since == edition.since


def test_a_move_an_order_and_a_picture_leave_the_date_of_the_text(old_page, picture):
    written = texts_since(old_page)
    old_page.slug_fi, old_page.picture, old_page.is_picture_decorative, old_page.position = "muutto", picture, True, 99

    publish(old_page, "fi", by=None)

    assert texts_since(old_page) == written


def test_a_section_that_moves_leaves_the_dates_of_the_pages_below_it(old_page):
    child = published(PageFactory(parent=old_page), "fi", at=days_ago(5))
    written = texts_since(child)
    old_page.slug_fi = "muutto"

    publish(old_page, "fi", by=None)

    assert [texts_since(child), Edition.objects.filter(page=child).count()] == [written, 2]


def test_each_language_has_its_own_date(old_page):
    written = texts_since(old_page, "en")
    old_page.lead_fi = "Uusi johdanto."

    publish(old_page, "fi", by=None)

    assert texts_since(old_page, "en") == written


def test_a_text_that_comes_back_unchanged_keeps_its_date(old_page, editor):
    written = texts_since(old_page)
    withdraw(old_page, "fi", by=editor)

    publish(old_page, "fi", by=None)

    assert texts_since(old_page) == written


def test_a_planned_text_that_is_published_already_now_is_dated_now(old_page):
    old_page.lead_fi = "Uusi johdanto."
    planned = publish(old_page, "fi", by=None, at=timezone.now() + timedelta(days=2))

    now = publish(old_page, "fi", by=None)

    planned.refresh_from_db()
    assert planned.texts_since == now.since


def test_the_page_shows_the_date_of_its_text(visitor, old_page):
    old_page.in_menu = True
    publish(old_page, "fi", by=None)

    shown = visitor.get("/fi/hakuohje/").content.decode()

    assert f'Päivitetty <time datetime="{timezone.localdate(texts_since(old_page))}">' in shown


def noted(page, *notes):
    """The page, published with each of the notes, an hour apart, the last just now."""
    for number, note in enumerate(notes):
        at = timezone.now() - timedelta(hours=len(notes) - 1 - number)
        publish(page, "fi", by=None, at=at, change_note=note)


def test_notes_stand_on_the_page_newest_first_and_those_beyond_three_are_folded(visitor, old_page):
    noted(old_page, "Ensimmäinen", "Toinen", "Kolmas", "Neljäs")

    shown = visitor.get("/fi/hakuohje/").content.decode()

    places = [shown.index(words) for words in ["Neljäs", "Kolmas", "Toinen", "<details>", "Ensimmäinen"]]
    assert places == sorted(places)
    assert "Ensimmäinen" not in visitor.get("/en/call/").content.decode()


def test_a_note_of_a_planned_edition_is_told_when_it_begins(visitor, old_page, time_machine):
    publish(old_page, "fi", by=None, at=timezone.now() + timedelta(days=2), change_note="Haku on auki")
    before = visitor.get("/fi/hakuohje/").content.decode() + visitor.get("/fi/muutokset.xml").content.decode()

    time_machine.move_to(timezone.now() + timedelta(days=3))
    after = visitor.get("/fi/hakuohje/").content.decode() + visitor.get("/fi/muutokset.xml").content.decode()

    assert [before.count("Haku on auki"), after.count("Haku on auki")] == [0, 2]


def test_an_old_edition_shows_the_notes_of_its_time(editor_client, old_page):
    noted(old_page, "Ensimmäinen", "Toinen")
    old = old_page.editions.get(change_note="Ensimmäinen")

    shown = editor_client.get(f"/admin/pages/page/{old_page.pk}/editions/{old.pk}/").content.decode()

    assert ["Ensimmäinen" in shown, "Toinen" in shown] == [True, False]


def test_a_section_that_moves_does_not_tell_the_notes_below_it_again(visitor, old_page):
    child = PageFactory(parent=old_page)
    publish(child, "fi", by=None, at=days_ago(5), change_note="Kerran")
    old_page.slug_fi = "muutto"

    publish(old_page, "fi", by=None)

    assert visitor.get("/fi/muutokset.xml").content.decode().count("Kerran") == 1


# The feed


def feed(visitor, path="/fi/muutokset.xml"):
    return ElementTree.fromstring(visitor.get(path).content)  # noqa: S314  # our own


def titles(root):
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


def test_the_feed_tells_new_pages_and_noted_changes_of_its_language(visitor, old_page):
    old_page.title_fi = "Haku & ohje"
    publish(old_page, "fi", by=None, at=days_ago(1), change_note="Haku päättyy 12.3. klo 16.15")
    publish(old_page, "fi", by=None)  # without a note: no news

    assert titles(feed(visitor)) == ["Muuttunut: Haku & ohje", "Uusi sivu: Haku", "Uusi sivu: Kansainvälinen toiminta"]
    assert len(titles(feed(visitor, "/en/changes.xml"))) == 2


def test_what_is_withdrawn_leaves_the_feed(visitor, old_page, editor):
    withdraw(old_page, "fi", by=editor)

    assert titles(feed(visitor)) == ["Uusi sivu: Kansainvälinen toiminta"]


def test_the_feed_is_what_rfc_4287_asks_for(visitor, old_page):
    noted(old_page, "Ensin", "Sitten <b>")
    answer = visitor.get("/fi/muutokset.xml")
    root = ElementTree.fromstring(answer.content)  # noqa: S314  # our own

    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [root.tag, root.get("{http://www.w3.org/XML/1998/namespace}lang")] == [f"{ATOM}feed", "fi"]
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"self": "http://testserver/fi/muutokset.xml", "alternate": "http://testserver/fi/"}
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Opetushallitus"
    for element in [root, *root.iter(f"{ATOM}entry")]:
        for name in ["id", "title", "updated"]:
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert timezone.datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
        assert element.findtext(f"{ATOM}id").startswith("tag:testserver,2026:")
        assert all(link.get("href").startswith("http://testserver/fi/") for link in element.findall(f"{ATOM}link"))
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids) == 5
    assert root.find(f"{ATOM}entry/{ATOM}summary").text == "Sitten &lt;b&gt;"


def test_an_entry_keeps_its_id_and_leads_to_todays_address(visitor, old_page):
    before = [entry.findtext(f"{ATOM}id") for entry in feed(visitor).iter(f"{ATOM}entry")]
    old_page.slug_fi = "muutto"
    publish(old_page, "fi", by=None)

    entries = list(feed(visitor).iter(f"{ATOM}entry"))

    assert [entry.findtext(f"{ATOM}id") for entry in entries] == before
    assert entries[0].find(f"{ATOM}link").get("href") == "http://testserver/fi/muutto/"


def test_the_feed_may_be_kept_and_is_sent_once(visitor, old_page, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        answer = visitor.get("/fi/muutokset.xml")

    again = visitor.get("/fi/muutokset.xml", headers={"if-none-match": answer["ETag"]})

    assert [again.status_code, answer["Cache-Control"].startswith("public, max-age=0, s-maxage=")] == [304, True]
    assert "Last-Modified" in answer


def test_every_page_names_the_feed_of_its_language(visitor, home):
    assert 'type="application/atom+xml" href="/fi/muutokset.xml"' in visitor.get("/fi/").content.decode()
    assert 'type="application/atom+xml" href="/en/changes.xml"' in visitor.get("/en/").content.decode()


# The editor's field


def form_data(page, **given):
    texts = {f"{name}_{language}": getattr(page, f"{name}_{language}") for name in ["title", "slug", "lead", "body"] for language in ["fi", "en"]}  # fmt: skip
    counts = {f"{part}-{count}_FORMS": 0 for part in ["facts", "attachments"] for count in ["TOTAL", "INITIAL"]}
    return texts | counts | {"parent": page.parent_id, "kind": Page.Kind.TEXT} | given


def test_the_editor_writes_the_note_of_each_language_at_publishing(editor_client, old_page):
    data = form_data(old_page, _publish="1", change_note_fi="Uusi hakuaika")

    editor_client.post(f"/admin/pages/page/{old_page.pk}/change/", data)

    notes = [edition.change_note for edition in old_page.editions.order_by("language", "since")]
    assert notes == ["", "", "Uusi hakuaika"]


def test_a_note_is_not_lost_by_a_save_that_publishes_nothing(editor_client, old_page):
    data = form_data(old_page, _save="1", change_note_fi="Uusi hakuaika")

    answer = editor_client.post(f"/admin/pages/page/{old_page.pk}/change/", data)

    assert "change_note_fi" in answer.context["adminform"].form.errors
    assert "Uusi hakuaika" in answer.content.decode()
