from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.http import require_safe

from oph_site.languages import asked_language, current_language, urls_by_language, word
from pages.frame import Frame, render_public
from pages.text import link_targets
from publications import filters
from publications.catalogue import rows
from publications.citing import FORMATS
from publications.citing.files import citation_file
from publications.citing.reference import Reference
from publications.citing.tags import tags
from publications.citing.text import access, citation_html, midnight, today_in_words
from publications.light_list import alike, replaced, topics_of
from publications.linked_data import linked_data
from publications.models import LanguageVersion, shown_version
from publications.versions import ids_by_slug, versions_by_publication


@require_safe
def publication(request, slug):
    """One publication with all its language versions. The page exists in every language of the site, each title in its own."""
    versions = versions_by_publication([pk]).get(pk) if (pk := ids_by_slug().get(slug)) else None
    if not versions:
        raise Http404
    publication, version = versions[0].publication, shown_version(versions, current_language())
    topics = topics_of(publication.pk, current_language())
    others = [other for other in versions if other is not version]
    frame = Frame(
        word("publications"),
        crumb=version.title,
        crumb_language=version.foreign,
        addresses=urls_by_language("publications:publication", slug),
        changes_at=[midnight()],
    )
    context = {
        "publication": publication,
        "version": version,
        "others": others,
        "lists": Lists(frame, publication, topics),
        "contents": contents(version),
        "citation": citation_html(version),
        "access": access(version, today_in_words()),
        "tags": tags(Reference(version)),
        "formats": Reference(version).formats,
        "linked_data": linked_data(publication, version, others),
        "robots": "noindex" if publication.status == publication.Status.WITHDRAWN else "",
    } | neighbours(publication, topics)
    return render_public(request, "publications/publication.html", context, frame=frame)


@require_safe
def reference_file(request, slug, language, extension):
    """One language version as a file for reference managers."""
    if extension not in FORMATS:
        raise Http404
    version = get_object_or_404(LanguageVersion.objects.citable(), publication__slug=slug, language=language)
    return citation_file([version], extension, name=f"{slug}-{language}")


@require_safe
def publication_by_identity(request, pk):
    """/~/publication/<pk>/?lang= : a link that survives every change of address."""
    with translation.override(asked_language(request)):
        address = link_targets.addresses({("publication", pk)}).get(("publication", pk))
    if address is None:
        raise Http404
    return HttpResponseRedirect(address.url)


def contents(version, at_least=2):
    """[(title, page or None, [the same of what stands below it])] from the outline of the file; [] where there is none worth
    showing."""
    text, found = getattr(version.document, "text", None), []
    for level, title, page in (text and text.outline) or []:
        rows = found[-1][2] if level and found else found
        rows.append((title, page, []))
    if len(found) == 1:  # the title of the whole
        found = found[0][2]
    return found if len(found) >= at_least else []


class Lists:
    """Where the catalogue shows more of the same: topics is [(title, address or "")], publisher an address or ""."""

    def __init__(self, frame, publication, topics):
        landing = frame.landing_page("publications")
        self.path = landing.get_absolute_url() if landing else ""
        self.topics = [(title, self.of("topic", pk)) for pk, title in topics.items()]
        self.publisher = self.of("publisher", publication.publisher_key)

    def of(self, name, value):
        return self.path and filters.address(self.path, filters.NOTHING | {name: {value}})


def neighbours(publication, topics, at_most=3):
    """The versions that stand for other publications: what replaces it, what it replaces, what is on one of its topics."""
    newer, older = publication.replaced_by_id, replaced().get(publication.pk, [])
    subject = alike(set(topics), but=publication.pk)[:at_most] if topics else {}
    wanted = dict.fromkeys(filter(None, [newer, *older]), current_language()) | subject
    shown = {row.publication.pk: row.version for row in rows(wanted, are_withdrawn_shown=True)}
    return {
        "newer": shown.get(newer),
        "older": [shown[pk] for pk in older if pk in shown],
        "alike": [shown[pk] for pk in subject if pk in shown],
    }
