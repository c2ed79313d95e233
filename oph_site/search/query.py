"""The one way to search: what was typed → hits, best first."""

from dataclasses import dataclass, field

from oph_site.search import phrases, side_by_side, spelling
from oph_site.search.candidates import ENOUGH, candidates_of, how_many
from oph_site.search.cutting import cut
from oph_site.search.models import Scope
from oph_site.search.ranking import order, weigh
from oph_site.search.sources import SOURCES
from oph_site.search.understanding import understand
from oph_site.search.vocabulary import look_up
from oph_site.search.wider import widen


@dataclass
class Hit:
    """A thing that was found, in the language in which it is shown."""

    kind: str
    thing: int
    language: str
    is_complete: bool
    documents: list


@dataclass
class Found:
    hits: list = field(default_factory=list)
    concepts: list = field(default_factory=list)
    corrected: str = ""  # what was searched for instead of what was typed
    suggestions: list = field(default_factory=list)  # words near those that nothing holds, where nothing was found


def search(text, *, language, now, scope=Scope.PUBLIC, kinds=None, is_as_typed=False, is_being_typed=False):
    """What fits the text, typed in that language of the site, among the kinds (None: all).

    is_as_typed: slips of typing are not mended. is_being_typed: the last word may be the beginning of one.
    """
    understood = understand(text, language)
    concepts = understood.concepts
    if not concepts:
        return Found()
    scopes = searched_for(scope)
    look_up(concepts, scopes)
    if is_being_typed:
        spelling.add_beginnings(concepts[-1], scopes)
    mended = {} if is_as_typed else spelling.mend(concepts, language, scopes)
    found = side_by_side.lift(ranked(concepts, language, now, scope, kinds), concepts, language)
    if understood.phrases:
        found = phrases.holding(found, understood.phrases)
    elif sum(candidate.is_complete for candidate in found) < ENOUGH:
        seen = {(candidate.kind, candidate.thing) for candidate in found}
        wider = ranked(widen(concepts, scopes), language, now, scope, kinds)
        found += [as_incomplete(candidate) for candidate in wider if (candidate.kind, candidate.thing) not in seen]
    hits = folded(found, language)
    return Found(hits, concepts, corrected(text, mended), [] if hits else spelling.suggestions(concepts, scopes))


def searched_for(scope):
    """Readers' queries see what is public. Editors see their working copies, and what has none as it is public."""
    return (Scope.PUBLIC,) if scope == Scope.PUBLIC else tuple(Scope)


def ranked(concepts, language, now, scope, kinds):
    """[Candidate], best first."""
    candidates = candidates_of(concepts, scope, kinds)
    if scope == Scope.PUBLIC:
        candidates = shown_now(candidates, now)
    weigh(candidates, concepts, language, how_many())
    return sorted((c for c in candidates if c.score), key=lambda candidate: order(candidate, language))


def as_incomplete(candidate):
    candidate.is_complete = False
    return candidate


def shown_now(candidates, now):
    """Without what readers do not see at this moment."""
    live = {}
    for kind, source in SOURCES.items():
        things = [candidate.thing for candidate in candidates if candidate.kind == kind]
        if source.live and things:
            live[kind] = source.live(things, now)
    return [c for c in candidates if c.kind not in live or (c.thing, c.language, c.version) in live[c.kind]]


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


def folded(candidates, language):
    """Each thing once, where it stands best: [Hit]."""
    hits = {}
    for candidate in candidates:
        key = candidate.kind, candidate.thing
        if key in hits:
            if candidate.language == language and hits[key].language != language:
                hits[key].language = language
                hits[key].documents = candidate.documents
            continue
        hits[key] = Hit(candidate.kind, candidate.thing, candidate.language, candidate.is_complete, candidate.documents)
    return list(hits.values())
