"""Finnish words that were typed without their dots: kansainvalisyys → kansainvälisyys."""

from oph_site.search.analysis.compounds import is_part, words_of_first
from oph_site.search.analysis.readings import readings

WITH_DOTS = {"a": "ä", "o": "ö"}
ALL_DOTS = str.maketrans(WITH_DOTS)
LONGEST = 40  # letters
MIXED = ("kansainva", "kansainvä")  # kansainvälinen and all its kin: one word with both kinds of vowels


def with_dots(word, dictionary):
    """The spellings with dots that the dictionary knows: [str]. Of a compound that it lacks at most one."""
    if len(word) > LONGEST:
        return []
    return [form for form in spellings(word, dictionary) if form != word] or of_compound(word, dictionary)


def spellings(word, dictionary):
    """The forms of the dictionary that differ from the word by dots alone."""
    beginnings = [""]
    for letter in word:
        letters = [letter, *WITH_DOTS.get(letter, "")]
        beginnings = [b + each for b in beginnings for each in letters if dictionary.has_beginning(b + each)]
    return [form for form in beginnings if dictionary.is_form(form)]


def of_compound(word, dictionary):
    """Part by part, the longest last part first. A simple word has dots on all of its a and o or on none."""
    text = word.replace(*MIXED)
    beginnings = {0: ""}  # how far the first parts reach: they, with their dots
    for position in range(len(text) - 2):
        if position in beginnings:
            last = last_part(text[position:], dictionary, is_whole=position == 0)
            if last and beginnings[position] + last != word:
                return [beginnings[position] + last]
            for end in range(position + 2, len(text) - 1):
                for part in both(text[position:end]):
                    if end not in beginnings and words_of_first(part, dictionary):
                        beginnings[end] = beginnings[position] + part
    return []


def last_part(text, dictionary, *, is_whole):
    """The text with its dots where it is a form of a word, else ""."""
    for spelling in [*spellings(text, dictionary), *both(text)]:
        if any(is_whole or is_part(base, dictionary) for base in readings(spelling, dictionary)):
            return spelling
    return ""


def both(text):
    """The text as it is, and with dots wherever they can be."""
    dotted = text.translate(ALL_DOTS)
    return dict.fromkeys([text, dotted.replace(MIXED[1].translate(ALL_DOTS), MIXED[1])])
