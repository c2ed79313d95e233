"""How good the answers of a search are: measures of one query, and the table of many.

A query is a dict with `group`, `expected` (ids of all right documents) and perhaps `must` (those that have to be among the
first five); its results are ids of documents, best first.
"""

from collections import defaultdict
from statistics import mean

SHOWN = 5  # what a reader sees without scrolling
LISTED = 10


def recall(results, expected):
    """Right documents among the first five results, divided by the smaller of five and the number of right documents."""
    return len(set(results[:SHOWN]) & set(expected)) / min(SHOWN, len(expected))


def reciprocal_rank(results, expected):
    """1 / rank of the first right document among the first ten results, 0 when there is none."""
    ranks = (rank for rank, result in enumerate(results[:LISTED], start=1) if result in expected)
    return next((1 / rank for rank in ranks), 0)


def missing(results, must):
    """The ids of `must` that are not among the first five results."""
    return [document for document in must if document not in results[:SHOWN]]


def table(answers):
    """[(group, number, recall@5, MRR@10, must@5)] of [(query, results)], by name of the group, "all" last.

    must@5 is None where no query of the group has a must.
    """
    groups = defaultdict(list)
    for query, results in answers:
        groups[query["group"]].append((query, results))
    return [row(name, groups[name]) for name in sorted(groups)] + [row("all", answers)]


def row(name, answers):
    musts = [must for query, _results in answers for must in query.get("must", [])]
    missed = [must for query, results in answers for must in missing(results, query.get("must", []))]
    return (
        name,
        len(answers),
        mean(recall(results, query["expected"]) for query, results in answers),
        mean(reciprocal_rank(results, query["expected"]) for query, results in answers),
        1 - len(missed) / len(musts) if musts else None,
    )
