"""The daily check of links to other sites, one link in a round of `manage.py work`: its pause is the pause between two
questions, and mail never waits for more than one of them."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oph_site.audit import record_change
from oph_site.link_check.asking import look
from oph_site.link_check.models import OutsideLink
from oph_site.link_check.sources import places

State, Reason = OutsideLink.State, OutsideLink.Reason
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FAILURES = 3  # in a row, on different days, before a link counts as broken
LONGEST_WAIT = 16 * DAY
OUR_OWN_FAULT = {Reason.NO_NAME, Reason.SILENT}  # what every link answers when it is our network that is down


def check_outside_links(now):
    """The job: gathers the links, then asks for the link that has waited longest."""
    if not settings.CHECK_LINKS:
        return
    if not OutsideLink.objects.filter(seen_at__gt=now - HOUR).exists():
        gather(now)
    if link := claim(now):
        record(link, look(link.url), timezone.now())


def gather(now):
    """A row for every link that stands somewhere; those of links that are gone go too."""
    urls = set(places())
    known = set(OutsideLink.objects.values_list("url", flat=True))
    OutsideLink.objects.exclude(url__in=urls).delete()
    OutsideLink.objects.update(seen_at=now)
    OutsideLink.objects.bulk_create(
        [
            OutsideLink(url=url, host=host_of(url), first_seen_at=now, seen_at=now, next_check_at=now)
            for url in sorted(urls - known)
        ],
        ignore_conflicts=True,  # two workers at once
    )


def host_of(url):
    """As much of the name as a column holds; one that is longer than a name can be is found to be mistyped when it is asked."""
    return (urlsplit(url).hostname or "")[:255]


def claim(now):
    """The next link, for this worker alone; no server is asked twice in a minute."""
    busy = OutsideLink.objects.filter(last_checked_at__gt=now - MINUTE).values("host")
    link = OutsideLink.objects.due(now).exclude(host__in=busy).order_by("next_check_at", "pk").first()
    if link is None:
        return None
    taken = OutsideLink.objects.filter(pk=link.pk, next_check_at=link.next_check_at).update(next_check_at=now + HOUR)
    return link if taken else None


@transaction.atomic
def check_again(links, *, by):
    """These are asked for next. Returns them."""
    now = timezone.now()
    for link in links:
        OutsideLink.objects.filter(pk=link.pk).update(next_check_at=now)
        record_change(link, by=by, message=_("To be checked again."))
    return links


def record(link, answer, now):
    """Writes down how a link answered, and when it is asked again: later after every failure."""
    link.last_checked_at, link.status = now, answer.status
    if not answer.reason:
        link.state, link.reason, link.failures, link.last_worked_at = State.WORKS, "", 0, now
        wait = DAY
    elif answer.reason == Reason.SHUT:
        link.state, link.reason, link.failures = State.UNKNOWN, answer.reason, 0
        wait = max(7 * DAY, timedelta(seconds=min(answer.retry_after, 30 * 24 * 60 * 60)))
    elif answer.reason in OUR_OWN_FAULT and nothing_works(link, now):
        wait = HOUR
    else:
        link.failures += 1
        link.state = State.BROKEN if link.failures >= FAILURES else State.DOUBTFUL
        link.reason = answer.reason
        wait = min(DAY * 2 ** (link.failures - 1), LONGEST_WAIT)
    link.next_check_at = now + wait
    link.save()
    return link


def nothing_works(link, now):
    """Whether of the other links that were asked for within a day none answered: the fault is ours, and no link is blamed."""
    others = OutsideLink.objects.exclude(pk=link.pk).filter(last_checked_at__gt=now - DAY)
    return others.exists() and not others.filter(status__isnull=False).exists()
