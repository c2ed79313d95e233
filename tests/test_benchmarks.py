"""The benchmarks run, and show that a larger site costs no more queries. How long anything takes they measure by themselves."""

import pytest

from benchmarks import catalogue

pytestmark = pytest.mark.django_db(transaction=True)
SEARCHES = ["search, three words", "search, one word"]


@pytest.fixture(autouse=True)
def little_text(monkeypatch):
    monkeypatch.setattr("benchmarks.world.PDF_PAGES", 2)


def test_a_catalogue_four_times_as_large_costs_as_many_queries(capsys):
    found = list(catalogue.at_sizes([10, 40], times=1))
    catalogue.report(found)

    small, large = ({row.name: row.queries for row in rows} for _size, rows, _spent in found)
    printed = capsys.readouterr().out
    for name in SEARCHES:  # they ask by what they find: each kind of thing, near words where little was found
        del small[name], large[name]
    # Two more at most, however many there are: the records that no page has shown yet. Of the small one all were shown.
    assert {name: queries for name, queries in large.items() if queries > small[name] + 2} == {}
    assert [name for name in [*SEARCHES, *small, "index of the search, 40 publications"] if name not in printed] == []
