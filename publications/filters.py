"""What a reader chooses in the catalogue, and the address that says so: ?q=koulu&lang=fi&type=guide&topic=3&year=2018&order=title.

Publications that are ticked for citing stand in the same address, ?id=3&id=7, so that they survive paging and filtering.
"""

from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oph_site.files.languages import DOCUMENT_LANGUAGES
from oph_site.numbers import whole_number
from oph_site.search.typed import one_line, shortened
from publications.identifiers import FIRST_YEAR
from publications.models import Publication

TITLES = {
    "lang": _("Language"), "type": _("Type"), "topic": _("Topic"), "series": _("Series"), "year": _("Year"),
    "publisher": _("Publisher"),
}  # fmt: skip
ORDERS = ["year", "title"]  # beside the usual one: by relevance where there are words, else by year
RESULTS = "#results"  # where the answer begins
TICKED = "#_cite"  # where it says what is ticked
MOST_VALUES = 20
MOST_TICKED = 100  # publications in the address of a list, whose every link names them
NOTHING = {name: frozenset() for name in TITLES} | {
    "words": "",
    "is_as_typed": False,
    "order": "",
    "id": [],
}  # a choice that everything fits


def chosen(query, known):
    """{filter: set of values}, under "words" what is searched for, the "order", and under "id" what is ticked. What is unknown
    or badly written counts as absent. known: {filter: values of the catalogue}."""
    found = {name: set(query.getlist(name)[:MOST_VALUES]) for name in TITLES}
    found["lang"] &= set(DOCUMENT_LANGUAGES)
    found["type"] &= set(Publication.Type.values)
    found["topic"] = {whole_number(value) for value in found["topic"]} & set(known["topic"])
    found["series"] = {whole_number(value) for value in found["series"]} & set(known["series"])
    found["publisher"] &= set(known["publisher"])
    years = range(FIRST_YEAR, timezone.localdate().year + 2)
    found["year"] = {year for value in found["year"] if (year := whole_number(value)) in years}
    words = shortened(one_line(query.get("q", "")))
    order = query.get("order") if query.get("order") in ORDERS and (words or query.get("order") != "year") else ""
    typed = {"words": words, "is_as_typed": bool(words) and query.get("typed") == "1"}
    return found | typed | {"order": order, "id": ticked(query, MOST_TICKED)}


def ticked(query, at_most):
    """The ids in an address, each once, in its order; what is no number counts as absent."""
    return list(dict.fromkeys(pk for text in query.getlist("id")[:at_most] if (pk := whole_number(text))))


def orders(choice):
    """[(value, its name)] of the orders that there are for a choice, the usual one first."""
    usual = [("", _("Best match first")), ("year", _("Newest first"))] if choice["words"] else [("", _("Newest first"))]
    return [*usual, ("title", _("By title"))]


def count(choice):
    """How many filters are chosen, without the words."""
    return sum(len(choice[name]) for name in TITLES)


def page_number(query):
    """Which page of the list; 1 when it is not said well. One beyond the last is for the paginator to mend."""
    return max(1, whole_number(query.get("page"), digits=6) or 1)


def address(path, choice, page=1):
    """The one address of a choice, whatever the order in which it was made."""
    pairs = [("q", choice["words"])] if choice["words"] else []
    pairs += [(name, value) for name in TITLES for value in sorted(choice[name])]
    if choice["is_as_typed"]:
        pairs.append(("typed", 1))
    if choice["order"]:
        pairs.append(("order", choice["order"]))
    if page > 1:
        pairs.append(("page", page))
    pairs += [("id", pk) for pk in choice["id"]]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def results(path, choice, page=1):
    """The same, for links within the page: the answer begins at its results."""
    return address(path, choice, page) + RESULTS
