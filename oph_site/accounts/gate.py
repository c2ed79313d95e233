"""The gate before every address of the admin: without the second factor only the pages that ask for one or set one up."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse

from oph_site.accounts.kept import can_keep, kept_page
from oph_site.accounts.sessions import is_proved
from oph_site.security import is_admin

OPEN = {"login", "logout", "language", "second_factor", "passkey_login", "session", "jsi18n"}
OPEN |= {"forgotten_password", "forgotten_password_sent", "new_password"}
SETTING_UP = OPEN | {"security", "app", "passkey", "passkey_options", "recovery_codes", "confirm", "password_change"}


class Gate:
    """After the middleware that checks CSRF. Also keeps what was typed when the log-in had ended or does not suffice."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not is_admin(request.path_info):
            return None
        name = request.resolver_match.url_name
        if not request.user.is_authenticated:
            return kept_page(request, reason="ended") if name not in OPEN and can_keep(request) else None
        missing = missing_step(request)
        if not missing or name in (SETTING_UP if missing == "security" else OPEN):
            return None
        if can_keep(request):
            return kept_page(request, reason="ended")
        return HttpResponseRedirect(f"{reverse(f'admin:{missing}')}?{urlencode({'next': request.get_full_path()})}")

    def process_exception(self, request, exception):
        if isinstance(exception, PermissionDenied) and request.user.is_authenticated and can_keep(request):
            return kept_page(request, reason="forbidden")
        return None


def missing_step(request):
    """The name of the page that this person must pass first, if any."""
    if not request.user.has_second_factor:
        return "security" if settings.SECOND_FACTOR_REQUIRED else None
    return None if is_proved(request) else "second_factor"
