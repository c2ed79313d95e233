"""What readers get while PostgreSQL is stopped, and while it hangs; and what connections that stall cost them.

    pg_virtualenv -t -o fsync=off .venv/bin/python benchmarks/away.py [--seconds 20]

A demonstration of its own on a server of its own, both thrown away. The stalled connections go straight to the application,
without the proxy that has to stand before it.
"""

import argparse
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.demo import environment_of, wait_for

PORT = 8374
CONNECTIONS = 8  # so that each of the two workers has some
KINDS = {
    "pages read before": ["/fi/", "/en/", "/fi/julkaisut/", "/en/international-visits/"],
    "pages not read before": ["/fi/haku/?q=sana{}"],
    "data for programs": ["/oai?verb=ListRecords&metadataPrefix=oai_dc"],
    "/healthz": ["/healthz"],
    "/readyz": ["/readyz"],
}
STALLED = {
    "without the end of their headers": b"GET /fi/ HTTP/1.1\r\nHost: localhost\r\nX-",
    "without the end of their body": b"POST /en/feedback/form/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\nmessage=",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=20)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory(prefix="oph-away-") as folder, serving(Path(folder)):
        for _time in range(8):  # both workers
            asked(KINDS["pages read before"], 0)
        for name, away in {"refuses": stopped, "hangs": hanging}.items():
            with away():
                report(f"PostgreSQL {name}", seconds)
            print(f"answers again after {until_ready():.1f} s")
        for name, start in STALLED.items():
            with ExitStack() as stack:
                for _time in range(CONNECTIONS):
                    stack.enter_context(socket.create_connection(("127.0.0.1", PORT))).sendall(start)
                print(f"\n{CONNECTIONS} connections {name}: /fi/ answers {asked(['/fi/'], 0)[0][0]}")


@contextmanager
def serving(folder):
    environment = environment_of(folder, PORT) | {"DATABASE_URL": "postgres:///postgres"}
    demo = [sys.executable, "manage.py", "demo"]
    subprocess.run([*demo, "--load-only"], cwd=ROOT, env=environment, check=True)  # noqa: S603
    server = subprocess.Popen(demo, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        wait_for(f"http://localhost:{PORT}/healthz", server)
        yield
    finally:
        server.terminate()
        server.wait(timeout=60)


def processes():
    """Those of the database server, its first one first."""
    with psycopg.connect("dbname=postgres") as connection:
        folder = connection.execute("SHOW data_directory").fetchone()[0]
    first = int((Path(folder) / "postmaster.pid").read_text().split()[0])
    children = subprocess.run(["pgrep", "-P", str(first)], capture_output=True, text=True, check=True).stdout  # noqa: S603, S607
    return [first, *map(int, children.split())]


@contextmanager
def hanging():
    found = processes()
    for pid in found:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in reversed(found):
            os.kill(pid, signal.SIGCONT)


@contextmanager
def stopped():
    cluster = ["pg_ctlcluster", os.environ["PGVERSION"], "regress"]
    subprocess.run([*cluster, "stop", "-m", "immediate"], check=True)  # noqa: S603
    try:
        yield
    finally:
        subprocess.run([*cluster, "start"], check=True)  # noqa: S603


def asked(paths, number):
    """[(status, or the name of what went wrong, seconds)]."""
    answers = []
    for path in paths:
        start, connection = time.monotonic(), http.client.HTTPConnection("localhost", PORT, timeout=10)
        try:
            connection.request("GET", path.format(number))
            status = connection.getresponse().status
        except OSError as error:
            status = type(error).__name__
        connection.close()
        answers.append((status, time.monotonic() - start))
    return answers


def report(title, seconds):
    """Asks for everything in turn, and prints a table."""
    answers = {kind: [] for kind in KINDS}
    start, number = time.monotonic(), 0
    while time.monotonic() - start < seconds:
        number += 1
        for kind, paths in KINDS.items():
            answers[kind] += asked(paths, number)
        time.sleep(0.1)
    print(f"\n{title:24}{'answers':>40}{'slowest':>10}{'over 0.1 s':>12}")
    for kind, rows in answers.items():
        statuses = ", ".join(f"{count} × {status}" for status, count in Counter(status for status, _ in rows).items())
        slow = sum(spent > 0.1 for _status, spent in rows)
        print(f"{kind:24}{statuses:>40}{max(spent for _status, spent in rows):>8.1f} s{slow:>12}")


def until_ready():
    start = time.monotonic()
    while asked(["/readyz"], 0)[0][0] != 200:
        time.sleep(0.05)
    return time.monotonic() - start


if __name__ == "__main__":
    main()
