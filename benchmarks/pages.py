"""What a public page costs from memory: its throughput beside that of a program that does nothing but answer the same bytes.

    .venv/bin/python benchmarks/pages.py [--wagtail] [--seconds 4] [--rounds 5] [--workers 2] [--beside NAME=URL]

All run on the server of production with as many workers, and are asked by wrk (apt-get install wrk) in turn. The site is a
demonstration of its own in a throw-away folder. --wagtail puts a stock Wagtail site beside it, which is installed into that
folder; --beside any other server on this machine. Answers of each second vary with the machine: the ratios are what counts,
each the median of the rounds. It fails when a page is slower than LEAST says.
"""

import argparse
import os
import pickle
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from benchmarks.servers import serving
from benchmarks.stock_wagtail import APPLICATION, make_wagtail
from tests.browser.demo import environment_of, free_port, made_once

PATHS = {"home": "/en/", "text page": "/fi/tietosuojaseloste/", "catalogue, filtered": "/fi/julkaisut/?lang=fi"}
LEAST = {"constant": 0.9, "wagtail": 50}  # how many times their throughput the site must have
CONNECTIONS = 8
GZIP = {"Accept-Encoding": "gzip"}
CONSTANT = """
import pickle
ANSWERS = pickle.load(open({file!r}, "rb"))
def application(environ, start_response):
    query = environ["QUERY_STRING"]
    headers, body = ANSWERS.get(environ["PATH_INFO"] + ("?" + query if query else ""), ([], b"not known"))
    start_response("200 OK", headers)
    return [body]
"""


def answer(url):
    """(headers, body) of the compressed page, without what each server adds by itself."""
    with urlopen(Request(url, headers=GZIP), timeout=20) as response:  # noqa: S310  # ours
        skipped = {"date", "server", "connection", "transfer-encoding"}
        headers = [(name.lower(), value) for name, value in response.getheaders()]
        return [field for field in headers if field[0] not in skipped], response.read()


def status_of(url, headers):
    try:
        return urlopen(Request(url, headers=GZIP | headers), timeout=20).status  # noqa: S310  # ours
    except HTTPError as error:
        return error.code


def asked_by_wrk(url, seconds, headers=None):
    """Answers of a second."""
    headers = [part for name, value in (GZIP | (headers or {})).items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *headers, url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    if wrong := re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: .+", said):
        raise SystemExit(f"{url}: {wrong[0]}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


def asked_for_head(url, seconds):
    """The same for HEAD, without wrk: it waits for the body that a length in the header promises."""
    parts = urlsplit(url)
    address = f"{parts.path}?{parts.query}".rstrip("?")
    request = f"HEAD {address} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    with ExitStack() as stack:
        ends = [
            stack.enter_context(socket.create_connection((parts.hostname, parts.port))) for _n in range(CONNECTIONS)
        ]
        answers, start = 0, time.monotonic()
        while (spent := time.monotonic() - start) < seconds:
            for end in ends:
                end.sendall(request)
            for end in ends:
                said = end.recv(4096)
                if not (said.startswith(b"HTTP/1.1 200") and said.endswith(b"\r\n\r\n")):
                    raise SystemExit(f"HEAD {url}: {said!r}")
            answers += CONNECTIONS
    return answers / spent


def measured(askers, options):
    """{name: answers of a second in each round}, asked in turn, and each time in another order."""
    rates = {name: [] for name in askers}
    for _round in range(options.rounds):
        for name in random.sample(list(askers), len(askers)):
            rates[name].append(askers[name]())
    return rates


def constant_application(folder, answers):
    """Writes a program that knows the answers by heart. Returns its environment."""
    (folder / "answers").write_bytes(pickle.dumps(answers))
    (folder / "constant.py").write_text(CONSTANT.format(file=str(folder / "answers")))
    return os.environ | {"PYTHONPATH": str(folder), "PORT": str(free_port())}


def show(name, path, known, others, options):
    """Prints the rows of one page. Returns what is too slow there.

    others: {name: address of the page that is asked in its place}
    """
    site, seconds = others["site"], options.seconds
    condition = {"If-None-Match": dict(known[0])["etag"]}
    if (status := status_of(site, condition)) != 304:
        raise SystemExit(f"{site} answers {status} where 304 is expected.")
    askers = {other: lambda url=url: asked_by_wrk(url, seconds) for other, url in others.items()}
    askers["304"] = lambda: asked_by_wrk(site, seconds, condition)
    askers["HEAD"] = lambda: asked_for_head(site, seconds)
    rates = measured(askers, options)
    print(f"\n{name}, {path}: {len(known[1])} bytes, {options.workers} workers")
    slow = []
    for other, row in rates.items():
        times = statistics.median(ours / max(theirs, 1) for ours, theirs in zip(rates["site"], row, strict=True))
        print(f"  {other:<10} {statistics.median(row):>9.0f}/s   site: {times:.2f} ×", flush=True)
        if times < LEAST.get(other, 0):
            slow.append(f"{name}: {times:.2f} × {other}, {LEAST[other]} is asked for")
    return slow


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wagtail", action="store_true")
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--beside", action="append", default=[], metavar="NAME=URL")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="oph-pages-") as name, ExitStack() as stack:
        folder = Path(name)
        demo = made_once(folder / "demo")

        def begin(application, environment, **more):
            return stack.enter_context(serving(application, environment, workers=options.workers, **more))

        site = begin("oph_site.wsgi:application", environment_of(demo, free_port()))
        bare = begin("oph_site.wsgi:application", environment_of(demo, free_port()) | {"PAGE_CACHE_MB": "0"})
        answers = {path: answer(site + path) for path in PATHS.values()}
        constant = begin("constant:application", constant_application(folder, answers))
        beside = dict(each.split("=", 1) for each in options.beside)
        if options.wagtail:
            python, of_wagtail = make_wagtail(folder / "wagtail")
            beside["wagtail"] = f"{begin(APPLICATION, of_wagtail, python=python, folder=folder / 'wagtail')}/"
        slow = []
        for name, path in PATHS.items():
            others = {"site": site + path, "without": bare + path, "constant": constant + path}
            slow += show(name, path, answers[path], others | beside, options)
    sys.exit("\n".join(["", "Too slow:", *slow]) if slow else 0)


if __name__ == "__main__":
    main()
