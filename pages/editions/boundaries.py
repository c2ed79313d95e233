"""The moments at which an edition begins or ends: what is kept of the live editions holds until the next one."""

from bisect import bisect_right

from django.db.models import Q
from django.utils import timezone

from oph_site.stamp.kept import kept_until_public_changes
from pages.models import Edition


@kept_until_public_changes
def boundaries():
    """Those that lie ahead, in order. One query."""
    now = timezone.now()
    windows = Edition.objects.filter(Q(since__gt=now) | Q(until__gt=now)).values_list("since", "until")
    return sorted({moment for window in windows for moment in window if moment and moment > now})


def epoch(now):
    """(the last boundary until now, the next one): between them the live editions are the same. None where there is none."""
    ahead = boundaries()
    passed = bisect_right(ahead, now)
    return (ahead[passed - 1] if passed else None), (ahead[passed] if passed < len(ahead) else None)
