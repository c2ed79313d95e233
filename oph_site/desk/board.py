"""The board: all public content with its languages, its owner and its review, whatever kind it is.

Pages know how they stand from their editions, records from their marks. A new kind of record with translated fields and
an admin of its own comes by itself.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.translator import translator

from oph_site.languages import LANGUAGES
from oph_site.wording import day
from pages import care, record_translations
from pages.editions import translations
from pages.editions.translations import Standing, Translation
from pages.models import Page
from pages.models.care import Cared


@dataclass(frozen=True)
class Cell:
    """One language of one row; `url` leads to the work, "" where there is none."""

    language: str
    standing: Standing
    url: str = ""

    @property
    def is_open(self):
        return self.standing.state != Translation.FINE

    @property
    def language_name(self):
        return LANGUAGES[self.language]

    @property
    def words(self):
        """ "English: outdated since 3 September 2026"."""
        parts = {"language": self.language_name, "state": self.standing.state.label}
        if self.standing.since is None:
            return _("%(language)s: %(state)s") % parts
        return _("%(language)s: %(state)s since %(day)s") % (parts | {"day": day(self.standing.since)})


@dataclass(frozen=True)
class Row:
    name: str
    kind: str  # label of the model
    kind_name: str
    url: str
    owner: object  # a User, None when nobody (or somebody who has left) answers for it
    review_on: date | None
    cells: list

    @property
    def is_open(self):
        return any(cell.is_open for cell in self.cells)

    @property
    def is_due(self):
        return self.review_on is not None and self.review_on <= timezone.localdate() + care.NOTICE

    @property
    def open_since(self):
        """Since when the oldest of what is missing or outdated has been so; of unknown age comes last."""
        known = [cell.standing.since for cell in self.cells if cell.is_open and cell.standing.since]
        return min(known, default=datetime.max.replace(tzinfo=timezone.get_current_timezone()))


def rows(request):
    """All public content that the person may see."""
    found = []
    for model in models(request):
        found += page_rows() if model is Page else record_rows(request, model)
    return found


def models(request):
    """The content with an owner and translations that the person may see in the admin."""
    cared = [model for model in translator.get_registered_models(abstract=False) if issubclass(model, Cared)]
    registered = [model for model in cared if admin.site.is_registered(model)]
    return [model for model in registered if admin.site.get_model_admin(model).has_view_permission(request)]


def page_rows():
    standings = translations.standings()
    pages = Page.objects.filter(pk__in=standings).select_related("owner").order_by()
    return [
        row_of(page, [page_cell(page.pk, language, standing) for language, standing in standings[page.pk].items()])
        for page in pages
    ]


def page_cell(pk, language, standing):
    names = {Translation.OUTDATED: "admin:pages_page_translation", Translation.MISSING: "admin:pages_page_change"}
    name = names.get(standing.state)
    args = [pk, language] if standing.state == Translation.OUTDATED else [pk]
    return Cell(language, standing, reverse(name, args=args) if name else "")


def record_rows(request, model):
    records = admin.site.get_model_admin(model).get_queryset(request).public().select_related("owner")
    return [row_of(record, [record_cell(record, language) for language in LANGUAGES]) for record in records]


def record_cell(record, language):
    standing = Standing(record_translations.state(record, language), record_translations.since(record, language))
    return Cell(language, standing, change_url(record) if standing.state != Translation.FINE else "")


def row_of(content, cells):
    return Row(
        name=str(content), kind=content._meta.label_lower, kind_name=capfirst(str(content._meta.verbose_name)),
        url=change_url(content), owner=content.present_owner,
        review_on=content.review_on, cells=cells,
    )  # fmt: skip


def change_url(content):
    return reverse(f"admin:{content._meta.app_label}_{content._meta.model_name}_change", args=[content.pk])
