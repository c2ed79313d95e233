"""How soon every process and every server shows what was published, and that who published it never sees the old text.

    .venv/bin/python benchmarks/several.py [--times 20]

One server with four workers; then two servers behind one nginx (apt-get install nginx), which share the database and the
uploads and nothing else. On PostgreSQL: a server of its own (pg_virtualenv), or DATABASE_URL with an empty database. It fails
when a process still answers with the old text a second after it was published.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.run import OWN_POSTGRES

if __name__ == "__main__" and "DATABASE_URL" not in os.environ:
    own = os.environ | {"DATABASE_URL": "postgres:///postgres"}
    os.execvpe(OWN_POSTGRES[0], [*OWN_POSTGRES, sys.executable, *sys.argv], own)  # noqa: S606  # ourselves
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.conf import settings
from django.test import Client

from benchmarks.servers import serving, wait_for
from oph_site.accounts.models import User
from pages.editions.publishing import publish
from pages.editions.working_copy import follow_working_copy
from pages.models import Page
from tests.browser.demo import environment_of, free_port
from tests.forms import sent

APPLICATION = "benchmarks.told_apart:application"
SLUG = "koulut-ja-oppilaitokset"  # its title stands in the menu too, which each process keeps
PATH = f"/fi/{SLUG}/"
WITHIN = 1.0  # seconds
IN_ADMIN = 3  # times
MANY = 8  # readers at one time: a lonely one would always be answered by the same process
ASKERS = ThreadPoolExecutor(MANY)
NGINX = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    upstream oph_site {{ {servers} keepalive 8; }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://oph_site;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
        }}
    }}
}}
"""


class Publisher:
    """Publishes one page under a new title each time."""

    def __init__(self):
        self.page = Page.objects.get(slug_fi=SLUG)
        self.person = User.objects.get(username="administrator")
        self.title = self.page.title_fi
        self.numbers = count(1)

    def next_title(self):
        """(the title until now, the next one)"""
        old, self.title = self.title, f"Koulut, kierros {next(self.numbers):03}"
        return old, self.title

    def publish_here(self, _url):
        """In this process, which is none of the site's. Returns (the title until now, None)."""
        old, title = self.next_title()
        self.page.refresh_from_db()
        self.page.title_fi = title
        self.page.save()
        follow_working_copy(self.page)
        publish(self.page, "fi", by=self.person)
        return old, None

    def publish_in_admin(self, url):
        """As an editor does, by the form of the page. Returns (the title until now, the process that published)."""
        old, title = self.next_title()
        client = Client()
        client.force_login(self.person)
        cookies = f"sessionid={client.cookies['sessionid'].value}"
        form = f"{url}/admin/pages/page/{self.page.pk}/change/"
        shown = asked(form, {"Cookie": cookies})
        fields = sent(shown.text, id="page_form") | {"title_fi": [title], "_publish_fi": ["1"]}
        headers = {"Cookie": f"{cookies}; {shown.cookie.partition(';')[0]}", "Referer": form}
        answer = asked(form, headers, urlencode(fields, doseq=True))
        if answer.status != 302:
            raise SystemExit(f"The form was not taken: {answer.status} {answer.text[:500]}")
        return old, answer.process


class Answer(NamedTuple):
    status: int
    process: str
    cookie: str  # of a form
    text: str


def asked(url, headers=None, sent=None):
    """The Answer, over a connection of its own."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=60)
    kind = {"Content-Type": "application/x-www-form-urlencoded"} if sent else {}
    try:
        connection.request("POST" if sent else "GET", parts.path, sent, kind | (headers or {}))
        response = connection.getresponse()
        said = response.headers
        return Answer(response.status, said.get("X-Process"), said.get("Set-Cookie", ""), response.read().decode())
    finally:
        connection.close()


def seconds_until_seen(url, processes, publish, *, by_editors=False):
    """Publishes, then asks for longer than it may take, until each process gave the new text. Returns when the old one came last.

    Fails at once where the process that published gives the old text, or any process to an editor who comes from the admin.
    """
    old, own = publish(url)
    done = time.monotonic()
    headers = {"Referer": f"{url}/admin/pages/page/1/change/"} if by_editors else {}

    def ask(_number):
        """(the process, when the old text was asked for or None)"""
        since = time.monotonic() - done
        answer = asked(url + PATH, headers)
        if old not in answer.text:
            return answer.process, None
        if by_editors or answer.process == own:
            who = "An editor" if by_editors else "The process that published"
            raise SystemExit(f"{who} still saw the old text {since:.2f} s later.")
        return answer.process, since

    last, up_to_date = 0.0, set()
    while time.monotonic() - done < 1.5 * WITHIN or up_to_date != processes:
        for process, since in ASKERS.map(ask, range(2 * MANY)):
            if since is None:
                up_to_date.add(process)
            else:
                last = max(last, since)
        if time.monotonic() - done > 10 * WITHIN:
            raise SystemExit(f"Not asked, or old for ten seconds: {processes - up_to_date}")
    return last


def all_processes(url, number):
    """The names of the processes that answer there, once each has the page in its memory."""
    for _try in range(100):
        found = Counter(answer.process for answer in ASKERS.map(asked, [url + PATH] * 10 * number))
        if len(found) == number and min(found.values()) > 1:
            return set(found)
    raise SystemExit(f"{number} processes are expected, {dict(found)} answered.")


def show(name, url, number, publisher, times):
    """Prints one row. Returns whether it is held."""
    processes = all_processes(url, number)
    acts = [publisher.publish_here] * times + [publisher.publish_in_admin] * IN_ADMIN
    longest = max(seconds_until_seen(url, processes, act) for act in acts)
    for act in [publisher.publish_here, publisher.publish_in_admin] * IN_ADMIN:
        seconds_until_seen(url, processes, act, by_editors=True)
    print(
        f"{name}, {number} processes: published {len(acts)} times, the old text for {longest:.2f} s at most;", end=" "
    )
    print(f"never in the process that published, nor in {2 * IN_ADMIN} views on site by editors", flush=True)
    return longest <= WITHIN


# The servers


def make(folder):
    """The demonstration in the database, and the folders of two servers that share the uploads."""
    manage(folder / "one", "demo", "--load-only")
    (folder / "two").mkdir()
    (folder / "two/uploads").symlink_to(folder / "one/uploads")
    manage(folder / "two", "collectstatic", "--no-input", "-v0")


def manage(folder, *command):
    subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment(folder), check=True)  # noqa: S603


def environment(folder):
    return environment_of(folder, free_port()) | {
        "DATABASE_URL": os.environ["DATABASE_URL"],
        "SECRET_KEY": settings.SECRET_KEY,
        "ALLOWED_HOSTS": "localhost",
    }


@contextmanager
def nginx_before(servers):
    """The address of an nginx that hands on to those, in turn."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="oph-nginx-") as folder:
        lines = " ".join(f"server {urlsplit(server).netloc};" for server in servers)
        (Path(folder) / "nginx.conf").write_text(NGINX.format(folder=folder, servers=lines, port=port))
        command = ["nginx", "-p", folder, "-e", "stderr", "-c", f"{folder}/nginx.conf"]
        with subprocess.Popen(command) as nginx:  # noqa: S603
            try:
                wait_for(url := f"http://localhost:{port}")
                yield url
            finally:
                nginx.terminate()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="oph-several-") as name:
        folder = Path(name)
        make(folder)
        publisher = Publisher()
        with serving(APPLICATION, environment(folder / "one"), workers=4) as url:
            held = [show("one server", url, 4, publisher, options.times)]
        with ExitStack() as stack:
            servers = [stack.enter_context(serving(APPLICATION, environment(folder / each))) for each in ("one", "two")]
            url = stack.enter_context(nginx_before(servers))
            held.append(show("two servers behind nginx", url, 4, publisher, options.times))
    sys.exit(0 if all(held) else f"Not seen within {WITHIN} s.")


if __name__ == "__main__":
    main()
