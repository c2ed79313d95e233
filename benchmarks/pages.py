"""What a public page costs from memory: its throughput beside that of a program that does nothing but answer the same bytes.

    .venv/bin/python benchmarks/pages.py [--seconds 4] [--rounds 5] [--workers 2] [--beside NAME=URL]

Both run on the server of production with as many workers, and are asked by wrk (apt-get install wrk) in turn. The site is a
demonstration of its own in a throw-away folder. --beside: another server on this machine, for example a stock Wagtail site.
Answers of each second vary with the machine: the ratios are what counts.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from tests.browser.demo import environment_of, made_once

PORTS = {"site": 8371, "without": 8372, "constant": 8373}
PATHS = {"home": "/en/", "text page": "/fi/tietosuojaseloste/", "catalogue, filtered": "/fi/julkaisut/?lang=fi"}
GZIP = "Accept-Encoding: gzip"
CONSTANT = """
import pickle
ANSWERS = pickle.load(open({file!r}, "rb"))
def application(environ, start_response):
    query = environ["QUERY_STRING"]
    headers, body = ANSWERS[environ["PATH_INFO"] + ("?" + query if query else "")]
    start_response("200 OK", headers)
    return [body]
"""


@contextmanager
def serving(application, port, workers, environment):
    """A server as in production, until the block ends."""
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--workers",
        str(workers),
        "--blocking-threads",
        "1",
    ]
    command += ["--no-ws", "--host", "127.0.0.1", "--port", str(port), "--log-level", "error", application]
    with subprocess.Popen([str(part) for part in command], env=environment, cwd=ROOT) as server:  # noqa: S603
        try:
            wait_for(port)
            yield
        finally:
            server.terminate()


def wait_for(port):
    for _try in range(300):
        try:
            return urlopen(f"http://localhost:{port}/en/", timeout=5).read()
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"Nothing answers on port {port}.")


def answer(url):
    with urlopen(Request(url, headers={"Accept-Encoding": "gzip"}), timeout=20) as response:  # noqa: S310  # ours
        skipped = {"date", "server", "connection", "transfer-encoding"}
        return [field for field in response.getheaders() if field[0].lower() not in skipped], response.read()


def throughput(url, seconds, header=GZIP):
    """(answers of a second, milliseconds of the median, those that were no answer)."""
    command = ["wrk", "-t1", "-c8", f"-d{seconds}s", "--latency", "-H", header, url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    middle = re.search(r"50%\s+([\d.]+)(us|ms|s)", said)
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    return rate, float(middle[1]) * {"us": 0.001, "ms": 1, "s": 1000}[middle[2]], int(wrong[1]) if wrong else 0


def measured(urls, options):
    """{name: median of the rounds}, asked in turn."""
    found = {name: [] for name in urls}
    for _round in range(options.rounds):
        for name, (url, header) in urls.items():
            rate, middle, wrong = throughput(url, options.seconds, header)
            if wrong:
                raise SystemExit(f"{name}: {wrong} answers of {url} were errors.")
            found[name].append((rate, middle))
    return {name: [statistics.median(column) for column in zip(*rows, strict=True)] for name, rows in found.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--beside", action="append", default=[], metavar="NAME=URL")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="oph-pages-") as folder, ExitStack() as stack:
        demo = made_once(Path(folder) / "demo")
        of_site = environment_of(demo, port=PORTS["site"])
        stack.enter_context(serving("oph_site.wsgi:application", PORTS["site"], options.workers, of_site))
        bare = environment_of(demo, port=PORTS["without"]) | {"PAGE_CACHE_MB": "0"}
        stack.enter_context(serving("oph_site.wsgi:application", PORTS["without"], options.workers, bare))
        answers = {path: answer(f"http://localhost:{PORTS['site']}{path}") for path in PATHS.values()}
        constant = constant_application(Path(folder), answers, of_site)
        stack.enter_context(serving("constant:application", PORTS["constant"], options.workers, constant))
        beside = dict(each.split("=", 1) for each in options.beside)
        for name, path in PATHS.items():
            show(name, path, answers[path], beside, options)


def constant_application(folder, answers, environment):
    import pickle

    (folder / "answers").write_bytes(pickle.dumps(answers))
    (folder / "constant.py").write_text(CONSTANT.format(file=str(folder / "answers")))
    return environment | {"PYTHONPATH": str(folder)}


def show(name, path, known, beside, options):
    etag = dict(known[0]).get("ETag", "")
    urls = {kind: (f"http://localhost:{port}{path}", GZIP) for kind, port in PORTS.items()}
    urls |= {"304": (urls["site"][0], f"If-None-Match: {etag}")} | {other: (url, GZIP) for other, url in beside.items()}
    rows = measured(urls, options)
    print(f"\n{name}, {path}: {len(known[1])} bytes, {options.workers} workers")
    for kind, (rate, middle) in rows.items():
        print(f"  {kind:<10} {rate:>9.0f}/s   {middle:>7.2f} ms   site: {rows['site'][0] / rate:.2f} ×", flush=True)


if __name__ == "__main__":
    main()
