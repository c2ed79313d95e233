"""What surrounds every public page: menu, breadcrumbs, language links, footer. Most of it is kept (surroundings.py)."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from oph_site.languages import DEFAULT_LANGUAGE, LANGUAGES, current_language
from oph_site.soft_hyphens import without_soft_hyphens
from pages.editions import changes
from pages.editions.translations import is_outdated
from pages.editions.versions import path_args, versions_url
from pages.landing_pages import LANDING_PAGES
from pages.models import ContactPoint, Edition, Notice, Page
from pages.models.edition import page_url
from pages.surroundings import Surroundings, brief, merged, surroundings
from pages.text import link_targets, richtext
from pages.text.link_targets import Address

DUTIES = [row.key for row in LANDING_PAGES if row.is_duty]  # of an authority, in the order of the footer
SWEDISH = "swedish"  # the key of the page in Swedish; its texts stand in the fields of the default language


@dataclass
class LanguageLink:
    """One entry of the language navigation. `is_same_page` is False where the link leads to the nearest parent."""

    language: str
    name: str
    url: str
    title: str
    is_current: bool
    is_same_page: bool
    form: str = ""  # the id of a form whose answers go along


@dataclass
class Crumb:
    title: str
    url: str = ""  # "" is the page itself
    language: str = ""  # of the title, where it is not the page's


@dataclass
class Frame:
    """The surroundings of one address.

    path: of the page or of the landing page that the address lies below, in the active language.
    edition: the page itself, when it is one. crumb: the title of what an app shows below the landing page, and
    crumb_language its language where that is not the page's.
    texts: the rich texts of what an app shows, whose links lead to addresses of today as those of an edition do.
    preview_notice: a sentence above the page, for what is not the public version; `notices` are those for readers.
    addresses: language → URL of the same thing in other languages, for what is not a page of the tree.
    form: the id of the form on the page whose answers go along when the reader switches the language.
    changes_at: moments, or None, at which something on the page begins or ends: no cache may keep it longer. Whoever
    shows something by the clock adds them.
    """

    path: str
    edition: Edition | None = None
    crumb: str = ""
    crumb_language: str = ""
    texts: list = field(default_factory=list)
    addresses: dict = field(default_factory=dict)
    now: datetime = field(default_factory=timezone.now)
    is_preview: bool = False
    preview_notice: str = ""
    changes_at: list = field(default_factory=list)
    language: str = field(default_factory=current_language)
    form: str = ""

    @cached_property
    def prefixes(self):
        parts = self.path.split("/") if self.path else []
        return ["", *("/".join(parts[:n]) for n in range(1, len(parts) + 1))]

    @cached_property
    def around(self):
        return surroundings()

    @cached_property
    def editions(self):
        """Every live edition that the surroundings name. One query for a page of the tree, none where the app's page is kept."""
        kept = [edition for edition in self.around.editions if edition.is_live_at(self.now)]
        own = {edition.path for edition in kept if edition.language == self.language}
        if self.edition is None and own.issuperset(self.prefixes) and not self.linked_pages:
            return kept
        return merged(kept, self._nearby())

    def _nearby(self):
        """What stands above the page, in every language, below it, and what it links to."""
        live = Edition.objects.live(self.now)
        own, others = live.filter(language=self.language), live.exclude(language=self.language)
        here = own.filter(path__in=self.prefixes)
        wanted = [here, others.filter(page__in=here.values("page"))]
        if self.edition:
            wanted.append(own.filter(parent=self.edition.page_id))
        if self.linked_pages:
            wanted.append(live.filter(page__in=self.linked_pages))
        # A union, since each of its parts goes by an index: no database reads all editions for it.
        first, *rest = [some.order_by().values("pk") for some in wanted]
        return brief(Edition.objects.filter(pk__in=first.union(*rest)))

    @cached_property
    def linked(self):
        """What the texts link to by identity: {(kind, id)}."""
        bodies = [self.edition.content["body"], *self.texts] if self.edition else self.texts
        return set().union(*map(richtext.linked, bodies))

    @cached_property
    def linked_pages(self):
        own = self.edition.linked_ids("page") if self.edition else set()
        return own | {pk for kind, pk in self.linked if kind == "page"}

    def of(self, **wanted):
        """The editions among them with these attributes, in the order of the tree."""
        return [e for e in self.editions if all(getattr(e, name) == value for name, value in wanted.items())]

    @cached_property
    def notices(self):
        """What readers are told above every page, the most urgent first."""
        ours = [notice for notice in self.around.notices if notice.texts[self.language]]
        self.changes_at += [moment for notice in ours for moment in notice.moments]
        levels = list(Notice.Level)
        current = [notice for notice in ours if notice.is_current_at(self.now)]
        return [
            notice.said_in(self.language, self.now)
            for notice in sorted(current, key=lambda each: levels.index(each.level))
        ]

    @cached_property
    def home(self):
        return next(iter(self.of(language=self.language, path="")), None)

    @cached_property
    def menu(self):
        """The main navigation: [(edition, "page", "true" or "")], the last saying how far we are in it."""
        if self.home is None:
            return []
        return [
            (e, self._current(e)) for e in self.of(language=self.language, parent_id=self.home.page_id, in_menu=True)
        ]

    def _current(self, edition):
        if edition.path not in self.prefixes:
            return ""
        return "page" if edition.path == self.path and not self.crumb else "true"

    @cached_property
    def ancestors(self):
        found = {e.path: e for e in self.of(language=self.language) if e.path in self.prefixes}
        return [found[path] for path in self.prefixes if path in found]

    @cached_property
    def breadcrumbs(self):
        crumbs = [
            Crumb(_("Home") if not e.path else without_soft_hyphens(e.menu_title), e.get_absolute_url())
            for e in self.ancestors
        ]
        if self.crumb:
            crumbs.append(Crumb(self.crumb, language=self.crumb_language))
        elif crumbs:
            crumbs[-1].url = ""
        return crumbs if len(crumbs) > 1 else []

    @cached_property
    def children(self):
        return self.of(language=self.language, parent_id=self.edition.page_id) if self.edition else []

    @cached_property
    def related(self):
        wanted = self.edition.content["related"] if self.edition else []
        return [e for e in self.of(language=self.language) if e.page_id in wanted]

    @cached_property
    def duties(self):
        found = {e.page.key: e for e in self.of(language=self.language)}
        return [found[key] for key in DUTIES if key in found]

    @property
    def landing_url(self):
        """The public address that this one lies below."""
        return page_url(self.path)

    def landing_page(self, key):
        """The public landing page with that key, in the language of the page; None where there is none."""
        return next((e for e in self.of(language=self.language) if e.page.key == key), None)

    @cached_property
    def swedish(self):
        """The page in Swedish, offered from every page."""
        return next((e for e in self.of(language=DEFAULT_LANGUAGE) if e.page.key == SWEDISH), None)

    @property
    def is_foreign(self):
        """Whether the texts of the page are in another language than what surrounds them."""
        return self.edition is not None and self.edition.kind == Page.Kind.SWEDISH

    @property
    def text_language(self):
        return self.edition.text_language if self.edition else self.language

    def keep_choice(self, address):
        """Lets the language links lead to what the reader chose on this page: address(path) is its URL at the other path."""
        self.addresses = {
            other.language: address(other.get_absolute_url())
            for other in self.editions
            if other.page_id == self.edition.page_id and other.language != self.language
        }

    @cached_property
    def languages(self):
        return [self._language_link(language) for language in LANGUAGES]

    def _language_link(self, language):
        name = LANGUAGES[language]
        if language == self.language and not self.is_foreign:
            return LanguageLink(language, name, "", "", is_current=True, is_same_page=True)
        if language in self.addresses:
            url = self.addresses[language]
            return LanguageLink(language, name, url, "", is_current=False, is_same_page=True, form=self.form)
        theirs = {e.page_id: e for e in self.of(language=language)}
        for ancestor in reversed(self.ancestors[:-1] if self.is_foreign else self.ancestors):
            if edition := theirs.get(ancestor.page_id):
                same = ancestor.path == self.path and not self.crumb
                title = "" if self.is_foreign else without_soft_hyphens(edition.menu_title)
                return LanguageLink(
                    language, name, edition.get_absolute_url(), title, is_current=False, is_same_page=same
                )
        with translation.override(language):
            return LanguageLink(language, name, page_url(""), "", is_current=False, is_same_page=False)

    @cached_property
    def link_addresses(self):
        """Where links by identity lead: (kind, id) → Address; what is not public has none."""
        found = {}
        for edition in self.editions:
            own = edition.language == self.language
            if own or ("page", edition.page_id) not in found:
                language = None if own else edition.language
                found["page", edition.page_id] = Address(edition.get_absolute_url(), language)
        elsewhere = {target for target in self.linked if target[0] != "page"}  # one query, if there is any
        return found | link_targets.addresses(elsewhere, is_preview=self.is_preview)

    @cached_property
    def change_notes(self):
        """The notes for readers at the foot of a page."""
        return changes.notes(self.edition, self.now) if self.edition else []

    @property
    def has_past(self):
        """Whether readers can look at earlier versions of the page."""
        return getattr(self.edition, "has_past", False)

    @property
    def versions_url(self):
        return versions_url(self.path)

    @property
    def feeds(self):
        """[(address, whether it is that of the section)] of the changes here; home has that of the site, a draft none."""
        if not self.path or self.edition is None or self.edition.pk is None or self.edition.path != self.path:
            return []
        found = [(reverse("pages:page_changes", args=[self.path]), False)]
        if self.children:
            found.append((reverse("pages:section_changes", args=[self.path]), True))
        return found

    @property
    def is_outdated(self):
        """Whether the source text has changed since the translation that is shown was made."""
        return self.edition is not None and is_outdated(self.edition)

    @property
    def source_changes_url(self):
        """Where readers see what changed in the source; "" where that is not known."""
        is_known = self.edition.outdated_since and self.is_outdated
        return reverse("pages:source_changes", args=path_args(self.path)) if is_known else ""

    @cached_property
    def contacts(self):
        """The public contact points of the page."""
        wanted = self.edition.content["contact_points"] if self.edition else []
        return list(ContactPoint.objects.public().filter(pk__in=wanted)) if wanted else []

    @property
    def footer_contact(self):
        return self.around.footer_contact


class FrameWithoutDatabase(Frame):
    """For a page that is shown while the database is away: no menu, no footer contact."""

    around = Surroundings([], [], None)
    editions = ()


MINUTE, DAY = 60, 24 * 60 * 60


def lifetime(moments, now, at_most=5 * MINUTE):
    """For how many seconds shared caches may keep a page: never beyond the next of the moments."""
    left = min((int((moment - now).total_seconds()) for moment in moments if moment and moment > now), default=DAY)
    return min(at_most, left)


def make_cacheable(response, seconds=MINUTE):
    """Headers of a public page: browsers ask every time (a page that is the same answers 304), shared caches keep it for
    `seconds`, and a day when the site is away.

    No stale-while-revalidate: browsers heed it too (RFC 5861), and an editor would see the old text after publishing.
    """
    response["Cache-Control"] = f"public, max-age=0, s-maxage={seconds}, stale-if-error={DAY}"
    return response


def render_public(request, template, context, *, frame, status=200, seconds=MINUTE) -> HttpResponse:
    """A public page inside its frame. Answers to GET and HEAD with status 200 may be kept by shared caches, for `seconds` at most."""
    response = render(request, template, context | {"frame": frame}, status=status)
    if status == 200 and request.method in ("GET", "HEAD"):
        make_cacheable(response, lifetime(frame.changes_at, frame.now, seconds))
    return response
