import pytest

from benchmarks.search_measures import missing, recall, reciprocal_rank, table


@pytest.mark.parametrize(
    ("results", "expected", "share"),
    [
        (["a", "b"], ["b"], 1),
        (["a"], ["b"], 0),
        ([], ["b"], 0),
        (["a", "b"], ["a", "c"], 0.5),
        (["1", "2", "3", "4", "5", "a"], ["a"], 0),
        (["a", "b", "c", "d", "e"], ["a", "b", "c", "d", "e", "f", "g"], 1),
    ],
)
def test_recall_counts_right_documents_among_the_first_five(results, expected, share):
    assert recall(results, expected) == share


@pytest.mark.parametrize(
    ("results", "rank"), [(["a", "b"], 1), (["x", "b", "a"], 0.5), ([*"0123456789", "a"], 0), ([], 0)]
)
def test_the_first_right_document_among_ten_sets_the_rank(results, rank):
    assert reciprocal_rank(results, ["a", "b"]) == rank


def test_a_must_counts_only_among_the_first_five():
    assert missing([*"12345", "b", "c"], ["1", "b", "z"]) == ["b", "z"]


def test_the_table_has_a_row_for_each_group_and_one_for_all():
    answers = [
        ({"group": "typo", "expected": ["a"], "must": ["a"]}, ["a"]),
        ({"group": "typo", "expected": ["a", "b"], "must": ["b"]}, ["x", "a"]),
        ({"group": "part", "expected": ["c"]}, []),
    ]

    assert table(answers) == [("part", 1, 0, 0, None), ("typo", 2, 0.75, 0.75, 0.5), ("all", 3, 0.5, 0.5, 0.5)]
