"""The final details of a visit: how many come, diets as counts, access needs. Names are never asked for."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oph_site.public_forms.fields import Line, Paragraphs
from oph_site.public_forms.plain_form import PlainForm
from visits.models import Diet, VisitRules
from visits.models.enquiry import ACCESS_LENGTH


class HowMany(Line):
    """A whole number, or nothing where it is optional. Its limits are the form's."""

    def __init__(self, *, wrong, **kwargs):
        super().__init__(length=20, css="input input--w5", widget=forms.TextInput({"inputmode": "numeric"}), **kwargs)
        self.wrong = wrong

    def clean(self, value):
        value = super().clean(value)
        if value and not (value.isdecimal() and len(value) < 5):
            raise ValidationError(self.wrong, code="invalid")
        return int(value) if value else 0


class DetailsForm(PlainForm):
    final_size = HowMany(
        label=gettext_lazy("How many people are coming?"), help_text=gettext_lazy("Leaders and interpreters included."),
        missing=gettext_lazy("Enter how many people are coming"), wrong=gettext_lazy("Enter the number of people in digits, for example 14"),
    )  # fmt: skip
    final_access = Paragraphs(
        label=gettext_lazy("Access needs"), rows=4, length=ACCESS_LENGTH,
        help_text=gettext_lazy("For example: one wheelchair, step-free routes; one person hears with a loop. No names, no health details."),
    )  # fmt: skip

    def __init__(self, visit, data=None, *, today):
        self.most = max(VisitRules.objects.on(today).most_group, visit.offer.group_size)
        initial = {"final_size": visit.size, "final_access": visit.final_access or visit.enquiry.access_needs}
        super().__init__(data, initial=initial)
        wrong = gettext_lazy("Enter a number in digits, for example 2, or leave the field empty")
        for diet in Diet:
            self.fields[diet_name(diet)] = HowMany(label=diet.label, wrong=wrong, initial=visit.diets.get(diet))
        self.order_fields(["final_size", *map(diet_name, Diet), "final_access"])

    @property
    def diet_fields(self):
        return [self[diet_name(diet)] for diet in Diet]

    def clean_final_size(self):
        size = self.cleaned_data["final_size"]
        if not 0 < size <= self.most:
            message = _("Enter a number from 1 to %(most)d. If more people are coming, write to us first")
            raise ValidationError(message, code="outside", params={"most": self.most})
        return size

    def clean(self):
        size = self.cleaned_data.get("final_size")
        for diet in Diet:
            if size and (self.cleaned_data.get(diet_name(diet)) or 0) > size:
                self.add_error(diet_name(diet), _("This is more than the people who come: check both numbers"))

    def details(self):
        """What record_details takes."""
        data = self.cleaned_data
        diets = {str(diet): data[diet_name(diet)] for diet in Diet}
        return {"size": data["final_size"], "diets": diets, "access": data["final_access"]}


def diet_name(diet):
    return f"diet_{diet.replace('-', '_')}"
