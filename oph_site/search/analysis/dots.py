"""Finnish words that were typed without their dots: kansainvalisyys → kansainvälisyys."""

from oph_site.search.analysis import finnish
from oph_site.search.analysis.compounds import words_of_first

WITH_DOTS = {"a": "ä", "o": "ö"}
ALL_DOTS = str.maketrans(WITH_DOTS)
LONGEST = 40  # letters


def with_dots(word, dictionary):
    """The spellings with dots that the dictionary knows: [str]. Of compounds that it lacks by their halves."""
    if len(word) > LONGEST:
        return []
    return [form for form in spellings(word, dictionary) if form != word] or by_halves(word, dictionary)


def spellings(word, dictionary):
    """The forms of the dictionary that differ from the word by dots alone."""
    beginnings = [""]
    for letter in word:
        letters = [letter, *WITH_DOTS.get(letter, "")]
        beginnings = [b + each for b in beginnings for each in letters if dictionary.has_beginning(b + each)]
    return [form for form in beginnings if dictionary.is_form(form)]


def by_halves(word, dictionary):
    """Of a compound that the dictionary lacks: [str], of one word or none. The last part and what stands before it."""
    for position in range(2, len(word) - 1):
        for first in in_harmony(word[:position]):
            if words_of_first(first, dictionary):
                for last in dict.fromkeys([*spellings(word[position:], dictionary), *in_harmony(word[position:])]):
                    if first + last != word and finnish.bases(first + last, dictionary):
                        return [first + last]
    return [each for each in in_harmony(word)[1:2] if finnish.bases(each, dictionary)]


def in_harmony(text):
    """The text with dots on no vowel, on all, and on those before or behind any place: a simple Finnish word mixes none."""
    dotted = text.translate(ALL_DOTS)
    mixed = (texts for k in range(2, len(text) - 1) for texts in (text[:k] + dotted[k:], dotted[:k] + text[k:]))
    return list(dict.fromkeys([text, dotted, *mixed]))
