"""Forms with a first and a last day."""

from django.utils.translation import gettext as _


class DaysInOrder:
    def clean(self):
        super().clean()
        first, last = self.cleaned_data.get("first_on"), self.cleaned_data.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("The last day must not be before the first day"))
