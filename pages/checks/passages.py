"""Checks of language marks: what is in another language says so (WCAG 3.1.2), or screen readers read it with the wrong voice.

A passage is taken for another language only when several of that language's commonest words or endings stand in it and
none of the page's: names of organisations, which need no mark, seldom have them.
"""

import re

from babel import Locale
from django.utils.translation import gettext as _

from oph_site.files.languages import IN_LANGUAGE

# The commonest words of each language, without those that another one has too ("on", "i", "en", "se", "ja").
COMMON_WORDS = {
    "fi": "ei että tai sekä joka jotka ovat kun myös mutta tämä ne niiden kuin jos mukaan oli voi voit jossa jonka tietoa lisää",
    "en": "the and of for with from this that are is was by to in at as or you your we our be can have will not their which",
    "sv": "och att det som är på av för med till har inte ett om eller vi kan från också den vid mer",
}
COMMON_WORDS = {language: set(words.split()) for language, words in COMMON_WORDS.items()}
ENDINGS = {
    "fi": re.compile(r"\w{4,}(?:ssa|ssä|sta|stä|lla|llä|lle|ksi|iden|isen|inen|ään|aan|itä|oita|öitä|uus|yys|vat|vät)"),
    "sv": re.compile(r"\w{3,}(?:ningen|ningar|heten|arna|erna|iska)"),
}
SIGNS = 2  # how many different ones a passage must have
WORD = re.compile(r"[^\W\d_]+")
LANGUAGE_OF_ADDRESS = re.compile(r"//[^?#]*?/(fi|en|sv)(?:[-/_?#]|$)")
KNOWN_LANGUAGES = set(Locale("en").languages)


def unmarked(copy):
    own = copy.page.language_of_texts(copy.language)
    for name in ("title", "description"):
        if language := other_language(copy.plain(name), own):
            yield copy.advice(name, _("This seems to be %(in_language)s.") % in_words(language), copy.plain(name))
    told = []
    for name, block in copy.passages:
        if language := other_language(block.unmarked, own):
            told.append(block.unmarked)
            yield copy.advice(name, mark_it(language), block.unmarked)
    for link in copy.body.links:
        target = LANGUAGE_OF_ADDRESS.search(link.href)
        language = other_language(link.unmarked, own, likely=target and target[1])
        if language and not any(link.unmarked in passage for passage in told):
            yield copy.advice("body", mark_it(language), link.unmarked)


def unknown_marks(copy):
    for mark in dict.fromkeys(copy.body.marks):
        if mark and mark.split("-")[0] not in KNOWN_LANGUAGES:
            yield copy.error(
                "body", _("A passage is marked with a language that there is not: choose another one."), mark
            )


def mark_it(language):
    return _("This seems to be %(in_language)s: mark its language, or translate it.") % in_words(language)


def in_words(language):
    return {"in_language": IN_LANGUAGE[language]}


def other_language(text, own, *, likely=None):
    """The language that a text seems to be in, when that is not `own`; None when it is, or cannot be told.

    likely: the language of what the text leads to; then one sign of it is enough.
    """
    words = {word.lower() for word in WORD.findall(text)}
    signs = {language: count_signs(words, language) for language in COMMON_WORDS}
    if signs.pop(own, 0):
        return None
    best = max(signs, key=signs.get)
    return best if signs[best] >= (1 if best == likely else SIGNS) else None


def count_signs(words, language):
    ending = ENDINGS.get(language)
    return sum(word in COMMON_WORDS[language] or bool(ending and ending.fullmatch(word)) for word in words)
