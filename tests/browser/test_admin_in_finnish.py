"""The walk through the admin is long: a file of its own, so that one worker begins with it."""

from tests.browser.admin_walk import findings_of_all_pages


def test_no_page_of_the_admin_has_a_finding_in_finnish(page, site):
    assert findings_of_all_pages(page, site) == {}
