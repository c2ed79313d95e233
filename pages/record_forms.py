"""What every form of content asks beside the content itself: was it read through, is the translation still right."""

from django import forms
from django.utils.translation import gettext_lazy as _

from oph_site.languages import IN_LANGUAGE
from pages import record_translations


class CareForm(forms.ModelForm):
    is_reviewed = forms.BooleanField(
        label=_("I have read the content through today"),
        required=False,
        help_text=_("Everything is still right or has been mended. The next review is in a year."),
    )


class RecordForm(CareForm):
    still_right = forms.MultipleChoiceField(
        label=_("The translation is still right"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A translation that you change now counts as checked without this."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        behind = record_translations.behind(self.instance)
        self.fields["still_right"].choices = [(language, IN_LANGUAGE[language]) for language in behind]
