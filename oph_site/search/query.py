"""The one way to search: what was typed → hits, best first."""

from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from oph_site.search import phrases, side_by_side, spelling
from oph_site.search.candidates import ENOUGH, candidates_of
from oph_site.search.cutting import cut
from oph_site.search.facts import how_many
from oph_site.search.matching import Matcher
from oph_site.search.models import Scope
from oph_site.search.ranking import order, weigh
from oph_site.search.sources import SOURCES
from oph_site.search.understanding import understand
from oph_site.search.vocabulary import look_up
from oph_site.search.wider import widen


class Hit(NamedTuple):
    """A thing that was found, in the language in which it is shown."""

    kind: str
    thing: int
    language: str
    is_complete: bool
    documents: tuple


@dataclass
class Found:
    hits: list = field(default_factory=list)
    concepts: list = field(default_factory=list)
    corrected: str = ""  # what was searched for instead of what was typed
    suggestions: list = field(default_factory=list)  # words near those that nothing holds, where nothing was found
    matchers: dict = field(default_factory=dict)

    def matcher(self, language):
        """Which words of a text in that language belong to the query."""
        if language not in self.matchers:
            self.matchers[language] = Matcher(self.concepts, language)
        return self.matchers[language]


def search(text, *, language, now, scope=Scope.PUBLIC, kinds=None, is_as_typed=False, is_being_typed=False):
    """What fits the text, typed in that language of the site, among the kinds (None: all).

    is_as_typed: slips of typing are not mended. is_being_typed: the last word may be the beginning of one, and is left
        out where so far it is too short to find anything.
    """
    understood = understand(text, language)
    concepts = understood.concepts
    if not concepts:
        return Found()
    scopes = searched_for(scope)
    look_up(concepts, scopes)
    if is_being_typed:
        spelling.add_beginnings(concepts[-1], scopes)
    held = partial(spelling.held, scope=scope, scopes=scopes, kinds=kinds, is_shown=shown_in(scope, now))
    mended = {} if is_as_typed else spelling.mend(concepts, language, scopes, held)
    result = Found(concepts=concepts, corrected=corrected(text, mended))
    found, rest = ranked(concepts, language, now, scope, kinds)
    is_too_short = is_being_typed and len(concepts) > 1 and len(concepts[-1].word) < spelling.SHORTEST_BEGINNING
    if is_too_short and not any(candidate.is_complete for candidate in found):
        return search(
            text[: cut(text)[-1].start], language=language, now=now, scope=scope, kinds=kinds,
            is_as_typed=is_as_typed, is_being_typed=True,
        )  # fmt: skip
    found = side_by_side.lift(found, result.matcher, language)
    if understood.phrases:
        found, rest = phrases.holding(found, understood.phrases), []
    elif not rest and sum(candidate.is_complete for candidate in found) < ENOUGH:
        seen = {(candidate.kind, candidate.thing) for candidate in found}
        wider, _rest = ranked(widen(concepts, scopes), language, now, scope, kinds)
        found += [as_incomplete(candidate) for candidate in wider if (candidate.kind, candidate.thing) not in seen]
    result.hits = folded(found, rest, language)
    if not result.hits:
        result.suggestions = spelling.suggestions(concepts, scopes, held)
    return result


def searched_for(scope):
    """Readers' queries see what is public. Editors see their working copies, and what has none as it is public."""
    return (Scope.PUBLIC,) if scope == Scope.PUBLIC else tuple(Scope)


def ranked(concepts, language, now, scope, kinds):
    """([Candidate], best first, [Facts of what follows them where there is very much])."""
    candidates, rest = candidates_of(concepts, scope, kinds, shown_in(scope, now))
    weigh(candidates, concepts, language, how_many())
    return sorted((c for c in candidates if c.score), key=lambda candidate: order(candidate, language)), rest


def as_incomplete(candidate):
    candidate.is_complete = False
    return candidate


def shown_in(scope, now):
    """A function of {id: Facts} → the ids of what may be found: readers see what is public at this moment, editors all."""
    return partial(shown_now, now=now) if scope == Scope.PUBLIC else set


def shown_now(facts, now):
    """Of {id: Facts} the ids of what readers see at this moment."""
    timed = {kind: source for kind, source in SOURCES.items() if source.live}
    live = {}
    for each in facts.values():
        if each.kind in timed:
            live.setdefault(each.kind, set()).add(each.thing)
    live = {kind: timed[kind].live(things, now) for kind, things in live.items()}
    return {pk for pk, each in facts.items() if each.kind not in live or each[1:4] in live[each.kind]}


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
    """Each thing once, where it stands best; in the language of the reader where that holds the words, too: [Hit]."""
    hits = {}
    for candidate in candidates:
        key = candidate.kind, candidate.thing
        known = hits.get(key)
        if known is None or candidate.language == language != known.language:
            is_complete = candidate.is_complete or known is not None and known.is_complete
            hits[key] = Hit(
                candidate.kind, candidate.thing, candidate.language, is_complete, tuple(candidate.documents)
            )
    are_complete = bool(candidates) and candidates[-1].is_complete  # as the last that was ranked
    for facts in rest:
        key = facts[:2]
        if key not in hits:
            hits[key] = Hit(facts.kind, facts.thing, facts.language, are_complete, tuple(facts.documents))
    return list(hits.values())
