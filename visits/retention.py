"""How long what tells who asked is kept, in three classes, and what becomes of it then. The privacy notice promises the same.

| class | kept | setting |
|---|---|---|
| enquiry that led to no visit, or to one that was cancelled free of charge | twelve months after the last thing that happened | KEPT_ENQUIRY_DAYS |
| spam | a month: long enough to bring back one that was genuine | KEPT_SPAM_DAYS |
| visit with its invoice | six years from the end of its year (Accounting Act 1336/1997, chapter 2 section 10) | BOOKKEEPING_YEARS |

Sources: GDPR art. 5(1)(e) and 906/2019 section 21. Figures (country, type, themes, size, dates, sums) stay. The worker does
it by itself; `manage.py anonymise` says what is due.

What is emptied never comes back, so a round that would take unusually much stops and asks a person (oph_site/rounds.py).
"""

import logging
from datetime import date, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oph_site import erasures
from oph_site.outbox.models import OutboxMessage
from visits.models import Enquiry, EnquiryEvent, Offer, RetentionRound, Visit

logger = logging.getLogger(__name__)

PERSONAL = [
    "organisation", "on_behalf_of", "contact_name", "contact_role", "email", "phone", "aim", "message", "access_needs",
    "answers_digest", "new_name", "new_role", "new_phone", "new_email",
]  # fmt: skip
PERSONAL_OF_VISIT = ["invoice_name", "invoice_address", "vat_number", "order_reference", "final_access"]
State = Enquiry.State
PLANNED = [State.PLANNING, State.OFFERED]


class Kept(models.TextChoices):
    """The classes of what is kept. How long, the settings say."""

    ENQUIRY = "enquiry", _("enquiry that led to no visit")
    SPAM = "spam", pgettext_lazy("enquiry", "spam")
    VISIT = "visit", _("visit with its invoice")


@transaction.atomic
def anonymise_old_enquiries(now, *, anyway=False):
    """Returns how many were anonymised; none, and the desk says so, when the round is unusual and nobody said `anyway`."""
    round_ = RetentionRound.begin()
    found = due(now)
    old = [enquiry for enquiries in found.values() for enquiry in enquiries]
    kept = Enquiry.objects.filter(anonymised_at=None)
    if not (anyway or round_.may_take(len(old), kept, now, spam=len(found[Kept.SPAM]))):
        return 0
    erasures.note("enquiry", [enquiry.token for enquiry in old], now)
    for enquiry in old:
        anonymise(enquiry, now)
    invoices = forget_invoices(now)
    round_.was_made(now)
    if old or invoices:
        counts = ", ".join(f"{kept.value} {len(enquiries)}" for kept, enquiries in found.items())
        logger.warning("Anonymised %d enquiries (%s) and %d invoices", len(old), counts, invoices)
    return len(old)


def due(now):
    """{Kept: [Enquiry]}: those whose time is over."""
    last_event = Coalesce(Max("events__at", filter=~Q(events__kind=EnquiryEvent.Kind.READ)), "received_at")
    kept = Enquiry.objects.filter(anonymised_at=None).annotate(last_event=last_event)
    is_in_books = Q(state=State.ACCEPTED) & ~Q(pk__in=Visit.objects.without_invoice().order_by().values("enquiry"))
    old = kept.filter(last_event__lte=now - timedelta(days=settings.KEPT_ENQUIRY_DAYS))
    old_spam = kept.filter(last_event__lte=now - timedelta(days=settings.KEPT_SPAM_DAYS))
    return {
        Kept.ENQUIRY: list(old.exclude(state=State.SPAM).exclude(is_in_books).exclude(pk__in=coming(now))),
        Kept.SPAM: list(old_spam.filter(state=State.SPAM)),
        Kept.VISIT: list(kept.filter(is_in_books, pk__in=out_of_books(now).order_by().values("enquiry"))),
    }


def coming(now):
    """One being planned is no older than the days wished for."""
    oldest = (now - timedelta(days=settings.KEPT_ENQUIRY_DAYS)).date()
    wished = Enquiry.objects.order_by().alias(last_day=Max("dates__last_on"))
    return wished.filter(state__in=PLANNED, last_day__gt=oldest).values("pk")


def out_of_books(now):
    """The visits that bookkeeping needs no more."""
    return Visit.objects.filter(last_on__year__lt=timezone.localdate(now).year - settings.BOOKKEEPING_YEARS)


def books_until(visit):
    """The last day for which bookkeeping keeps a visit with its invoice."""
    return date(visit.last_on.year + settings.BOOKKEEPING_YEARS, 12, 31)


def kept_until(enquiry):
    """(Kept, the last day) as things stand: what happens to an enquiry without a visit prolongs its time. Agrees with `due`."""
    visit = Visit.objects.filter(enquiry=enquiry).first()
    if visit and visit.has_invoice:
        return Kept.VISIT, books_until(visit)
    events = enquiry.events.exclude(kind=EnquiryEvent.Kind.READ)
    last = timezone.localdate(events.aggregate(last=Max("at"))["last"] or enquiry.received_at)
    if enquiry.state == State.SPAM:
        return Kept.SPAM, last + timedelta(days=settings.KEPT_SPAM_DAYS)
    if enquiry.state in PLANNED:
        last = max([last, *(dates.last_on for dates in enquiry.dates.all())])
    return Kept.ENQUIRY, last + timedelta(days=settings.KEPT_ENQUIRY_DAYS)


def invoices_due(now):
    """Of visits whose other data was erased before (erasure.py): their invoices were kept for bookkeeping, until now."""
    return out_of_books(now).filter(enquiry__anonymised_at__isnull=False).exclude(invoice_name="")


def forget_invoices(now):
    """Returns how many."""
    old = invoices_due(now)
    erasures.note("invoice", old.values_list("enquiry__token", flat=True), now)
    return old.update(**dict.fromkeys(PERSONAL_OF_VISIT, ""))


def repeat(tokens):
    """After a restore: makes those enquiries anonymous again that were so before. Returns how many."""
    now = timezone.now()
    back = Enquiry.objects.filter(anonymised_at=None, token__in=tokens)
    for enquiry in back:
        visit = Visit.objects.filter(enquiry=enquiry).first()
        in_books = bool(visit and visit.has_invoice and books_until(visit) >= timezone.localdate(now))
        anonymise(enquiry, now, keeps_invoice=in_books)
    return len(back)


def repeat_invoices(tokens):
    """The same for invoices. Returns how many."""
    back = Visit.objects.filter(enquiry__token__in=tokens).exclude(invoice_name="")
    return back.update(**dict.fromkeys(PERSONAL_OF_VISIT, ""))


@transaction.atomic
def anonymise(enquiry, now, *, keeps_invoice=False):
    """Its time is over. One that was still open has expired: nobody can be answered any more."""
    state = State.EXPIRED if enquiry.state in Enquiry.OPEN else enquiry.state
    Enquiry.objects.filter(pk=enquiry.pk).update(state=state)
    empty(enquiry, now, keeps_invoice=keeps_invoice)
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
