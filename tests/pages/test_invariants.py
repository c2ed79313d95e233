"""Whatever editors do in whatever order, what readers see stays whole: now and at every planned moment."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pages.models import Edition
from pages.publishing import publish, withdraw
from pages.tree import place_problem
from tests.factories.pages import PageFactory

PAGES, DAYS = 4, 4
ACTS = st.one_of(
    st.tuples(st.just("publish"), st.integers(0, PAGES - 1), st.integers(0, DAYS)),
    st.tuples(st.just("rename"), st.integers(0, PAGES - 1), st.sampled_from("abcd")),
    st.tuples(st.just("move"), st.integers(0, PAGES - 1), st.integers(0, PAGES)),
    st.tuples(st.just("withdraw"), st.integers(0, PAGES - 1), st.just(None)),
)


def act(name, page, value, pages, home, start):
    if name == "publish":
        publish(page, "fi", by=None, at=start + timedelta(days=value) if value else None)
    elif name == "withdraw":
        withdraw(page, "fi", by=None)
    elif name == "rename":
        page.slug_fi = value
        page.validate_constraints()
        page.save()
    else:
        parent = home if value == PAGES else pages[value]
        if parent == page or place_problem(page, parent):
            return
        page.parent = parent
        page.clean()
        page.validate_constraints()
        page.save()


def broken(moment):
    """What is not whole at that moment: two editions of one page or address, or one whose parent is elsewhere or not live."""
    live = list(Edition.objects.live(moment).filter(language="fi"))
    by_page, paths = {edition.page_id: edition for edition in live}, {edition.path for edition in live}
    found = [] if len(by_page) == len(paths) == len(live) else ["two at once"]
    for edition in live:
        if edition.parent_id is None:
            continue
        parent = by_page.get(edition.parent_id)
        if parent is None or edition.path.rpartition("/")[0] != parent.path:
            found.append(f"{edition.path} is not below {parent and parent.path!r}")
    return found


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=14))
def test_no_order_of_acts_breaks_what_readers_see(home, acts):
    with transaction.atomic():
        start = timezone.now()
        pages = [PageFactory(parent=home, slug_fi=f"page-{number}") for number in range(PAGES)]
        for name, number, value in acts:
            try:
                with transaction.atomic():
                    pages[number].refresh_from_db()
                    act(name, pages[number], value, pages, home, start)
            except ValidationError:
                continue
            moments = [timezone.now() + timedelta(days=half / 2) for half in range(2 * DAYS + 3)]
            assert {str(moment): broken(moment) for moment in moments if broken(moment)} == {}
        transaction.set_rollback(True)
