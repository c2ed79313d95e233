"""The whole catalogue as data: a table with a row for each language version, and JSON. Free to use, CC0 1.0."""

import json

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oph_site.csv_files import csv_file
from oph_site.languages import LANGUAGES, current_language, word
from oph_site.lifetimes import make_cacheable
from oph_site.stamp.kept import kept_until_public_changes
from oph_site.wording import absolute, for_machines
from publications.citing.reference import Reference
from publications.models import LanguageVersion
from publications.sets.feed import LICENCE


def references():
    """Of every public version, publication by publication. Two queries."""
    return [Reference(each) for each in LanguageVersion.objects.citable().public().order_by("publication", "pk")]


COLUMNS = [  # what stands above the column, what stands in it
    (lambda: _("Publication"), lambda one: one.publication.pk),
    (lambda: _("Language"), lambda one: one.language),
    (lambda: _("Title"), lambda one: one.version.title),
    (lambda: _("Subtitle"), lambda one: one.version.subtitle),
    (lambda: _("Type"), lambda one: one.kind),
    (lambda: _("Topics"), lambda one: "; ".join(one.topics)),
    (lambda: _("Publisher"), lambda one: one.publisher),
    (lambda: _("Year"), lambda one: one.year),
    (lambda: _("Series"), lambda one: one.series),
    (lambda: _("Number in the series"), lambda one: one.number),
    (lambda: _("ISSN"), lambda one: "; ".join(one.issns)),
    (lambda: _("ISBN, PDF"), lambda one: one.version.isbn_pdf),
    (lambda: _("ISBN, printed"), lambda one: one.version.isbn_print),
    (lambda: _("Pages"), lambda one: one.pages),
    (lambda: _("Summary"), lambda one: one.summary),
    (lambda: _("Address"), lambda one: one.url),
    (lambda: _("File"), lambda one: one.file_url),
    (lambda: _("Licence of this data"), lambda one: "CC0 1.0"),
]


@kept_until_public_changes
def written_csv(language):
    """language: the active one, which the words are in."""
    rows = [[value(one) for _name, value in COLUMNS] for one in references()]
    return csv_file([[name() for name, _value in COLUMNS], *rows])


@kept_until_public_changes
def written_json(language):
    publications = {}
    for one in references():
        record = publications.setdefault(one.publication.pk, described(one))
        record["versions"].append(version(one))
    data = {
        "licence": LICENCE,
        "url": absolute(reverse("sets:publications_json")),
        "publications": list(publications.values()),
    }
    return json.dumps(for_machines(data), ensure_ascii=False, indent=1)


def described(one):
    publication = one.publication
    return {
        "id": publication.pk,
        "url": one.url,
        "type": publication.type,
        "publisher": in_languages(publication, "corporate_author"),
        "summary": in_languages(publication, "summary"),
        "topics": [in_languages(topic, "title") for topic in publication.topics.all()],
        "changed": publication.changed_at.isoformat(timespec="seconds"),
        "versions": [],
    }


def version(one):
    found = {
        "language": one.language,
        "title": one.version.title,
        "subtitle": one.version.subtitle,
        "year": one.year,
        "series": one.series,
        "number": one.number,
        "issn": one.issns,
        "isbn_pdf": one.version.isbn_pdf,
        "isbn_print": one.version.isbn_print,
        "pages": one.pages,
        "file": one.file_url,
    }
    return {name: value for name, value in found.items() if value}


def in_languages(thing, field):
    texts = {language: getattr(thing, f"{field}_{language}") for language in LANGUAGES}
    return {language: text for language, text in texts.items() if text}


@require_safe
def publications_csv(request):
    """In the form that the spreadsheets of the language open by themselves."""
    return saved(written_csv(current_language()), "text/csv; charset=utf-8; header=present", "csv")


@require_safe
def publications_json(request):
    return saved(written_json(current_language()), "application/json; charset=utf-8", "json")


def saved(written, content_type, extension):
    response = HttpResponse(written, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{word("publications")}.{extension}"'
    response["Link"] = f'<{LICENCE}>; rel="license"'
    response["X-Robots-Tag"] = "noindex"
    return make_cacheable(response)
