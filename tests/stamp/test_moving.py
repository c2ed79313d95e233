from datetime import UTC, datetime
from threading import Event

import pytest
from django.db import DatabaseError, connection, transaction

from oph_site.stamp import moving
from oph_site.stamp.models import Stamp
from oph_site.stamp.moving import current, forget_old_stamps, move
from pages.models import Organisation
from tests.factories.pages import OrganisationFactory
from tests.threads import errors_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def fresh():
    """As in a process that has just begun."""
    moving.Seen.value, moving.Seen.until = None, 0.0


def rows():
    return Stamp.objects.count()


def test_a_transaction_adds_one_row_whatever_it_writes():
    before = rows()

    with transaction.atomic():
        OrganisationFactory()
        OrganisationFactory()
        Organisation.objects.update(role_fi="Jäsen")

    assert rows() == before + 1


def test_what_is_rolled_back_moves_nothing():
    before = current()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        OrganisationFactory()
        1 / 0  # noqa: B018

    moving.forget()
    assert current() == before


def test_a_savepoint_that_rolls_back_does_not_take_the_row_of_later_writes_with_it():
    before = current()

    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            OrganisationFactory()
            1 / 0  # noqa: B018
        OrganisationFactory()

    assert current() != before


def test_a_savepoint_that_rolls_back_leaves_the_row_of_earlier_writes():
    before = rows()

    with transaction.atomic():
        OrganisationFactory()
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            OrganisationFactory()
            1 / 0  # noqa: B018

    assert rows() == before + 1


def test_the_process_that_wrote_sees_it_at_once():
    before = current()

    OrganisationFactory()

    assert current() != before


def test_the_database_is_asked_once_a_second(django_assert_num_queries):
    with django_assert_num_queries(1):
        current()
        current()

    moving.Seen.until = 0.0  # a second later

    with django_assert_num_queries(1):
        current()


def test_nothing_is_kept_by_what_a_transaction_sees():
    with transaction.atomic():
        move()
        assert current() is None


def test_a_transaction_that_commits_late_changes_the_value_too():
    Stamp.objects.create(pk=1_000_005)
    before = current()

    Stamp.objects.create(pk=1_000_003)
    moving.forget()

    assert current() != before


@pytest.fixture
def away(monkeypatch):
    """Call it, and the database is away."""

    def fail(*args, **kwargs):
        raise DatabaseError("away")

    return lambda: monkeypatch.setattr(Stamp.objects, "order_by", fail)


def test_the_last_value_holds_for_a_day_while_the_database_is_away(away):
    move()
    before = current()
    away()
    moving.Seen.until = 0.0  # a second later
    holds = current()
    moving.Seen.until, moving.Seen.read_at = 0.0, moving.Seen.read_at - moving.LONGEST_AWAY

    assert before and [holds, current()] == [before, None]


def test_what_this_process_wrote_before_the_database_went_away_leaves_no_value_of_before(away):
    move()
    before = current()
    OrganisationFactory()
    away()

    assert before and [moving.seen(), current(), moving.seen()] == [None, None, None]


@pytest.mark.parametrize(("hour", "left"), [(2, 8), (3, 5)])
def test_old_rows_go_at_night(monkeypatch, hour, left):
    Stamp.objects.all().delete()
    Stamp.objects.bulk_create(Stamp() for _number in range(8))
    monkeypatch.setattr(moving, "KEPT", 5)
    newest = list(Stamp.objects.order_by("-pk").values_list("pk", flat=True)[:5])

    forget_old_stamps(datetime(2027, 1, 1, hour, 10, tzinfo=UTC))

    assert rows() == left
    assert list(Stamp.objects.order_by("-pk").values_list("pk", flat=True)[:5]) == newest


def test_two_transactions_that_cross_wait_for_no_stamp():
    """With one row that both update, the first would wait for the second's record and the second for the first's stamp."""
    if connection.vendor == "sqlite":
        pytest.skip("one writer at a time")
    first, second = OrganisationFactory(), OrganisationFactory()
    first_has_moved, second_has_moved = Event(), Event()

    def write_first():
        with transaction.atomic():
            first.save()
            first_has_moved.set()
            second_has_moved.wait(5)
            Organisation.objects.filter(pk=second.pk).update(since=1995)  # held by the other until it commits

    def write_second():
        with transaction.atomic():
            second.save()
            first_has_moved.wait(5)
            move()
            second_has_moved.set()

    failures = errors_of(write_first, write_second)

    assert failures == []
    assert Organisation.objects.get(pk=second.pk).since == 1995
