from datetime import date, timedelta
from uuid import uuid4

import factory
from django.utils import timezone

from oph_site.outbox.models import OutboxMessage
from visits.models import Enquiry, EnquiryDates, EnquiryEvent

SPRING = date(2027, 4, 12)


class EnquiryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Enquiry
        skip_postgeneration_save = True

    reference = factory.Sequence(lambda n: f"V-2026-{n + 1000:04}")
    received_at = factory.LazyFunction(timezone.now)
    answer_by = factory.LazyAttribute(lambda enquiry: timezone.localdate(enquiry.received_at) + timedelta(days=14))
    organisation = "Tartu School Association"
    organisation_type = "ngo"
    country = "EE"
    contact_name = "Head of Training"
    contact_role = "Head of training"
    email = "training@example.org"
    aim = "We want to learn how schools plan their own curricula."
    length = "1"
    group_size = 14
    programme_language = "en"
    language = "en"
    token = factory.LazyFunction(uuid4)
    answers_digest = factory.Sequence(str)

    @factory.post_generation
    def event(enquiry, create, extracted, **changes):
        """What submit_enquiry writes: that it was received."""
        if create:
            kind, new = EnquiryEvent.Kind.RECEIVED, Enquiry.State.NEW
            EnquiryEvent.objects.create(enquiry=enquiry, kind=kind, at=enquiry.received_at, state_after=new)


class EnquiryDatesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EnquiryDates

    enquiry = factory.SubFactory(EnquiryFactory)
    first_on = SPRING
    last_on = SPRING + timedelta(days=1)


class OutboxMessageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OutboxMessage

    kind = "enquiry_receipt"
    to = "visitor@example.org"
    language = "en"
    subject = "We have received your enquiry V-2026-0042"
    text = "We have received your enquiry.\n"
    html = "<p>We have received your enquiry.</p>"
    reference = "V-2026-0042"
    message_id = factory.Sequence(lambda n: f"<{n}@example.org>")


def answers(**changes):
    """What the form hands over to submit_enquiry."""
    return {
        "organisation": "Tartu School Association", "organisation_type": "ngo", "country": "EE",
        "contact_name": "Head of Training", "contact_role": "Head of training", "email": "training@example.org", "phone": "",
        "aim": "We want to learn how schools plan their own curricula.", "themes": ["curriculum", "leadership"],
        "group_size": 14, "is_flexible": False, "programme_language": "en", "message": "",
        "dates": [(SPRING, SPRING + timedelta(days=1))],
    } | changes  # fmt: skip


def typed(**changes):
    """What somebody types into the form: right, unless changed."""
    return {
        "organisation": "Tartu School Association", "organisation_type": "ngo", "country": "EE",
        "contact_name": "Head of Training", "contact_role": "Head of training", "email": "training@example.org", "phone": "",
        "aim": "We want to learn how schools plan their own curricula.", "themes": ["curriculum", "leadership"],
        "group_size": "14", "programme_language": "en", "message": "",
        "first_1_day": "12", "first_1_month": "4", "first_1_year": "2027",
        "last_1_day": "13", "last_1_month": "4", "last_1_year": "2027",
    } | changes  # fmt: skip
