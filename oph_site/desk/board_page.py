"""The board as a page of the admin: what is asked for, in which order, a hundred rows at a time."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from oph_site.alphabet import finnish_order
from oph_site.desk import board
from oph_site.languages import LANGUAGES
from pages.editions.translations import Translation

ROWS = 100
ANY = ("", gettext_lazy("All"))
OPEN = [Translation.MISSING, Translation.OUTDATED]
STATES = {"open": OPEN} | {state: [state] for state in Translation.values}
SEVERITY = [Translation.MISSING, Translation.OUTDATED, Translation.FINE]


class BoardForm(forms.Form):
    """What is shown. A value that is not offered asks for nothing."""

    owner = forms.ChoiceField(label=pgettext_lazy("of content", "owner"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("type"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("language"), required=False, choices=[ANY, *LANGUAGES.items()])
    state = forms.ChoiceField(
        label=gettext_lazy("status"), required=False,
        choices=[ANY, ("open", gettext_lazy("missing or outdated")), *Translation.choices],
    )  # fmt: skip
    review = forms.ChoiceField(
        label=gettext_lazy("review"), required=False, choices=[ANY, ("due", gettext_lazy("Due within two weeks"))]
    )

    def __init__(self, data, rows, user):
        super().__init__(data, auto_id="board_%s")
        owners = {str(row.owner.pk): str(row.owner) for row in rows if row.owner not in (None, user)}
        self.fields["owner"].choices = [
            ANY, ("mine", _("Mine")), ("nobody", _("No owner")), ("desk", _("Mine and without an owner")),
            *sorted(owners.items(), key=lambda owner: finnish_order(owner[1])),
        ]  # fmt: skip
        self.fields["kind"].choices = [ANY, *sorted({(row.kind, row.kind_name) for row in rows})]
        self.user = user
        self.is_valid()

    def wants(self, row):
        asked = self.cleaned_data
        languages = [asked["language"]] if asked.get("language") else LANGUAGES
        states = STATES.get(asked.get("state"), Translation.values)
        return (
            any(cell.language in languages and cell.standing.state in states for cell in row.cells)
            and asked.get("kind") in (None, "", row.kind)
            and (asked.get("review") != "due" or row.is_due)
            and self.is_owner(row.owner, asked.get("owner"))
        )

    def is_owner(self, owner, asked):
        named = {"mine": [self.user], "nobody": [None], "desk": [self.user, None]}
        return not asked or owner in named.get(asked, []) or bool(owner) and str(owner.pk) == asked


def in_language(language):
    """Missing before outdated before fine, the longest first."""

    def key(row):
        standing = next(cell.standing for cell in row.cells if cell.language == language)
        return SEVERITY.index(standing.state), standing.since is None, standing.since and standing.since.timestamp()

    return key


COLUMNS = {
    "name": (gettext_lazy("name"), lambda row: finnish_order(row.name)),
    "kind": (gettext_lazy("type"), lambda row: finnish_order(row.kind_name)),
    **{language: (name, in_language(language)) for language, name in LANGUAGES.items()},
    "owner": (
        pgettext_lazy("of content", "owner"),
        lambda row: (row.owner is None, finnish_order(str(row.owner or ""))),
    ),
    "review": (gettext_lazy("review by"), lambda row: (row.review_on is None, str(row.review_on))),
}


def work_first(row):
    """The usual order: what is missing or outdated, the oldest first, then the rest by name."""
    return not row.is_open, row.open_since, finnish_order(row.name)


def view(request):
    if not board.models(request):
        raise PermissionDenied
    rows = board.rows(request)
    form = BoardForm(request.GET, rows, request.user)
    asked = request.GET.get("sort", "")
    _label, order = COLUMNS.get(asked.removeprefix("-"), (None, work_first))
    found = sorted(filter(form.wants, sorted(rows, key=work_first)), key=order, reverse=asked.startswith("-"))
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = admin.site.each_context(request) | {
        "title": _("Content and translations"),
        "form": form,
        "page": page,
        "columns": [column(request, key, label, asked) for key, (label, _order) in COLUMNS.items()],
        "queries": {number: query(request, page=number) for number in page.paginator.page_range},
    }
    return TemplateResponse(request, "admin/board.html", context)


def column(request, key, label, asked):
    """(label, address that sorts by it, value of aria-sort)."""
    is_up, is_down = asked == key, asked == f"-{key}"
    sort = "ascending" if is_up else "descending" if is_down else "none"
    return label, query(request, sort=f"-{key}" if is_up else key, page=""), sort


def query(request, **changed):
    """The query string of this page with some values changed; empty ones left out."""
    values = {key: str(value) for key, value in (request.GET.dict() | changed).items() if str(value)}
    return f"?{urlencode(values)}"
