"""The demonstration as people get it (production server, real content), and pages that report what a browser complains about."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field

import pytest
from django.conf import settings

WATCH = """document.addEventListener("securitypolicyviolation", e => console.error("CSP", e.violatedDirective, e.blockedURI))"""


@dataclass
class Site:
    url: str
    password: str


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """`manage.py demo` in a folder of its own, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    bare = {
        key: value
        for key, value in os.environ.items()
        if key not in ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL")
    }
    environment = bare | {
        "DEMO": "1", "PORT": str(port), "VAR_DIR": str(tmp_path_factory.mktemp("demo")),
        "DEMO_PASSWORD": "a password of the tests", "DJANGO_SETTINGS_MODULE": "oph_site.settings",
    }  # fmt: skip
    server = subprocess.Popen(
        [sys.executable, "manage.py", "demo"], cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL
    )
    url = f"http://localhost:{port}"
    try:
        wait_for(f"{url}/healthz", server)
        yield Site(url, environment["DEMO_PASSWORD"])
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(url, server):
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert server.poll() is None, "the demonstration did not start"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(f"{url} did not answer in two minutes")


@dataclass
class Watch:
    """What the browser complained about, and whom it asked."""

    complaints: list = field(default_factory=list)
    hosts: set = field(default_factory=set)


@pytest.fixture
def watch(page):
    """Fails the test at its end when the browser logged anything or a request left the site."""
    seen = Watch()
    page.add_init_script(WATCH)
    page.on("console", lambda message: seen.complaints.append(message.text))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("request", lambda request: seen.hosts.add(re.sub(r"^(\w+:)(//[^/]+)?.*", r"\1\2", request.url)))
    yield seen
    assert seen.complaints == []
    assert {host for host in seen.hosts if host.startswith("http")} <= {re.sub(r"(//[^/]+).*", r"\1", page.url)}


def tab_to(page, name, limit=120):
    """Presses Tab until the focused element has that accessible name, as somebody without a mouse does."""
    for _press in range(limit):
        page.keyboard.press("Tab")
        if focused_name(page) == name:
            return
    raise AssertionError(f"“{name}” was not reached in {limit} presses of Tab")


def focused_name(page):
    return page.evaluate(
        """() => {
          const e = document.activeElement;
          const label = e.labels && e.labels[0];
          const own = e.getAttribute("aria-label") || (label ? label.innerText : e.innerText) || e.value || "";
          return own.split("\\n")[0].replace(/\\s+/g, " ").replace(/\\u00ad/g, "").trim();
        }"""
    )
