"""What Finnish puts behind an inflected form: possessives and particles."""

from oph_site.search.analysis.endings import VOWELS

PARTICLES = ("kin", "kaan", "kään", "han", "hän", "ko", "kö", "pa", "pä")
POSSESSIVES = ("ni", "si", "nsa", "nsä", "mme", "nne")
SHORTEST = 3  # letters that must be left


def without_suffixes(word):
    """The forms to which particles and possessives may have been added, each with its like: talossammekin → talossa."""
    shorter = [word.removesuffix(particle) for particle in PARTICLES if word.endswith(particle)]
    for form in [word, *(form for form in shorter if len(form) >= SHORTEST)]:
        if form != word:
            yield [form]
        yield list(without_possessive(form))


def without_possessive(form):
    """koulujemme → koulujen, koulumme → koulu, taloihinsa → taloihin, opettajakseen → opettajaksi, puhettaan → puhetta."""
    for possessive in POSSESSIVES:
        stem = form.removesuffix(possessive)
        if stem != form and len(stem) >= SHORTEST:
            yield from (stem, f"{stem}n")  # and verbs: otamme → otan
            if stem.endswith("kse"):
                yield from (f"{stem[:-1]}i", stem[:-3])  # and infinitives: käyttääksesi → käyttää
    if len(form) > 5 and form[-1] == "n" and form[-2] in VOWELS and form[-3] == form[-2]:
        yield form[:-2]
        if form.endswith("kseen"):
            yield f"{form[:-3]}i"
