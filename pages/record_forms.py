"""What every form of content asks beside the content itself: was it read through, is the translation still right."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oph_site.languages import IN_LANGUAGE
from pages import record_translations
from pages.links.linkers import kind_of, linkers
from pages.models import Record

NAMED = 5  # of what links to a record; the page "Links to this" has them all


class CareForm(forms.ModelForm):
    is_reviewed = forms.BooleanField(
        label=_("I have read the content through today"),
        required=False,
        help_text=_("The content has been checked and is correct. The next review is in a year."),
    )


class RecordForm(CareForm):
    still_right = forms.MultipleChoiceField(
        label=_("The translation is still right"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A translation that you change now counts as checked without this."),
    )

    withdraw_anyway = forms.BooleanField(
        label=_("Unpublish it all the same"),
        required=False,
        help_text=_("Links to it become plain text, and contact details disappear from the pages that show them."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        outdated = record_translations.outdated(self.instance)
        self.fields["still_right"].choices = [(language, IN_LANGUAGE[language]) for language in outdated]

    def clean(self):
        """Whoever takes a record off the site hears first what links to it and what vanishes with it."""
        cleaned, before, after = super().clean(), self.initial.get("state"), self.cleaned_data.get("state")
        if before != Record.State.PUBLIC or after in (None, before) or cleaned.get("withdraw_anyway"):
            return cleaned
        if found := self.linkers():
            names = in_brief([f"{linker.title} ({linker.language})" for linker in found])
            sentence = gettext(
                "These link to it: %(names)s. Change them first, or tick that you unpublish it all the same."
            )
            self.add_error("state", sentence % {"names": names})
        if found := self.instance.shown_with_it():
            sentence = gettext(
                "These vanish from the site with it: %(names)s. Move them first, or tick that you unpublish it all the same."
            )
            self.add_error("state", sentence % {"names": in_brief(list(map(str, found)))})
        return cleaned

    def linkers(self):
        kind = kind_of(self.instance)
        return linkers(kind, self.instance.pk) if kind else []


def in_brief(names):
    return ", ".join(names[:NAMED] + ["…"][: len(names) > NAMED])
