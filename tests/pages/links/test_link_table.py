"""The table of links says what the texts say, however an edition or a working copy came to be."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pages.editions.history import restore
from pages.editions.publishing import publish
from pages.links.linkers import linkers
from pages.models import Edition, Link, Page
from tests.factories.pages import ContactPointFactory, PageFactory, published, saved
from tests.forms import sent

pytestmark = pytest.mark.usefixtures("in_english")
WAYS = {"page": "text", "contactpoint": "contact"}


def rows(**wanted):
    links = Link.objects.filter(**wanted).order_by("language", "kind", "target", "way")
    return list(links.values_list("language", "kind", "target", "way"))


def text(target):
    return f'<p><a href="/~/page/{target.pk}/">a</a></p>'


def many_linkers(home, kind, target, number):
    """So many pages that link there in public in Finnish and in the working copy in English, made with few queries."""
    pages = Page.objects.bulk_create(PageFactory.build(parent=home) for _number in range(number))
    editions = Edition.objects.bulk_create(
        Edition(page=page, language="fi", path=page.slug_fi, parent=home, title=page.title_fi, content={}, since=timezone.now())
        for page in pages
    )  # fmt: skip
    to = {"kind": kind, "target": target.pk, "way": WAYS[kind]}
    Link.objects.bulk_create(Link(page=edition.page, language="fi", edition=edition, **to) for edition in editions)
    Link.objects.bulk_create(Link(page=page, language="en", **to) for page in pages)


def test_saving_the_form_writes_the_links_of_the_working_copy(editor_client, home):
    target, point, page = PageFactory(parent=home), ContactPointFactory(), PageFactory(parent=home, title_en="")
    address = reverse("admin:pages_page_change", args=[page.pk])
    links = []

    for changed in [
        {"body_fi": text(target), "contact_points": [point.pk]},
        {"body_fi": "<p>a</p>", "contact_points": [], "related_pages": [target.pk]},
    ]:
        editor_client.post(address, sent(editor_client.get(address).text, id="page_form") | changed)
        links.append(rows(page=page))

    assert links == [
        [("fi", "contactpoint", point.pk, "contact"), ("fi", "page", target.pk, "text")],
        [("fi", "page", target.pk, "related")],
    ]


def test_publishing_writes_the_links_of_the_edition_and_leaves_those_before(home):
    target, other = PageFactory(parent=home), PageFactory(parent=home)
    page = PageFactory(parent=home, body_fi=text(target))
    first = publish(page, "fi", by=None)
    page.body_fi = text(other)

    second = publish(saved(page), "fi", by=None)

    assert rows(edition=first) == [("fi", "page", target.pk, "text")]
    assert rows(edition=second) == [("fi", "page", other.pk, "text")]
    assert rows(page=page, edition=None) == rows(edition=second)


def test_restoring_writes_the_links_of_the_working_copy(home, editor):
    target = PageFactory(parent=home)
    page = published(PageFactory(parent=home, body_fi=text(target)), "fi")
    page.body_fi = "<p>a</p>"
    before = rows(page=saved(page), edition=None)

    restore(page.editions.get(), by=editor)

    assert [before, rows(page=page, edition=None)] == [[], [("fi", "page", target.pk, "text")]]


def test_links_cost_the_same_with_three_and_with_three_hundred_pages(home):
    target, queries = published(PageFactory(parent=home)), []
    for number in (3, 297):
        many_linkers(home, "page", target, number)
        with CaptureQueriesContext(connection) as captured:
            found = linkers("page", target.pk)
        queries.append([query["sql"] for query in captured])

    assert [len(found), [len(each) for each in queries]] == [600, [3, 3]]  # the last is that of the calls
    assert [sql for sql in queries[1] if '"content"' in sql or '"body_fi"' in sql] == []


@pytest.mark.parametrize(
    ("view", "is_public"),
    [("admin:links_here", True), ("admin:pages_page_withdraw", True), ("admin:pages_page_plan", True), ("admin:pages_page_delete", False)],
)  # fmt: skip
def test_what_shows_links_to_a_page_costs_the_same_with_one_and_with_ten(editor_client, home, view, is_public):
    target, numbers = PageFactory(parent=home), []
    if is_public:
        published(target)
    arguments = {"admin:links_here": ["page", target.pk], "admin:pages_page_delete": [target.pk]}
    address = reverse(view, args=arguments.get(view, [target.pk, "fi"]))
    editor_client.get(address)  # content types are kept from now on
    for number in (1, 9):
        many_linkers(home, "page", target, number)
        with CaptureQueriesContext(connection) as captured:
            shown = editor_client.get(address).text
        numbers.append((len(captured), shown.count("by a link in the text")))

    assert [linking for _queries, linking in numbers] == [2, 20]
    assert numbers[0][0] == numbers[1][0]


def test_refusing_to_withdraw_contact_details_costs_the_same_with_one_page_and_with_ten(editor_client, home):
    point, numbers = ContactPointFactory(), []
    address = reverse("admin:pages_contactpoint_change", args=[point.pk])
    data = sent(editor_client.get(address).text, id="contactpoint_form") | {"state": "withdrawn"}
    for number in (1, 9):
        many_linkers(home, "contactpoint", point, number)
        with CaptureQueriesContext(connection) as captured:
            answer = editor_client.post(address, data)
        numbers.append((len(captured), list(answer.context["adminform"].form.errors)))

    assert [errors for _queries, errors in numbers] == [["state"], ["state"]]
    assert numbers[0][0] == numbers[1][0]


def test_the_question_before_deleting_names_no_rows_of_the_table(editor_client, home):
    page = saved(PageFactory(parent=home, title_fi="Luonnos", body_fi=text(home)))

    question = editor_client.get(reverse("admin:pages_page_delete", args=[page.pk])).text

    assert "Luonnos" in question
    assert Link.objects.filter(page=page).exists()
    assert "Link:" not in question
