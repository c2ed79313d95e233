"""What the privacy notice promises: an enquiry that led to no visit is anonymous twelve months after the last thing that happened.

Sources: GDPR art. 5(1)(e) and 906/2019 section 21. Figures (country, type, themes, size, dates) stay.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.db.models.functions import Coalesce

from oph_site.outbox.models import OutboxMessage
from visits.models import Enquiry, EnquiryEvent

logger = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=365)
PERSONAL = ["organisation", "contact_name", "contact_role", "email", "phone", "aim", "message", "answers_digest"]


def anonymise_old_enquiries(now):
    """Returns how many were anonymised. Accepted ones become visits, which bookkeeping keeps for longer."""
    old = (
        Enquiry.objects.exclude(state=Enquiry.State.ACCEPTED)
        .annotate(last_event=Coalesce(Max("events__at", filter=~Q(events__kind=EnquiryEvent.Kind.READ)), "received_at"))
        .filter(anonymised_at=None, last_event__lte=now - KEPT_FOR)
    )
    for enquiry in old:
        anonymise(enquiry, now)
    if old:
        logger.warning("Anonymised %d enquiries older than %d days", len(old), KEPT_FOR.days)
    return len(old)


@transaction.atomic
def anonymise(enquiry, now):
    """Empties what tells who asked: in the enquiry, in what was written about it and in the mail to and from it."""
    Enquiry.objects.filter(pk=enquiry.pk).update(anonymised_at=now, **dict.fromkeys(PERSONAL, ""))
    enquiry.events.update(text="")  # the one change that the law asks of what is otherwise never changed
    OutboxMessage.objects.filter(reference=enquiry.reference).delete()
    EnquiryEvent.objects.create(
        enquiry=enquiry,
        kind=EnquiryEvent.Kind.ANONYMISED,
        at=now,
        state_before=enquiry.state,
        state_after=enquiry.state,
    )
