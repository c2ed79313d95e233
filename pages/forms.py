"""The editor's form of a page. It also answers whether the page could be published as it stands: nothing is saved if not."""

import re

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import RegexValidator
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oph_site.admin_fields import mended
from oph_site.examples import with_example_in
from oph_site.languages import IN_LANGUAGE, LANGUAGES
from oph_site.soft_hyphens import SOFT_HYPHEN
from pages.editions.publishing import problems
from pages.links.pasted import by_identity
from pages.models import Page
from pages.record_forms import CareForm
from pages.text import link_targets
from pages.text.editor import with_link_kinds
from pages.text.reworded import follow
from pages.tree import place_problem

BREAK_MARK = "|"  # how a soft hyphen is typed and shown
TITLES = [f"{name}_{language}" for name in ("title", "menu_title") for language in LANGUAGES]
BODIES = [f"body_{language}" for language in LANGUAGES]
SLUGS = [f"slug_{language}" for language in LANGUAGES]
CHANGE_NOTES = [f"change_note_{language}" for language in LANGUAGES]
EDITORS_KINDS = {
    Page.Kind.SECTION,
    Page.Kind.TEXT,
    Page.Kind.CONTACT,
    Page.Kind.SIGNPOST,
    Page.Kind.GRANTS,
    Page.Kind.SOURCES,
    Page.Kind.VISIT_PROGRAMME,
}
slug_letters = RegexValidator(
    r"\A[a-z0-9]+(-[a-z0-9]+)*\Z", _("Use the small letters a–z, digits and single hyphens, for example: state-grants")
)


class PageForm(CareForm):
    publish_note = mended(forms.CharField)(
        label=_("What changed, for colleagues"), required=False, max_length=300,
        help_text=_("Kept in the history with the published version, for example: New figures for 2026."),
    )  # fmt: skip

    publish_in = []  # the languages that the pressed button publishes; set by the admin

    class Meta:
        model = Page
        fields = []  # the admin names them, by kind of page

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() & set(TITLES):
            self.initial[name] = (self.initial.get(name) or "").replace(SOFT_HYPHEN, BREAK_MARK)
        for name in self.fields.keys() & set(SLUGS):
            self.fields[name].validators = [slug_letters]
        for name in self.fields.keys() & set(BODIES):
            widget = self.fields[name].widget
            widget.config = with_link_kinds(widget.config, link_targets.kinds())
        for language, name in zip(LANGUAGES, CHANGE_NOTES, strict=True):
            self.fields[name] = change_note_field(language)
        if "kind" in self.fields:
            kinds = EDITORS_KINDS | {self.instance.kind}
            self.fields["kind"].choices = [choice for choice in Page.Kind.choices if choice[0] in kinds]
        if "parent" in self.fields:
            self.fields["parent"].empty_label = None
            self.fields["parent"].label_from_instance = indented
            if self.instance._state.adding:
                self.initial.setdefault("parent", Page.objects.filter(key="home").first())

    @cached_property
    def changed_data(self):
        """The notes are no part of the page: a save with a note alone changes nothing."""
        return [name for name in super().changed_data if name not in ["publish_note", *CHANGE_NOTES]]

    @property
    def change_notes(self):
        return [self[name] for name in CHANGE_NOTES]

    def clean(self):
        cleaned = super().clean()
        for name in cleaned.keys() & set(TITLES):
            cleaned[name] = soft_hyphens(cleaned[name] or "")
        for language in LANGUAGES:
            if body := cleaned.get(f"body_{language}"):
                followed = follow(self.initial.get(f"body_{language}") or "", body)
                cleaned[f"body_{language}"] = by_identity(followed, language)
        for language, name in zip(LANGUAGES, CHANGE_NOTES, strict=True):
            if cleaned.get(name) and language not in self.publish_in:
                self.add_error(name, _("The note is shown to readers when the page is published: publish it in this language, or empty the note."))  # fmt: skip
        if "parent" in cleaned:
            self.instance.kind = cleaned.get("kind", self.instance.kind)
            if problem := place_problem(self.instance, cleaned["parent"]):
                self.add_error("parent", problem)
        titles = {f"title_{language}" for language in LANGUAGES}
        if not any(cleaned.get(title) for title in titles) and not titles & self.errors.keys():  # none was written
            self.add_error(f"title_{next(iter(LANGUAGES))}", _("Enter a title in at least one language."))
        return cleaned

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | set(SLUGS)  # _check_slugs puts the sentence beside the field

    def _post_clean(self):
        super()._post_clean()
        self._check_slugs()
        for language in self.publish_in:
            for name, sentences in problems(self.instance, language).items():
                self.add_error(name if name in self.fields else NON_FIELD_ERRORS, sentences)

    def _check_slugs(self):
        for constraint in Page._meta.constraints:
            try:
                constraint.validate(Page, self.instance)
            except ValidationError as error:
                name = constraint.fields[-1]
                self.add_error(name if name in self.fields else NON_FIELD_ERRORS, error.messages)


def indented(page):
    """With spaces, not dashes: in a list of choices the first letters that are typed then find a page."""
    return "\u00a0" * 4 * page.tree_depth + str(page)


def change_note_field(language):
    field = mended(forms.CharField)(
        label=gettext("What changed, for readers, %(in_language)s") % {"in_language": IN_LANGUAGE[language]},
        required=False, max_length=300,
        help_text=with_example_in(
            language,
            _("Shown on the page with its date and sent to those who follow the site. If you leave the field empty, readers get no note. For example: The call closes on 12 March."),
        ),
    )  # fmt: skip
    field.widget.attrs |= {"lang": language, "data-language": language}
    field.widget.attrs.pop("maxlength", None)  # nothing typed is cut: a note that is too long gets a message
    return field


def soft_hyphens(typed):
    return re.sub(r"\s*\|\s*", BREAK_MARK, typed).strip(BREAK_MARK).replace(BREAK_MARK, SOFT_HYPHEN)
