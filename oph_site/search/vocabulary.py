"""From the keys of a query to rows of the vocabulary: one query for all of them."""

from oph_site.search.models import SearchWord
from oph_site.search.understanding import BASE, DERIVATION, PART, STEM, SURFACE

OTHER_DOTS = 0.9  # "väli" was typed, "vali" is what stands there


def look_up(concepts, scopes):
    """Slots of keys become slots of ids: {id of a word: weight}, in place; those without any word stay empty."""
    keys = {key for concept in concepts for slot in concept.slots for key in slot}
    rows = by_key(keys, scopes)
    for concept in concepts:
        for alternative in concept.alternatives:
            alternative.slots = [ids(slot, rows) for slot in alternative.slots]


def ids(slot, rows):
    found = {}
    for key, weight in slot.items():
        for pk, text in rows.get((key.language, key.column, key.text), ()):
            own = weight if not key.written or text == key.written else weight * OTHER_DOTS
            found[pk] = max(found.get(pk, 0), own)
    return found


def by_key(keys, scopes):
    """{(language, column, text): [(id, word as it stands)]}."""
    folded = {key.text for key in keys if key.column in (SURFACE, BASE, PART)}
    stems = {key.text for key in keys if key.column == STEM and key.text}
    derivations = {key.text for key in keys if key.column == DERIVATION}
    words = SearchWord.objects.filter(scope__in=scopes).order_by()
    columns = ["pk", "language", "kind", "text", "folded", "stem", "derivation"]
    parts = [
        words.filter(**{f"{name}__in": texts}).values_list(*columns)
        for name, texts in {"folded": folded, "stem": stems, "derivation": derivations}.items()
        if texts
    ]
    rows = {}
    # A union, since no database finds "one of these or one of those" by three indexes as quickly.
    for pk, language, kind, text, plain, stem, derivation in parts[0].union(*parts[1:]) if parts else []:
        rows.setdefault(("" if kind == SURFACE else language, kind, plain), []).append((pk, text))
        if stem:
            rows.setdefault((language, STEM, stem), []).append((pk, text))
        if derivation:
            rows.setdefault((language, DERIVATION, derivation), []).append((pk, text))
    return rows
