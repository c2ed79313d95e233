from django import forms

from oph_site.public_forms.choices import DescribedField


class PlainForm(forms.Form):
    """A short form of public pages: the ids of its controls are their names."""

    use_required_attribute = False
    bound_field_class = DescribedField
    warnings = {}  # nothing speaks against what is written here

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="%s", **kwargs)
