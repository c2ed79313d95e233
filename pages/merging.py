"""Two people save one form: what a browser sends is merged with what is stored, field by field.

The form carries a digest of every field as it was loaded. What only the other person changed is taken over; what both
changed is a conflict, and the person chooses. The rows of an inline count as one field. Knows forms, not what they are of.
"""

import json
from dataclasses import dataclass
from hashlib import sha256

from django import forms
from django.utils.translation import gettext as _
from django_prose_editor.widgets import ProseEditorWidget

from oph_site.numbers import whole_number
from pages.text import richtext

AS_LOADED = "as_loaded"  # the hidden field with the digests
MINE, THEIRS = "mine", "theirs"
MOST_ROWS = 1000


def widget_of(bound):
    return getattr(bound.field.widget, "widget", bound.field.widget)  # the admin wraps those that choose a record


def is_html(bound):
    return isinstance(widget_of(bound), ProseEditorWidget)


def as_sent(bound):
    """What a browser sends for the value that the form shows: a list of texts."""
    value, widget = bound.field.prepare_value(bound.initial), widget_of(bound)
    if isinstance(widget, forms.FileInput):
        return []
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    if isinstance(value, list | tuple | set):
        return [str(part) for part in value]
    if isinstance(widget, forms.Select | forms.RadioSelect):
        return ["" if value is None else str(value)]
    return [str(widget.format_value(value) or "")]


def plain(bound, values):
    """The values without what browsers and editors change by themselves."""
    tidy = [value.replace("\r\n", "\n").strip() for value in values]
    if is_html(bound):
        tidy = [richtext.clean(value).strip() for value in tidy]
    return sorted(value for value in tidy if value)


def in_words(bound, values):
    """The values as people read them, a line each."""
    if is_html(bound):
        return "\n".join("\n".join(richtext.lines(value)) for value in values)
    if isinstance(widget_of(bound), forms.CheckboxInput):
        return _("yes") if values else _("no")
    choices = getattr(bound.field, "choices", None)
    names = {str(key): str(name).strip() for key, name in choices} if choices else {}
    return "\n".join(names.get(value, value) for value in values if value)


def digest(value):
    return sha256(json.dumps(value).encode()).hexdigest()[:16]


def is_watched(bound):
    return not isinstance(widget_of(bound), forms.MultiWidget)


@dataclass
class Field:
    """One field of the form as it is stored."""

    bound: forms.BoundField

    @property
    def key(self):
        return self.bound.html_name

    @property
    def label(self):
        return str(self.bound.label)

    @property
    def language(self):
        return widget_of(self.bound).attrs.get("lang", "")

    @property
    def stored(self):
        return as_sent(self.bound)

    def sent(self, data):
        return data.getlist(self.key)

    def put(self, data, values):
        data.setlist(self.key, values)

    def digest(self, values):
        return digest(plain(self.bound, values))

    def in_words(self, values):
        return in_words(self.bound, values)


@dataclass
class Rows:
    """The rows of an inline as they are stored; a value is a list of {field: values}, "id" among them."""

    formset: forms.BaseFormSet
    label: str
    language = ""

    @property
    def key(self):
        return self.formset.prefix

    def bounds(self, form):
        left_out = ["DELETE", self.formset.fk.name]
        return {name: form[name] for name in form.fields if name not in left_out and is_watched(form[name])}

    @property
    def stored(self):
        return [
            {name: as_sent(bound) for name, bound in self.bounds(form).items()} for form in self.formset.initial_forms
        ]

    def sent(self, data):
        names = self.bounds(self.formset.empty_form)
        blank = {name: as_sent(bound) for name, bound in names.items()}
        found = []
        for number in range(min(number_in(data, f"{self.key}-TOTAL_FORMS"), MOST_ROWS)):
            row = {name: data.getlist(f"{self.key}-{number}-{name}") for name in names}
            if f"{self.key}-{number}-DELETE" not in data and self.plain([row]) != self.plain([blank]):
                found.append(row)
        return found

    def put(self, data, rows):
        """Writes the rows so that a formset takes exactly these: stored ones that are not among them are deleted."""
        stored = {tuple(row["id"]): row for row in self.stored}
        kept = {tuple(row["id"]): row for row in rows if tuple(row["id"]) in stored}
        known = [kept.get(pk, row | {"DELETE": ["on"]}) for pk, row in stored.items()]
        new = [row | {"id": [""]} for row in rows if tuple(row["id"]) not in stored]
        for name in [name for name in data if name.startswith(f"{self.key}-")]:
            del data[name]
        data[f"{self.key}-TOTAL_FORMS"], data[f"{self.key}-INITIAL_FORMS"] = str(len(known + new)), str(len(known))
        for number, row in enumerate(known + new):
            for name, values in row.items():
                data.setlist(f"{self.key}-{number}-{name}", values)

    def plain(self, rows):
        bounds = self.bounds(self.formset.empty_form)
        return [{name: plain(bounds[name], values) for name, values in row.items() if name != "id"} for row in rows]

    def digest(self, rows):
        return digest(self.plain(rows))

    def in_words(self, rows):
        bounds = self.bounds(self.formset.empty_form)
        told = [[in_words(bounds[name], values) for name, values in row.items() if name != "id"] for row in rows]
        return "\n".join(" – ".join(words for words in row if words) for row in told)


def number_in(data, name):
    return whole_number(data.get(name), digits=5) or 0


@dataclass
class Conflict:
    """A field that two people changed, with both texts; and what the person chose, should it be asked again."""

    field: Field | Rows
    mine: str
    theirs: str
    chosen: str


def as_loaded(fields):
    """What the hidden field of a form holds."""
    return json.dumps({field.key: field.digest(field.stored) for field in fields}, separators=(",", ":"))


def merge(fields, data):
    """Takes over into `data` what only others changed. Returns ([names of what was taken over], [Conflict])."""
    loaded, taken, conflicts = read_digests(data.get(AS_LOADED)), [], []
    for field in fields:
        stored, sent = field.stored, field.sent(data)
        chosen, known, own = data.get(f"choice-{field.key}"), loaded.get(field.key), field.digest(sent)
        is_same = own == field.digest(stored)
        if chosen == THEIRS:
            field.put(data, stored)
        elif known == field.digest(stored):
            if chosen == MINE:
                field.put(data, sent)
        elif is_same or known == own or (known is None and not sent):
            field.put(data, stored)
            taken += [] if is_same else [field.label]
        else:
            conflicts.append(Conflict(field, field.in_words(sent), field.in_words(stored), chosen or MINE))
    return taken, conflicts


def read_digests(text):
    try:
        found = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
