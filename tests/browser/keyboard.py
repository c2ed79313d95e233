"""Hands on a keyboard that count what a task costs: pages loaded, keys pressed, characters typed, and the way in words."""

from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.browser.conftest import A_MOMENT, focused_name, move_caret


@dataclass
class Keyboard:
    page: object
    loads: int = 0
    presses: int = 0
    characters: int = 0
    way: list = field(default_factory=list)  # the names of what was used

    def __post_init__(self):
        self.page.on("load", self._count_load)

    def _count_load(self, _page):
        self.loads += 1

    def press(self, *keys, times=1):
        for key in keys * times:
            self.page.keyboard.press(key)
            self.presses += 1

    def move_caret(self, *keys):
        move_caret(self.page, *keys)
        self.presses += len(keys)

    def type(self, text):
        self.page.keyboard.type(text)
        self.characters += len(text)

    def tab_to(self, name, nth=1, limit=250):
        """Presses Tab until the focused control has this accessible name; “…” at its end stands for any rest."""
        self.walk("Tab", name, nth, limit)

    def walk(self, key, name, nth=1, limit=250):
        seen = 0
        for _press in range(limit):
            self.press(key)
            now = focused_name(self.page)
            seen += now == name or (name.endswith("…") and now.startswith(name[:-1]))
            if seen == nth:
                self.way.append(name.rstrip("…"))
                return
        raise AssertionError(f"“{name}” was not reached in {limit} presses of {key}")

    def skip(self):
        """To what the page is about."""
        self.use("Skip to main content")
        self.way.pop()

    def use(self, name, key="Enter"):
        """Goes to the control and presses it; it stays on the page."""
        self.tab_to(name)
        self.press(key)

    def follow(self, name, nth=1):
        """Goes to the link or button of this name and presses Enter; returns when the next page is there."""
        self.tab_to(name, nth)
        with self.next_page():
            self.press("Enter")

    @contextmanager
    def next_page(self):
        """What is done inside leads to another page; goes on when that is there and has set its focus."""
        with self.page.expect_event("load"):
            yield
        self.page.evaluate(A_MOMENT)

    def fill(self, name, text):
        """Goes to the field, selects what it holds and writes over it."""
        self.tab_to(name)
        self.press("Control+a")
        self.type(text)
