"""The readings of a simple Finnish word: what the lists know, and what the rules of inflection add to it."""

import re

from oph_site.search.analysis.endings import positives, possible_bases
from oph_site.search.analysis.suffixes import without_suffixes

SHORTEST = 3  # letters of a base form that a rule may find
INFINITIVE = re.compile("(?:[aeiouyäö]|[dt]|ll|nn|rr)[aä]$")
CASES = ("n", "t", "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "ksi", "na", "nä", "sti")
# Forms of verbs, from a stem that the third person plural shows: oppi-minen, oppi-vat.
NOUNS_OF_VERBS = ("minen", "va", "vä", "ja", "jä")
INFINITIVES = re.compile("(?:maan|mään|massa|mässä|masta|mästä|malla|mällä|matta|mättä)$")
PARTICIPLES = ("ttu", "tty", "tu", "ty", "nut", "nyt", "va", "vä")
AGENTS = ("ma", "mä")  # kirjoittamani


def readings(word, dictionary):
    """The base forms of a word that may carry a possessive or a particle: [str], empty when it is unknown."""
    for forms in ([word], *without_suffixes(word)):
        if found := [base for form in forms for base in inflected(form, dictionary)]:
            return list(dict.fromkeys(found))
    for forms in ([word], *without_suffixes(word)):
        if found := [base for form in forms for base in derived(form, dictionary)]:
            return list(dict.fromkeys(found))
    return []


def inflected(form, dictionary):
    """Of a form without suffixes. A word that is a base form itself keeps that one reading, unless it ends like a case."""
    found = dictionary.readings(form)
    if not dictionary.is_base(form) or form.endswith(CASES) or is_verb(form, dictionary):
        for base in possible_bases(form):
            if base not in found and is_noun(base, dictionary) and fits(form, base, dictionary):
                found.append(base)
    return with_positives(without_plurals(found, dictionary), dictionary)


def fits(form, base, dictionary):
    """Whether a base form of the dictionary can have the form: linkkiä is none of linkka, asteen none of asti."""
    if len(base) < SHORTEST or not in_harmony(form, base):
        return False
    stem = f"{base[:-1]}e"
    if base[-1] == "i" and form.startswith(stem) and form[len(stem) : len(stem) + 1] not in ("i", "j"):
        return dictionary.is_form(f"{stem}na") or dictionary.is_form(f"{stem}nä")  # puoli: puolena
    return True


def in_harmony(form, base):
    """Endings have -a behind a, o and u, -ä behind ä and ö; behind e, i and y either, since the lists know those words."""
    vowel = next((letter for letter in reversed(base) if letter in "aouäö"), "")
    return form[-1] not in "aä" or not vowel or (form[-1] == "a") == (vowel in "aou")


def without_plurals(bases, dictionary):
    """The lists call some words by their plural: palvelut, vahvistukset."""
    kept = []
    for base in bases:
        singulars = [s for s in possible_bases(base) if is_noun(s, dictionary)] if base.endswith("t") else []
        kept += [word for word in singulars or [base] if word not in kept]
    return kept


def with_positives(bases, dictionary):
    found = [word for base in bases for word in positives(base) if word not in bases and is_noun(word, dictionary)]
    return [*bases, *found]


def derived(word, dictionary):
    """Words that the lists lack but whose verb or adjective they have: vaaliminen, saapujat, rahoitettua, siirretä."""
    if match := INFINITIVES.search(word):
        return verbs_of_stem(word[: match.start()], dictionary)
    if word.endswith(("ta", "tä")) and (verbs := dictionary.readings(f"{word}{word[-1]}n")):
        return verbs
    found = {}
    for base in [word, *possible_bases(word)]:
        if base.endswith(PARTICIPLES):
            found |= dict.fromkeys(dictionary.readings(base))
        elif base.endswith(AGENTS):
            found |= dict.fromkeys(verbs_of_stem(base[:-2], dictionary))
        if is_derived(base, dictionary):
            found[base] = None
    return list(found)


def is_derived(base, dictionary):
    if base.endswith(("suus", "syys")):
        return dictionary.is_base(f"{base[:-4]}nen")
    if base.endswith(("ointi", "öinti")):
        return dictionary.is_base(f"{base[:-3]}da") or dictionary.is_base(f"{base[:-3]}dä")
    return any(base.endswith(end) and verbs_of_stem(base.removesuffix(end), dictionary) for end in NOUNS_OF_VERBS)


def verbs_of_stem(stem, dictionary):
    return dictionary.readings(f"{stem}vat") or dictionary.readings(f"{stem}vät")


def is_noun(base, dictionary):
    return dictionary.is_base(base) and not is_verb(base, dictionary)


def is_verb(base, dictionary):
    """Whether a base form is an infinitive: nouns in -a have an essive like opettajana."""
    return bool(INFINITIVE.search(base)) and not dictionary.is_form(f"{base}n{base[-1]}")
