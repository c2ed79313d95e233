"""Sets of groups say what going through them one by one would say; what is kept of them ends when something public changes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from oph_site.search import groups
from oph_site.search.groups import Facts, Groups, as_set, union
from oph_site.search.query import search
from tests.factories.pages import HomeFactory, PageFactory, published

SIZE = 20
FIRST = 100  # the ids of documents are no places
postings = some.lists(
    some.tuples(
        some.sampled_from(["a", "b", "c"]), some.integers(1, 63), some.lists(some.integers(FIRST - 2, FIRST + SIZE + 1))
    )
)


@given(postings)
def test_lines_and_sets_say_which_groups_hold_a_word_and_in_which_fields(postings):
    found = Groups([Facts("page", place, "fi", "", 1, None, True, (FIRST + place,)) for place in range(SIZE)])
    fields = {word: dict.fromkeys(range(SIZE), 0) for word, _fields, _documents in postings}
    for word, own, documents in postings:
        for place in {document - FIRST for document in documents} & set(range(SIZE)):
            fields[word][place] |= own

    lines = found.lines(postings)
    sets = {word: as_set(line) for word, line in lines.items()}

    assert {word: dict(enumerate(line)) for word, line in lines.items()} == fields
    assert {word: found.members(own) for word, own in sets.items()} == {
        word: [place for place, bits in own.items() if bits] for word, own in fields.items()
    }
    assert found.members(union(sets.values())) == [
        place for place in range(SIZE) if any(own[place] for own in fields.values())
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kept", [groups.KEPT, 0])
def test_postings_are_kept_until_something_public_changes(monkeypatch, kept):
    monkeypatch.setattr(groups, "KEPT", kept)
    home = published(HomeFactory())
    published(PageFactory(parent=home, title_fi="Vierailut"))

    def asked():
        with CaptureQueriesContext(connection) as queries:
            hits = search("vierailut", language="fi", now=timezone.now()).hits
        return len(hits), any("search_posting" in query["sql"] for query in queries)

    first, again = asked(), asked()
    published(PageFactory(parent=home, title_fi="Vierailut keväällä"))

    assert [first, again, asked()] == [(1, True), (1, False), (2, True)]
