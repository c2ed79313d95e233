"""The Nu HTML checker finds no error on any kind of public page (those of the admin: admin_walk.py)."""

import urllib.error
import urllib.request

import pytest

from tests.browser.nu import NEEDED, errors_in
from tests.browser.test_accessibility import PAGES


def html(url):
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.read()
    except urllib.error.HTTPError as answer:  # error pages are pages too
        return answer.read()


@pytest.mark.skipif(not NEEDED, reason="no Java, or no checker (make test brings it)")
def test_the_checker_finds_no_error_in_any_page(site):
    assert errors_in({path: html(f"{site.url}{path}") for path in PAGES}) == []
