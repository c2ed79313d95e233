"""The one way to search: what was typed → hits, best first."""

from dataclasses import dataclass, field
from functools import partial

from oph_site.search import phrases, side_by_side, spelling
from oph_site.search.candidates import ENOUGH, candidates_of
from oph_site.search.cutting import cut
from oph_site.search.facts import how_many, shown
from oph_site.search.matching import Matcher
from oph_site.search.models import Scope
from oph_site.search.ranking import order, weigh
from oph_site.search.understanding import understand
from oph_site.search.vocabulary import look_up
from oph_site.search.wider import widen


@dataclass
class Found:
    hits: list = field(default_factory=list)  # [Facts], each thing in the language in which it is shown
    number_complete: int = 0  # the first of them hold all words
    concepts: list = field(default_factory=list)
    corrected: str = ""  # what was searched for instead of what was typed
    suggestions: list = field(default_factory=list)  # words near those that nothing holds, where nothing was found
    matchers: dict = field(default_factory=dict)

    @property
    def complete(self):
        return self.hits[: self.number_complete]

    def matcher(self, language):
        """Which words of a text in that language belong to the query."""
        if language not in self.matchers:
            self.matchers[language] = Matcher(self.concepts, language)
        return self.matchers[language]


def search(
    text, *, language, now, scope=Scope.PUBLIC, kinds=None, is_as_typed=False, is_being_typed=False, needs_all=False
):  # fmt: skip
    """What fits the text, typed in that language of the site, among the kinds (None: all).

    is_as_typed: slips of typing are not mended. is_being_typed: the last word may be the beginning of one, and is left
        out where so far it is too short to find anything. needs_all: nothing is found that lacks a word.
    """
    understood = understand(text, language)
    concepts = understood.concepts
    if not concepts:
        return Found()
    scopes = searched_for(scope)
    look_up(concepts, scopes)
    if is_being_typed:
        spelling.add_beginnings(concepts[-1], scopes)
    findable = partial(shown, scope=scope, kinds=kinds, now=now)
    held = partial(spelling.held, scope=scope, scopes=scopes, findable=findable)
    mended = {} if is_as_typed else spelling.mend(concepts, language, scopes, held)
    result = Found(concepts=concepts, corrected=corrected(text, mended))
    found, rest = ranked(concepts, language, scope, findable, needs_all)
    is_too_short = is_being_typed and len(concepts) > 1 and len(concepts[-1].word) < spelling.SHORTEST_BEGINNING
    if is_too_short and not any(candidate.is_complete for candidate in found):
        return search(
            text[: cut(text)[-1].start], language=language, now=now, scope=scope, kinds=kinds,
            is_as_typed=is_as_typed, is_being_typed=True, needs_all=needs_all,
        )  # fmt: skip
    found = side_by_side.lift(found, result.matcher, language)
    if understood.phrases:
        found, rest = phrases.holding(found, understood.phrases), []
    elif not needs_all and not rest and sum(candidate.is_complete for candidate in found) < ENOUGH:
        seen = {candidate.facts[:2] for candidate in found}
        wider, _rest = ranked(widen(concepts, scopes), language, scope, findable)
        found += [as_incomplete(candidate) for candidate in wider if candidate.facts[:2] not in seen]
    result.hits = folded(found, rest, language)
    are_all_complete = bool(found) and found[-1].is_complete  # what follows is like the last that was ranked
    complete = {candidate.facts[:2] for candidate in found if candidate.is_complete}
    result.number_complete = len(result.hits if are_all_complete else complete)
    if not result.hits and not needs_all:
        result.suggestions = spelling.suggestions(concepts, scopes, held)
    return result


def searched_for(scope):
    """Readers' queries see what is public. Editors see their working copies, and what has none as it is public."""
    return (Scope.PUBLIC,) if scope == Scope.PUBLIC else tuple(Scope)


def ranked(concepts, language, scope, findable, needs_all=False):
    """([Candidate], best first, [Facts of what follows them where there is very much])."""
    candidates, rest = candidates_of(concepts, scope, findable, needs_all=needs_all)
    weigh(candidates, concepts, language, how_many())
    return sorted((c for c in candidates if c.score), key=lambda candidate: order(candidate, language)), rest


def as_incomplete(candidate):
    candidate.is_complete = False
    return candidate


def corrected(text, mended):
    """What was searched for instead, as a query; "" when it is what was typed."""
    if not mended:
        return ""
    parts, end = [], 0
    for word in cut(text):
        if word.text in mended and word.start >= end:
            parts += [text[end : word.start], mended[word.text]]
            end = word.end
    return "".join([*parts, text[end:]])


def folded(candidates, rest, language):
    """Each thing once, where it stands best; in the language of the reader where that holds the words, too: [Facts]."""
    hits = {}
    for facts in [candidate.facts for candidate in candidates]:
        known = hits.setdefault(facts[:2], facts)
        if facts.language == language != known.language:
            hits[facts[:2]] = facts
    for facts in rest:
        hits.setdefault(facts[:2], facts)
    return list(hits.values())
