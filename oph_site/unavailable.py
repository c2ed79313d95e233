"""503 while the database is away (outage.py): in the reader's language, with what was typed, and without a query."""

from django.contrib import admin
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from oph_site.accounts.kept import can_keep, kept_page
from oph_site.languages import language_of_path, urls_by_language
from oph_site.outage import AWAY, try_later
from oph_site.private import is_private
from oph_site.public_forms.replies import private
from oph_site.security import is_admin
from pages.frame import FrameWithoutDatabase, render_public


def unavailable(request):
    with translation.override(language_of(request)):
        try:
            response = answer(request)
        except AWAY:  # a template has asked after all
            response = in_one_line()
    try_later(response)["Cache-Control"] = "no-store"
    is_secret = is_private(request.path_info) and not is_admin(request.path_info)
    return private(response) if is_secret else response


def language_of(request):
    """That of the address; in the admin the person's, or the browser's where nobody could be asked who it is."""
    known = language_of_path(request.path_info) or getattr(request, "LANGUAGE_CODE", None)
    return known or translation.get_language_from_request(request)


def answer(request):
    path = request.path_info
    if not path.endswith("/"):  # feeds, data, files, harvesters: what programs read
        return in_one_line()
    if not is_admin(path):
        return page_of_readers(request)
    return kept_page(request, reason="away") if can_keep(request) else page_of_admin(request)


def in_one_line():
    text = _("We cannot answer at the moment. Try again in a few minutes.")
    return HttpResponse(f"{text}\n", status=503, content_type="text/plain; charset=utf-8")


def page_of_readers(request):
    """Forms with a page of their own for this case never come here: enquiry, feedback, accessible version."""
    if request.method == "POST":
        title = _("What you sent could not be saved")
        advice = _("The fault is ours, and nothing is lost. Leave this page open and send it again in a few minutes.")
    else:
        title = _("The page cannot be shown at the moment")
        advice = _("The fault is ours. Try again in a few minutes. Some other pages of the site work all the same.")
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {
        "title": title, "advice": advice, "robots": "noindex", "fields": fields, "tried_at": timezone.now(),
        "texts": [value for _name, value in fields if len(value.split()) > 1],
    }  # fmt: skip
    frame = FrameWithoutDatabase("", crumb=title, addresses=urls_by_language("pages:home"))
    return render_public(request, "unavailable.html", context, frame=frame, status=503)


def page_of_admin(request):
    """Drawn without the request: a template that asks who it is would ask the database."""
    context = {
        "site_header": admin.site.site_header, "site_title": admin.site.site_title,
        "title": _("The admin cannot be used at the moment"),
        "advice": _("The database does not answer. Nothing that was saved is lost. Try again in a few minutes."),
        "again": request.get_full_path(),
    }  # fmt: skip
    return render(None, "admin/error.html", context, status=503)
