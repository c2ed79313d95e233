from django import forms

from visits.form_choices import DescribedField


class PlainForm(forms.Form):
    """A short form of the visitor's pages: the ids of its controls are their names."""

    use_required_attribute = False
    bound_field_class = DescribedField
    warnings = {}  # nothing speaks against what is written here

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="%s", **kwargs)
