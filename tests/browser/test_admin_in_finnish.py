"""The walk through the admin is long: each language is a file of its own, so that two workers share it."""

from tests.browser.admin_walk import findings_of_all_pages


def test_no_page_of_the_admin_has_a_finding_in_finnish(page, site):
    assert findings_of_all_pages(page, site, "fi") == {}
