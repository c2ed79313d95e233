"""The past of a page for readers: the list of its versions, the page as it was at a moment, what changed in its words.

None of them is for search engines. From an old address of the page they lead to its address of today, and they are not
found where the page is not public.
"""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oph_site.languages import DEFAULT_LANGUAGE, current_language
from oph_site.pagination import page_links
from oph_site.wording import day
from pages.editions.past_in_brief import past_in_brief
from pages.editions.translations import checked_against
from pages.editions.versions import compare_for_readers, moment_named, past_of, path_args, version_url, versions_url
from pages.frame import Frame, render_public
from pages.kinds import not_kept
from pages.models import ContactPoint, Edition
from pages.public_tree import epoch
from pages.text import richtext
from pages.views import today_at

ON_A_PAGE = 20
BEFORE, TODAY = "before", "today"  # ?compare=


@require_safe
def page_versions(request, path=""):
    """The versions of the page that lives at this address today, the newest first."""
    now, language = timezone.now(), current_language()
    past = past_of(Edition.objects.live(now).filter(language=language, path=path), now)
    if past is None:
        return redirect(versions_url(today_at(path, language, now).path), permanent=True)
    try:
        shown = Paginator(past.versions, ON_A_PAGE).page(request.GET.get("page", 1))
    except InvalidPage:
        raise Http404 from None
    frame = frame_of(past, _("Earlier versions"))
    frame.addresses = other_languages(past, frame)
    context = {
        "past": past,
        "rows": [(version, *links_of(past, version)) for version in shown],
        "pagination": page_links(shown, lambda number: f"{request.path}?page={number}" if number > 1 else request.path),
    }
    return answer(request, "pages/versions.html", context, frame)


def other_languages(past, frame):
    """{language: the same list of the page in that language}"""
    found = {}
    for edition in frame.in_other_languages(past.asked.page_id):
        with translation.override(edition.language):
            found[edition.language] = versions_url(edition.path)
    return found


def links_of(past, version):
    """(where it can be read, what changed from the one before, what has changed since): "" where there is nothing."""
    if version.is_hidden:
        return "", "", ""
    address = past.address(version)
    return (
        address,
        f"{address}?compare={BEFORE}" if past.neighbours(version)[0] else "",
        f"{address}?compare={TODAY}" if version is not past.today else "",
    )


@require_safe
def page_version(request, moment, path="", *, public_documents):
    """The page that had this address at that moment, as it was; with ?compare= what changed in it.

    public_documents: a function of ids of files, those that readers may fetch.
    """
    now, language = timezone.now(), current_language()
    at = moment_named(moment, now)
    if at is None:
        raise Http404
    past = past_of(Edition.objects.live(at).filter(language=language, path=path, hidden_at=None), now)
    if past is None:
        return redirect(version_at(today_at(path, language, now), at, now))
    version = past.with_asked
    if asked := request.GET.get("compare"):
        pairs = {BEFORE: (past.neighbours(version)[0], version), TODAY: (version, past.today)}
        return comparison(request, past, *pairs.get(asked, (version, version)))
    return as_it_was(request, past, version, public_documents)


def version_at(today, at, now):
    """Where the page of this live edition was at that moment. Raises Http404 where readers cannot see that."""
    rows = Edition.objects.live(at).filter(page=today.page_id, language=today.language, hidden_at=None)
    if (then := rows.defer("content").first()) is None:
        raise Http404
    return version_url(then, now)


def as_it_was(request, past, version, public_documents):
    edition = past.asked
    frame = frame_of(past, _("Version of %(day)s") % {"day": day(version.since)}, edition=edition)
    files = edition.linked_ids("file")
    public_files = public_documents(files) if files else set()
    addresses = {
        (kind, pk): address
        for (kind, pk), address in frame.link_addresses.items()
        if kind != "file" or pk in public_files
    }
    before, after = past.neighbours(version)
    context = {
        "page_title": f"{edition.title} – {frame.crumb}",
        "past": past,
        "version": version,
        "is_today": version is past.today,
        "edition": edition,
        "content": edition.content,
        "body": richtext.show(edition.content["body"], addresses, edition.former_anchors),
        "files": [(row, row["id"] in public_files) for row in edition.content["attachments"]],
        "contacts": named_contacts(edition),
        "not_kept": not_kept(edition),
        "address": past.address(version),
        "before_url": past.address(before) if before else "",
        "after_url": past.address(after) if after else "",
        "compare_before": f"{request.path}?compare={BEFORE}" if before else "",
        "compare_today": f"{request.path}?compare={TODAY}" if version is not past.today else "",
    }
    response = answer(request, "pages/version.html", context, frame)
    response["Content-Language"] = frame.text_language
    return response


def named_contacts(edition):
    """Those that the page named and that are or were public; their details are not kept."""
    states = [ContactPoint.State.PUBLIC, ContactPoint.State.WITHDRAWN]
    wanted = edition.content["contact_points"]
    return list(ContactPoint.objects.filter(pk__in=wanted, state__in=states)) if wanted else []


def comparison(request, past, older, newer):
    """What changed in the words from one version to another."""
    if older is newer:
        raise Http404
    if older is None:  # what came before is shown no longer, or the page was new
        return redirect(request.path)
    other = older if past.asked in newer.editions else newer
    editions = {id(other): Edition.objects.get(pk=other.first.pk)}
    old, new = (editions.get(id(version), past.asked) for version in (older, newer))
    context = {
        "past": past,
        "older": older,
        "newer": newer,
        "is_next": past.neighbours(newer)[0] is older,
        "older_url": past.address(older),
        "newer_url": past.address(newer),
        "parts": compare_for_readers(old, new),
    }
    return answer(request, "pages/version_changes.html", context, frame_of(past, _("What changed")))


@require_safe
def source_changes(request, path=""):
    """Of an outdated translation: what has changed in the source text since. Leads to the page where that is not known."""
    now, language = timezone.now(), current_language()
    live = Edition.objects.live(now).filter(language=language, path=path).first()
    if live is None:
        today = today_at(path, language, now)
        return redirect(reverse("pages:source_changes", args=path_args(today.path)), permanent=True)
    past = past_in_brief(live, now)
    old = checked_against(live, hidden_at=None, since__lte=now) if past.is_outdated else None
    if old is None:
        return redirect(live)
    source = Edition.objects.live(now).get(page=live.page_id, language=DEFAULT_LANGUAGE)
    frame = Frame(path, crumb=_("What changed in Finnish"), now=now, changes_at=[epoch(now)[1]])
    context = {"live": live, "since": past.outdated_since, "source": source, "parts": compare_for_readers(old, source)}
    return answer(request, "pages/source_changes.html", context, frame)


def frame_of(past, crumb, edition=None):
    """Around a page about the past: the page of today stands above it."""
    return Frame(past.path, edition=edition, crumb=crumb, now=past.now, changes_at=[epoch(past.now)[1]])


def answer(request, template, context, frame):
    return render_public(request, template, context | {"robots": "noindex"}, frame=frame)
