from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from oph_site.search.models import SearchDocument
from oph_site.slugs import slug_of
from pages.care import REVIEW_AFTER
from pages.editions import publishing
from pages.editions.publishing import publish, withdraw
from pages.editions.status import states
from pages.models import Edition, Link, Page
from tests.factories.files import DocumentFactory
from tests.factories.pages import PageFactory, published, published_batch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def live(language="fi", at=None):
    """What the public sees: {path: title}."""
    editions = Edition.objects.live(at or timezone.now()).filter(language=language).exclude(path="")
    return {edition.path: edition.title for edition in editions}


def state(page, language):
    return next(state for state in states(page) if state.language == language)


def in_days(days):
    return timezone.now() + timedelta(days=days)


def test_an_edit_is_not_public_before_it_is_published(home):
    page = published(PageFactory(parent=home, title_fi="Vanha", slug_fi="sivu"))

    page.title_fi, page.slug_fi = "Uusi", "uusi"
    page.save()

    assert live() == {"sivu": "Vanha"}


def test_each_language_is_published_on_its_own(home):
    page = PageFactory(parent=home, slug_fi="sivu", slug_en="page")

    publish(page, "fi", by=None)

    assert [list(live("fi")), list(live("en"))] == [["sivu"], []]


def test_english_waits_for_its_parent_and_the_refusal_names_it(home):
    section = published(PageFactory(parent=home, title_fi="Koulut"), "fi")
    page = PageFactory(parent=section)

    with pytest.raises(ValidationError) as refusal:
        publish(page, "en", by=None)

    assert refusal.value.message_dict["parent"] == ["Publish the parent page in the same language first: Koulut."]


def test_an_empty_slug_is_made_from_the_title_of_that_language(home):
    page = PageFactory(parent=home, title_fi="Kansain\u00advälinen työ", slug_fi="", title_en="Work abroad", slug_en="")

    published(page)

    assert [list(live("fi")), list(live("en"))] == [["kansainvalinen-tyo"], ["work-abroad"]]


@pytest.mark.parametrize("moves_at", [None, timedelta(days=2)])
def test_a_page_waits_for_its_parent_that_readers_find_below_it(home, moves_at):
    page = published(PageFactory(parent=home), "fi")
    parent = PageFactory(parent=page, title_fi="Toinen sivu")
    publish(parent, "fi", by=None, at=moves_at and timezone.now() + moves_at)
    parent.parent = home
    parent.save()
    if moves_at:
        publish(parent, "fi", by=None)  # what is planned stays: below the page in two days
    page.parent = parent
    page.save()

    with pytest.raises(ValidationError) as refusal:
        publish(page, "fi", by=None)

    assert "Toinen sivu" in refusal.value.message_dict["parent"][0]


def test_two_pages_never_share_an_address(home):
    published(PageFactory(parent=home, slug_fi="sama", title_fi="Ensimmäinen"))
    other = PageFactory(parent=home, slug_fi="toinen")
    other.slug_fi = "sama"

    found = publishing.problems(other, "fi")

    assert found == {"slug_fi": ["This is the address of another page: Ensimmäinen."]}


def test_a_later_edition_of_another_page_keeps_its_address_too(home):
    later = PageFactory(parent=home, slug_fi="varattu")
    publish(later, "fi", by=None, at=in_days(3))
    other = PageFactory(parent=home, slug_fi="muu")
    other.slug_fi = "varattu"

    assert "slug_fi" in publishing.problems(other, "fi")


@pytest.mark.parametrize(("language", "slug"), [("fi", "haku"), ("en", "search")])
def test_a_slug_may_not_be_a_word_of_the_site(home, language, slug):
    page = PageFactory(parent=home, **{f"slug_{language}": slug})

    assert f"slug_{language}" in publishing.problems(page, language)


def test_publishing_now_keeps_what_is_planned(home):
    page = published(PageFactory(parent=home, title_fi="Nyt", slug_fi="sivu"), "fi")
    page.title_fi = "Ensi viikolla"
    publish(page, "fi", by=None, at=in_days(7))

    page.title_fi = "Korjattu"
    publish(page, "fi", by=None)

    assert [live()["sivu"], live(at=in_days(8))["sivu"]] == ["Korjattu", "Ensi viikolla"]


def test_a_section_that_moves_takes_its_pages_along_at_that_second(home):
    section = published(PageFactory(parent=home, slug_fi="vanha"), "fi")
    published(PageFactory(parent=section, slug_fi="sivu"), "fi")
    section.slug_fi = "uusi"
    moment = in_days(5)

    publish(section, "fi", by=None, at=moment)

    before, after = live(at=moment - timedelta(seconds=1)), live(at=moment)
    assert [sorted(before), sorted(after)] == [["vanha", "vanha/sivu"], ["uusi", "uusi/sivu"]]


def test_a_move_that_ends_gives_the_pages_their_old_address_back(home):
    section = published(PageFactory(parent=home, slug_fi="vanha"), "fi")
    published(PageFactory(parent=section, slug_fi="sivu"), "fi")
    publish(section, "fi", by=None, at=in_days(10))  # planned: as it is today
    section.slug_fi = "kesken"

    publish(section, "fi", by=None)

    assert [sorted(live()), sorted(live(at=in_days(11)))] == [["kesken", "kesken/sivu"], ["vanha", "vanha/sivu"]]


def test_a_moved_page_keeps_one_edition_at_a_time(home):
    section = published(PageFactory(parent=home, slug_fi="a"), "fi")
    page = published(PageFactory(parent=section, slug_fi="sivu"), "fi")
    for slug in ["b", "a", "c"]:
        section.slug_fi = slug
        publish(section, "fi", by=None)

    assert Edition.objects.live(timezone.now()).filter(page=page, language="fi").count() == 1


def test_the_database_refuses_an_edition_that_ends_before_it_begins(home):
    edition = Edition.objects.first()
    edition.until = edition.since

    with pytest.raises(IntegrityError), transaction.atomic():
        edition.save()


def test_a_withdrawn_page_is_gone_but_not_lost(home, editor):
    page = published(PageFactory(parent=home), "fi")

    withdraw(page, "fi", by=editor)

    assert [live(), page.editions.count()] == [{}, 1]


def test_a_page_with_pages_below_it_is_not_withdrawn(home, editor):
    section = published(PageFactory(parent=home), "fi")
    published(PageFactory(parent=section, title_fi="Alla"), "fi")

    with pytest.raises(ValidationError, match="Alla"):
        withdraw(section, "fi", by=editor)


def test_what_differs_from_the_public_version_is_named(home):
    page = published(PageFactory(parent=home))
    page.title_fi, page.lead_fi = "Uusi", "Uusi johdanto."
    page.save()

    assert [state(page, "fi").changes, state(page, "en").changes] == [["title", "lead"], []]


def test_nothing_public_is_something_else_than_nothing_changed(home):
    assert state(PageFactory(parent=home), "fi").live is None


def test_english_is_outdated_when_the_finnish_text_changes(home):
    page = published(PageFactory(parent=home))
    before = state(page, "en").is_outdated

    page.body_fi = "<p>Muuttunut.</p>"
    publish(page, "fi", by=None)

    assert [before, state(page, "en").is_outdated] == [False, True]


def test_order_place_and_english_edits_leave_english_up_to_date(home):
    page = published(PageFactory(parent=home))

    page.in_menu, page.slug_fi, page.position, page.lead_en = True, "muu", 99, "Better words."
    published(page)

    assert not state(page, "en").is_outdated


def test_a_new_order_is_public_for_all_siblings_once_one_is_published(home):
    first, second = (published(PageFactory(parent=home), "fi") for _ in range(2))
    first.position, second.position = 20, 10
    first.save()
    second.save()

    publish(first, "fi", by=None)

    order = Edition.objects.live(timezone.now()).filter(parent=home).order_by("position").values_list("page", flat=True)
    assert list(order) == [second.pk, first.pk]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("<h2>A</h2><h4>B</h4>", "A heading skips a level: make it level 3. “B”"),
        (
            '<p><a href="https://example.org/">täältä</a></p>',
            "The text of this link does not tell where it leads: name the target. “täältä”",
        ),
        (
            '<p>Katso <a href="https://example.org/"></a></p>',
            "A link has no text: write where it leads. “https://example.org/”",
        ),
    ],
)
def test_what_a_reader_would_stumble_over_is_not_published(home, body, sentence):
    page = PageFactory(parent=home, body_fi=body)

    assert publishing.problems(page, "fi") == {"body_fi": [sentence]}


def test_a_picture_needs_words_or_the_mark_that_it_needs_none(home, picture):
    page = PageFactory(parent=home, picture=picture)
    silent = publishing.problems(page, "fi")
    page.is_picture_decorative = True

    assert [list(silent), publishing.problems(page, "fi")] == [["picture_alt_fi"], {}]


def test_a_page_published_below_a_parent_that_is_planned_to_move_moves_with_it(home):
    section = published(PageFactory(parent=home, slug_fi="vanha"), "fi")
    section.slug_fi = "uusi"
    publish(section, "fi", by=None, at=in_days(5))

    publish(PageFactory(parent=section, slug_fi="sivu"), "fi", by=None)

    assert [sorted(live()), sorted(live(at=in_days(6)))] == [["vanha", "vanha/sivu"], ["uusi", "uusi/sivu"]]


def test_the_last_of_several_plans_for_one_moment_counts(home):
    page, moment = PageFactory(parent=home, slug_fi="sivu"), in_days(2)
    for title in ["Yksi", "Kaksi", "Kolme"]:
        page.title_fi = title
        publish(page, "fi", by=None, at=moment)

    assert live(at=in_days(3)) == {"sivu": "Kolme"}


def test_an_edition_answers_as_the_queryset_does_at_both_of_its_ends(home):
    page = published(PageFactory(parent=home), "fi")
    edition = page.editions.get()
    edition.until = edition.since + timedelta(hours=1)
    edition.save()
    moments = [end + step for end in (edition.since, edition.until) for step in (-timedelta.resolution, timedelta(0))]

    answers = [edition.is_live_at(moment) for moment in moments]

    assert answers == [False, True, True, False]
    assert answers == [page.editions.live(moment).exists() for moment in moments]


def stored():
    """What publishing stores, but what differs from one page to the next: ids, moments, addresses and places."""
    other = {"id", "page_id", "path", "position", "since", "texts_since"}
    editions = Edition.objects.order_by("language", "pk").values()
    return [{name: value for name, value in row.items() if name not in other} for row in editions]


def published_in_full(page):
    for language in ("fi", "en"):
        publish(page, language, by=None)
    return page


@pytest.mark.parametrize("publishing_it", [published, published_in_full])
def test_what_other_tests_begin_with_is_as_published(home, publishing_it):
    document, target = DocumentFactory(), published(PageFactory(parent=home, title_fi="Kohde"))
    linked = f'<p><a href="/~/page/{target.pk}/">a</a> <a href="/~/file/{document.pk}/">b</a></p>'
    section = publishing_it(PageFactory(parent=home, slug_fi="osio", slug_en=""))
    page = publishing_it(PageFactory(parent=section, title_fi="Sivu", body_fi=linked, body_en=linked))

    editions = Edition.objects.filter(page__in=[section, page]).order_by("page_id", "language")
    assert list(editions.values_list("path", "position", "source_digest")) == [
        (section.slug_en, section.position, section.editions.get(language="fi").text_digest),
        ("osio", section.position, ""),
        (f"{section.slug_en}/{page.slug_en}", page.position, page.editions.get(language="fi").text_digest),
        (f"osio/{page.slug_fi}", page.position, ""),
    ]
    assert section.slug_en == slug_of(section.title_en)
    assert [{row.since == row.texts_since for row in editions}, {row.until for row in editions}] == [{True}, {None}]
    assert list(Link.objects.filter(edition__page=page).order_by("language", "kind").values_list("kind", "target")) == [
        ("file", document.pk), ("page", target.pk),
    ] * 2  # fmt: skip
    assert Page.objects.get(pk=page.pk).review_on == page.review_on == timezone.localdate() + REVIEW_AFTER
    found = SearchDocument.objects.filter(scope="public", kind="page", thing=page.pk)
    assert sorted(found.values_list("language", flat=True)) == ["en", "fi"]
    assert SearchDocument.objects.filter(scope="public", kind="file", thing=document.pk).exists()


def test_a_batch_of_pages_is_as_published(home):
    made = []
    for make in [
        lambda: published_batch(3, parent=home),
        lambda: [published(PageFactory(parent=home, title_fi="Sivu", title_en="Page")) for _number in range(3)],
    ]:
        pages = make()
        made.append([stored(), {page.review_on for page in Page.objects.all()}])
        places = Edition.objects.filter(language="en", parent=home).order_by("pk").values_list("path", "position")
        assert list(places) == [(page.slug_en, page.position) for page in pages]
        Edition.objects.filter(page__in=pages).delete()

    assert made[0] == made[1]
