"""What the checks say, in the editor's form: a summary with links to the fields, and sentences beside each field.

They are read from what the form shows: the working copy, or what has just been typed when a save was refused.
"""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from oph_site.languages import LANGUAGES
from pages import checks


@dataclass
class LanguageChecks:
    """One language of the summary: [(finding, id of its control, its label)]."""

    language: str
    name: str
    rows: list

    @property
    def errors(self):
        return sum(finding.is_error for finding, _control, _label in self.rows)

    @property
    def advice(self):
        return len(self.rows) - self.errors


def show_checks(form):
    """The summary, a row for each language that has a text; writes each finding beside its field as well."""
    page = form.instance
    written = [language for language in LANGUAGES if page.text("title", language) or page.text("body", language)]
    return [LanguageChecks(language, LANGUAGES[language], rows(form, language)) for language in written]


def rows(form, language):
    told = {(name, sentence) for name, sentences in form.errors.items() for sentence in sentences}
    found = [f for f in checks.findings(form.instance, language) if (f.field, str(f)) not in told]
    for name in {finding.field for finding in found} & form.fields.keys():
        show_beside(form[name], [finding for finding in found if finding.field == name])
    return [(finding, *control(form, finding.field)) for finding in found]


def control(form, name):
    return (form[name].id_for_label, form[name].label) if name in form.fields else ("", "")


def show_beside(field, found):
    """In the hint of the field, which its control is described by."""
    items = format_html_join("", "<li>{}</li>", ([as_html(finding)] for finding in found))
    field.help_text = format_html('{}<ul class="checks__beside">{}</ul>', field.help_text, items)


def as_html(finding):
    level = _("Must be corrected") if finding.is_error else _("Advice")
    html = format_html("<strong>{}:</strong> {}", level, finding.sentence)
    if finding.excerpt:
        html = format_html('{} <q lang="{}">{}</q>', html, finding.language, finding.excerpt)
    return html
