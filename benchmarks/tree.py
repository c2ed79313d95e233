"""How the site and the admin stand up to a large tree: queries and medians with 1,000 pages in two languages.

    .venv/bin/python benchmarks/tree.py [--pages 1000] [--times 5]

Works in a throw-away database: SQLite in memory, or a test database on the server of DATABASE_URL.
"""

import argparse
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
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, get_runner, setup_test_environment
from django.utils import timezone

from pages.editions.publishing import freeze
from pages.models import Edition, Page
from tests.conftest import member
from tests.factories.pages import HomeFactory, PageFactory, published

SECTIONS, DEPTH_2 = 8, 12
BODY = '<h2>Otsikko</h2><p>Virke, jossa on sanoja ja <a href="/~/page/1/">linkki</a>.</p><ul><li>Kohta</li></ul>' * 12


def make_tree(number, owner):
    """A home page, eight sections, a dozen pages below each, the rest below those; every one public in both languages."""
    home = published(HomeFactory())
    pages = [
        PageFactory(parent=home, in_menu=True, position=10 * n, body_fi=BODY, body_en=BODY, owner=owner)
        for n in range(SECTIONS)
    ]
    parents = list(pages)
    while len(pages) < number - 1:
        n = len(pages)
        level = parents if n < SECTIONS * (1 + DEPTH_2) else pages[SECTIONS : SECTIONS * (1 + DEPTH_2)]
        parent = level[n % len(level)]
        pages.append(
            PageFactory(parent=parent, position=10 * n, body_fi=BODY, body_en=BODY, owner=owner if n % 3 else None)
        )
    return home, pages


def publish_quickly(pages):
    """The editions that `publish` would make, parents first, without its checks: it takes minutes for a thousand pages."""
    live = {(edition.page_id, edition.language): edition for edition in Edition.objects.all()}
    for page in pages:
        for language in ("fi", "en"):
            edition = freeze(page, language, parent=live[page.parent_id, language])
            edition.since = timezone.now()
            live[page.pk, language] = edition
    Edition.objects.bulk_create(edition for edition in live.values() if edition.pk is None)


def edit(pages):
    """Saved with a new lead since they were published: drafts."""
    for page in pages:
        page.lead_fi = "Uusi johdanto."
        page.save()


def measured(client, address, times):
    """(status, queries, median in milliseconds, kilobytes) of an address."""
    client.get(address)  # warm
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
        status, size, count = answer.status_code, len(answer.content) // 1024, len(queries)
    spent = []
    for _number in range(times):
        start = time.perf_counter()
        client.get(address).content  # noqa: B018  # rendered here
        spent.append(1000 * (time.perf_counter() - start))
    return status, count, statistics.median(spent), size


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    setup_test_environment(debug=False)
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        with transaction.atomic():
            editor = member("editor", "Editors")
            home, pages = make_tree(options.pages, editor)
            publish_quickly(pages)
            edit(pages[::10])
        report(options, editor, pages)
    finally:
        runner.teardown_databases(databases)


def report(options, editor, pages):
    admin = Client(headers={"accept-encoding": "identity"})
    admin.force_login(editor)
    live = {edition.page_id: edition for edition in Edition.objects.filter(language="fi")}
    deep = pages[-1]
    print(f"{Page.objects.count()} pages, {Edition.objects.count()} editions, {connection.vendor}")
    print(f"{'':24}{'status':>8}{'queries':>9}{'median ms':>11}{'kB':>7}")
    for name, client, address in [
        ("home", Client(), "/fi/"),
        ("section", Client(), live[pages[0].pk].get_absolute_url()),
        ("deep page", Client(), live[deep.pk].get_absolute_url()),
        ("desk", admin, "/admin/"),
        ("list of pages", admin, "/admin/pages/page/"),
        ("list: a section", admin, f"/admin/pages/page/?ancestor={pages[0].pk}"),
        ("list: search", admin, "/admin/pages/page/?q=sivu"),
        ("list: outdated", admin, "/admin/pages/page/?translation_en=outdated"),
        ("list: drafts", admin, "/admin/pages/page/?draft=yes"),
        ("board", admin, "/admin/board/"),
        ("form of a page", admin, f"/admin/pages/page/{deep.pk}/change/"),
    ]:
        status, queries, median, size = measured(client, address, options.times)
        print(f"{name:24}{status:>8}{queries:>9}{median:>11.0f}{size:>7}")


if __name__ == "__main__":
    main()
