"""A form that was sent when the session had ended, or the database was away: what it held is shown and can be sent again."""

import re

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from oph_site.security import is_admin

SECRET = re.compile(r"password|csrf|credential|^code$", re.IGNORECASE)
# Their forms hold nothing but secrets or a single press of a button.
NOT_KEPT = (
    "/admin/login/",
    "/admin/logout/",
    "/admin/language/",
    "/admin/two-factor/",
    "/admin/confirm/",
    "/admin/password/",
    "/admin/session/",
)


def can_keep(request):
    """Only what our own page sent: a form from elsewhere must not get a fresh token and a button from us."""
    path = request.path_info
    return request.method == "POST" and is_admin(path) and not path.startswith(NOT_KEPT) and _is_ours(request)


def kept_page(request, *, reason):
    """`reason`: "ended" (log in), "stale" (logged in again meanwhile), "confirm" (the password once more), "forbidden",
    "away" (the database: then the page asks it nothing, not even who it is).
    """
    fields = [(name, value) for name, values in request.POST.lists() if not SECRET.search(name) for value in values]
    step = reverse("admin:confirm" if reason == "confirm" else "admin:login")
    context = {
        "title": _TITLES[reason](), "reason": reason, "fields": fields, "texts": list(_texts(request, fields)),
        "files": [file.name for file in request.FILES.values()], "action": request.get_full_path(),
        "multipart": request.content_type == "multipart/form-data", "had_secret": any("password" in name for name in request.POST),
        "login_address": f"{step}?{urlencode({'next': reverse('admin:session_ready')})}",
    }  # fmt: skip
    if reason == "away":
        return render(None, "admin/accounts/kept.html", _frame_without_database(request) | context, status=503)
    return render(request, "admin/accounts/kept.html", _frame(request) | context, status=403)


_TITLES = {
    "ended": lambda: _("Your session has ended"),
    "stale": lambda: _("One more step"),
    "confirm": lambda: _("Give your password again"),
    "forbidden": lambda: _("Your account may not do this"),
    "away": lambda: _("Not saved yet"),
}


def _frame(request):
    return admin.site.each_context(request)


def _frame_without_database(request):
    """No more than the template needs; the token goes with the cookie, not with the session."""
    site = admin.site
    token = get_token(request)
    return {
        "site_header": site.site_header,
        "site_title": site.site_title,
        "csrf_token": token,
        "tried_at": timezone.now(),
    }


def _texts(request, fields):
    """What somebody may want to copy: words and their field, not the machinery of the form."""
    model = _model_of(request.path_info)
    for name, value in fields:
        if value.strip() and not name.startswith("_") and not re.search(r"_FORMS$|-id$|-ORDER$", name):
            yield _label(model, name), strip_tags(re.sub(r"</(p|li|h\d|tr)>|<br>", "\n", value)).strip()


def _model_of(path):
    """/admin/pages/page/… is about a Page."""
    parts = path.split("/")
    try:
        return apps.get_model(parts[2], parts[3])
    except (LookupError, IndexError):
        return None


def _label(model, name):
    try:
        return capfirst(model._meta.get_field(name).verbose_name)
    except (AttributeError, FieldDoesNotExist):
        return name


def _is_ours(request):
    origin = request.headers.get("Origin")
    if origin and origin != "null":
        return origin in (f"{request.scheme}://{request.get_host()}", settings.SITE_URL)
    return request.headers.get("Sec-Fetch-Site") == "same-origin"
