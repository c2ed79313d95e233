"""What is known of the words of a language. A process that started before the word data was built takes it up later."""

import time

from marisa_trie import BytesTrie, Trie

from oph_site.search.analysis import word_data
from oph_site.search.analysis.own_words import ADDED, NOT_BASES, READINGS

ASK_AGAIN = 60  # seconds
_dictionaries = {}
_ask_at = 0.0


class Dictionary:
    """The forms of the words of one language and its base forms, all folded."""

    def __init__(self, language, forms, bases):
        """forms: base forms, as bytes in a list, by their form. bases: what knows whether a word is a base form."""
        self._forms = forms
        self._bases = bases
        self._added = ADDED.get(language, frozenset())
        self._not_bases = NOT_BASES.get(language, frozenset())
        self._readings = READINGS.get(language, {})

    def readings(self, form):
        """The base forms of a form: [str]. The lists know one, seldom two, even where there are more."""
        if form in self._readings:
            return list(self._readings[form])
        found = [base.decode() for base in self._forms.get(form, ())]
        found = [base for base in found if base not in self._not_bases]
        if form not in found and self.is_base(form):
            found.append(form)
        return found

    def is_form(self, word):
        return word in self._forms

    def has_beginning(self, letters):
        return next(self._forms.iterkeys(letters), None) is not None

    def is_base(self, word):
        return (word in self._bases and word not in self._not_bases) or word in self._added


def dictionary(language):
    """The dictionary of a language, or None: there is none, or the word data is not there yet."""
    global _ask_at
    if not _dictionaries and time.monotonic() >= _ask_at:
        _ask_at = time.monotonic() + ASK_AGAIN
        look_for_word_data()
    return _dictionaries.get(language)


def look_for_word_data():
    """Read the word data if it is there and was not read: whether it is. All processes share the memory of its files."""
    if not _dictionaries and word_data.has_word_data():
        _dictionaries.update({language: load(language) for language in word_data.LANGUAGES})
    return bool(_dictionaries)


def load(language):
    place = word_data.folder()
    forms, bases = place / f"{language}.forms", place / f"{language}.bases"
    return Dictionary(language, BytesTrie().mmap(str(forms)), Trie().mmap(str(bases)))
