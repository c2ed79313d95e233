import pytest

from oph_site.audit import log_of
from pages.editions import translations
from pages.editions.publishing import publish
from pages.editions.translations import Translation
from tests.factories.pages import PageFactory, published
from tests.reading import as_read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def outdated(home):
    """A page whose Finnish changed after the English was published."""
    page = published(PageFactory(parent=home, lead_fi="Vanha johdanto.", lead_en="The old lead."))
    page.lead_fi = "Uusi johdanto."
    page.save()
    publish(page, "fi", by=None)
    return page


def test_every_public_page_is_missing_outdated_or_fine(home, outdated):
    alone = published(PageFactory(parent=home), "fi")
    PageFactory(parent=home)

    assert translations.by_page("en") == {
        home.pk: Translation.FINE,
        outdated.pk: Translation.OUTDATED,
        alone.pk: Translation.MISSING,
    }


def test_the_source_is_compared_with_what_the_translation_was_checked_against(outdated):
    changes = translations.source_changes(outdated, "en")

    assert changes == [("lead", [[("removed", "Vanha"), ("added", "Uusi"), ("same", "johdanto.")]])]


def test_several_source_versions_later_the_first_is_still_the_one_compared_with(outdated):
    outdated.lead_fi = "Uusin johdanto."
    outdated.save()
    publish(outdated, "fi", by=None)

    assert translations.source_changes(outdated, "en")[0][1][0][:2] == [("removed", "Vanha"), ("added", "Uusin")]


def test_still_right_is_one_press_and_changes_no_text(editor_client, outdated):
    address = f"/admin/pages/page/{outdated.pk}/translation/en/"
    shown = as_read(editor_client.get(address).text)

    editor_client.post(address)

    assert [words in shown for words in ["<del>Vanha</del>", "<ins>Uusi</ins>"]] == [True, True]
    assert "The old lead." in shown
    assert translations.by_page("en")[outdated.pk] == Translation.FINE
    assert outdated.editions.filter(language="en").count() == 1


def test_who_checked_a_translation_stands_in_the_log_once(editor, editor_client, outdated):
    translations.mark_checked(outdated, "en", by=editor)
    one = [(entry.user, entry.get_change_message()) for entry in log_of(outdated)]

    editor_client.post(f"/admin/pages/page/{outdated.pk}/translation/en/")

    assert one == [(editor, "Checked in English: still right.")]
    assert len(log_of(outdated)) == 2


def test_a_page_in_one_language_has_nothing_to_check(editor_client, home):
    page = published(PageFactory(parent=home), "fi")

    answer = editor_client.post(f"/admin/pages/page/{page.pk}/translation/en/", follow=True)

    assert "There is nothing to check" in answer.content.decode()


def test_the_source_language_is_no_translation(editor_client, outdated):
    assert editor_client.get(f"/admin/pages/page/{outdated.pk}/translation/fi/").status_code == 404


@pytest.mark.parametrize(("state", "count"), [("outdated", 1), ("fine", 1), ("missing", 0), ("nonsense", 2)])
def test_the_list_is_filtered_by_the_state_of_the_translation(editor_client, outdated, state, count):
    answer = editor_client.get(f"/admin/pages/page/?translation_en={state}")

    assert answer.context["cl"].result_count == count
