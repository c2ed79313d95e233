"""Every page type of the admin, taken from the list of addresses: axe, the Nu checker and the browser find nothing.

A page that somebody adds is checked without being named here. Each is opened in Finnish, whose words are longer, and seen in
two widths; axe reads it with all its rules: wide and light, then narrow and dark. Pages that differ in their words alone are
seen once: those in English are such (that no word lacks its language the catalogue holds), of which the HTML is checked,
and axe reads so each refusal and each history without an entry once.
"""

import re
from dataclasses import dataclass, field
from html import unescape

from playwright.sync_api import expect

from tests.browser.axe import RULES, violations
from tests.browser.conftest import WATCH
from tests.browser.nu import NEEDED as NU_IS_THERE
from tests.browser.nu import errors_in
from tests.browser.test_editor import log_in, make_page
from tests.oph_site.test_access import admin_patterns

# Addresses that need more than an id: a page where the demonstration links to one, and how its link looks.
LINKED = {
    "admin/pages/page/<int:pk>/editions/<int:edition>/": (
        "/admin/pages/page/1/history/",
        r'"(/admin/pages/page/1/editions/\d+/)"',
    ),
    "admin/pages/page/<int:pk>/editions/<int:edition>/restore/": (
        "/admin/pages/page/1/history/",
        r'"(/admin/pages/page/1/editions/\d+/restore/)"',
    ),
    "admin/pages/page/<int:pk>/editions/<int:edition>/hiding/": (
        "/admin/pages/page/9/history/",  # prices and terms, which has earlier versions
        r'"(/admin/pages/page/9/editions/\d+/hiding/)"',
    ),
    "admin/pages/page/<int:pk>/compare/": ("/admin/pages/page/1/history/", r'"(/admin/pages/page/1/compare/[^"]+)"'),
}
# Further states of pages: the home page has parts of its own, a list can be empty or narrowed, a search finds or not, prices
# that have not begun are changed.
STATES = [
    "/admin/pages/page/1/change/", "/admin/pages/page/?q=zzzz", "/admin/pages/page/?kind__exact=text",
    "/admin/visits/pricelist/4/change/", "/admin/visits/visitperiod/?year=2000", "/admin/find/?q=opettajien", "/admin/find/?q=opettajein", "/admin/find/?q=zzzz+opettaja",
]  # fmt: skip
FIXED = {"<str:token>": "x", "<slug:language>": "en", "<slug:kind>": "page", "(?P<url>.*)$": "nothing-here/"}
# What the demonstration has no example of: only here may a page answer that it is not found.
NOT_THERE = {
    "admin/(?P<url>.*)$",
    "admin/pages/page/links/",
    "admin/r/<path:content_type_id>/<path:object_id>/",
    "admin/security/app/removal/",
    "admin/security/passkey/<int:pk>/removal/",
}
ID = re.compile(r"<(path:object_id|int:pk|id|path:content_type_id|id:pk)>")
SENT_ON = re.compile(r"^admin/\w+/\w+/<path:object_id>/$")  # to …/change/, which is on the list (test_access.py)
APP = re.compile(r"\^\(\?P<app_label>(\w+).*")

VIEWS = [(320, "dark"), (1280, "light")]
READ_BY_AXE = "fi"
# What no rule of axe and no style sheet asks for: that there is a text, a value or an address counts, not which.
WORDS = [
    (re.compile(r">[^<]*[^<\s][^<]*(?=<)"), ">x"),
    (re.compile(r'(?<= )(href|action|value|title|content|nonce)="[^"]+"'), r'\1="x"'),
]  # fmt: skip
# A text before its editor stands around it. Waited for by selector: JavaScript given as text would be asked again by `eval`,
# which the policy of the admin forbids.
BARE_TEXT = "[data-django-prose-editor-configurable]:not(.prose-editor *)"

EMPTIED = """button => {
  for (const field of button.form.querySelectorAll(".vMomentField")) field.value = "";
  button.form.noValidate = true;
  button.click();
}"""


@dataclass
class Walk:
    """A browser that is logged in, what it complained about, and what was found by address."""

    page: object
    url: str
    language: str
    found: dict = field(default_factory=dict)
    sources: dict = field(default_factory=dict)
    complaints: list = field(default_factory=list)
    lists: dict = field(default_factory=dict)  # the HTML of pages where addresses were looked up
    looks: set = field(default_factory=set)  # the HTML without words of what axe has read

    def note(self, place, what):
        self.found.setdefault(place, []).extend(what)

    def see(self, place, answer):
        """One page in both widths. What axe puts into it comes after what the browser says of it."""
        expect(self.page.locator(BARE_TEXT)).to_have_count(0)
        said = [line for line in self.complaints if f"status of {answer.status}" not in line]
        self.complaints.clear()
        self.note(place, said)
        self.sources[place] = answer.body()
        look = without_words(answer.text())
        now = self.page.viewport_size["width"]
        for width, scheme in sorted(VIEWS, key=lambda view: view[0] != now):  # one change of the window for each page
            self.page.set_viewport_size({"width": width, "height": 900})
            if self.language == READ_BY_AXE and look not in self.looks:
                self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # no colour is caught on its way
                found = violations(self.page, RULES)
                self.note(place, [f"{width} {v['id']}: {v['nodes'][0]['html'][:150]}" for v in found])
            if self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                self.note(place, [f"scrolls sideways at {width} px"])
        self.looks.add(look)


def without_words(html):
    for words, mark in WORDS:
        html = words.sub(mark, html)
    return html


def patterns():
    """Of all addresses that may be a page: a file is none."""
    return [
        pattern
        for pattern in sorted(set(admin_patterns()))
        if not SENT_ON.search(pattern) and not pattern.endswith((".csv", ".json", "/export/"))
    ]


def errors_in_english(page, site):
    """What the checker finds in the HTML of every page in English, asked for without a browser around it."""
    walk = Walk(page, site.url, "en")
    log_in(page, site, user="administrator", language="en")
    for pattern in patterns():
        answer = page.request.get(f"{site.url}{address(walk, pattern)}", max_redirects=0)
        if answer.status in (200, 403, 404) and answer.headers["content-type"].startswith("text/html"):
            walk.sources[pattern] = answer.body()

    assert len(walk.sources) > 50
    return errors_in(walk.sources)


def findings_of_all_pages(page, site):
    """{place: what was found} of every page of the admin in Finnish; pages without a finding are left out."""
    walk = Walk(page, site.url, "fi")
    page.add_init_script(WATCH)
    page.on("console", lambda message: walk.complaints.append(message.text))
    page.on("pageerror", lambda error: walk.complaints.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    log_in(walk.page, site, user="administrator", language="fi")
    for pattern in patterns():
        answer = open_page(walk, address(walk, pattern))
        if answer:
            walk.see(pattern, answer)
            if answer.status == 404 and pattern not in NOT_THERE:
                walk.note(pattern, ["not found: say in LINKED where it is linked"])
            if pattern.endswith("/add/") and answer.status == 200:
                see_refused(walk, pattern)
    draft = make_page(walk.page, site, title_fi="Poistettava")
    for path in [*STATES, f"/admin/pages/page/{draft}/delete/"]:
        walk.see(path, open_page(walk, path))
    log_out(walk)
    walk.see("log-in", walk.page.goto(f"{site.url}/admin/"))
    see_refused(walk, "log-in")

    assert len(walk.sources) > 50
    if NU_IS_THERE:
        walk.note("HTML", errors_in(walk.sources))
    return {place: what for place, what in walk.found.items() if what}


def address(walk, pattern):
    """A real address of a pattern."""
    if pattern in LINKED:
        return first_link(walk, *LINKED[pattern])
    whole = APP.sub(r"\1/", pattern)
    for variable, value in FIXED.items():
        whole = whole.replace(variable, value)
    if ID.search(whole):
        model = "/".join(whole.split("/")[:3])
        whole = ID.sub(first_link(walk, f"/{model}/", rf"/{model}/(\d+)/change/") or "1", whole)
    assert "<" not in whole and "(" not in whole, f"Say in LINKED where {pattern} is linked."
    return f"/{whole}"


def first_link(walk, place, link):
    if place not in walk.lists:
        walk.lists[place] = walk.page.request.get(f"{walk.url}{place}").text()
    found = re.findall(link, walk.lists[place])
    return unescape(found[-1]) if found else ""


def open_page(walk, path):
    """The answer when it is a page of its own: no redirection, no data, no act."""
    walk.complaints.clear()
    answer = walk.page.goto(f"{walk.url}{path}")
    is_page = answer.status != 405 and answer.headers.get("content-type", "").startswith("text/html")
    return answer if is_page and answer.request.redirected_from is None else None


def see_refused(walk, place):
    """The same form sent empty; one that is filled already, without its days."""
    button = walk.page.locator("#content form:has([type=submit]):not([role=search]) [type=submit]").first
    with walk.page.expect_navigation() as sent:
        button.evaluate(EMPTIED)
    if sent.value.request.method == "POST":
        walk.see(f"{place} refused", sent.value)


def log_out(walk):
    with walk.page.expect_navigation():
        walk.page.locator("#logout-form button").click()
    walk.see("logged out", walk.page.goto(f"{walk.url}/admin/login/"))
