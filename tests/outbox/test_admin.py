import pytest
from django.urls import reverse

from oph_site.audit import log_of
from oph_site.outbox.mail import send_again, set_aside
from oph_site.outbox.models import OutboxMessage
from tests.factories.visits import EnquiryFactory, OutboxMessageFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/outbox/outboxmessage/"


def addresses(message):
    return [
        LIST + end for end in ("", "add/", f"{message.pk}/change/", f"{message.pk}/history/", f"{message.pk}/delete/")
    ]


@pytest.mark.parametrize(
    ("who", "codes"),
    [
        ("editor_client", [403] * 5),
        ("officer_client", [403] * 5),
        ("coordinator_client", [200, 403, 200, 200, 403]),
        ("administrator_client", [200, 403, 200, 200, 403]),
        ("visitor", [302] * 5),
    ],
)
def test_coordinators_read_the_mail_nobody_else_does(who, codes, request):
    client, message = request.getfixturevalue(who), OutboxMessageFactory()

    assert [client.get(address).status_code for address in addresses(message)] == codes


def test_a_message_is_shown_as_plain_text_and_cannot_be_changed(coordinator_client):
    message = OutboxMessageFactory(text="Dear <b>visitor</b>\nhttps://example.org")

    page = coordinator_client.get(f"{LIST}{message.pk}/change/").text
    answer = coordinator_client.post(f"{LIST}{message.pk}/change/", {"to": "else@example.org"})

    assert "Dear &lt;b&gt;visitor&lt;/b&gt;<br>https://example.org" in page
    assert 'name="_save"' not in page
    assert answer.status_code == 403


def test_failed_messages_are_sent_again_from_the_list(coordinator_client):
    failed, waiting = OutboxMessageFactory(state="failed", attempts=8), OutboxMessageFactory()

    data = {"action": "send_again", "_selected_action": [failed.pk, waiting.pk]}
    page = coordinator_client.post(LIST, data, follow=True).text

    assert "1 message is sent again." in page
    assert "1 message is waiting already." in page
    assert set(OutboxMessage.objects.values_list("state", "attempts")) == {("waiting", 0)}
    assert [len(log_of(message)) for message in (failed, waiting)] == [1, 0]


def test_failed_mail_stands_on_the_desk_at_the_enquiry_and_in_its_list_until_somebody_decides(
    coordinator_client, coordinator
):
    enquiry = EnquiryFactory()
    OutboxMessageFactory(reference=enquiry.reference, subject="We look forward", state="sent")
    message = OutboxMessageFactory(
        reference=enquiry.reference, subject="Your receipt", state="failed", kind="enquiry_receipt"
    )
    addresses = ["/admin/", reverse("admin:visits_enquiry_change", args=[enquiry.pk]), "/admin/visits/enquiry/"]
    words = ["Mail that was not sent: ", "Mail was not sent:", "(mail not sent)"]
    assert [word in coordinator_client.get(address).text for address, word in zip(addresses, words, strict=True)] == [
        True
    ] * 3
    assert "We look forward" not in coordinator_client.get(addresses[1]).text

    chosen = {"action": "set_aside", "_selected_action": [message.pk]}
    done = coordinator_client.post("/admin/outbox/outboxmessage/", chosen, follow=True).text

    assert "1 message was set aside." in done
    assert [word in coordinator_client.get(address).text for address, word in zip(addresses, words, strict=True)] == [
        False
    ] * 3
    assert [(entry.user, entry.get_change_message()) for entry in log_of(message)] == [
        (coordinator, "Set aside: not sent.")
    ]
    assert send_again(message, by=coordinator) is True


def test_only_what_failed_is_set_aside(coordinator):
    assert [set_aside(OutboxMessageFactory(state=state), by=coordinator) for state in OutboxMessage.State.values] == [
        state == "failed" for state in OutboxMessage.State.values
    ]
