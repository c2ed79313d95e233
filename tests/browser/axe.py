"""axe inside a page. Asked for violations alone, and put there once, it takes a third less time and finds the same."""

from axe_playwright_python.base import AXE_SCRIPT

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What can differ between two views of one page.
BY_VIEW = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]}}  # fmt: skip


def violations(page, rules=None):
    """What breaks the rules; all that axe has when none are named. (Axe writes styles of its own into the page, against
    our policy: what the browser says of the page is to be read before.)

    Style sheets are not fetched a second time: only a rule that axe counts as an experiment, and does not run, reads them.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {**(rules or {}), "resultTypes": ["violations"], "preload": {"assets": ["media"]}}
    return page.evaluate("async options => (await axe.run(options)).violations", options)
