"""Taking publications in from a table (tables.py): first what would happen, line by line, then the same for good.

A row is one language version, found by the address of its publication and its language. An empty cell leaves alone what is
stored. Whatever is wrong in one line, nothing of the file is taken in.
"""

import csv
from contextlib import suppress
from dataclasses import dataclass, field
from io import StringIO

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils.translation import gettext as _

from oph_site import audit, characters
from oph_site.files.languages import DOCUMENT_LANGUAGES
from oph_site.languages import LANGUAGES
from oph_site.numbers import whole_number
from oph_site.search import index
from oph_site.wording import for_machines
from pages import record_translations
from publications.models import LanguageVersion, Publication, Series, Topic
from publications.tables import COLUMNS, OF_VERSION, PARTS

NEEDED = ["slug", "language", "title"]
NEEDED_OF_NEW = ["type", "publisher_fi", "summary_fi"]
LONG = {"summary_fi", "summary_en"}
NUMBERS = {"year", "pages"}
FIELDS_OF_PUBLICATION = {
    "type": "type", "authors": "authors", "publisher_fi": "corporate_author_fi", "publisher_en": "corporate_author_en",
    "summary_fi": "summary_fi", "summary_en": "summary_en",
}  # fmt: skip
FIELDS_OF_VERSION = [name for name in OF_VERSION if name not in ("language", "series")]  # which are more than text
FORMULA = "=+-@\t\r\n"  # before these the export puts an apostrophe
MAX_BYTES = 5_000_000
MAX_ROWS = 5000


class Unreadable(Exception):
    """The file is no such table; the text says why."""


@dataclass
class Line:
    """What one row of the table means. deeds and problems are sentences without a capital."""

    number: int
    deeds: list = field(default_factory=list)
    problems: list = field(default_factory=list)

    def __str__(self):
        said = self.problems or self.deeds or [_("nothing to do")]
        return _("Line %(number)s: %(said)s") % {"number": self.number, "said": "; ".join(said)}


def read_table(content):
    """bytes → [(number of the line, {column: text})]. Raises Unreadable."""
    text = decoded(content)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    try:
        columns = columns_of(next(reader, []))
        found, begins = [], reader.line_num + 1
        for cells in reader:
            if any(map(str.strip, cells)):
                found.append((begins, cells_by_column(columns, cells, begins)))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(
            _("Line %(number)s cannot be read as CSV: %(why)s.") % {"number": reader.line_num, "why": error}
        ) from None
    if len(found) > MAX_ROWS:
        raise Unreadable(_("The file has more than %(most)s rows: import it in parts.") % {"most": MAX_ROWS})
    return found


def decoded(content):
    if len(content) > MAX_BYTES:
        raise Unreadable(_("The file is larger than 5 MB: it is hardly a table of publications."))
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"  # Excel's "Unicode text"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable(
            _("The file is not in UTF-8 (line %(line)s). In Excel save it as “CSV UTF-8 (Comma delimited)”.")
            % {"line": line}
        ) from None
    if "\0" in text:
        raise Unreadable(_("The file is no text: it holds characters with the number 0."))
    return text


def delimiter_of(text):
    """The sign that parts most of the first line."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def columns_of(header):
    columns = [name.strip().lower() for name in header]
    twice = sorted({name for name in columns if columns.count(name) > 1})
    strange = [name for name in columns if name not in COLUMNS]
    missing = [name for name in NEEDED if name not in columns]
    for names, sentence in (
        (missing, _("These columns are missing: %(names)s. The file may have: %(all)s.")),
        (strange, _("These columns are not known: %(names)s. The file may have: %(all)s.")),
        (twice, _("These columns stand there twice: %(names)s.")),
    ):
        if names:
            raise Unreadable(
                sentence % {"names": ", ".join(name[:40] or "“”" for name in names[:10]), "all": ", ".join(COLUMNS)}
            )
    return columns


def cells_by_column(columns, cells, number):
    if len(cells) != len(columns):
        raise Unreadable(
            _(
                "Line %(number)s has %(found)s cells, but there are %(wanted)s columns: is a quotation mark or a separator missing?"
            )
            % {"number": number, "found": len(cells), "wanted": len(columns)}
        )
    tidy = {name: characters.lines if name in LONG else characters.line for name in columns}
    return {name: tidy[name](without_guard(cell)).strip() for name, cell in zip(columns, cells, strict=True)}


def without_guard(cell):
    """Without the apostrophe that keeps spreadsheets from taking a text for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA and cell[1:2] else cell


def import_rows(rows, *, by):
    """[Line] of a table. by: who answers for it in the log of the admin; None only tries. Nothing is written where a line has a
    problem; either way all was tried."""
    lines, seen, touched = [], {}, {}
    before = set(Publication.objects.values_list("pk", flat=True))
    with transaction.atomic():
        for number, cells in rows:
            line = Line(number)
            lines.append(line)
            with transaction.atomic():
                publication = take(line, cells, seen)
                transaction.set_rollback(bool(line.problems))
            if publication and line.deeds and not line.problems:
                touched.setdefault(publication, []).extend(line.deeds)
        if by and not any(line.problems for line in lines):
            index.write("publication", sorted(publication.pk for publication in touched))
            record(touched, before, by)
        else:
            transaction.set_rollback(True)
    return lines


def record(touched, before, by):
    """One row in the log of the admin for each publication. touched: {publication: deeds}; before: the ids that there were."""
    for publication, deeds in touched.items():
        note = audit.record_change if publication.pk in before else audit.record_addition
        note(publication, by=by, message=f"manage.py import_publications: {'; '.join(deeds)}")


def take(line, cells, seen):
    """One row; returns its publication. What is wrong stands in line.problems, and nothing of it stays."""
    if missing := [name for name in NEEDED if not cells[name]]:
        return line.problems.append(_("these cells are empty: %(names)s") % {"names": ", ".join(missing)})
    slug, language = cells["slug"], cells["language"].lower()
    if language not in DOCUMENT_LANGUAGES:
        return line.problems.append(
            _("“%(language)s” is none of the languages %(all)s")
            % {"language": language[:20], "all": ", ".join(DOCUMENT_LANGUAGES)}
        )
    line.problems += contradictions(cells, slug, language, line.number, seen)
    publication = Publication.objects.filter(slug=slug).first() or Publication(slug=slug)
    if line.problems or not take_publication(line, cells, publication):
        return None
    take_version(line, cells, publication, language)
    return publication


def contradictions(cells, slug, language, number, seen):
    """The same version twice, or two rows that say different things of one publication: no order would be right."""
    found = []
    if (earlier := seen.setdefault((slug, language), number)) != number:
        found.append(_("line %(number)s is about the same version") % {"number": earlier})
    for name in [*FIELDS_OF_PUBLICATION, "topics"]:
        if value := cells.get(name):
            before, told = seen.setdefault((slug, name, "said"), (number, value))
            if told != value:
                found.append(_("%(column)s is another than in line %(number)s") % {"column": name, "number": before})
    return found


def take_publication(line, cells, publication):
    is_new = publication.pk is None
    values = {field: cells[name] for name, field in FIELDS_OF_PUBLICATION.items() if cells.get(name)}
    if "authors" in values:
        values["authors"] = "\n".join(part.strip() for part in values["authors"].split(PARTS.strip()))
    if is_new and (missing := [name for name in NEEDED_OF_NEW if not cells.get(name)]):
        line.problems.append(_("a new publication needs %(names)s") % {"names": ", ".join(missing)})
        return False
    deeds = changes(publication, values)
    topics = topics_of(line, cells.get("topics", ""))
    if not is_whole(
        line, publication, exclude=["corporate_author", "summary", "translation_marks"], slug=publication.slug
    ):
        return False
    if is_new or deeds:
        record_translations.remember(publication)
        publication.save()
    if topics and topics != set(publication.topics.all()):
        publication.topics.set(topics)
        deeds.append(_("topics"))
    if is_new:
        line.deeds.append(_("new publication %(slug)s, a draft") % {"slug": publication.slug})
    elif deeds:
        line.deeds.append(
            _("publication (%(state)s): %(changes)s")
            % {"state": publication.get_state_display(), "changes": ", ".join(deeds)}
        )
    return not line.problems


def topics_of(line, cell):
    """The topics that a cell names, in any language of the site."""
    known = {getattr(topic, f"title_{code}"): topic for topic in Topic.objects.all() for code in LANGUAGES}
    names = [name.strip() for name in cell.split(PARTS.strip()) if name.strip()]
    if unknown := [name for name in names if name not in known]:
        line.problems.append(
            _("there is no topic %(names)s") % {"names": ", ".join(f"“{name[:80]}”" for name in unknown)}
        )
    return {known[name] for name in names if name in known}


def take_version(line, cells, publication, language):
    version = LanguageVersion.objects.filter(publication=publication, language=language).first()
    is_new = version is None
    version = version or LanguageVersion(publication=publication, language=language)
    values = {name: cells[name] for name in FIELDS_OF_VERSION if cells.get(name)}
    for name in NUMBERS & values.keys():
        values[name] = whole_number(values[name], digits=4)
        if values[name] is None:
            line.problems.append(_("%(column)s: “%(cell)s” is no number") % {"column": name, "cell": cells[name][:20]})
    deeds = changes(version, {name: value for name, value in values.items() if value is not None})
    deeds += join_series(line, version, cells.get("series", ""))
    if not is_whole(line, version):
        return
    if is_new or deeds:
        version.save()
    if is_new:
        line.deeds.append(
            _("new version in %(language)s: “%(title)s”")
            % {"language": version.get_language_display(), "title": version.title}
        )
    elif deeds:
        line.deeds.append(_("version: %(changes)s") % {"changes": ", ".join(deeds)})


def join_series(line, version, title):
    """Puts the version into the series of that title, a new one where there is none; returns the change in words."""
    if title in ("", str(version.series or "")):
        return []
    series = Series.objects.filter(title=title).first() or Series(title=title)
    is_new = series.pk is None
    if not is_whole(line, series):
        return []
    series.save()
    version.series = series
    return [_("new series “%(title)s”") % {"title": title} if is_new else _("series")]


def changes(thing, values):
    """Sets what differs from what is stored; returns it in words. Numbers are first brought into the form in which they are stored."""
    before = {name: getattr(thing, name) for name in values}
    for name, value in values.items():
        setattr(thing, name, value)
    with suppress(ValidationError):  # is_whole says what is wrong
        thing.clean()
    found = []
    for name, old in before.items():
        new = getattr(thing, name)
        if for_machines(str(old or "")) == for_machines(str(new)):
            setattr(thing, name, old)  # soft hyphens that no table has
        else:
            found.append(f"{name} “{brief(old)}” → “{brief(new)}”" if old else f"{name} “{brief(new)}”")
    return found


def brief(value):
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else f"{text[:40]}…"


def is_whole(line, thing, exclude=(), slug=None):
    """Whether a thing may be saved; what forbids it stands in line.problems."""
    try:
        if slug:
            validate_slug(slug)
        thing.full_clean(exclude=exclude)
    except ValidationError as error:
        told = error.error_dict.items() if hasattr(error, "error_dict") else [("slug", error.error_list)]
        for name, errors in told:
            sentences = " ".join(sentence for each in errors for sentence in each.messages)
            line.problems.append(sentences if name == "__all__" else f"{name}: {sentences}")
    return not line.problems
