"""The page of each grant call, its file for calendars, and the one of all deadlines."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oph_site.calendar_files import CONTENT_TYPE
from oph_site.languages import DEFAULT_LANGUAGE, asked_language, current_language, word
from oph_site.lifetimes import lifetime, make_cacheable
from pages.calls import lists, places
from pages.calls.calendar_file import calendar_file
from pages.calls.linked_data import linked_data
from pages.frame import Frame, render_public
from pages.models import Edition, Page
from pages.text import richtext
from pages.views import page


@require_safe
def call(request, path, slug):
    """The page exists in every language that has a page of grants; texts without a translation stand there in Finnish."""
    now, language = timezone.now(), current_language()
    row = row_of(slug, now)
    if row is None:
        return page(request, f"{path}/{word('calls')}/{slug}")  # an editor may have chosen such an address
    edition = places.grants_page(language, now)
    if edition is None or path != edition.path:
        return moved(row, path, language, now)
    found = row.call
    texts = [found.announcement or "", found.criteria or ""]
    frame = Frame(
        path,
        crumb=found.title,
        crumb_language=in_place_of(found, "title"),
        texts=texts,
        addresses=places.urls_by_language(slug, now),
        now=now,
        changes_at=list(found.begins().values()),
    )
    announcement, criteria = (richtext.show(text, frame.link_addresses) for text in texts)
    context = {
        "row": row,
        "call": found,
        "announcement": announcement,
        "criteria": criteria,
        "announcement_foreign": announcement and in_place_of(found, "announcement"),
        "contents": contents(row, texts[0]),
        "files": files(found, language),
        "contact": [found.contact_point] if found.contact_point and found.contact_point.is_public else [],
        "grants": edition,
        "linked_data": linked_data(found, row.url),
    }
    return render_public(request, "pages/call.html", context, frame=frame)


def row_of(slug, now):
    """The public call with that end of the address, None when there is none."""
    found = next((each for each in lists.public_calls() if each.slug == slug), None)
    return found and lists.Row(found, found.phase(now), places.call_url(slug, current_language(), now))


def moved(row, path, language, now):
    """301 from where the page of grants was before, or from below another page of grants; 404 elsewhere."""
    was_there = Edition.objects.filter(
        language=language, path=path, content__kind=Page.Kind.GRANTS, since__lte=now
    ).exists()
    if not (was_there and row.url):
        raise Http404
    return redirect(row.url, permanent=True)


def in_place_of(call, field):
    """The language in which a text of the call stands on a page of the active one; "" when it is the same."""
    return "" if getattr(call, f"{field}_{current_language()}") else DEFAULT_LANGUAGE


def contents(row, announcement):
    """The headings of the page, [] when they are few."""
    found = [
        *([("_decision", _("Decision"))] if row.is_decided else []),
        *richtext.contents(announcement),
        *([("_criteria", _("How applications are assessed"))] if row.call.criteria else []),
    ]
    return found if len(found) > 3 else []


def files(call, language):
    """The attachments that have a title in that language, as {% file_link %} shows them."""
    titles = [(each, getattr(each, f"title_{language}")) for each in call.attachments.all()]
    return [each.document.frozen() | {"title": title} for each, title in titles if title]


@require_safe
def call_calendar(request, path, slug):
    now = timezone.now()
    row, edition = row_of(slug, now), places.grants_page(current_language(), now)
    if row is None or row.is_past or edition is None or edition.path != path:
        raise Http404
    return as_calendar([row], slug, lifetime(row.call.begins().values(), now))


@require_safe
def calls_calendar(request):
    """All that is open or coming, and what closed within a year: a calendar that follows the address loses nothing too early."""
    now = timezone.now()
    return as_calendar(lists.recent(now), word("calls"), lifetime(lists.changes(), now))


def as_calendar(rows, name, seconds):
    headers = {"Content-Disposition": f'attachment; filename="{name}.ics"', "X-Robots-Tag": "noindex"}
    return make_cacheable(HttpResponse(calendar_file(rows), content_type=CONTENT_TYPE, headers=headers), seconds)


@require_safe
def call_by_identity(request, pk):
    """/~/call/<pk>/?lang= : a link that survives every change of address."""
    found = next((each for each in lists.public_calls() if each.pk == pk), None)
    url = found and places.call_url(found.slug, asked_language(request), timezone.now())
    if not url:
        raise Http404
    return HttpResponseRedirect(url)
