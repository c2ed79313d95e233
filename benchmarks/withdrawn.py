"""How long readers still get what was withdrawn, behind a real nginx with deploy/nginx.conf and behind one with the usual recipe.

    .venv/bin/python benchmarks/withdrawn.py

A demonstration in a throw-away folder on the server of production, with the worker's mirror. Readers ask for a page and a PDF
every second; others are asked for before the withdrawal and then not for two minutes. Then the server is killed (-9) and every
address of the sitemap is asked for. It takes four minutes: the lifetimes are the real ones. Needs nginx.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from benchmarks.servers import command_of, wait_for
from tests import nginx
from tests.browser.demo import environment_of, free_port, made_once

AT_MOST = 150  # seconds that a withdrawn thing is waited for
QUIET = 120  # seconds in which nobody asks
USUAL = [("        proxy_cache_use_stale http_500 http_503;", nginx.USUAL_RECIPE)]
PUBLISHED = """
from publications.models import LanguageVersion
from pages.models import Edition
from django.utils import timezone
for version in LanguageVersion.objects.public().exclude(document=None).select_related("document")[:2]:
    print(version.publication_id, version.document.get_absolute_url())
leaves = Edition.objects.live(timezone.now()).filter(language="fi", page__key=None, page__children=None)
for edition in leaves.order_by("path")[:2]:
    print(edition.page_id, edition.get_absolute_url())
"""
WITHDRAW = """
import time
from publications.models import Publication
from pages.models import Page
from pages.editions.publishing import withdraw
from django.utils import timezone
for pk in {publications}:
    Publication.objects.filter(pk=pk).update(state="withdrawn", status_on=timezone.localdate())
for pk in {pages}:
    withdraw(Page.objects.get(pk=pk), "fi", by=None)
print("withdrawn at", time.time())
"""


class Demonstration:
    """The site of a throw-away folder, as an operator has it."""

    def __init__(self, folder):
        self.folder, self.port = made_once(folder / "demo"), free_port()
        self.environment = environment_of(self.folder, self.port) | {"MIRROR_DIR": str(self.folder / "mirror")}
        self.server = None

    def start(self):
        command = command_of("oph_site.wsgi:application", self.port)
        self.server = subprocess.Popen(command, env=self.environment, cwd=ROOT, start_new_session=True)  # noqa: S603
        wait_for(f"http://localhost:{self.port}/en/")

    def kill(self):
        os.killpg(self.server.pid, signal.SIGKILL)  # its workers too
        self.server.wait()

    def manage(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603
        return done.stdout


def rows_of(said):
    """[(id, address)] of what PUBLISHED printed."""
    return [tuple(line.split()) for line in said.splitlines() if re.fullmatch(r"\d+ /\S+", line)]


def seconds_until_gone(proxies, addresses, began):
    """{(proxy, address): seconds from that moment until the first answer that is not 200}; asked every second."""
    gone = {}
    while len(gone) < len(proxies) * len(addresses) and time.time() - began < AT_MOST:
        for name, proxy in proxies.items():
            for address in addresses:
                if (name, address) not in gone and proxy.get(address).status != 200:
                    gone[name, address] = time.time() - began
        time.sleep(1)
    return gone


def main():
    with tempfile.TemporaryDirectory(prefix="oph-withdrawn-") as name, ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)
        site = Demonstration(folder)
        site.manage("mirror")
        site.start()
        stack.callback(lambda: site.server.poll() is None and site.kill())
        proxies = {
            kind: stack.enter_context(
                nginx.serving(folder / kind, var=site.folder, application=site.port, instead=instead)
            )
            for kind, instead in {"deploy": (), "usual": USUAL}.items()
        }
        rehearse(site, proxies)


def rehearse(site, proxies):
    rows = rows_of(site.manage("shell", "-c", PUBLISHED))
    publications, pages = ([row for row in rows if row[1].startswith("/files/") is files] for files in (True, False))
    busy, quiet = ([publications[n][1], pages[n][1]] for n in (0, 1))
    if {proxy.get(address).status for proxy in proxies.values() for address in [*busy, *quiet]} != {200}:
        raise SystemExit("Not all of what is to be withdrawn is public.")
    ids = {"publications": [int(pk) for pk, _url in publications], "pages": [int(pk) for pk, _url in pages]}
    said = site.manage("shell", "-c", WITHDRAW.format(**ids))
    began = float(said.rpartition("withdrawn at ")[2])
    gone = seconds_until_gone(proxies, busy, began)
    print(
        "deploy: deploy/nginx.conf; usual: with use_stale updating and background_update\nAsked for every second, gone after"
    )
    for (name, address), seconds in gone.items():
        print(f"  {name:<7} {seconds:5.0f} s   {address}")
    round_began = time.monotonic()
    site.manage("work", "--once")
    left = [each for each in [*busy, *quiet] if list((site.folder / "mirror").glob(each.strip("/") + "*"))]
    print(f"Mirror after one round of the worker ({time.monotonic() - round_began:.0f} s): {len(left)} of 4 left")
    time.sleep(max(0, QUIET - (time.time() - began)))
    print(f"Asked for by nobody for {QUIET} seconds, then")
    for name, proxy in proxies.items():
        answers = [
            [proxy.get(address).status for address in quiet],
            time.sleep(1),
            [proxy.get(each).status for each in quiet],
        ]
        print(f"  {name:<7} first {answers[0]}, a second later {answers[2]}")
    after_the_end(site, proxies["deploy"], [*busy, *quiet])


def after_the_end(site, proxy, withdrawn):
    """The server is killed; who reads on, and what."""
    site.kill()
    listed = site.folder / "mirror"
    urls = re.findall(r"<loc>([^<]+)</loc>", "".join(path.read_text() for path in listed.glob("sitemap-*.xml")))
    statuses = [proxy.get(urlsplit(url).path).status for url in urls]
    print(f"Server killed: {statuses.count(200)} of {len(statuses)} addresses of the sitemap answered with 200")
    print(
        f"  withdrawn: {[proxy.get(address).status for address in withdrawn]}, form: {proxy.get('/fi/palaute/lomake/').status}"
    )


if __name__ == "__main__":
    main()
