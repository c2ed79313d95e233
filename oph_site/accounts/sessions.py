"""How long a log-in lasts: 30 minutes without work, 8 hours at most. And what a session knows of its person."""

from datetime import datetime, timedelta
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login, logout
from django.core.management import call_command
from django.db.models import F
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from oph_site.accounts.kept import can_keep, kept_page
from oph_site.accounts.log_ins import record_login
from oph_site.accounts.models import LoginEvent
from oph_site.security import is_admin

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)
NOTED_EVERY = timedelta(minutes=1)  # not every request writes to the database
CONFIRMED_FOR = timedelta(minutes=15)  # the password counts as fresh

# What a session holds, each a moment: of log-in, last work, last password, second factor.
STARTED, SEEN, CONFIRMED, PROVED = "started_at", "seen_at", "confirmed_at", "proved_at"


class SessionLimits:
    """Ends sessions on the server. Requests that scripts make on their own do not count as work."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if is_admin(request.path_info) and request.user.is_authenticated:
            now, seen = timezone.now(), _moment(request, SEEN)
            if now - _moment(request, STARTED) > LONGEST or now - seen > IDLE:
                logout(request)
            elif is_work(request) and now - seen > NOTED_EVERY:
                _put(request, SEEN, now)
        return self.get_response(request)


def is_work(request):
    """A page that a person opened or sent. A script that watches in the background must not keep a session alive."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def log_in(request, user, *, is_proved=False):
    """A new session for a person who gave their password, or a passkey that stands for both factors."""
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_login(LoginEvent.Kind.PASSKEY if is_proved else LoginEvent.Kind.PASSWORD, user)
    if is_proved:
        _put(request, PROVED, timezone.now())


def begin(sender, request, **kwargs):
    """At every log-in, however it is made (signal user_logged_in)."""
    for mark in (STARTED, SEEN, CONFIRMED):
        _put(request, mark, timezone.now())
    request.session.pop(PROVED, None)
    request.session.set_expiry(None)  # as the settings say, whatever it was before


def prove(request):
    """The second factor was given: the session gets a new key, as at every rise in rights."""
    request.session.cycle_key()
    record_login(LoginEvent.Kind.SECOND_FACTOR, request.user)
    _put(request, PROVED, timezone.now())


def still_here(request):
    """Somebody types in an open form."""
    _put(request, SEEN, timezone.now())


def confirm(request):
    _put(request, CONFIRMED, timezone.now())


def is_proved(request):
    return PROVED in request.session


def is_confirmed(request):
    """Whether the password was given lately, at log-in or since."""
    return timezone.now() - _moment(request, CONFIRMED) < CONFIRMED_FOR


def password_needed(view):
    """Asks for the password again before what an unattended screen must not allow."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if is_confirmed(request):
            return view(request, *args, **kwargs)
        if can_keep(request):
            return kept_page(request, reason="confirm")
        return HttpResponseRedirect(f"{reverse('admin:confirm')}?{urlencode({'next': request.get_full_path()})}")

    return guarded


def end_sessions(user):
    """Wherever that person is logged in, they no longer are."""
    type(user).objects.filter(pk=user.pk).update(session_generation=F("session_generation") + 1)
    user.refresh_from_db(fields=["session_generation"])


def clear_sessions(now):
    call_command("clearsessions")


def _moment(request, mark):
    """A session that knows it not is from before there were marks, and over."""
    return datetime.fromisoformat(request.session.get(mark, "1970-01-01T00:00:00+00:00"))


def _put(request, mark, moment):
    request.session[mark] = moment.isoformat()
