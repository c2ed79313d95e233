"""Beside the walk in Finnish (test_admin_in_finnish.py): another worker can do it."""

import pytest

from tests.browser.admin_walk import errors_in_english
from tests.browser.nu import NEEDED


@pytest.mark.skipif(not NEEDED, reason="no Java or no HTML checker on this machine")
def test_the_checker_finds_no_error_in_any_page_of_the_admin_in_english(page, site):
    assert errors_in_english(page, site) == []
