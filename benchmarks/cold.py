"""What a public page costs that the page cache does not hold: its queries, and the processor time of Django for one answer.

    .venv/bin/python benchmarks/cold.py [--rounds 9] [--times 8] [--beside CHECKOUT] [--folder FOLDER]

One process for each checkout answers by the WSGI application, without the page cache and without a server. They are asked in
turn, so that what else the machine does hits both; a figure is the median of the rounds. "changed" is the first answer after
something public has changed, when nothing is kept at all. The site is a demonstration, in a throw-away folder or in --folder
(made there by this checkout if it is not there).
"""

import argparse
import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    "home": "/fi/",
    "home, English": "/en/",
    "section": "/fi/koulut-ja-oppilaitokset/",
    "text page": "/fi/tietosuojaseloste/",
    "text page, English": "/en/privacy/",
    "grants": "/fi/koulut-ja-oppilaitokset/valtionavustukset/",
    "call": "/fi/koulut-ja-oppilaitokset/valtionavustukset/haut/lukioiden-kansainvaliset-verkostot/",
    "sources": "/fi/tiedonvaihto/verkostot-tietokannat-ja-raportit/",
    "organisations": "/fi/jarjestot/",
    "contact": "/fi/yhteystiedot/",
    "in Swedish": "/fi/pa-svenska/",
    "visits": "/fi/kansainvaliset-vierailut/",
    "visits, English": "/en/international-visits/",
    "prices of visits": "/en/international-visits/prices-and-terms/",
    "catalogue": "/fi/julkaisut/",
    "catalogue, filtered": "/fi/julkaisut/?lang=fi",
    "publication": "/fi/julkaisut/koulu-kohtaa-maailman/",
    "search": "/fi/haku/?q=avustus",
}


class Checkout:
    """One version of the site, answering in a process of its own."""

    def __init__(self, place, environment):
        command = [sys.executable, str(Path(__file__).resolve()), "--answer"]
        self.process = subprocess.Popen(  # noqa: S603  # this file
            command, cwd=place, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, path, times):
        """[queries, milliseconds, milliseconds after a change] of one answer."""
        self.process.stdin.write(f"{times} {path}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def end(self):
        self.process.communicate()


def answer_for_ever():
    """The process of a checkout: reads lines of what ask() wants."""
    sys.path[0] = str(Path.cwd())  # the checkout, instead of the folder of this file
    import django

    django.setup()

    from django.db import connection

    from oph_site.stamp.moving import forget, move
    from oph_site.wsgi import application

    queries = []

    def count(execute, sql, params, many, context):
        queries.append(sql)
        return execute(sql, params, many, context)

    connection.ensure_connection()
    connection.execute_wrappers.append(count)
    for line in sys.stdin:
        times, path = line.split()
        forget()  # the other process may have changed something
        get(application, path)  # reads what is kept
        plain = [spent(application, path) for _number in range(int(times))]
        queries.clear()
        get(application, path)
        asked = [sql for sql in queries if "stamp_stamp" not in sql]  # once a second, whatever is asked for
        move()
        changed = spent(application, path)
        print(json.dumps([len(asked), statistics.median(plain), changed]), flush=True)


def spent(application, path):
    start = time.process_time()
    get(application, path)
    return 1000 * (time.process_time() - start)


def get(application, path):
    path, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "", "HTTP_HOST": "localhost",
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
        "HTTP_ACCEPT_ENCODING": "gzip", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
    }  # fmt: skip
    status = []
    response = application(environ, lambda line, headers: status.append(line))
    body = b"".join(response)
    response.close()
    if not (status[0].startswith("200") and body):
        raise SystemExit(f"{path}: {status[0]}")


def measured(checkouts, options):
    """Yields (name of a page, [(queries, milliseconds, milliseconds after a change) of each checkout])."""
    for name, path in PAGES.items():
        rounds = [[checkout.ask(path, options.times) for checkout in checkouts] for _round in range(options.rounds)]
        yield (
            name,
            [[statistics.median(figures) for figures in zip(*rows, strict=True)] for rows in zip(*rounds, strict=True)],
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--times", type=int, default=8)
    parser.add_argument("--beside", type=Path, metavar="CHECKOUT")
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from tests.browser.demo import environment_of, made_once

    with tempfile.TemporaryDirectory(prefix="oph-cold-") as throw_away:
        environment = environment_of(made_once(options.folder or Path(throw_away) / "demo"), port=8000) | {
            "PAGE_CACHE_MB": "0"
        }
        checkouts = [Checkout(place.resolve(), environment) for place in [ROOT, options.beside] if place]
        print(f"{'page':<22}" + f"{'queries':>9}{'ms':>8}{'changed':>9}" * len(checkouts))
        for name, rows in measured(checkouts, options):
            cells = "".join(f"{queries:>9.0f}{plain:>8.1f}{changed:>9.1f}" for queries, plain, changed in rows)
            ratio = f"{rows[0][1] / rows[1][1]:>8.2f}" if options.beside else ""
            print(f"{name:<22}{cells}{ratio}", flush=True)
        for checkout in checkouts:
            checkout.end()


if __name__ == "__main__":
    answer_for_ever() if "--answer" in sys.argv else main()
