"""The term list of the editors: words and phrases that mean the same, matched by base forms."""

from functools import lru_cache

from oph_site.search import analysis
from oph_site.search.cutting import whole_words, without_dots
from oph_site.search.models import Term
from oph_site.stamp.kept import kept_until_public_changes

LONGEST = 4  # words in a phrase of the list


def meaning(words, known):
    """The longest beginning of the words that is a term: ([(language, [word, …]) of the others], number of words)."""
    for length in range(min(len(words), LONGEST), 0, -1):
        found = {}
        for key in _keys(words[:length], Term.LANGUAGES):
            for other in known.get(key, ()):
                found[other] = None
        typed = tuple(words[:length])
        others = [(language, list(phrase)) for language, phrase in found if phrase != typed]
        if others:
            return others, length
    return [], 0


def table():
    """{key of a phrase: all (language, phrase) that mean the same}, made once for each state of the list."""
    return _table(rows(), analysis.version())


@kept_until_public_changes
def rows():
    return tuple(Term.objects.values_list(*Term.LANGUAGES))


@lru_cache(maxsize=2)
def _table(rows, version):
    known = {}
    for row in rows:
        phrases = [
            (language, tuple(whole_words(phrase)))
            for language, said in zip(Term.LANGUAGES, row, strict=True)
            for phrase in said.split(",")
        ]
        phrases = [(language, phrase) for language, phrase in phrases if phrase]
        for language, phrase in phrases:
            for key in _keys(phrase, [language]):
                known.setdefault(key, []).extend(phrases)
    return known


def _keys(words, languages):
    """How a phrase may be recognised: its words, and their base forms, without dots."""
    keys = {tuple(without_dots(word) for word in words)}
    for language in languages:
        bases = [analysis.analyse(word, language).bases or (word,) for word in words]
        keys.add(tuple(without_dots(base[0]) for base in bases))
        if len(words) == 1:
            keys |= {(without_dots(base),) for base in bases[0]}
    return keys
