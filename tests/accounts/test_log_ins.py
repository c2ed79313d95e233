import logging

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from oph_site.accounts.log_ins import forget_log_ins
from oph_site.accounts.models import LoginEvent
from oph_site.audit import READING
from tests.accounts.conftest import current_code
from tests.accounts.test_login import log_in, wrong_passwords
from tests.factories.visits import OutboxMessageFactory

pytestmark = pytest.mark.django_db


def rows():
    return [(event.kind, event.person and event.person.username) for event in LoginEvent.objects.order_by("pk")]


def logged(caplog):
    return [(record.message, record.account) for record in caplog.records if record.name == "oph_site.accounts.log_ins"]


def test_log_ins_and_failures_leave_a_row_and_a_line_without_names(editor, app, visitor, caplog):
    caplog.set_level(logging.INFO, "oph_site.accounts.log_ins")
    log_in(visitor, "nobody")
    log_in(visitor, password="wrong")
    log_in(visitor)
    visitor.post("/admin/two-factor/", {"code": "000000"})
    visitor.post("/admin/two-factor/", {"code": current_code()})

    assert rows() == [
        ("wrong_password", None),
        ("wrong_password", "editor"),
        ("password", "editor"),
        ("wrong_code", "editor"),
        ("second_factor", "editor"),
    ]
    assert logged(caplog) == [
        ("wrong_password", "unknown"),
        ("wrong_password", editor.pk),
        ("password", editor.pk),
        ("wrong_code", editor.pk),
        ("second_factor", editor.pk),
    ]


def test_what_anybody_can_send_without_end_leaves_a_line_and_no_row(editor, visitor, caplog):
    wrong_passwords(visitor, 7)
    for _number in range(3):
        Client().post("/admin/login/passkey/", {"credential": '{"id": "x"}'})

    assert [len(rows()), logged(caplog).count(("paused", editor.pk))] == [5, 2]
    assert logged(caplog).count(("wrong_passkey", "unknown")) == 3


def test_a_forgotten_password_is_logged_for_known_and_unknown_names(editor, visitor):
    editor.email = "editor@example.org"
    editor.save()
    for name in ["editor", "nobody"]:
        visitor.post("/admin/password/forgotten/", {"name": name})

    assert rows() == [("link", "editor"), ("link", None)]


def test_administrators_read_the_log_ins_by_person_and_kind(editor, administrator_client):
    log_in(Client(), password="wrong")
    log_in(Client())
    page = administrator_client.get("/admin/accounts/loginevent/", {"kind__exact": "wrong_password"})

    assert [event.kind for event in page.context["cl"].result_list] == ["wrong_password"]
    assert "editor" in page.text


def test_administrators_read_the_log_of_the_admin(editor, administrator_client, coordinator_client):
    message = OutboxMessageFactory(subject="Your enquiry")
    coordinator_client.get(f"/admin/outbox/outboxmessage/{message.pk}/change/")
    page = administrator_client.get("/admin/admin/logentry/", {"action": READING})

    assert [entry.object_repr for entry in page.context["cl"].result_list] == ["Your enquiry"]
    assert ["coordinator" in page.text, "Opened." in page.text] == [True, True]


def test_reading_an_outgoing_message_is_one_opening_a_person_and_day(
    coordinator, coordinator_client, administrator_client, clock
):
    address = f"/admin/outbox/outboxmessage/{OutboxMessageFactory().pk}/change/"
    for client in (coordinator_client, coordinator_client, administrator_client):
        client.get(address)
    clock.shift(24 * 60 * 60)
    log_in(coordinator_client, "coordinator")
    coordinator_client.get(address)

    openings = LogEntry.objects.filter(action_flag=READING).order_by("pk")
    assert [entry.user.username for entry in openings] == ["coordinator", "administrator", "coordinator"]


def test_log_ins_are_forgotten_after_a_year(editor, clock):
    log_in(Client())
    clock.shift(366 * 24 * 60 * 60)
    log_in(Client())
    forget_log_ins(timezone.now())

    assert LoginEvent.objects.count() == 1
