"""The form of a grant call: its rich texts are edited, cleaned and linked like the bodies of pages."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from oph_site.languages import LANGUAGES
from pages.links.pasted import by_identity
from pages.models import GrantCall
from pages.record_forms import RecordForm
from pages.text import link_targets
from pages.text.editor import with_link_kinds


class GrantCallForm(RecordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, _language in self.rich_texts():
            widget = self.fields[name].widget
            widget.config = with_link_kinds(widget.config, link_targets.kinds())

    def rich_texts(self):
        """[(name of the field, its language)] of those that the form has."""
        names = [(f"{name}_{language}", language) for name in GrantCall.RICH_TEXTS for language in LANGUAGES]
        return [(name, language) for name, language in names if name in self.fields]

    def clean_slug(self):
        slug = self.cleaned_data["slug"] or None
        if slug and slug != slug.lower():
            raise ValidationError(_("Use the small letters a–z, digits and single hyphens, for example: state-grants"))
        return slug

    def clean(self):
        cleaned = super().clean()
        for name, language in self.rich_texts():
            if text := cleaned.get(name):
                cleaned[name] = by_identity(text, language)
        return cleaned
