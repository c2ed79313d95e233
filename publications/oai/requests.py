"""What a harvester asks for, by the rules of OAI-PMH 2.0: each argument once, none unknown, each way of being wrong its code."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.utils import translation

from oph_site.files.languages import DOCUMENT_LANGUAGES
from oph_site.numbers import whole_number
from publications.models import Publication

PREFIX = "oai_dc"
SELECTIVE = ("from", "until", "set")
VERBS = {  # verb → (arguments that it needs, arguments that it may have); a resumption token stands alone
    "Identify": ((), ()),
    "ListMetadataFormats": ((), ("identifier",)),
    "ListSets": ((), ("resumptionToken",)),
    "GetRecord": (("identifier", "metadataPrefix"), ()),
    "ListIdentifiers": (("metadataPrefix",), (*SELECTIVE, "resumptionToken")),
    "ListRecords": (("metadataPrefix",), (*SELECTIVE, "resumptionToken")),
}
DAY, SECOND = "%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"


class Problem(Exception):
    """An error of the protocol: its code, and a sentence for whoever reads the log of the harvester."""

    def __init__(self, code, sentence):
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


def arguments(given):
    """{name: value} of a QueryDict, the verb among them. Raises Problem."""
    verbs = given.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise Problem("badVerb", f"Give one verb, one of {', '.join(VERBS)}.")
    needed, possible = VERBS[verbs[0]]
    for name, values in given.lists():
        if name not in ("verb", *needed, *possible):
            raise Problem("badArgument", f"{verbs[0]} does not know the argument {name[:40]!r}.")
        if len(values) > 1:
            raise Problem("badArgument", f"The argument {name} is given {len(values)} times.")
    found = given.dict()
    if "resumptionToken" in found:
        if len(found) > 2:
            raise Problem("badArgument", "A resumptionToken stands alone beside the verb.")
        return found
    for name in needed:
        if name not in found:
            raise Problem("badArgument", f"{verbs[0]} needs the argument {name}.")
    if found.get("metadataPrefix", PREFIX) != PREFIX:
        raise Problem("cannotDisseminateFormat", f"The only format is {PREFIX}.")
    return found


@dataclass(frozen=True)
class Selection:
    """Which records a list holds, and how far it has been read: after the record `pk` of the moment `after`."""

    since: str = ""
    until: str = ""
    of_set: str = ""
    after: datetime | None = None
    pk: int = 0
    cursor: int = 0
    lookups: dict = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, asked):
        """From the arguments of a list. Raises Problem."""
        if "resumptionToken" in asked:
            return cls.resumed(asked["resumptionToken"])
        return cls.checked(*(asked.get(name, "") for name in SELECTIVE), given=asked)

    @classmethod
    def checked(cls, since, until, of_set, *, given=None, **place):
        for name, text in (("from", since), ("until", until)):
            if not text and name in (given or {}):
                raise Problem("badArgument", f"{name} is empty.")
        if since and until and len(since) != len(until):
            raise Problem("badArgument", "from and until are of different granularity.")
        first, last = moment(since), moment(until, is_end=True)
        if first and last and first > last:
            raise Problem("badArgument", "from is later than until.")
        lookups = {"changed_at__gte": first, "changed_at__lte": last} | of_sets(of_set, given)
        return cls(since, until, of_set, **place, lookups={name: value for name, value in lookups.items() if value})

    @classmethod
    def resumed(cls, token):
        """All that the list needs to go on stands in the token; the server keeps nothing."""
        try:
            since, until, of_set, after, pk, cursor = token.split(",")
            pk, cursor, after = whole_number(pk), whole_number(cursor, digits=9), moment(after)
            if not (pk and cursor and after):
                raise ValueError(token)
            return cls.checked(since, until, of_set, after=after, pk=pk, cursor=cursor)
        except (ValueError, Problem) as error:
            raise Problem("badResumptionToken", "This is no token of ours. Begin the list again.") from error

    def token(self, last, cursor):
        """To go on after the record `last`, the cursor-th of the list."""
        return ",".join(
            [self.since, self.until, self.of_set, last.changed_at.strftime(SECOND), str(last.pk), str(cursor)]
        )


def moment(text, *, is_end=False):
    """A day or a second in UTC; a day as an end is its last second. None for "". Raises Problem."""
    if not text:
        return None
    pattern = DAY if len(text) == len("2026-11-30") else SECOND
    try:
        found = datetime.strptime(text, pattern).replace(tzinfo=UTC)
        written = found.date().isoformat() if pattern == DAY else f"{found.replace(tzinfo=None).isoformat()}Z"
        if written != text:  # strptime takes 2026-1-30 as well; strftime writes the year 1 as 1
            raise ValueError(text)
        return found + timedelta(days=1, seconds=-1) if is_end and pattern == DAY else found
    except (ValueError, OverflowError) as error:
        raise Problem("badArgument", "A date is written 2026-11-30 or 2026-11-30T09:30:00Z.") from error


def of_sets(spec, given=None):
    if not spec and "set" not in (given or {}):
        return {}
    if spec not in sets():
        raise Problem("noRecordsMatch", "There is no such set.")
    name, _colon, value = spec.partition(":")
    return {name: value} if value else {}


def sets():
    """{setSpec: its name}: by language and by type."""
    with translation.override("en"):
        languages = {f"language:{code}": f"In {name}" for code, name in DOCUMENT_LANGUAGES.items()}
        types = {f"type:{value}": str(label) for value, label in Publication.Type.choices}
    return {"language": "By language", **languages, "type": "By type", **types}
