"""What the search finds of pages: their live and planned editions for readers, their working copies for editors."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q
from django.db.models.fields.json import KT
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from oph_site.languages import LANGUAGES
from oph_site.search.models import Scope
from oph_site.search.sources import Entry, Place, Source
from oph_site.soft_hyphens import without_soft_hyphens
from oph_site.stamp.kept import kept_until_public_changes
from pages.editions.publishing import FROZEN, frozen_content
from pages.kinds import SAID
from pages.models import Edition, Page
from pages.models.edition import page_url
from pages.public_tree import epoch
from pages.text import richtext


def things():
    return Page.objects.values_list("pk", flat=True)


def entries(scope, ids):
    return public_entries(ids) if scope == Scope.PUBLIC else working_entries(ids)


def public_entries(ids):
    """One for every text that readers see now or later, whatever moves and pictures made several editions of it."""
    now = timezone.now()
    editions = Edition.objects.filter(Q(until=None) | Q(until__gt=now), page__in=ids)
    texts, languages = {}, {}
    for edition in editions:
        language = text_language(edition.language, edition.kind)
        texts[edition.page_id, language, version(edition.pk, edition.text_digest, edition.kind)] = edition
        languages.setdefault(edition.page_id, set()).add(edition.language)
    for (page, _language, own), edition in texts.items():
        yield entry(
            page, edition.language, edition.title, edition.lead, edition.content, own, len(languages[page]) == 1
        )


def working_entries(ids):
    for page in Page.objects.filter(pk__in=ids).prefetch_related(*FROZEN):
        written = [language for language in LANGUAGES if page.text("title", language)]
        for language in written:
            texts = page.text("title", language), page.text("lead", language), frozen_content(page, language)
            found = entry(page.pk, language, *texts, version="", is_only_language=len(written) == 1)
            yield replace(found, about=" · ".join(filter(None, [found.about, page.text("slug", language)])))


def entry(page, language, title, lead, content, version, is_only_language):
    facts = [f"{fact['term']}: {fact['value']}" for fact in content["facts"]]
    more = [attachment["title"] for attachment in content["attachments"]]
    more += [part.get("title", "") + " " + part.get("text", "") for part in [*content["doors"], *content["blocks"]]]
    more += SAID[content["kind"]](language) if content["kind"] in SAID else []
    more += [f"{figure['number']} {figure['text']}" for figure in content["figures"]]
    return Entry(
        thing=page,
        language=text_language(language, content["kind"]),
        title=without_soft_hyphens(title),
        summary=without_soft_hyphens(lead or ""),
        about=without_soft_hyphens(content["description"] or ""),
        headings="\n".join(richtext.headings(content["body"])),
        body="\n".join([*richtext.lines(content["body"]), *facts, *more]),
        version=version,
        is_only_language=is_only_language,
    )


def text_language(language, kind):
    """The page in Swedish stands in the Finnish fields."""
    return "sv" if kind == Page.Kind.SWEDISH else language


def version(edition, digest, kind):
    """Which of the texts of a page it is. The digest leaves the doors and blocks of home out: there every edition is one."""
    return str(edition) if kind == Page.Kind.HOME else digest


class Live(NamedTuple):
    """What the search says of a live edition."""

    path: str
    title: str
    menu_title: str
    text_language: str
    texts_since: datetime


class LivePages(NamedTuple):
    """All of them, since a search may find any: {(page, language of the text, version)}, {page: {language: Live}}."""

    texts: set
    pages: dict
    titles: dict  # {(language, path): title in menus}


def live(things, now):
    """Of all pages, not only of these."""
    return live_at(now).texts


def live_at(now):
    since, _until = epoch(now)
    return live_pages(since)


@kept_until_public_changes
def live_pages(since):
    """since: the last moment at which an edition began or ended, None where that is no longer known. One query."""
    editions = Edition.objects.live(since or timezone.now()).annotate(kind_of_page=KT("content__kind"))
    columns = ["page_id", "language", "pk", "text_digest", "kind_of_page", "path", "title", "menu_title", "texts_since"]
    found = LivePages(set(), {}, {})
    for page, language, pk, digest, kind, path, title, menu_title, texts_since in editions.values_list(*columns):
        own = text_language(language, kind)
        names = without_soft_hyphens(title), without_soft_hyphens(menu_title)
        found.texts.add((page, own, version(pk, digest, kind)))
        found.pages.setdefault(page, {})[language] = Live(path, *names, own, texts_since)
        found.titles[language, path] = names[1]
    return found


def places(things, language, now):
    """In the language of the reader where the page has it."""
    found, known = {}, live_at(now)
    for page in things:
        editions = known.pages.get(page)
        if not editions:
            continue
        own = language if language in editions else next(iter(editions))
        edition = editions[own]
        titles = [known.titles.get((own, path)) for path in above(edition.path)]
        with translation.override(own):
            url = page_url(edition.path)
        found[page] = Place(
            url=url,
            title=edition.title,
            language=edition.text_language,
            way=" › ".join(filter(None, titles)),
            changed_on=timezone.localdate(edition.texts_since),
        )
    return found


def above(path):
    """The addresses of what stands above a page, the home page not counted: a/b/c → [a, a/b]."""
    parts = path.split("/")
    return ["/".join(parts[:number]) for number in range(1, len(parts))]


PAGE = Source(_("Page"), Page, things, entries, places, live, has_working_copy=True)
