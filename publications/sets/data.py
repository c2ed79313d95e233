"""The whole catalogue as data: a table with a row for each language version, and JSON. Free to use, CC0 1.0.

What stands in both: publications/fields.py.
"""

import json
from itertools import groupby

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oph_site.csv_files import csv_file
from oph_site.languages import current_language, word
from oph_site.lifetimes import make_cacheable
from oph_site.stamp.kept import kept_until_public_changes
from oph_site.wording import absolute, for_machines
from publications.citing.reference import Reference
from publications.fields import FIELDS, OF_VERSION, SHARED
from publications.models import LanguageVersion
from publications.sets.feed import LICENCE


def publications():
    """[References of its versions] of each publication that has a page: a withdrawn one says so. Two queries."""
    versions = LanguageVersion.objects.citable().with_page().select_related("publication__replaced_by")
    rows = versions.order_by("publication", "pk")
    return [[Reference(version) for version in own] for _pk, own in groupby(rows, lambda each: each.publication_id)]


@kept_until_public_changes
def written_csv(language):
    """language: the active one, which the words are in."""
    rows = [[*(str(field.title) for field in FIELDS), _("Licence of this data")]]
    for versions in publications():
        shared = {field.name: field.cell(versions[0]) for field in SHARED}
        rows += [
            [*(shared[field.name] if field.is_shared else field.cell(one) for field in FIELDS), "CC0 1.0"]
            for one in versions
        ]
    return csv_file(rows)


@kept_until_public_changes
def written_json(language):
    """A publication a line: half as long to write as with an indent, and to be read line by line."""
    head = {"licence": LICENCE, "url": absolute(reverse("sets:publications_json"))}
    lines = [json.dumps(for_machines(described(versions)), ensure_ascii=False) for versions in publications()]
    beginning = json.dumps(head, ensure_ascii=False).removesuffix("}")
    return beginning + ', "publications": [\n' + ",\n".join(lines) + "\n]}\n"


def described(versions):
    return filled(SHARED, versions[0]) | {"versions": [filled(OF_VERSION, one) for one in versions]}


def filled(fields, one):
    found = {field.name: field.value(one) for field in fields}
    return {name: value for name, value in found.items() if value}


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
