"""What of a page is public and what is not yet, in words: for the list, the form and the message after a save."""

from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, prefetch_related_objects
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oph_site.languages import DEFAULT_LANGUAGE, IN_LANGUAGE, LANGUAGES
from oph_site.wording import moment_in_words
from pages.editions.part_names import part_name
from pages.editions.planning import plans_among
from pages.editions.publishing import FROZEN, differences, freeze
from pages.editions.translations import Translation, translation_state
from pages.models import Edition


@dataclass
class LanguageState:
    """One language of one page: its live edition (None: not public) and what differs from it in the working copy."""

    language: str
    live: Edition | None = None
    changes: list = field(default_factory=list)
    is_outdated: bool = False
    is_missing: bool = False  # public in the source language, not in this one
    plans: list = field(default_factory=list)
    withdrawn: Edition | None = None  # what readers saw last, when they see nothing now; `changes` is then since that

    @property
    def in_language(self):
        return IN_LANGUAGE[self.language]

    @property
    def name(self):
        return LANGUAGES[self.language]

    @property
    def changed_names(self):
        return [part_name(key) for key in self.changes]

    @property
    def words(self):
        """A few words for a list."""
        words = [self.words_now, *(plan.words for plan in self.plans[:1])]
        return "; ".join(words[1:] if len(words) > 1 and self.live is None else words)

    @property
    def words_now(self):
        if self.withdrawn:
            return _("unpublished")
        if self.live is None:
            return _("missing") if self.is_missing else "–"
        if self.changes:
            count = len(self.changes)
            return ngettext(
                "public, %(count)s change not published", "public, %(count)s changes not published", count
            ) % {"count": count}  # fmt: skip
        return _("public, translation outdated") if self.is_outdated else _("public")

    @property
    def sentence(self):
        if self.withdrawn:
            return self.withdrawal_sentence
        if self.live is None:
            return _("The page is not public %(in_language)s.") % {"in_language": self.in_language}
        if not self.changes and self.is_outdated:
            return _("No unpublished changes %(in_language)s.") % {"in_language": self.in_language}
        if not self.changes:
            return _("The public version %(in_language)s is up to date.") % {"in_language": self.in_language}
        count = len(self.changes)
        return ngettext(
            "Not public yet: %(count)s change %(in_language)s (%(names)s).",
            "Not public yet: %(count)s changes %(in_language)s (%(names)s).",
            count,
        ) % {"count": count, "in_language": self.in_language, "names": ", ".join(self.changed_names)}

    @property
    def withdrawal_sentence(self):
        words = {"in_language": self.in_language, "moment": moment_in_words(self.withdrawn.until)}
        if not self.changes:
            return _("Unpublished %(in_language)s on %(moment)s.") % words
        words["names"] = ", ".join(self.changed_names)
        return _("Unpublished %(in_language)s on %(moment)s, changed since (%(names)s).") % words


def states(page):
    """The state of each language of one page."""
    return with_states([page])[0].states


def with_states(pages):
    """The same pages as a list, each with `states`: a fixed number of queries for any number of pages."""
    pages, now = list(pages), timezone.now()
    pks, parents = {page.pk for page in pages}, {page.parent_id for page in pages if page.parent_id}
    editions = list(Edition.objects.overlapping(now, None).filter(page__in=pks | parents))
    live = {(edition.page_id, edition.language): edition for edition in editions if edition.is_live_at(now)}
    planned = {}
    for edition in editions:
        planned.setdefault((edition.page_id, edition.language), []).append(edition)
    prefetch_related_objects(pages, *FROZEN)
    order = _order(parents, now)
    ended = _ended([page.pk for page in pages if any((page.pk, code) not in live for code in LANGUAGES)], live, now)
    for page in pages:
        page.states = [_state(page, language, live, ended, order) for language in LANGUAGES]
        for state in page.states:
            state.plans = plans_among(planned.get((page.pk, state.language), []), now)
    return pages


def _ended(pks, live, now):
    """{(page, language): the edition that readers saw last} where they see none now."""
    newer = Edition.objects.filter(page=OuterRef("page"), language=OuterRef("language"), until__gt=OuterRef("until"))
    last = Edition.objects.filter(~Exists(newer.filter(until__lte=now)), page__in=pks, until__lte=now)
    return {(each.page_id, each.language): each for each in last if (each.page_id, each.language) not in live}


def _order(parents, now):
    """(language, parent) → [(page, position in public, position in the working copy)] of those below it in both."""
    below = Edition.objects.live(now).filter(parent__in=parents, page__parent=F("parent")).order_by()
    order = {}
    for language, parent, *places in below.values_list("language", "parent", "page", "position", "page__position"):
        order.setdefault((language, parent), []).append(places)
    return order


def _is_moved(page, siblings):
    """Whether other pages stand before it than in public."""
    own = next(((public, working) for pk, public, working in siblings if pk == page.pk), None)
    if own is None:
        return False
    return {pk for pk, public, _w in siblings if public < own[0]} != {
        pk for pk, _p, working in siblings if working < own[1]
    }


def _state(page, language, live, ended, order):
    own = {code: live[page.pk, code] for code in LANGUAGES if (page.pk, code) in live}
    translation = translation_state(own, language) if DEFAULT_LANGUAGE in own else None
    edition = own.get(language)
    if edition is None:
        last = ended.get((page.pk, language))
        return LanguageState(
            language, None, _since(last, page), is_missing=translation == Translation.MISSING, withdrawn=last
        )
    changes = differences(freeze(page, language, parent=live.get((page.parent_id, language))), edition)
    if _is_moved(page, order.get((language, page.parent_id), [])):
        changes.append("order")
    return LanguageState(language, edition, changes, is_outdated=translation == Translation.OUTDATED)


def _since(last, page):
    """What differs from what readers saw last; its address depends on pages that may be gone as well."""
    working = last and freeze(page, last.language, parent=last)
    return [key for key in differences(working, last) if key != "path"] if last else []


def in_languages(languages):
    """ "in Finnish and in English"."""
    return get_text_list([str(IN_LANGUAGE[language]) for language in languages], _("and"))
