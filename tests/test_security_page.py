"""docs/security.md: its tests exist, its numbers are such as the standard has, and each stands once."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.oph_site.test_security import DECIDED, SAFE

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs/security.md").read_text(encoding="utf-8")
TESTS = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
ROW = re.compile(r"^\| (\d[^|]*) \| (.+?) \| (.*?) ?\|$", re.MULTILINE)
NUMBER = re.compile(r"\d+\.\d+\.\d+")


def test_every_test_that_the_page_names_is_there():
    named = TESTS.findall(PAGE)
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / path).exists() or (name and f"\ndef {name}(" not in (ROOT / path).read_text(encoding="utf-8"))
    ]

    assert len(named) > 100
    assert missing == []


def test_every_row_says_how_and_what_shows_it_and_no_requirement_stands_twice():
    rows = ROW.findall(PAGE)
    numbers = [number for requirement, _how, _shown in rows for number in NUMBER.findall(requirement)]
    chapters = re.findall(r"^## V(\d+) ", PAGE, re.MULTILINE)

    assert len(rows) == PAGE.count("\n| ") - PAGE.count("\n| requirement")
    assert len(rows) > 100 and len(numbers) == len(set(numbers))
    assert {number.partition(".")[0] for number in numbers} == set(chapters)
    assert [requirement for requirement, how, shown in rows if not (shown or "**" in how or "no such" in how)] == [
        "7.1.2"
    ]


def test_cookies_of_production_belong_to_this_host_alone():
    code = "from oph_site import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME)"
    environment = {**os.environ, **SAFE, **DECIDED, "DEMO": "", "DEBUG": ""}
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)

    assert said.stdout.split() == ["__Host-sessionid", "__Host-csrftoken"]
