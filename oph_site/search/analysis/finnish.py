"""The base forms of Finnish words. A compound that no list knows is read by its last part."""

from oph_site.search.analysis import compounds
from oph_site.search.analysis.compounds import first_pieces, is_part
from oph_site.search.analysis.readings import readings


def bases(word, dictionary):
    """The base forms of a word, each reading that is known: [str], empty for a word that is unknown."""
    if "-" in word:
        start, _hyphen, last = word.rpartition("-")
        return [f"{start}-{base}" for base in bases(last, dictionary)]
    found = readings(word, dictionary) or bases_of_compound(word, dictionary)
    if found and all(base.endswith("t") for base in found):  # yhdysvallat: the lists have some compounds only in plural
        return [single for base in found for single in bases_of_compound(base, dictionary) or [base]]
    return found


def bases_of_compound(word, dictionary):
    """valtionavustuksen → valtionavustus: the fewest first parts as they stand there, and the base forms of the last."""
    best, fewest = [], 9
    for position in range(2, len(word) - 2):
        firsts = first_pieces(word[:position], dictionary)
        if firsts and len(firsts) < fewest:
            found = [base for base in readings(word[position:], dictionary) if is_part(base, dictionary)]
            if found:
                best, fewest = [word[:position] + base for base in found], len(firsts)
    return best


def pieces(word, dictionary):
    """A form of a compound where it may be hyphenated: ("koulutus", "organisaation"), () for a simple word or an unknown one.

    The fewest pieces, and of several ways the one with the longest beginning.
    """
    best = ()
    for position in range(len(word) - 2, 1, -1):
        firsts = first_pieces(word[:position], dictionary)
        if firsts and (not best or len(firsts) + 1 < len(best)):
            last = word[position:]
            if any(is_part(base, dictionary) for base in readings(last, dictionary)):
                best = (*firsts, last)
    return best


def parts(base, dictionary):
    """The parts of a compound, of a hyphenated word those of its last part: its pieces are words of their own."""
    return compounds.parts(base.rpartition("-")[2], dictionary)
