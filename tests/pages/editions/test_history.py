import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from oph_site.audit import log_of
from oph_site.wording import moment_in_words
from pages.editions.history import compare, entries, pieces, restore, word_pieces
from pages.editions.publishing import freeze, publish
from pages.editions.status import states
from pages.models import Attachment, Edition, Fact
from pages.text import richtext
from tests.factories.files import DocumentFactory
from tests.factories.pages import ContactPointFactory, PageFactory, published
from tests.reading import as_read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def edit(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()


@pytest.fixture
def twice(home, editor):
    """A page published twice in Finnish, with what changed in between."""
    page = published(
        PageFactory(parent=home, title_fi="Koulut", lead_fi="Vanha johdanto.", body_fi="<p>Yksi.</p><p>Kaksi.</p>")
    )
    edit(page, lead_fi="Uusi johdanto.", body_fi="<p>Yksi.</p><p>Kaksi ja kolme.</p>")
    publish(page, "fi", by=editor, note="Kolmas lisätty")
    return page


def test_the_history_says_who_when_why_and_what(twice, editor):
    newest, first = entries(twice, "fi")

    assert [newest.edition.by, newest.edition.note, newest.changed, newest.is_live] == [
        editor,
        "Kolmas lisätty",
        ["lead", "text"],
        True,
    ]
    assert [first.changed, first.is_live, entries(twice, "en")[0].changed] == [None, False, None]


def test_differences_are_words_and_only_near_what_changed(twice):
    newest, first = entries(twice, "fi")

    found = dict(compare(first.edition, newest.edition))

    assert found["lead"] == [[("removed", "Vanha"), ("added", "Uusi"), ("same", "johdanto.")]]
    assert found["text"] == [[("same", "Yksi.")], [("removed", "Kaksi."), ("added", "Kaksi ja kolme.")]]


def test_a_far_paragraph_is_only_counted():
    old = "\n".join(f"Kappale {n}." for n in range(10))

    assert pieces(old, f"{old}\nLisätty.") == [[("skipped", 9)], [("same", "Kappale 9.")], [("added", "Lisätty.")]]


@given(
    st.lists(st.sampled_from(["a", "b", "c", "\n"]), max_size=30),
    st.lists(st.sampled_from(["a", "b", "c", "\n"]), max_size=30),
)
def test_no_word_is_lost_in_a_comparison(old, new):
    found = word_pieces(" ".join(old), " ".join(new))

    def words(left_out):
        return " ".join(text for kind, text in found if kind != left_out)

    assert [words("added"), words("removed")] == [" ".join(old), " ".join(new)]


def test_what_is_not_a_text_is_named_without_words(twice):
    before = freeze(twice, "fi")
    twice.contact_points.add(ContactPointFactory())

    assert compare(before, freeze(twice, "fi")) == [("contact points", None)]


def test_a_row_of_a_table_is_one_line():
    table = "<table><tbody><tr><th>Vuosi</th><td>Summa</td></tr><tr><td>2026</td><td>5</td></tr></tbody></table>"

    assert richtext.lines(table) == ["Vuosi | Summa", "2026 | 5"]


def test_restoring_brings_back_the_texts_and_nothing_public_changes(twice, editor):
    newest, first = entries(twice, "fi")

    restore(first.edition, by=editor)
    twice.refresh_from_db()

    live = Edition.objects.live(timezone.now()).get(page=twice, language="fi")
    assert [twice.lead_fi, twice.lead_en, live.lead] == ["Vanha johdanto.", "A lead in English.", "Uusi johdanto."]
    assert states(twice)[0].changes == ["lead", "body"]


def test_restoring_brings_back_facts_files_and_contacts_of_one_language(home, editor):
    page = PageFactory(parent=home)
    Fact.objects.create(page=page, term_fi="Koko", value_fi="5–25", term_en="Size", value_en="5–25")
    document, point = DocumentFactory(), ContactPointFactory()
    Attachment.objects.create(page=page, document=document, title_fi="Ohje", title_en="Guide")
    page.contact_points.add(point)
    published(page)
    old = page.editions.get(language="fi")
    page.facts.update(term_fi="Muu", term_en="Other")
    page.attachments.all().delete()
    page.contact_points.clear()

    restore(old, by=editor)

    assert list(page.facts.values_list("term_fi", "term_en")) == [("Koko", "Other")]
    assert list(page.attachments.values_list("document", "title_fi", "title_en")) == [(document.pk, "Ohje", None)]
    assert list(page.contact_points.all()) == [point]


def test_place_and_address_stay_when_a_text_is_restored(home, editor):
    page = published(PageFactory(parent=home, slug_fi="vanha"))
    old = page.editions.get(language="fi")
    edit(page, slug_fi="uusi")

    restore(old, by=editor)
    page.refresh_from_db()

    assert page.slug_fi == "uusi"


def test_who_restored_what_stands_in_the_log(twice, editor):
    old = entries(twice, "fi")[1].edition

    page = restore(old, by=editor)

    assert [(entry.user, entry.get_change_message()) for entry in log_of(page)] == [
        (editor, f"Restored in Finnish: the version of {moment_in_words(old.since)}.")
    ]


def test_the_history_page_shows_it_all_and_leads_on(editor_client, twice):
    newest, first = entries(twice, "fi")

    page = editor_client.get(f"/admin/pages/page/{twice.pk}/history/").content.decode()
    compared = editor_client.get(f"/admin/pages/page/{twice.pk}/compare/?old={first.edition.pk}&new=working").text

    assert [words in page for words in ["Kolmas lisätty", "public now", "Changed: lead, text.", "First version."]] == [
        True
    ] * 4
    assert [
        words in as_read(compared) for words in ["removed: </span><del>Vanha</del>", "<ins>Uusi</ins> johdanto."]
    ] == [True] * 2


def test_an_old_version_is_shown_as_it_was_marked_and_not_indexed(editor_client, visitor, twice):
    _newest, first = entries(twice, "fi")
    address = f"/admin/pages/page/{twice.pk}/editions/{first.edition.pk}/"

    shown = editor_client.get(address)

    assert [
        words in shown.content.decode() for words in ["Vanha johdanto.", "This version is public from", "noindex"]
    ] == [True] * 3
    assert [shown["Cache-Control"], visitor.get(address).status_code] == ["private, no-store", 302]


def test_an_editor_restores_with_one_press_and_reads_what_happened(editor_client, twice):
    _newest, first = entries(twice, "fi")

    answer = editor_client.post(f"/admin/pages/page/{twice.pk}/editions/{first.edition.pk}/restore/", follow=True)
    twice.refresh_from_db()

    assert twice.lead_fi == "Vanha johdanto."
    assert "Nothing public has changed" in answer.content.decode()
    assert [str(entry)[:20] for entry in log_of(twice)] == ["Changed “Koulut” — R"]


@pytest.mark.parametrize(
    "query", ["", "?old=x&new=working", "?old=99999999999999999999&new=1", "?old=%D9%A2", "?old=0&new=0"]
)
def test_a_comparison_of_nothing_is_not_found(editor_client, twice, query):
    assert editor_client.get(f"/admin/pages/page/{twice.pk}/compare/{query}").status_code == 404


def test_an_edition_of_another_page_is_not_found(editor_client, twice, home):
    foreign = home.editions.first()

    assert editor_client.get(f"/admin/pages/page/{twice.pk}/editions/{foreign.pk}/").status_code == 404
