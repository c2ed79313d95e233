"""How often somebody may be wrong. Counted in the database, so that all processes share it.

The pauses grow: a minute, two, four … A wrong password holds up that account from that address alone, so that nobody
locks a colleague out from elsewhere; wrong codes hold up the account, since who sends them knows the password.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Max
from django.utils import timezone
from django.utils.crypto import salted_hmac

from oph_site.accounts.models import FailedAttempt
from oph_site.security import sender_network

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    free: int  # so many are answered at once
    within: timedelta
    longest: timedelta  # no pause is longer


LIMITS = {
    "password": Limit(free=5, within=DAY, longest=HOUR),  # of one account from one address
    "address": Limit(free=30, within=HOUR, longest=15 * MINUTE),  # whatever the account: an office may share one
    "code": Limit(free=5, within=DAY, longest=HOUR),  # of one account
    "link": Limit(free=3, within=DAY, longest=HOUR),  # to one account, which gets a mail for each
    "link_from": Limit(free=10, within=HOUR, longest=15 * MINUTE),  # whatever the account
}


class TooMany(Exception):
    """Not judged at all: too many were wrong lately."""


def password_keys(username, request):
    network = sender_network(request)
    return {"password": _digest(f"{username.casefold()} {network}"), "address": _digest(network)}


def code_keys(user):
    return {"code": _digest(str(user.pk))}


def link_keys(name, request):
    return {"link": _digest(name.casefold()), "link_from": _digest(sender_network(request))}


def start(keys, now=None):
    """Counts a try before it is judged; forgive() takes it back when it was right. Raises TooMany."""
    now = now or timezone.now()
    if any(_pause(scope, key, now) for scope, key in keys.items()):
        raise TooMany
    return [FailedAttempt.objects.create(scope=scope, key=key, at=now) for scope, key in keys.items()]


def forgive(tries):
    """It was right: earlier mistakes of the account are forgotten, those of the address stay."""
    for one in tries:
        if one.scope == "address":
            one.delete()
        else:
            FailedAttempt.objects.filter(scope=one.scope, key=one.key).delete()


def forget_wrong_passwords(username, request):
    """Who has just set a new one need not wait for the mistakes with the old."""
    key = password_keys(username, request)["password"]
    FailedAttempt.objects.filter(scope="password", key=key).delete()


def forget_attempts(now):
    FailedAttempt.objects.filter(at__lte=now - DAY).delete()


def _pause(scope, key, now):
    """How long the next try must still wait."""
    limit = LIMITS[scope]
    lately = FailedAttempt.objects.filter(scope=scope, key=key, at__gt=now - limit.within)
    wrong = lately.aggregate(number=Count("pk"), last=Max("at"))
    if wrong["number"] < limit.free:
        return timedelta()
    pause = min(MINUTE * 2 ** min(wrong["number"] - limit.free, 10), limit.longest)
    return max(wrong["last"] + pause - now, timedelta())


def _digest(text):
    return salted_hmac("accounts.attempts", text, algorithm="sha256").hexdigest()
