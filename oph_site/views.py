"""What belongs to no subject: the root address, errors, and what operators and robots ask."""

import sys
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.contrib import admin
from django.db import Error, connection
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oph_site.accounts.kept import can_keep, kept_page
from oph_site.languages import LANGUAGES, language_of_path
from oph_site.lifetimes import make_cacheable
from oph_site.near import near
from oph_site.outage import AWAY
from oph_site.security import is_admin
from oph_site.unavailable import unavailable
from pages.frame import Frame, render_public
from pages.models.edition import page_url


@require_safe
def root(request):
    """302 to the language that the browser asks for."""
    with translation.override(translation.get_language_from_request(request)):
        response = HttpResponseRedirect(page_url(""))
    response["Cache-Control"] = "no-store"
    response["Vary"] = "Accept-Language"
    return response


@require_safe
def healthz(request):
    """200 while the process answers at all."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@require_safe
def readyz(request):
    """200 while the database answers too, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("database\n", status=503, content_type="text/plain", headers={"Cache-Control": "no-store"})
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@require_safe
def robots(request):
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /~/", "", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return make_cacheable(HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"))


@require_safe
def security_txt(request):
    """RFC 9116. The date must lie in the future: always the first of the month half a year ahead."""
    expires = (timezone.now() + timedelta(days=180)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{settings.DEFAULT_FROM_EMAIL}",
        f"Expires: {expires.astimezone().isoformat()}",
        f"Preferred-Languages: {', '.join(LANGUAGES)}",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
        "",
    ]
    return make_cacheable(HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"))


def error_page(request, status, title, advice, **more):
    """An error in the words of the site; in bare words when even the frame cannot be drawn."""
    context = {"status": status, "title": title, "advice": advice, "robots": "noindex"} | more
    if status >= 500:
        context["number"] = getattr(request, "number", "")  # access_log.py; without that middleware there is none
    with translation.override(language_of_path(request.path_info) or translation.get_language()):
        try:
            if is_admin(request.path_info):
                response = render(
                    request, "admin/error.html", admin.site.each_context(request) | context, status=status
                )
            else:
                response = render_public(request, "error.html", context, frame=Frame("", crumb=title), status=status)
        except Exception:  # an error page must never fail itself
            response = render(
                None, "error_bare.html", context | {"language": translation.get_language()}, status=status
            )
    if status != 404:  # which takes the place of what shared caches have (security.TwoWorlds)
        response["Cache-Control"] = "no-store"
    return response


def bad_request(request, exception=None):
    return error_page(
        request, 400, _("The request could not be understood"), _("Go back and try again, or start from the home page.")
    )


def permission_denied(request, exception=None):
    return error_page(
        request, 403, _("You may not open this page"),
        _("Your account lacks the right to it. Ask an administrator if you need it for your work."),
    )  # fmt: skip


def csrf_failure(request, reason=""):
    if can_keep(request):
        return kept_page(request, reason="stale" if request.user.is_authenticated else "ended")
    return error_page(
        request, 403, _("The form had expired"),
        _("Go back, load the page again and send the form once more. Your browser must accept cookies of this site."),
    )  # fmt: skip


def not_found(request, exception=None):
    if is_admin(request.path_info):
        return error_page(
            request, 404, _("Page not found"), _("The address may be mistyped, or what it led to has been removed.")
        )
    return error_page(
        request, 404, _("Page not found"),
        _("The address may be mistyped, or the page has been removed. Search, or go on from one of these."),
        near=partial(near, request.path_info, timezone.now()),  # asked for while drawing: an error page never fails
    )  # fmt: skip


def server_error(request):
    """500, or 503 when it was the database that was away: whoever asked for it, a view, a middleware or a template."""
    if isinstance(sys.exception(), AWAY):
        return unavailable(request)
    return error_page(
        request, 500, _("Something went wrong"),
        _("The fault is ours and has been recorded. Try again in a moment."),
    )  # fmt: skip
