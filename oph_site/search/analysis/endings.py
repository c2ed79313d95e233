"""The inflection of Finnish nouns and adjectives read backwards: from a form to what its base form may be.

Generous on purpose: callers keep only what the dictionary has as a base form. Gradation and stems as the grammar Iso suomen
kielioppi (scripta.kotus.fi/visk) describes them.
"""

VOWELS = frozenset("aeiouyäö")
# Gradation: the strong grades of which this is the weak one (luokan: luokka, kadun: katu), and the other way round.
STRONG = {
    "": "k", "k": "kk", "p": "pp", "t": "tt", "v": "p", "d": "t", "ng": "nk", "nn": "nt", "ll": "lt", "rr": "rt", "mm": "mp", "lv": "lp", "rv": "rp",
    "l": "lk", "r": "rk", "hd": "ht", "lj": "lk", "rj": "rk", "nt": "ntt", "lt": "ltt", "rt": "rtt", "nk": "nkk", "lk": "lkk", "rk": "rkk",
    "sk": "skk", "mp": "mpp", "lp": "lpp", "rp": "rpp",
}  # fmt: skip
WEAK = {strong: weak for weak, strong in STRONG.items() if weak not in ("lj", "rj")}

# Endings behind the vowel of a stem. The first close its last syllable, which therefore has the weak grade.
CLOSING = ("n", "t", "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "ksi", "sti")
OPEN = ("na", "nä", "a", "ä", "seen")
# Behind the i of the plural, by what stands before that i.
PLURAL_CLOSING = ("ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "ksi")
PLURAL_OPEN = ("na", "nä")
AFTER_VOWEL_AND_I = ("ta", "tä", "den", "tten", "hin", "siin")
AFTER_CONSONANT_AND_I = ("a", "ä", "en", "in")
AFTER_J = ("a", "ä", "en")
AFTER_CONSONANT = ("ta", "tä", "ten")

# The ends of stems, and of the base forms that they belong to. After "+" also with the weak grade before it (oppaa-: opas).
SINGULAR_STEMS = [
    ("e", "i"), ("se", "nen"), ("kse", "s"), ("kse", "ksi"), ("ude", "us"), ("yde", "ys"), ("ute", "us"),
    ("yte", "ys"), ("de", "si"), ("aja", "aika"), ("ajo", "aika"), ("poja", "poika"), ("nne", "nsi"),
    ("lle", "lsi"), ("rre", "rsi"), ("ee", "+e"), ("aa", "+as"), ("ää", "+äs"), ("ii", "+is"), ("ime", "+in"),
    ("ma", "+n"), ("mä", "+n"), ("mpa", "mpi"), ("mpä", "mpi"), ("mma", "mpi"), ("mmä", "mpi"), ("nee", "nut"),
    ("nee", "nyt"), ("ue", "ut"), ("ye", "yt"), ("ere", "+er"), ("ele", "+el"), ("are", "+ar"),
]  # fmt: skip
PLURAL_STEMS_IN_CONSONANT = [
    ("", "a"), ("", "ä"), ("", "i"), ("", "e"), ("", ""), ("ks", "s"), ("s", "nen"), ("im", "+in"), ("m", "+n"),
    ("mp", "mpi"), ("mm", "mpi"), ("er", "+er"), ("el", "+el"), ("ar", "+ar"), ("poj", "poika"),
]  # fmt: skip
PLURAL_STEMS_IN_VOWEL = [
    ("", ""), ("o", "a"), ("ö", "ä"), ("e", "i"), ("e", "+e"), ("a", "+as"), ("ä", "+äs"), ("i", "+is"),
    ("ne", "nut"), ("ne", "nyt"), ("u", "ut"),
]  # fmt: skip
STEMS_BEFORE_J = [("", ""), ("o", "a"), ("ö", "ä"), ("e", "i")]
CONSONANT_STEMS = [("", ""), ("s", "nen"), ("ut", "us"), ("yt", "ys"), ("l", "li"), ("r", "ri"), ("en", "eni")]
# Comparative and superlative stems, and the positive: tärkeämpä-: tärkeä, tarkempa-: tarkka, yleisimmä-: yleinen.
COMPARATIVE_STEMS = [
    ("", ""), ("e", "a"), ("e", "ä"), ("ise", "inen"), ("aa", "+as"), ("ää", "+äs"), ("ii", "+is"), ("se", "nen"),
    ("ude", "usi"), ("ue", "ut"), ("ye", "yt"),
]  # fmt: skip
IRREGULAR_POSITIVES = {
    "aiempi": [], "alempi": [], "parempi": ["hyvä"], "pidempi": ["pitkä"], "pitempi": ["pitkä"], "ylempi": [],
}  # fmt: skip
SUPERLATIVE_STEMS = [
    ("", "a"), ("", "ä"), ("", "i"), ("is", "inen"), ("s", "nen"), ("a", "+as"), ("ä", "+äs"), ("", "e"), ("", "u"),
    ("", "o"),
]  # fmt: skip


def possible_bases(form):
    """What a noun or adjective with this form may be called in the dictionary: a generator of words, real or not."""
    for ending in CLOSING:
        if form.endswith(ending):
            yield from _of_vowel_stem(form[: -len(ending)], STRONG)
    for ending in OPEN:
        if form.endswith(ending):
            yield from _of_vowel_stem(form[: -len(ending)], {})
    yield from _of_vowel_stem(_illative_stem(form), {})
    yield from _of_plurals(form)
    for ending in AFTER_CONSONANT:
        if form.endswith(ending) and form[-len(ending) - 1 : -len(ending)] not in VOWELS:
            yield from _exchanged(form[: -len(ending)], CONSONANT_STEMS)
    if form.endswith(("etta", "että")):
        yield form[:-3]  # perhettä
    if form.endswith(("ta", "tä")) and VOWELS.issuperset(form[-4:-2]):
        yield form[:-2]  # vapaata, työtä
    if form.endswith("mmin"):
        yield from _positives_of(form[:-4])  # nopeammin


def positives(base):
    """What a comparative may be the degree of: vanhempi → vanha."""
    if base in IRREGULAR_POSITIVES:
        return IRREGULAR_POSITIVES[base]
    return _positives_of(base[:-3]) if base.endswith("mpi") else ()


def _positives_of(stem):
    for each in [stem, *graded(stem, STRONG)]:
        yield from _exchanged(each, COMPARATIVE_STEMS)


def _illative_stem(form):
    """kouluun → koulu, maahan → maa, työhön → työ."""
    end = form[-3:]
    if len(form) < 5 or end[2] != "n" or end[1] not in VOWELS:
        return ""
    if end[0] == end[1]:
        return form[:-2]
    return form[:-3] if end[0] == "h" and form[-4] == end[1] else ""


def _of_vowel_stem(stem, grades):
    if len(stem) < 2 or stem[-1] not in VOWELS:
        return
    for each in [stem, *graded(stem, grades)]:
        if each[-1] != "e":
            yield each  # a base form in -e has a stem in -ee
        yield from _exchanged(each, SINGULAR_STEMS)
        if each[-4:] in ("imma", "immä", "impa", "impä"):
            yield from _exchanged(each[:-4], SUPERLATIVE_STEMS)
        elif each[-4:] in ("emma", "emmä", "empa", "empä"):
            yield from _positives_of(each[:-3])


def _of_plurals(form):
    for endings, grades in [(PLURAL_CLOSING, STRONG), (PLURAL_OPEN, {})]:
        for ending in endings:
            if form.endswith("i" + ending):
                stem = form[: -len(ending) - 1]
                yield from _of_plural_stem(stem, grades)
    for ending in AFTER_VOWEL_AND_I:
        stem = form.removesuffix("i" + ending)
        if stem != form and stem[-1:] in VOWELS:
            yield from _of_plural_stem(stem, {})
    for ending in AFTER_CONSONANT_AND_I:
        stem = form.removesuffix("i" + ending)
        if stem != form and stem[-1:] not in VOWELS:
            yield from _of_plural_stem(stem, {})
    for ending in AFTER_J:
        if form.endswith("j" + ending):
            yield from _exchanged(form[: -len(ending) - 1], STEMS_BEFORE_J)


def _of_plural_stem(stem, grades):
    table = PLURAL_STEMS_IN_VOWEL if stem[-1:] in VOWELS else PLURAL_STEMS_IN_CONSONANT
    for each in [stem, *graded(stem, grades)]:
        yield from _exchanged(each, table)
        if each.endswith(("imm", "imp")):
            yield from _exchanged(each[:-3], SUPERLATIVE_STEMS)
        elif each.endswith(("emm", "emp")):
            yield from _positives_of(each[:-2])


def _exchanged(stem, table):
    for end, base_end in table:
        if stem.endswith(end):
            start = stem[: len(stem) - len(end)]
            if base_end[:1] == "+":
                base_end = base_end[1:]
                yield from (weak + base_end for weak in graded(start, WEAK))
            yield start + base_end


def graded(stem, grades):
    """The stem with the consonants before its last vowel, or at its end, in the other grade: [str], of one word or none."""
    end = len(stem) - 1 if stem[-1:] in VOWELS else len(stem)
    begin = end
    while begin and stem[begin - 1] not in VOWELS:
        begin -= 1
    other = grades.get(stem[begin:end])
    if other is None or begin == 0 or stem[begin - 1 :] in ("uu", "yy"):  # suvun is a form of suku, kuussa none of kuku
        return []
    return [stem[:begin] + other + stem[end:]]
