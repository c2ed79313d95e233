"""Hands on a keyboard that count what a task costs: pages loaded, keys pressed, characters typed."""

from dataclasses import dataclass

from tests.browser.conftest import focused_name


@dataclass
class Keyboard:
    page: object
    loads: int = 0
    presses: int = 0
    characters: int = 0

    def __post_init__(self):
        self.page.on("load", self._count_load)

    def _count_load(self, _page):
        self.loads += 1

    def open(self, url):
        """The one page that a task begins on."""
        self.page.goto(url)

    def press(self, *keys, times=1):
        for key in keys * times:
            self.page.keyboard.press(key)
            self.presses += 1

    def type(self, text):
        self.page.keyboard.type(text)
        self.characters += len(text)

    def tab_to(self, name, limit=250):
        """Presses Tab until the focused control has this accessible name."""
        for _press in range(limit):
            self.press("Tab")
            if focused_name(self.page) == name:
                return
        raise AssertionError(f"“{name}” was not reached in {limit} presses of Tab")

    def follow(self, name, limit=250):
        """Goes to the link or button of this name and presses Enter; returns when the next page is there."""
        self.tab_to(name, limit)
        with self.page.expect_navigation():
            self.press("Enter")

    def fill(self, name, text):
        """Goes to the field, selects what it holds and writes over it."""
        self.tab_to(name)
        self.press("Control+a")
        self.type(text)
