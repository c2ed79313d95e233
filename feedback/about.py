"""Which page feedback is about: the link at the foot of every page names it by its path."""

from dataclasses import dataclass

from django.utils import timezone

from feedback.models import PAGE_LENGTH
from oph_site.languages import language_of_path
from oph_site.private import is_private
from oph_site.soft_hyphens import without_soft_hyphens
from pages.models import Edition


@dataclass(frozen=True)
class About:
    path: str
    title: str = ""  # "" where the path is none of a page of the tree


def page_path(text):
    """The path of one of our public pages, or "": nothing else that somebody wrote into the address is kept or shown.

    A private address holds a secret, so it is never kept either.
    """
    is_plain = text.startswith("/") and text.isprintable() and not any(sign in text for sign in " \\?#<>\"'")
    is_ours = is_plain and len(text) <= PAGE_LENGTH and language_of_path(text) and "//" not in text
    return text if is_ours and not is_private(text) else ""


def about(path):
    """One query. None for no page."""
    if not path:
        return None
    language = language_of_path(path)
    live = Edition.objects.live(timezone.now()).filter(language=language, path=path.strip("/").partition("/")[2])
    edition = live.only("title", "language", "path").first()
    return About(path, without_soft_hyphens(edition.title) if edition else "")
