"""Whatever editors do in whatever order, what readers see stays whole: now and at every planned moment."""

from contextlib import contextmanager
from datetime import timedelta
from itertools import combinations

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from oph_site.files.models import Document
from oph_site.languages import LANGUAGES
from oph_site.search import index
from oph_site.search.facts import live as live_places
from oph_site.search.facts import read_groups
from oph_site.search.models import Scope, SearchDocument
from oph_site.search.sources import SOURCES
from pages.editions.history import restore
from pages.editions.planning import cancel, plans
from pages.editions.publishing import FROZEN, freeze, publish, withdraw
from pages.models import Block, Edition, Link, Page
from pages.search.pages import entry
from pages.tree import place_problem
from tests.factories.files import DocumentFactory
from tests.factories.pages import PageFactory, saved
from tests.properties import examples

PAGES, DAYS = 4, 4
ACTS = st.one_of(
    st.tuples(st.just("publish"), st.integers(0, PAGES - 1), st.integers(0, DAYS)),
    st.tuples(st.just("rename"), st.integers(0, PAGES - 1), st.sampled_from("abcd")),
    st.tuples(st.just("move"), st.integers(0, PAGES - 1), st.integers(0, PAGES)),
    st.tuples(st.just("withdraw"), st.integers(0, PAGES - 1), st.integers(0, DAYS)),
    st.tuples(st.just("cancel"), st.integers(0, PAGES - 1), st.integers(0, 2)),
)
LINKING_ACTS = st.one_of(
    ACTS,
    st.tuples(st.just("link"), st.integers(0, PAGES - 1), st.integers(0, PAGES - 1)),
    st.tuples(st.just("restore"), st.integers(0, PAGES - 1), st.integers(0, 2)),
)
SEARCHED_ACTS = st.one_of(
    LINKING_ACTS,
    st.tuples(st.just("retitle"), st.integers(0, PAGES - 1), st.sampled_from("abcd")),
    st.tuples(st.just("attach"), st.integers(0, PAGES - 1), st.integers(0, 1)),
    st.tuples(st.just("block"), st.just(0), st.sampled_from("abcd")),
)
PROPERTY = settings(max_examples=examples(50), suppress_health_check=[HealthCheck.function_scoped_fixture])


def act(name, page, value, pages, home, start, by):
    if name == "publish":
        publish(page, "fi", by=None, at=start + timedelta(days=value) if value else None)
    elif name == "withdraw":
        withdraw(page, "fi", by=None, at=start + timedelta(days=value, hours=12) if value else None)
    elif name == "cancel":
        planned = plans(page, "fi")
        cancel(page, "fi", planned[value % len(planned)].name if planned else "none", by=by)
    elif name == "link":
        page.body_fi = f'<p><a href="/~/page/{pages[value].pk}/">a</a></p>'
        page.related_pages.set([pages[value - 1]])
        saved(page)
    elif name == "restore":
        for edition in page.editions.order_by("pk")[value : value + 1]:
            restore(edition, by=by)
    elif name == "retitle":
        page.title_fi = f"Otsikko {3 * value}"
        saved(page)
    elif name == "attach":
        page.body_fi = f'<p><a href="/~/file/{files()[value]}/">a</a></p>'
        saved(page)
    elif name == "block":
        home.blocks.all().delete()
        Block.objects.create(page=home, language="fi", kind="figures", title=f"Lohko {3 * value}", text="Teksti")
        saved(home)
        publish(home, "fi", by=None, at=start + timedelta(days=2))
    elif name == "rename":
        page.slug_fi = value
        page.validate_constraints()
        page.save()
    else:
        parent = home if value == PAGES else pages[value]
        if parent == page or place_problem(page, parent):
            return
        page.parent = parent
        page.clean()
        page.validate_constraints()
        page.save()


def windows():
    """What readers see or will see, read once: [(page_id, parent_id, path, title, since, until)]."""
    columns = ["page_id", "parent_id", "path", "title", "since", "until"]
    return list(Edition.objects.filter(language="fi").order_by().values_list(*columns, named=True))


def live(windows, moment):
    """Those that are public at that moment, as EditionQuerySet.live has it."""
    return [one for one in windows if one.since <= moment and (one.until is None or one.until > moment)]


def broken(live):
    """What is not whole at one moment: two editions of one page or address, or one whose parent is elsewhere or not live."""
    by_page, paths = {edition.page_id: edition for edition in live}, {edition.path for edition in live}
    found = [] if len(by_page) == len(paths) == len(live) else ["two at once"]
    for edition in live:
        if edition.parent_id is None:
            continue
        parent = by_page.get(edition.parent_id)
        if parent is None or edition.path.rpartition("/")[0] != parent.path:
            found.append(f"{edition.path} is not below {parent and parent.path!r}")
    return found


def all_broken():
    """{moment: what is not whole then}, now and through all that is planned."""
    rows = windows()
    found = {str(moment): broken(live(rows, moment)) for moment in moments()}
    return {moment: what for moment, what in found.items() if what}


def moments():
    return [timezone.now() + timedelta(days=quarter / 4) for quarter in range(4 * DAYS + 6)]


def seen():
    """What readers see at each of the moments: [{page: (address, title)}]."""
    rows = windows()
    return [{one.page_id: (one.path, one.title) for one in live(rows, moment)} for moment in moments()]


@pytest.fixture
def branch(home):
    """The ids of a public page below a public page below another, and of one that was never public."""
    pages = []
    for number in range(PAGES - 1):
        pages.append(publish(PageFactory(parent=[home, *pages][-1], slug_fi=f"page-{number}"), "fi", by=None).page)
    return [page.pk for page in [*pages, PageFactory(parent=home, slug_fi="new")]]


@contextmanager
def as_built(branch, home):
    """The pages as the fixture made them, for one example: what it does is undone at its end."""
    with transaction.atomic():
        pages = Page.objects.in_bulk([home.pk, *branch])
        yield [pages[pk] for pk in branch], pages[home.pk]
        transaction.set_rollback(True)


def try_acts(acts, pages, home, start, by):
    """Does what is allowed, as editors would; yields after each act that was."""
    for name, number, value in acts:
        try:
            with transaction.atomic():
                pages[number].refresh_from_db()
                act(name, pages[number], value, pages, home, start, by)
        except ValidationError:
            continue
        yield name, number, value


def test_a_window_is_judged_here_as_readers_see_it(home):
    edition = home.editions.get(language="fi")
    home.editions.all().delete()
    days = [timezone.now() + timedelta(days=number) for number in range(3)]
    for edition.since, edition.until in [*combinations(days, 2), *((day, None) for day in days)]:
        edition.pk = None
        edition.save()

    by_rule = [sorted((one.since, str(one.until)) for one in Edition.objects.live(day)) for day in days]
    by_us = [sorted((one.since, str(one.until)) for one in live(windows(), day)) for day in days]

    assert by_us == by_rule
    assert [len(found) for found in by_us] == [3, 4, 3]


@pytest.mark.django_db
@PROPERTY
@given(acts=st.lists(ACTS, max_size=18))
@example(acts=[("rename", 0, "a"), ("publish", 0, 2), ("publish", 1, 0)])  # a correction below a section that will move
@example(acts=[("rename", 0, "a"), ("publish", 0, 2), ("withdraw", 2, 1), ("publish", 2, 3), ("cancel", 0, 0)])
def test_no_order_of_acts_breaks_what_readers_see(home, branch, editor, acts):
    with as_built(branch, home) as (pages, root):
        for done in try_acts(acts, pages, root, timezone.now(), editor):
            assert (done, all_broken()) == (done, {})


@pytest.mark.django_db
@PROPERTY
@given(acts=st.lists(ACTS, max_size=12), number=st.integers(0, PAGES - 1), day=st.integers(1, DAYS), slug=st.sampled_from("abcd"), is_withdrawal=st.booleans())  # fmt: skip
@example(acts=[("move", 1, 3), ("move", 0, 1)], number=0, day=1, slug="a", is_withdrawal=False)  # below its own child
def test_a_cancelled_plan_leaves_nothing_behind(home, branch, editor, acts, number, day, slug, is_withdrawal):
    with as_built(branch, home) as (pages, root):
        start = timezone.now()
        list(try_acts(acts, pages, root, start, editor))
        at = start + timedelta(days=day, hours=6)
        # An earlier withdrawal takes the place of a later one: cancelling it leaves none.
        assume(not is_withdrawal or not any(plan.is_withdrawal for plan in plans(pages[number], "fi")))
        before = seen()
        plan = ("withdraw", number, day) if is_withdrawal else ("rename", number, slug)
        for _done in try_acts([plan], pages, root, start - timedelta(hours=6), editor):
            page = pages[number]
            try:
                with transaction.atomic():
                    if not is_withdrawal:
                        publish(page, "fi", by=None, at=at)
                    name = next(plan.name for plan in plans(page, "fi") if plan.at == at)
            except ValidationError:
                continue
            cancel(page, "fi", name, by=editor)
            assert seen() == before


def stored_links():
    """{(page, language, edition or None for the working copy): {(kind, id): {way}}}, as the table has it."""
    links = {}
    for link in Link.objects.all():
        ways = links.setdefault((link.page_id, link.language, link.edition_id), {})
        ways.setdefault((link.kind, link.target), set()).add(link.way)
    return links


def links_of_texts():
    """The same, as the editions and the working copies say it."""
    parent = Edition()  # no link comes from it
    pages = Page.objects.select_related("picture").prefetch_related(*FROZEN)
    drafts = [freeze(page, language, parent=parent) for page in pages for language in LANGUAGES]
    texts = [*Edition.objects.all(), *drafts]
    return {(text.page_id, text.language, text.pk): text.links for text in texts if text.links}


@pytest.mark.django_db
@PROPERTY
@given(acts=st.lists(LINKING_ACTS, max_size=12))
@example(acts=[("link", 2, 0), ("publish", 2, 0), ("rename", 0, "a"), ("publish", 0, 2), ("cancel", 0, 0)])
@example(acts=[("link", 1, 0), ("publish", 1, 0), ("link", 1, 3), ("publish", 1, 2), ("restore", 1, 0)])
def test_the_table_of_links_says_what_the_texts_say(home, branch, editor, acts):
    with as_built(branch, home) as (pages, root):
        for done in try_acts(acts, pages, root, timezone.now(), editor):
            assert (done, stored_links()) == (done, links_of_texts())


def files():
    return Document.objects.order_by("pk").values_list("pk", flat=True)


def found(kind):
    """What readers can find of a kind, now and through all that is planned: [[(thing, language, title, body)]]."""
    documents = SearchDocument.objects.filter(scope=Scope.PUBLIC, kind=kind)
    facts = read_groups(documents.filter(file=None)).facts
    texts = {row.pk: (row.thing, row.language, row.title, row.body) for row in documents}
    return [
        sorted(
            texts[facts[place].documents[0]] for place in live_places(facts, range(len(facts)), SOURCES[kind], moment)
        )
        for moment in moments()[::2]
    ]


def to_be_found(kind):
    """The same, as the editions say it."""
    rows = list(Edition.objects.all())
    return [
        sorted(pages_in(live(rows, moment)) if kind == "page" else files_in(live(rows, moment)))
        for moment in moments()[::2]
    ]


def pages_in(editions):
    for edition in editions:
        said = entry(edition.page_id, edition.language, edition.title, edition.lead, edition.content, "", False)
        yield edition.page_id, edition.language, edition.title, said.body


def files_in(editions):
    linked = {pk for edition in editions for pk in edition.linked_ids("file")}
    return [(row.pk, row.language, row.title, "") for row in Document.objects.filter(pk__in=linked)]


@pytest.mark.django_db
@settings(PROPERTY, max_examples=examples(10))  # each looks at all moments after every act
@given(acts=st.lists(SEARCHED_ACTS, max_size=12))
@example(acts=[("block", 0, "a"), ("block", 0, "b")])  # what home says beside its text comes at its moment, too
@example(acts=[("retitle", 0, "a"), ("publish", 0, 2), ("retitle", 0, "b"), ("publish", 0, 0), ("withdraw", 0, 3)])
@example(acts=[("attach", 1, 0), ("publish", 1, 2), ("attach", 1, 1), ("publish", 1, 0), ("cancel", 1, 0)])
@example(acts=[("attach", 2, 1), ("publish", 2, 2), ("withdraw", 2, 0), ("publish", 2, 1), ("restore", 2, 1)])
def test_what_is_found_is_what_is_live(home, branch, editor, acts):
    with as_built(branch, home) as (pages, root):
        DocumentFactory.create_batch(2, language="fi")
        for page in [root, *pages]:
            saved(page)
        for done in try_acts(acts, pages, root, timezone.now(), editor):
            assert (done, found("page")) == (done, to_be_found("page"))
            assert (done, found("file")) == (done, to_be_found("file"))
        kept = found("page"), found("file")
        index.rebuild()
        assert (found("page"), found("file")) == kept
