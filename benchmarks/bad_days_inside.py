"""What bad_days.py does within the site, by the settings of its environment; each answers with JSON.

fill: the pages, and what the enquiry form asks for. jump DAYS: a round of the worker whose clock is so far ahead.
drain: all mail that still waits, by rounds a day later. count: what is stored.
"""

import json
import logging
import os
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oph_site.settings")

import django

django.setup()

import time_machine
from django.db.models import Count, Q
from django.utils import timezone

from benchmarks.world import World
from oph_site.jobs import run_jobs
from oph_site.outbox.mail import deliver_waiting
from oph_site.outbox.models import OutboxMessage
from tests.factories.visits import PriceListFactory, VisitRulesFactory, typed
from visits.models import Enquiry

DAY = timedelta(days=1)


def fill():
    """The fields of a form that is right."""
    World().begin()
    VisitRulesFactory()
    PriceListFactory()
    first = timezone.localdate() + timedelta(days=120)
    wished = {
        f"{end}_1_{part}": str(getattr(first, part)) for end in ("first", "last") for part in ("day", "month", "year")
    }
    return typed(**wished)


def jump(days):
    with time_machine.travel(timezone.now() + int(days) * DAY):
        run_jobs()
    return anonymised()


def anonymised():
    return Enquiry.objects.exclude(anonymised_at=None).count()


def drain():
    """How many messages were sent."""
    logging.disable()
    sent = 0
    while OutboxMessage.objects.filter(state__in=OutboxMessage.OPEN).exists():
        now = deliver_waiting(timezone.now() + DAY)
        if not now:
            break
        sent += now
    return sent


def count():
    enquiries = Enquiry.objects.annotate(received=Count("events", filter=Q(events__kind="received")))
    first = OutboxMessage.objects.filter(kind__in=["enquiry_receipt", "enquiry_notice"])
    mails = Counter(first.values_list("reference", flat=True))
    return {
        "stored": Counter(Enquiry.objects.values_list("organisation", flat=True)),
        "half": sum(each.received != 1 or mails[each.reference] != 2 for each in enquiries),
        "suspected": Enquiry.objects.filter(is_suspected=True).count(),
        "anonymised": anonymised(),
        "outbox": Counter(OutboxMessage.objects.values_list("state", flat=True)),
    }


if __name__ == "__main__":
    act, *arguments = sys.argv[1:]
    print(json.dumps({"fill": fill, "jump": jump, "drain": drain, "count": count}[act](*arguments)))
