"""Pages of the demonstration that report what a browser complains about, and hands without a mouse."""

import re
import shutil
from dataclasses import dataclass, field

import pytest

from tests.browser.axe import violations
from tests.browser.demo import running_demo

FORM_AGAIN = re.compile(r"status of (409|422) ")  # how a form answers that was sent wrong
A_MOMENT = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
WATCH = """document.addEventListener("securitypolicyviolation", e => console.error("CSP", e.violatedDirective, e.blockedURI))"""


@pytest.fixture(scope="session")
def site(made_demonstration, tmp_path_factory):
    """A demonstration of its own for every worker, copied from one that is made once for all."""
    with running_demo(shutil.copytree(made_demonstration, tmp_path_factory.mktemp("own") / "demo")) as running:
        yield running


@dataclass
class Watch:
    """What the browser complained about, and whom it asked."""

    complaints: list = field(default_factory=list)
    hosts: set = field(default_factory=set)


@pytest.fixture
def watch(page):
    """Fails the test at its end when the browser logged anything (but a form shown again) or a request left the site."""
    seen = Watch()
    page.add_init_script(WATCH)
    page.on("console", lambda message: FORM_AGAIN.search(message.text) or seen.complaints.append(message.text))
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


def move_caret(page, *keys):
    """Presses keys that move the caret or select, in a text that is edited.

    The editor learns a moment later where the caret is, and what was typed before: nobody's fingers are quicker than that.
    """
    for key in keys:
        page.evaluate(A_MOMENT)
        page.keyboard.press(key)
    page.evaluate(A_MOMENT)


def focused_name(page):
    return page.evaluate(
        """() => {
          const e = document.activeElement;
          const label = e.labels && e.labels[0];
          const named = (e.getAttribute("aria-labelledby") || "").split(" ").map(id => document.getElementById(id)?.innerText || "").join(" ");
          const own = named.trim() || e.getAttribute("aria-label") || (label ? label.innerText : e.matches("a") ? e.textContent : e.innerText) || e.value || "";
          return (e.matches("a") ? own : own.split("\\n")[0]).replace(/\\s+/g, " ").replace(/\\u00ad/g, "").trim();
        }"""
    )


def in_both_views(page):
    """Yields “320 light” and “1280 dark” while the page is seen so. Loaded once, it costs less than two visits.

    The view that the page has comes first, so that half of all pages load small and half load large.
    """
    views = [(320, "light"), (1280, "dark")]
    now = page.viewport_size["width"]
    for width, scheme in sorted(views, key=lambda view: view[0] != now):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # no colour is caught on its way
        yield f"{width} {scheme}"


def findings(page):
    """What axe finds, and whether the page scrolls sideways. (Not together with `watch`, or last: see `violations`.)"""
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    found = [f"{violation['id']}: {violation['nodes'][0]['html'][:150]}" for violation in violations(page)]
    return found + (["scrolls sideways"] if wide else [])
