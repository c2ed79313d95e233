"""How good the site's search is: judged queries over a corpus, asked as a visitor asks them.

    .venv/bin/python benchmarks/search_quality.py --documents FILE --queries FILE [FILE …] [--answers FILE] [--misses]

Loads the documents into a throw-away database (SQLite in memory, or a test database on the server of DATABASE_URL) as pages
and publications of the site, with the list of terms that a new site begins with, and prints recall@5, MRR@10 and must@5 by
group. --answers gets one line of JSON per query: {"id": …, "results": [ids of documents, best first, at most ten]};
--misses names the queries that are not answered perfectly. Documents and queries are JSON, one object a line;
benchmarks/search/README.md describes both.
"""

import argparse
import json
import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test.utils import get_runner, setup_test_environment
from django.utils import timezone, translation
from django.utils.html import linebreaks

from benchmarks.search_measures import LISTED, missing, recall, reciprocal_rank, table
from benchmarks.word_data import use_word_data
from oph_site.languages import LANGUAGES
from oph_site.search import analysis, index
from oph_site.search.query import search
from oph_site.search.starting_terms import add_starting_terms
from pages.editions.publishing import publish
from pages.models import Page
from publications.models import LanguageVersion, Publication, Series

# The type that the catalogue has for one that it has not.
TYPES = {"facts": Publication.Type.STATISTICS}


def rows(path):
    """The objects of a file with one JSON object a line."""
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]


def load(documents):
    """Makes the documents public: {(kind, pk): id of the document}."""
    home = Page.objects.create(kind=Page.Kind.HOME, key="home", title_fi="–", title_en="–", lead_fi="–", lead_en="–")
    for language in LANGUAGES:
        publish(home, language, by=None)
    make = {"page": lambda document: page_of(document, home), "publication": publication_of}
    return {(document["kind"], make[document["kind"]](document).pk): document["id"] for document in documents}


def page_of(document, home):
    """A page below the home page, public in each language that it has a title in."""
    languages = languages_of(document)
    texts = {}
    for language in languages:
        texts |= {
            f"title_{language}": document[f"title_{language}"],
            f"slug_{language}": document["id"],
            f"lead_{language}": document[f"summary_{language}"],
            f"body_{language}": linebreaks(document[f"body_{language}"], autoescape=True),
        }
    page = Page.objects.create(kind=Page.Kind.TEXT, parent=home, **texts)
    for language in languages:
        publish(page, language, by=None)
    return page


def publication_of(document):
    """A public publication with a version in each language that it has a title in, all with the same ISBN."""
    languages = languages_of(document)
    publication = Publication(
        state=Publication.State.PUBLIC, type=TYPES.get(document["type"], document["type"]), slug=document["id"]
    )
    for language in languages:
        summary = "\n".join([document[f"summary_{language}"], document[f"body_{language}"]])
        setattr(publication, f"summary_{language}", summary)
        setattr(publication, f"corporate_author_{language}", document["authors"])
    publication.save()
    series = Series.objects.get_or_create(title=document["series"])[0] if document["series"] else None
    for language in languages:
        LanguageVersion.objects.create(
            publication=publication, language=language, title=document[f"title_{language}"], series=series,
            number=document["number"], year=document["year"] or None, isbn_pdf=document["isbn"],
        )  # fmt: skip
    return publication


def languages_of(document):
    return [language for language in LANGUAGES if document[f"title_{language}"]]


def asked(query, ids):
    """(the ids of the first ten documents that the site answers, milliseconds)"""
    start = time.perf_counter()
    with translation.override(query["lang"]):
        hits = search(query["query"], language=query["lang"], now=timezone.now()).hits
        results = [ids[hit.kind, hit.thing] for hit in hits if (hit.kind, hit.thing) in ids]
    return list(dict.fromkeys(results))[:LISTED], 1000 * (time.perf_counter() - start)


def report(answers, spent):
    print(f"{'':14}{'queries':>8}{'recall@5':>10}{'MRR@10':>8}{'must@5':>8}")
    for name, number, recalled, ranked, must in table(answers):
        print(f"{name:14}{number:>8}{recalled:>10.3f}{ranked:>8.3f}{'–' if must is None else format(must, '.3f'):>8}")
    print(
        f"{connection.vendor}, {analysis.version()}; median {statistics.median(spent):.1f} ms, slowest {max(spent):.1f}"
    )


def report_misses(answers):
    for query, results in answers:
        expected, missed = query["expected"], missing(results, query.get("must", []))
        if missed or recall(results, expected) < 1 or reciprocal_rank(results, expected) < 1:
            print(f"{query['id']} {query['group']} {query['query']!r}: {' '.join(results) or 'nothing'}")
            print(f"    right: {' '.join(expected)}{'; must: ' + ' '.join(missed) if missed else ''}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", required=True)
    parser.add_argument("--queries", required=True, nargs="+")
    parser.add_argument("--answers")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    documents, queries = rows(options.documents), [query for path in options.queries for query in rows(path)]
    setup_test_environment(debug=False)
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        use_word_data()
        add_starting_terms()
        ids = load(documents)
        index.rebuild()
        found = [asked(query, ids) for query in queries]
    finally:
        runner.teardown_databases(databases)
    answers = [(query, results) for query, (results, _spent) in zip(queries, found, strict=True)]
    report(answers, [spent for _results, spent in found])
    if options.misses:
        report_misses(answers)
    if options.answers:
        lines = [json.dumps({"id": query["id"], "results": results}) for query, results in answers]
        Path(options.answers).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
