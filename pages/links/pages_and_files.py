"""Links to pages and to files, the two kinds of target that texts of pages themselves know."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oph_site.files.languages import IN_LANGUAGE
from oph_site.files.models import Document
from oph_site.files.signatures import signed_url
from oph_site.files.sizes import human_size
from oph_site.languages import current_language
from oph_site.numbers import whole_number
from oph_site.soft_hyphens import without_soft_hyphens
from pages.models import Edition, Page
from pages.text.link_targets import Address, Choice, LinkTarget, columns, fitting


def search_pages(words, language):
    """The best first, without words in the order of the tree; each with the way to it. Those that readers do not see say so."""
    live = set(Edition.objects.live(timezone.now()).values_list("page", "language"))
    pages = {
        page.pk: page
        for page in sorted(Page.objects.with_tree_fields(), key=lambda page: (page.tree_ordering, page.tree_path))
    }
    named = {pk: without_soft_hyphens(page.text("title", language)) or str(page) for pk, page in pages.items()}
    choices = []
    for page in [pages[pk] for pk in fitting("page", words, language, pages)]:
        way = " › ".join(named[pk] for pk in page.tree_path[1:-1])
        hint = "" if (page.pk, language) in live else _("not public in this language")
        choices.append(Choice(page.pk, named[page.pk], " · ".join(filter(None, [way, hint]))))
    return choices


def page_at(language, path=""):
    """The page at an address of today, else the one that once had it."""
    editions = Edition.objects.filter(language=language, path=path, since__lte=timezone.now()).order_by("-since")
    edition = editions.live(timezone.now()).first() or editions.first()
    return edition and edition.page_id


def search_files(words, language):
    """The best first, without words the newest first."""
    documents = {each.pk: each for each in Document.objects.order_by("-created_at", "-pk")}
    return [Choice(pk, documents[pk].title, facts(documents[pk])) for pk in fitting("file", words, language, documents)]


def files(ids):
    """Every file that a public text links to is public."""
    return columns(
        Document.objects.filter(pk__in=ids),
        "file",
        F("pk"),
        F("title"),
        type=F("kind"),
        size=F("size"),
        language=F("language"),
    )


def file_address(row, is_preview):
    """With its type and size; in a preview signed, since the file may not be public yet."""
    document = Document(pk=row.pk, title=row.text, kind=row.type, size=row.size, language=row.language)
    url = document.get_absolute_url()
    language = row.language if row.language != current_language() else None
    return Address(signed_url(url) if is_preview else url, language, facts(document))


def facts(document):
    """PDF, 2.1 MB, in Swedish"""
    words = [document.get_kind_display(), human_size(document.size)]
    if document.language and document.language != current_language():
        words.append(str(IN_LANGUAGE[document.language]))
    return ", ".join(words)


PAGE = LinkTarget(
    Page, gettext_lazy("Page"), search_pages,
    {
        "pages:home": page_at,
        "pages:page": page_at,
        "page_by_identity": lambda language, pk: pk,
        "admin:pages_page_change": lambda language, object_id: whole_number(object_id),
    },
)  # fmt: skip
FILE = LinkTarget(
    Document, gettext_lazy("File"), search_files,
    {"document": lambda language, pk, **rest: pk, "file_by_identity": lambda language, pk, **rest: pk},
    files, file_address,
)  # fmt: skip
