"""What surrounds every public page: menu, breadcrumbs, language links, footer. It comes from what is kept (public_tree.py)."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.db import Error
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from oph_site.languages import DEFAULT_LANGUAGE, LANGUAGES, current_language, url_of
from oph_site.lifetimes import lifetime, make_cacheable
from oph_site.soft_hyphens import without_soft_hyphens
from oph_site.stamp.kept import kept_until_public_changes
from pages.editions import changes
from pages.editions.past_in_brief import PastInBrief
from pages.editions.versions import path_args, versions_url
from pages.landing_pages import LANDING_PAGES
from pages.models import ContactPoint, Edition, Link, Notice, Page
from pages.models.edition import page_url
from pages.public_records import public_records
from pages.public_tree import BriefEdition, PublicTree, public_tree
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


@kept_until_public_changes
def notices():
    """Those that are shown now or later. One query."""
    return list(Notice.objects.filter(ends_at__gt=timezone.now()))


class Site(NamedTuple):
    """What stands around every page in a language, whichever it is."""

    home: BriefEdition | None
    duties: tuple
    contact: ContactPoint | None
    is_foreign: bool


@dataclass
class Frame:
    """The surroundings of one address.

    path: of the page or of the landing page that the address lies below, in the active language.
    edition: the page itself, when it is one. past: what a live one says of its past.
    crumb: the title of what an app shows below the landing page, and crumb_language its language where that is not the
    page's.
    texts: the rich texts of what an app shows, whose links lead to addresses of today as those of an edition do.
    preview_notice: a sentence above the page, for what is not the public version; `notices` are those for readers.
    addresses: language → URL of the same thing in other languages, for what is not a page of the tree.
    form: the id of the form on the page whose answers go along when the reader switches the language.
    changes_at: moments, or None, at which something on the page begins or ends: no cache may keep it longer. Whoever
    shows something by the clock adds them.
    """

    path: str
    edition: Edition | None = None
    past: PastInBrief | None = None
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
    def tree(self):
        """The public pages: everything that the surroundings name."""
        return public_tree(self.now)

    @cached_property
    def linked(self):
        """What the page links to by identity: {(kind, id)}."""
        links = self.edition.links if self.edition else {}
        own = {target for target, ways in links.items() if target[0] == "page" or Link.Way.TEXT in ways}
        return own.union(*map(richtext.linked, self.texts))

    @cached_property
    def notices(self):
        """What readers are told above every page, the most urgent first."""
        ours = [notice for notice in self.all_notices if notice.texts[self.language]]
        self.changes_at += [moment for notice in ours for moment in notice.moments]
        levels = list(Notice.Level)
        current = [notice for notice in ours if notice.is_current_at(self.now)]
        return [
            notice.said_in(self.language, self.now)
            for notice in sorted(current, key=lambda each: levels.index(each.level))
        ]

    @property
    def all_notices(self):
        return notices()

    @property
    def home(self):
        return self.tree.by_path.get((self.language, ""))

    @cached_property
    def menu(self):
        """The main navigation: [(edition, "page", "true" or "")], the last saying how far we are in it."""
        below = self.tree.by_parent.get((self.language, self.home.page_id), []) if self.home else []
        return [(each, self._current(each)) for each in below if each.in_menu]

    def _current(self, edition):
        if edition.path not in self.prefixes:
            return ""
        return "page" if edition.path == self.path and not self.crumb else "true"

    @cached_property
    def ancestors(self):
        """The pages down to this one, from home."""
        found = [self.tree.by_path.get((self.language, path)) for path in self.prefixes]
        return [each for each in found if each]

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
        return self.tree.by_parent.get((self.language, self.edition.page_id), []) if self.edition else []

    @cached_property
    def related(self):
        wanted = self.edition.content["related"] if self.edition else []
        found = {self.tree.by_page.get((self.language, pk)) for pk in wanted} - {None}
        return [each for each in self.tree.editions if each in found] if found else []

    @cached_property
    def duties(self):
        found = [self.landing_page(key) for key in DUTIES]
        return [each for each in found if each]

    @cached_property
    def site(self):
        return Site(self.home, tuple(self.duties), self.footer_contact, self.is_foreign)

    @property
    def landing_url(self):
        """The public address that this one lies below."""
        return page_url(self.path)

    def landing_page(self, key):
        """The public landing page with that key, in the language of the page; None where there is none."""
        return self.tree.by_key.get((self.language, key))

    @property
    def swedish(self):
        """The page in Swedish, offered from every page."""
        return self.tree.by_key.get((DEFAULT_LANGUAGE, SWEDISH))

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
            other.language: address(other.get_absolute_url()) for other in self.in_other_languages(self.edition.page_id)
        }

    def in_other_languages(self, page):
        """The live editions of the page with that id in other languages."""
        found = [self.tree.by_page.get((language, page)) for language in LANGUAGES if language != self.language]
        return [each for each in found if each]

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
        for ancestor in reversed(self.ancestors[:-1] if self.is_foreign else self.ancestors):
            if edition := self.tree.by_page.get((language, ancestor.page_id)):
                same = ancestor.path == self.path and not self.crumb
                title = "" if self.is_foreign else without_soft_hyphens(edition.menu_title)
                return LanguageLink(
                    language, name, edition.get_absolute_url(), title, is_current=False, is_same_page=same
                )
        return LanguageLink(language, name, page_url("", language), "", is_current=False, is_same_page=False)

    @cached_property
    def link_addresses(self):
        """Where links by identity lead: (kind, id) → Address; what is not public has none. One query, if there is any but to pages."""
        pages = {("page", pk): self._address_of_page(pk) for kind, pk in self.linked if kind == "page"}
        elsewhere = {target for target in self.linked if target[0] != "page"}
        known = {target: address for target, address in pages.items() if address}
        return known | link_targets.addresses(elsewhere, is_preview=self.is_preview)

    def _address_of_page(self, pk):
        """In the language of the page, else in another, which the link then names; None where it is not public."""
        if own := self.tree.by_page.get((self.language, pk)):
            return Address(own.get_absolute_url())
        other = next(iter(self.in_other_languages(pk)), None)
        return other and Address(other.get_absolute_url(), other.language)

    @cached_property
    def change_notes(self):
        """The notes for readers at the foot of a page."""
        if self.past:
            return self.past.notes
        return changes.notes(self.edition, self.now) if self.edition else []

    @property
    def has_past(self):
        """Whether readers can look at earlier versions of the page."""
        return self.past is not None and self.past.has_versions

    @property
    def versions_url(self):
        return versions_url(self.path)

    @property
    def feeds(self):
        """[(address, whether it is that of the section)] of the changes here; home has that of the site, a draft none."""
        if not self.path or self.edition is None or self.edition.pk is None or self.edition.path != self.path:
            return []
        found = [(url_of("pages:page_changes", self.path), False)]
        if self.children:
            found.append((url_of("pages:section_changes", self.path), True))
        return found

    @property
    def is_outdated(self):
        """Whether the source text has changed since the translation that is shown was made."""
        return self.past is not None and self.past.is_outdated

    @property
    def source_changes_url(self):
        """Where readers see what changed in the source; "" where that is not known."""
        is_known = self.past and self.past.outdated_since
        return url_of("pages:source_changes", *path_args(self.path)) if is_known else ""

    @cached_property
    def contacts(self):
        """The public contact points of the page."""
        wanted = self.edition.content["contact_points"] if self.edition else []
        return [point for pk, point in public_records(ContactPoint).items() if pk in wanted] if wanted else []

    @cached_property
    def footer_contact(self):
        return next((point for point in public_records(ContactPoint).values() if point.is_in_footer), None)


class FrameWithoutDatabase(Frame):
    """For a page that is shown while the database is away: menu and footer as they are kept; without them where nothing is."""

    @cached_property
    def tree(self):
        try:
            return public_tree(self.now)
        except Error:
            return PublicTree([])

    @cached_property
    def all_notices(self):
        try:
            return notices()
        except Error:
            return []

    @cached_property
    def footer_contact(self):
        try:
            return super().footer_contact
        except Error:
            return None


def render_public(request, template, context, *, frame, status=200) -> HttpResponse:
    """A public page inside its frame. Answers to GET and HEAD with status 200 may be kept by shared caches."""
    response = render(request, template, context | {"frame": frame}, status=status)
    if status == 200 and request.method in ("GET", "HEAD"):
        make_cacheable(response, lifetime(frame.changes_at, frame.now))
    return response
