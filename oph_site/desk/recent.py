"""What everybody changed lately, from the editions and from the log of the admin, each with the way to the difference."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from oph_site.languages import DEFAULT_LANGUAGE, IN_LANGUAGE
from oph_site.soft_hyphens import without_soft_hyphens
from pages.editions.status import with_states
from pages.models import Edition, Page

ONE_PRESS = timedelta(minutes=1)  # "Save and publish" writes a row of the log and editions: one change
ROWS = 50
SHOWN = 1000  # the history of each thing has the rest


@dataclass(frozen=True)
class Change:
    """`url` leads to the difference, else to the history; "" where nothing is left to show."""

    at: datetime
    by: object
    what: str
    name: str
    url: str = ""
    language: str = ""  # of the name, where it is not that of the admin


def newest(request, number):
    """The newest changes that the person may see: editions and rows of the log."""
    editions = published(request, number)
    entries = logged(request, number, editions)
    return sorted([*editions, *entries], key=when, reverse=True)[:number]


def in_words(rows):
    """The same as [Change]."""
    pages = Page.objects.filter(pk__in=[row.object_id for row in rows if is_page(row)])
    known = {page.pk: page for page in with_states(pages)}
    return [change_of(row, known) for row in rows]


def when(row):
    return row.since if isinstance(row, Edition) else row.action_time


def published(request, number):
    """Editions that persons published, each with the id of the one before it."""
    if not request.user.has_perm("pages.view_page"):
        return []
    before = Edition.objects.filter(
        page=OuterRef("page"), language=OuterRef("language"), since__lt=OuterRef("since")
    ).order_by("-since")
    editions = Edition.objects.filter(since__lte=timezone.now(), is_continuation=False, by__isnull=False)
    annotated = editions.annotate(before=Subquery(before.values("pk")[:1])).defer("content")
    return list(annotated.select_related("by").order_by("-since", "-pk")[:number])


def logged(request, number, editions):
    """Rows of the log about what the person may see, but for the saves that were part of publishing."""
    seen = [model for model, each in admin.site._registry.items() if each.has_view_permission(request)]
    types = ContentType.objects.get_for_models(*seen, for_concrete_models=False).values()
    entries = LogEntry.objects.filter(content_type__in=[each.pk for each in types])
    entries = entries.select_related("user", "content_type").order_by("-action_time", "-pk")[: number * 2]
    acts = {}
    for edition in editions:
        acts.setdefault((edition.page_id, edition.by_id), []).append(edition.since)
    return [entry for entry in entries if not is_part_of(entry, acts)]


def is_part_of(entry, acts):
    """acts: {(id of a page, id of a person): [when the person published it]}."""
    times = acts.get((int(entry.object_id), entry.user_id), []) if is_page(entry) else []
    return any(abs(entry.action_time - at) < ONE_PRESS for at in times)


def is_page(row):
    return isinstance(row, LogEntry) and row.content_type == ContentType.objects.get_for_model(Page)


def change_of(row, pages):
    if isinstance(row, Edition):
        what = _("published %(in_language)s") % {"in_language": IN_LANGUAGE[row.language]}
        return Change(
            row.since, row.by, what, without_soft_hyphens(row.title), edition_url(row), row.language,
        )  # fmt: skip
    language = DEFAULT_LANGUAGE if is_page(row) else ""
    return Change(
        row.action_time, row.user, row.get_change_message(), row.object_repr, entry_url(row, pages), language,
    )  # fmt: skip


def edition_url(edition):
    if not edition.before:
        return reverse("admin:pages_page_edition", args=[edition.page_id, edition.pk])
    return compare_url(edition.page_id, edition.before, edition.pk)


def compare_url(page, old, new):
    return f"{reverse('admin:pages_page_compare', args=[page])}?{urlencode({'old': old, 'new': new})}"


def entry_url(entry, pages):
    """Of a page whose working copy differs from what readers see, the difference."""
    if entry.action_flag == DELETION:
        return ""
    if is_page(entry):
        page = pages.get(int(entry.object_id))
        changed = [state.live for state in page.states if state.live and state.changes] if page else []
        if changed:
            return compare_url(page.pk, changed[0].pk, "working")
    model = entry.content_type
    return reverse(f"admin:{model.app_label}_{model.model}_history", args=[entry.object_id])


def view(request):
    page = Paginator(newest(request, SHOWN), ROWS).get_page(request.GET.get("page"))
    page.object_list = in_words(page.object_list)
    context = admin.site.each_context(request) | {"title": _("Recent changes"), "page": page}
    return TemplateResponse(request, "admin/recent.html", context)
