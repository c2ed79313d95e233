"""An update without a pause, and the way back, while readers ask all the time: how many requests fail.

    .venv/bin/python benchmarks/rolling_update.py [--readers 6] [--direct] [--without-sysctl] [--var FOLDER]

As docs/operations.md says it: two folders with a release each, `current` is a link to one of them, SIGHUP replaces the
workers one after the other. The releases are HEAD, and HEAD with another word in every page and another style sheet.
Readers ask through nginx with the file of deploy/, for a page and then for the style sheet that it names, also while half
of the workers are of the other release. --direct: without nginx, a connection for each request. --var: a folder of a
demonstration to copy, instead of making one. It runs in a network of its own (`unshare`), where the ports are free and the
setting of the kernel can be changed.
"""

import argparse
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from http.client import HTTPException, HTTPSConnection
from pathlib import Path
from threading import Event, Thread, local

ROOT = Path(__file__).resolve().parent.parent
MIGRATE = Path("/proc/sys/net/ipv4/tcp_migrate_req")
MARK = "<!-- the other release -->"
PAGES = ["/fi/", "/en/", "/fi/julkaisut/", "/en/publications/", "/healthz"]
HOST = "www.example.org"  # of deploy/nginx.conf
ANY_CERTIFICATE = ssl._create_unverified_context()  # noqa: S323  # ours, made a moment ago
OF_THREAD = local()
STYLE = re.compile(r'href="(/static/css/[^"]+\.css)"')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--readers", type=int, default=6)
    parser.add_argument("--direct", action="store_true")
    parser.add_argument("--without-sysctl", action="store_true")
    parser.add_argument("--var", type=Path)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not options.inside:
        network = ["unshare", "--net", "--map-root-user"]
        sys.exit(subprocess.call([*network, sys.executable, *sys.argv, "--inside"]))  # noqa: S603  # ourselves
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)  # noqa: S607
    MIGRATE.write_text("0" if options.without_sysctl else "1")
    with tempfile.TemporaryDirectory(prefix="rolling-update-") as folder:
        failed = measure(Path(folder), options)
    sys.exit(1 if failed else 0)


def measure(place, options):
    make_releases(place, options.var)
    server = subprocess.Popen([sys.executable, "current/manage.py", "serve"], cwd=place, env=environment(place))  # noqa: S603
    proxy = None if options.direct else start_nginx(place)
    ask = fetch if options.direct else through_nginx
    readers = Readers(options.readers, ask)
    try:
        wait_until(lambda: answers(ask, "/healthz"))
        readers.start()
        time.sleep(3)
        for name in ("b", "a"):
            before = readers.counts.total()
            began = time.monotonic()
            manage(place, name, "collectstatic", "--no-input", "-v0")
            switch(place, name)
            server.send_signal(signal.SIGHUP)
            wait_until(lambda name=name: readers.last(20) == {name})
            print(
                f"| to release {name} | {time.monotonic() - began:.0f} s, {readers.counts.total() - before} requests |",
                flush=True,
            )
            time.sleep(3)
        again = subprocess.run(
            [sys.executable, "current/manage.py", "serve"],
            cwd=place,
            env=environment(place),
            capture_output=True,
            text=True,
            check=False,
        )  # noqa: S603
        print(f"A second start on the same port: exit {again.returncode}, {again.stderr.strip()}")
    finally:
        readers.stop()
        for process in filter(None, [proxy, server]):
            process.terminate()
            process.wait()
    print(f"| answered, by release | {dict(readers.counts)} |\n| failed | {len(readers.failures)} |")
    for failure, count in Counter(readers.failures).most_common(10):
        print(f"  {count} × {failure}")
    return readers.failures


def make_releases(place, var):
    """Two folders, the link, and the demonstration."""
    tar = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True).stdout  # noqa: S607
    for name in ("a", "b"):
        (place / name).mkdir()
        subprocess.run(["tar", "x"], input=tar, cwd=place / name, check=True)  # noqa: S607
        for mo in ROOT.glob("locale/*/LC_MESSAGES/*.mo"):
            shutil.copy(mo, place / name / mo.relative_to(ROOT))
    base, style = place / "b/templates/base.html", place / "b/static/css/tokens.css"
    base.write_text(base.read_text().replace("<body", f"{MARK}<body", 1))
    style.write_text(style.read_text() + "\n/* the other release */\n")
    if var:
        shutil.copytree(var, place / "var")
    switch(place, "a")
    manage(place, "a", "collectstatic", "--no-input", "-v0")
    manage(place, "a", "demo", "--load-only", "--dev")


def switch(place, name):
    """`current` becomes a link to that release, from one moment to the next."""
    (place / "next").symlink_to(name)
    os.replace(place / "next", place / "current")


def environment(place):
    return os.environ | {
        "DEMO": "1",
        "PORT": "8000",
        "ALLOWED_HOSTS": f"{HOST},127.0.0.1",
        "BEHIND_PROXY": "1",
        "VAR_DIR": f"{place}/var",
        "DJANGO_SETTINGS_MODULE": "oph_site.settings",
    }


def manage(place, name, *arguments):
    subprocess.run([sys.executable, f"{name}/manage.py", *arguments], cwd=place, env=environment(place), check=True)  # noqa: S603


class Readers:
    """Threads that ask as fast as they are answered."""

    def __init__(self, number, fetch):
        self.fetch = fetch
        self.counts, self.failures, self.seen = Counter(), [], []
        self.stopped = Event()
        self.threads = [Thread(target=self.read, args=[n]) for n in range(number)]

    def start(self):
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.stopped.set()
        for thread in self.threads:
            if thread.is_alive():
                thread.join()

    def last(self, number):
        """The releases of the last pages."""
        return set(self.seen[-number:])

    def read(self, n):
        while not self.stopped.is_set():
            n += 1
            page = self.ask(PAGES[n % len(PAGES)])
            if style := STYLE.search(page):
                self.seen.append("b" if MARK in page else "a")
                self.ask(style[1], self.seen[-1])

    def ask(self, path, release=""):
        try:
            text = self.fetch(path)
        except (OSError, HTTPException) as error:
            self.failures.append(f"{path}: {error}")
            return ""
        self.counts[release or ("b" if MARK in text else "a") if path != "/healthz" else "healthz"] += 1
        return text


def fetch(path):
    """By a connection of its own, from the server itself."""
    with urllib.request.urlopen(f"http://127.0.0.1:8000{path}", timeout=30) as answer:  # noqa: S310  # our own server
        return answer.read().decode()


def through_nginx(path):
    """By the connection of this thread. Any answer but 200 is a failure."""
    connection = OF_THREAD.__dict__.setdefault("connection", HTTPSConnection(HOST, context=ANY_CERTIFICATE, timeout=60))
    if connection.sock is None:
        connection.sock = ANY_CERTIFICATE.wrap_socket(
            socket.create_connection(("127.0.0.1", 443)), server_hostname=HOST
        )
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read().decode()
    except (OSError, HTTPException):
        connection.close()
        raise
    if answer.status != 200:
        raise OSError(f"{answer.status} {answer.reason}")
    return text


def start_nginx(place):
    """With the file of deploy/ and a certificate of its own."""
    certificate = [f"{place}/key.pem", f"{place}/cert.pem"]
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={HOST}", "-days", "2"]
    subprocess.run([*make, "-keyout", certificate[0], "-out", certificate[1]], check=True, stderr=subprocess.DEVNULL)  # noqa: S603
    site = (ROOT / "deploy/nginx.conf").read_text().replace("/etc/ssl/oph-site/fullchain.pem", certificate[1])
    site = site.replace("/etc/ssl/oph-site/privkey.pem", certificate[0])
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    folders = " ".join(f"{kind}_temp_path {place}/{kind};" for kind in kinds)
    (place / "nginx.conf").write_text(
        f"user root; daemon off; pid {place}/nginx.pid; error_log {place}/nginx.log; events {{ }}\n"
        f"http {{ access_log off; keepalive_requests 1000000; {folders}\n{site}\n}}"
    )
    return subprocess.Popen(["nginx", "-c", f"{place}/nginx.conf", "-e", f"{place}/nginx.log"])  # noqa: S603, S607


def answers(ask, path):
    try:
        return bool(ask(path))
    except (OSError, HTTPException):
        return False


def wait_until(is_true):
    deadline = time.monotonic() + 180
    while not is_true():
        if time.monotonic() > deadline:
            sys.exit("It did not happen in three minutes.")
        time.sleep(0.2)


if __name__ == "__main__":
    main()
