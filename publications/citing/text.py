"""How to cite a publication, in words."""

from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from oph_site.midnight import next_midnight
from oph_site.wording import day as in_words
from publications.citing.reference import Reference


def citation(version):
    """Schools reaching out to a global world: What … need? (2011). Finnish National Board of Education. Publications 2011:34."""
    reference = Reference(version)
    year = f" ({reference.year})" if reference.year else ""
    mark = f" [{reference.standing.mark}]" if reference.standing else ""
    place = f"{reference.series} {reference.number}".strip()
    body = reference.publisher if reference.persons else ""
    parts = [reference.title + year + mark, reference.author, body, place, reference.isbn and f"ISBN {reference.isbn}"]
    return " ".join(part if part[-1] in ".?!" else f"{part}." for part in parts if part)


def citation_html(version):
    """The same for a page, where no line ends within the ISBN."""
    words, isbn = escape(citation(version)), escape(Reference(version).isbn)
    return mark_safe(words.replace(f"ISBN {isbn}", f'<span class="number">ISBN {isbn}</span>'))  # noqa: S308  # escaped


def access(version, day):
    """Accessed 30 November 2026, https://…/en/publications/koulu/. day: today_in_words()."""
    return _("Accessed %(day)s, %(url)s") % {"day": day, "url": Reference(version).url}


def today():
    return timezone.localdate()


def today_in_words():
    return in_words(today())


def midnight():
    """When the day of access is another."""
    return next_midnight(timezone.now())
