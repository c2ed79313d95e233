"""Addresses of files that last: that of a language version leads to today's file, and so do those of files it had before."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oph_site.files.models import Document
from oph_site.languages import DEFAULT_LANGUAGE, LANGUAGES, urls_by_language, word
from oph_site.lifetimes import make_cacheable
from pages.frame import Frame, render_public
from publications.models import FormerFile, LanguageVersion


class KindConverter:
    """The type at the end of the address: it may change with the file, and whichever is asked for leads there."""

    regex = "|".join(Document.Kind.values)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


def once_public():
    """Versions that readers can or could see: those of drafts have no address yet."""
    return LanguageVersion.objects.citable().prefetch_related(None)  # which names the topics too


@require_safe
def file(request, slug, language, kind):
    """/fi/julkaisut/<slug>/<language>.pdf : 302 to today's file, 410 when the publication has been withdrawn."""
    version = get_object_or_404(once_public(), publication__slug=slug, language=language)
    if not version.publication.is_public:
        return gone(request, version)
    if version.document is None:
        raise Http404
    return make_cacheable(HttpResponseRedirect(version.document.get_absolute_url()))


def gone(request, version):
    frame = Frame(
        word("publications"), crumb=_("The file has been withdrawn"),
        addresses=urls_by_language("publications:file", version.publication.slug, version.language, "pdf"),
    )  # fmt: skip
    context = {"publication": version.publication, "version": version, "robots": "noindex"}
    return render_public(request, "publications/file_gone.html", context, frame=frame, status=410)


def instead_of(request, pk):
    """The answer at the address of a file that is not public: where its publication leads now; None when it never was in one.

    Such an address has no language of the site: that of the text is taken, or else the first.
    """
    version = version_of(pk)
    if version is None:
        return None
    with translation.override(version.language if version.language in LANGUAGES else DEFAULT_LANGUAGE):
        if not version.publication.is_public:
            return gone(request, version)
        return make_cacheable(HttpResponseRedirect(version.file_url)) if version.document else None


def version_of(pk):
    """The version that has or had the file; of several a public one, then the one that has it still. One or two queries."""
    having = list(once_public().filter(document=pk))
    had = [] if having else once_public().filter(former_files__document=pk).order_by("-former_files__replaced_at")
    return min([*having, *had], key=lambda version: not version.publication.is_public, default=None)


def replaced():
    """The ids of files that only earlier readers knew: there is nothing to repair in them."""
    now = LanguageVersion.objects.exclude(document=None).order_by().values("document")
    return FormerFile.objects.exclude(document__in=now).order_by().values("document")
