"""What a larger catalogue costs its readers: one table for two sizes of the site.

    .venv/bin/python benchmarks/catalogue.py [--sizes 100 10000] [--times 15] [--no-index]

Works in a throw-away database: SQLite in memory, or a test database on the server of DATABASE_URL. "wall" is the median
time of an answer in milliseconds, "CPU" what this process itself needed for it; a database server works beside it. A
tenth of the number of publications are pages, and a tenth of the publications have PDFs. Writing the index of the search
takes minutes; without it the search finds nothing, and the other rows are the same.
"""

import argparse
import logging
import os
import statistics
import sys
import time
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from threading import Event, Thread
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, get_runner, setup_test_environment
from django.utils import timezone

from benchmarks.word_data import use_word_data
from benchmarks.world import World
from oph_site.garbage import collect_rarely
from oph_site.search import index
from oph_site.stamp.moving import move
from publications.models import Publication
from publications.oai.ledger import write

CATALOGUE = "/fi/julkaisut/"
SAMPLES = 7  # different addresses of one kind: no two answers in a row are the same
MEGABYTE = 1 << 20


@dataclass
class Row:
    """One kind of answer at one size."""

    name: str
    queries: int
    wall: float
    cpu: float


def kinds(world):
    """[(name, its addresses, what is done before each request)]."""
    publications = Publication.objects.order_by("pk").values_list("slug", flat=True)
    last = (publications.count() - 1) // 10 + 1
    topics = [topic.pk for topic in world.topics]
    searches = [f"/fi/haku/?q={quote(world.query(number))}" for number in range(SAMPLES)]
    pages = [edition.get_absolute_url() for (_pk, language), edition in world.live.items() if language == "fi"]
    return [
        ("list", [CATALOGUE], None),
        ("list: topic", [f"{CATALOGUE}?topic={topic}" for topic in topics], None),
        ("list: language and years", [f"{CATALOGUE}?lang=fi&{years(first)}" for first in range(1995, 2015)], None),
        ("list: series and language", [f"{CATALOGUE}?series={series.pk}&lang=fi" for series in world.series], None),
        ("list: by title", [f"{CATALOGUE}?order=title&page={number}" for number in range(1, SAMPLES)], None),
        ("list: last pages", [f"{CATALOGUE}?page={number}" for number in range(max(1, last - SAMPLES), last + 1)], None),
        ("list, after a change", [CATALOGUE], move),
        ("publication", [f"{CATALOGUE}{slug}/" for slug in spread(publications)], None),
        ("feed of the list", ["/fi/julkaisut.xml", "/fi/julkaisut.xml?lang=fi"], None),
        ("citations of the list", ["/fi/lahdeviitteet/", "/fi/lahdeviitteet.ris"], None),
        ("the catalogue as data", ["/fi/julkaisut.csv", "/fi/julkaisut.json"], None),
        ("data, after a change", ["/fi/julkaisut.csv", "/fi/julkaisut.json"], move),
        ("harvest: a part", ["/oai?verb=ListRecords&metadataPrefix=oai_dc"], None),
        ("search, three words", searches, None),
        ("search, one word", [address.partition("%20")[0] for address in searches], None),
        ("home", ["/fi/", "/en/"], None),
        ("pages of the tree", spread(pages), None),
        ("no page there", [f"/fi/ei-ole-{number}/" for number in range(SAMPLES)], None),
        ("part of the sitemap", ["/sitemap-pages-1.xml", "/sitemap-publications-1.xml"], None),
        ("the same, after a change", ["/sitemap-pages-1.xml", "/sitemap-publications-1.xml"], move),
    ]  # fmt: skip


def years(first):
    return "&".join(f"year={year}" for year in range(first, first + 10))


def spread(things):
    """Some of them, from the first to the last."""
    things = list(things)
    return things[:: max(1, len(things) // SAMPLES)]


def measured(name, addresses, before, times):
    client = Client()
    wall, cpu = [], []
    client.get(addresses[0])  # reads what is kept
    for address in islice(cycle(addresses), times):
        if before:
            before()
        start = time.perf_counter(), time.process_time()
        answer = client.get(address)
        wall.append(1000 * (time.perf_counter() - start[0]))
        cpu.append(1000 * (time.process_time() - start[1]))
        assert answer.status_code in (200, 404), [address, answer.status_code]  # noqa: S101
    if before:
        before()
    with CaptureQueriesContext(connection) as queries:
        client.get(addresses[-1])
    asked = [query for query in queries if "stamp_stamp" not in query["sql"]]  # twice a second, whatever is asked for
    return Row(name, len(asked), statistics.median(wall), statistics.median(cpu))


def grow(world, size, before=0):
    world.add_pages(max(size // 10 - before // 10, 1))
    world.add_publications(size - before)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # what autovacuum does after a while
    write(timezone.now())  # the records for harvesters
    collect_rarely()  # as the server does, which does not carry the texts of this world with it


def rebuilt():
    """(seconds, megabytes above what the process had) of writing the whole index of the search."""
    ended, peak = Event(), [memory()]

    def watch():
        while not ended.wait(0.02):
            peak.append(memory())

    watcher, before, start = Thread(target=watch), memory(), time.perf_counter()
    watcher.start()
    try:
        index.rebuild()
    finally:
        ended.set()
        watcher.join()
    return time.perf_counter() - start, max(peak) - before


def memory():
    """Of this process, in megabytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def at_sizes(sizes, times, *, has_index=True):
    """Yields (size, its rows, rebuilt() or None) for sizes that grow."""
    world = World()
    world.begin()
    for before, size in zip([0, *sizes], sizes, strict=False):
        grow(world, size, before)
        spent = rebuilt() if has_index else None
        yield size, [measured(*kind, times) for kind in kinds(world)], spent


def report(found):
    """One table; the ratio is that of the last size to the first, by wall time."""
    sizes = [size for size, _rows, _spent in found]
    print(f"{connection.vendor}; " + ", ".join(f"{size} publications" for size in sizes))
    print(
        f"{'':26}"
        + "".join(f"{f'{what} {size}':>15}" for what in ("queries", "wall", "CPU") for size in sizes)
        + f"{'ratio':>8}"
    )
    for rows in zip(*(rows for _size, rows, _spent in found), strict=True):
        cells = [f"{row.queries:>15}" for row in rows]
        cells += [f"{row.wall:>15.1f}" for row in rows] + [f"{row.cpu:>15.1f}" for row in rows]
        print(f"{rows[0].name:26}" + "".join(cells) + f"{rows[-1].wall / rows[0].wall:>8.2f}")
    for size, _rows, spent in found:
        if spent:
            print(f"index of the search, {size} publications: {spent[0]:.1f} s, {spent[1]:.0f} MB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 10_000])
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--no-index", action="store_true")
    options = parser.parse_args()
    logging.disable(logging.WARNING)  # each page that is not there
    setup_test_environment(debug=False)
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        if not options.no_index:
            use_word_data()
        report(list(at_sizes(sorted(options.sizes), options.times, has_index=not options.no_index)))
    finally:
        runner.teardown_databases(databases)


if __name__ == "__main__":
    main()
