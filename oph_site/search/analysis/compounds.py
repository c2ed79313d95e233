"""The parts of Finnish compounds: as few as possible, each a word of the dictionary, joined as Finnish joins them."""

from functools import lru_cache

from oph_site.search.analysis.readings import inflected, is_derived, is_noun

SHORTEST = 4  # letters of a part that stands on no list
# Shorter words that do stand in compounds; most other short entries of the dictionary are names and interjections.
SHORT_NOUNS = frozenset("""
    ala apu asu ele elo ero erä haku ikä ilo itä jää koe kuu laji luu maa osa ote puu pää suo suu syy sää tie työ uni
    ura voi vyö yö äly
""".split())  # fmt: skip
# First parts that are no nouns in their base form. Nouns in the genitive and the -s of -nen words are known by rule.
FIRST_PARTS = frozenset("""
    ala ali alkeis alku asuin avo digi edes eko ennakko ensi epä eri erityis esi etu etä euro huhti hyper ilta
    intensiivi itse jatko jälki kaksois kanta kauko kehys kesken keski kesto kiinto kilpa koko kokonais kotiin
    käyttöön liki lisä loppu lähi läpi läsnä maahan maalis maasta meno mini monen moni multi muu nais nyky ohi oiko
    oma paluu perus pien pika pohjois poikki pois post päättö rinnakkais samoin sisä sisään sosiaali suora super suur
    syvä syys taka takaisin tasa tele toimeen täys ulko ulos uudelleen uus valko varsinais vasta vastaan video
    virtuaali väli yhden yhdys yhteen yhteis yksi yksityis yleis yli yllä ylä ympäri
""".split())  # fmt: skip
# Words of the dictionary that make no compound, or no last part of one that a reader would look for.
NO_PARTS = frozenset("""
    aari ainen aisti appi digit assi ehkä elma että hyvin ilman isto jos kansain kanssa kuin lainen llinen loinen mainen matta
    mikä milj missä myös naisuus nella niin noin oinen olen olla oona satun sekä semin siis sinä stentti tama tar
    toim tuo tuva tämä vain vielä yhä ylhä ällä
""".split())  # fmt: skip
NO_LAST_PARTS = frozenset(["kunta"])  # henkilökunta, oppilaskunta: not what is looked for as kunta


def parts(base, dictionary):
    """The base forms of the parts of a base form, with their parts and their beginnings: [str], empty for a simple word.

    lukukausimaksu → lukukausi, luku, kausi, maksu; valtionavustuspäätös → valtio, valtionavustus, avustus, päätös.
    """
    pieces = split(base, dictionary)
    found = []
    for number, piece in enumerate(pieces, 1):
        words = [piece] if number == len(pieces) else words_of_first(piece, dictionary)
        if 1 < number < len(pieces):
            found += ["".join(pieces[: number - 1]) + word for word in words]
        for word in words:
            found += [word, *parts(word, dictionary)]
    return list(dict.fromkeys(found))


def split(base, dictionary):
    """The fewest pieces of a compound: ("valtion", "avustus"), or () for a word that is none.

    Of several ways the one with the longest beginning: sähköposti-osoite rather than sähkö-postiosoite.
    """
    best = ()
    for position in range(len(base) - 2, 1, -1):
        last = base[position:]
        if last not in NO_LAST_PARTS and is_part(last, dictionary):
            firsts = first_pieces(base[:position], dictionary)
            if firsts and (not best or len(firsts) + 1 < len(best)):
                best = (*firsts, last)
    return best


@lru_cache(maxsize=50_000)
def first_pieces(text, dictionary):
    """The fewest first parts that make up a text: a tuple, () when there are none."""
    if words_of_first(text, dictionary):
        return (text,)
    best = ()
    for position in range(len(text) - 2, 1, -1):
        if words_of_first(text[position:], dictionary):
            firsts = first_pieces(text[:position], dictionary)
            if firsts and (not best or len(firsts) + 1 < len(best)):
                best = (*firsts, text[position:])
    return best


@lru_cache(maxsize=50_000)
def words_of_first(piece, dictionary):
    """The base forms of a first part: opetus → opetus, valtion → valtio, kansalais → kansalainen; () when it is none."""
    if piece in NO_PARTS:
        return ()
    if piece[-1] == "s" and len(piece) > 3:
        base = f"{piece[:-1]}nen"
        if is_noun(base, dictionary) or is_derived(base, dictionary):
            return (base,)
    if piece in FIRST_PARTS or is_part(piece, dictionary):
        return (piece,)
    if piece[-1] == "n" and len(piece) > 3:
        return tuple(base for base in inflected(piece, dictionary) if base != piece and is_part(base, dictionary))
    return ()


def is_part(word, dictionary):
    is_long_enough = len(word) >= SHORTEST or word in SHORT_NOUNS
    return is_long_enough and word not in NO_PARTS and is_noun(word, dictionary)
