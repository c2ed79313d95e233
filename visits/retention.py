"""What the privacy notice promises: an enquiry that led to no visit is anonymous twelve months after the last thing that happened.

Sources: GDPR art. 5(1)(e) and 906/2019 section 21. Figures (country, type, themes, size, dates, sums) stay. What was put
away as spam goes after a month: long enough to bring back one that was genuine. A visit is kept with its invoice for six
years from the end of its year (Accounting Act 1336/1997, chapter 2 section 10); one that was cancelled free of charge left
no invoice, and counts as an enquiry that led to no visit.

What is emptied never comes back, so a round that would take unusually much stops and asks a person (`is_unusual`).
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from oph_site.outbox.models import OutboxMessage
from visits.models import Enquiry, EnquiryEvent, Offer, RetentionRound, Visit

logger = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=365)
SPAM_KEPT_FOR = timedelta(days=30)
BOOKKEEPING_YEARS = 6
# Of a few hundred enquiries a year one or two are due on an ordinary day.
USUAL_COUNT = 20
USUAL_SHARE = 5  # up to a fifth of those that are not anonymous yet
LONGEST_PAUSE = timedelta(days=7)  # rounds come every few seconds: after a week without one the clock may be wrong
PERSONAL = [
    "organisation", "on_behalf_of", "contact_name", "contact_role", "email", "phone", "aim", "message", "access_needs",
    "answers_digest", "new_name", "new_role", "new_phone", "new_email",
]  # fmt: skip
PERSONAL_OF_VISIT = ["invoice_name", "invoice_address", "vat_number", "order_reference", "final_access"]
State = Enquiry.State


@transaction.atomic
def anonymise_old_enquiries(now, *, anyway=False):
    """Returns how many were anonymised; none, and the desk says so, when the round is unusual and nobody said `anyway`."""
    RetentionRound.objects.get_or_create(pk=1)
    round_ = RetentionRound.objects.select_for_update().get(pk=1)
    old = list(due(now))
    if is_unusual(old, round_.last_at, now) and not anyway:
        hold(round_, len(old), now)
        return 0
    for enquiry in old:
        anonymise(enquiry, now)
    forget_invoices(now)
    round_.last_at, round_.held_at, round_.held_count = now, None, 0
    round_.save()
    if old:
        logger.warning("Anonymised %d enquiries", len(old))
    return len(old)


def due(now):
    """One being planned is no older than the days wished for."""
    visits = Visit.objects.order_by().values("enquiry")
    free = visits.filter(Q(cancellation_percent=0) | Q(cancellation_percent=None), state=Visit.State.CANCELLED)
    is_kept_for_books = Q(state=State.ACCEPTED) & ~Q(pk__in=free)
    last_kept_year = timezone.localdate(now).year - BOOKKEEPING_YEARS
    last_event = Coalesce(Max("events__at", filter=~Q(events__kind=EnquiryEvent.Kind.READ)), "received_at")
    is_coming = Q(state__in=[State.PLANNING, State.OFFERED], last_day__gt=(now - KEPT_FOR).date())
    is_old = Q(last_event__lte=now - KEPT_FOR) & ~Q(
        pk__in=Enquiry.objects.alias(last_day=Max("dates__last_on")).filter(is_coming)
    )
    is_old_spam = Q(state=State.SPAM, last_event__lte=now - SPAM_KEPT_FOR)
    is_out_of_books = is_kept_for_books & Q(pk__in=visits.filter(last_on__year__lt=last_kept_year))
    kept = Enquiry.objects.filter(anonymised_at=None)
    is_unrealised = ~is_kept_for_books & (is_old | is_old_spam)
    return kept.annotate(last_event=last_event).filter(is_unrealised | is_out_of_books)


def forget_invoices(now):
    """Those that were kept for bookkeeping when all else of the visit was erased (erasure.py)."""
    over = Visit.objects.filter(last_on__year__lt=timezone.localdate(now).year - BOOKKEEPING_YEARS)
    over.filter(enquiry__anonymised_at__isnull=False).exclude(invoice_name="").update(
        **dict.fromkeys(PERSONAL_OF_VISIT, "")
    )


def is_unusual(old, last_at, now):
    """Whether a round takes so many, or comes so long after the one before, that the clock or the data may be wrong."""
    count = sum(enquiry.state != State.SPAM for enquiry in old)
    if not old:
        return False
    if last_at and not -LONGEST_PAUSE < now - last_at < LONGEST_PAUSE:
        return True
    return count > USUAL_COUNT and count * USUAL_SHARE > Enquiry.objects.filter(anonymised_at=None).count()


def hold(round_, count, now):
    if round_.held_at is None:
        round_.held_at = now
        logger.error("Anonymising is held: a round would take %d enquiries. Check the clock of this machine", count)
    round_.held_count = count
    round_.save()


@transaction.atomic
def anonymise(enquiry, now):
    """Its time is over. One that was still open has expired: nobody can be answered any more."""
    state = State.EXPIRED if enquiry.state in Enquiry.OPEN else enquiry.state
    Enquiry.objects.filter(pk=enquiry.pk).update(state=state)
    empty(enquiry, now)
    EnquiryEvent.objects.create(
        enquiry=enquiry, kind=EnquiryEvent.Kind.ANONYMISED, at=now, state_before=enquiry.state, state_after=state
    )


def empty(enquiry, now, *, keeps_invoice=False):
    """Empties what tells who asked: in the enquiry, its offers and visit, in what was written about it and in the mail to it.

    keeps_invoice: for bookkeeping, until its time is over too.
    """
    Enquiry.objects.filter(pk=enquiry.pk).update(anonymised_at=now, **dict.fromkeys(PERSONAL, ""))
    enquiry.events.update(text="")  # the one change that the law asks of what is otherwise never changed
    Offer.objects.filter(enquiry=enquiry).update(text="", discount_reason="")
    enquiry.offers.sent().update(state=Offer.State.EXPIRED)  # nobody is left to accept it
    fields = ["final_access"] if keeps_invoice else PERSONAL_OF_VISIT
    Visit.objects.filter(enquiry=enquiry).update(left_out=[], **dict.fromkeys(fields, ""))
    OutboxMessage.objects.filter(reference=enquiry.reference).delete()
