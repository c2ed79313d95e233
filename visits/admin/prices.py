from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oph_site.languages import LANGUAGES
from oph_site.model_admin import SiteStackedInline
from oph_site.search.saving import SearchedAdmin
from pages.admin.language_switch import LanguageSwitch, TranslatedInline
from pages.admin.parts import PartFormSet
from visits.admin.dated import CopiedInline, CopiedRows, DatedAdmin
from visits.models import CancellationStep, PriceLine, PriceList

Counted = PriceLine.Counted


class PriceLineForm(forms.ModelForm):
    class Meta:
        help_texts = dict.fromkeys(
            [f"name_{language}" for language in LANGUAGES], ""
        )  # an example for each row is too many

    def clean(self):
        super().clean()
        counted, net = self.cleaned_data.get("counted"), self.cleaned_data.get("net")
        if not counted or "net" in self.errors:
            return
        if counted == Counted.COST and net is not None:
            self.add_error("net", _("Leave the price empty: the actual cost is charged"))
        if counted != Counted.COST and net is None:
            self.add_error("net", _("Enter a price, or choose that the actual cost is charged"))


class PriceLineFormSet(CopiedRows, PartFormSet):
    """Each thing has one price, and the planning of a programme has one: it is in every estimate."""

    def clean(self):
        counted = set()
        for form in self.kept():
            kind = form.cleaned_data.get("counted")
            if kind in counted:
                form.add_error("counted", _("This list has a price for that already"))
            counted.add(kind)
        super().clean()
        if Counted.PROGRAMME not in counted:
            raise ValidationError(_("Add a price for the programme: its planning is in every estimate"))


class PriceLineInline(CopiedInline, TranslatedInline):
    model = PriceLine
    form = PriceLineForm
    formset = PriceLineFormSet
    rows = "lines"
    empty_rows = len(Counted)
    fieldsets = [
        (None, {"fields": [("counted", "net", "vat_rate", "position"), tuple(f"name_{language}" for language in [*LANGUAGES, "sv"])]})
    ]  # fmt: skip


class CancellationStepFormSet(CopiedRows):
    """Every day before the visit has one share, and it never falls as the visit comes nearer."""

    def clean(self):
        kept = self.kept()
        steps = [Step.of(form) for form in kept if form.is_valid()]
        steps.sort(key=lambda step: -step.days_before)
        for earlier, later in pairwise(steps):
            later.check(earlier)
        super().clean()
        if len(steps) == len(kept) and not (steps and steps[-1].days_before == 0):
            self.refuse_gap(steps)

    def refuse_gap(self, steps):
        sentence = _("The last step begins at 0 days: otherwise nothing says what a late cancellation costs")
        if not steps:
            raise ValidationError(sentence)
        steps[-1].form.add_error("days_before", sentence)


@dataclass
class Step:
    """A right row: a message on one of its fields takes the value out of the form."""

    form: forms.ModelForm
    days_before: int
    percent: int

    @classmethod
    def of(cls, form):
        return cls(form, form.cleaned_data["days_before"], form.cleaned_data["percent"])

    def check(self, earlier):
        if self.days_before == earlier.days_before:
            self.form.add_error("days_before", _("This list has a step that begins on that day already"))
        elif self.percent < earlier.percent:
            sentence = _("Enter at least %(percent)d: the share must not fall when the visit comes nearer")
            self.form.add_error("percent", sentence % {"percent": earlier.percent})


class CancellationStepInline(CopiedInline, SiteStackedInline):
    model = CancellationStep
    formset = CancellationStepFormSet
    rows = "steps"
    empty_rows = 3
    fieldsets = [(None, {"fields": [("days_before", "percent")]})]


@admin.register(PriceList)
class PriceListAdmin(SearchedAdmin, LanguageSwitch, DatedAdmin):
    inlines = [PriceLineInline, CancellationStepInline]
    list_display = ["__str__", "holds"]
    fields = ["valid_from"]
    copy_label = gettext_lazy("Copy to a new list")
    stays = gettext_lazy("This list has begun, and stays as it is: offers and estimates were made by it.")

    def first_day(self, newest):
        """Prices change with the year."""
        if newest is None:
            return timezone.localdate()
        return date(max(timezone.localdate(), newest.valid_from).year + 1, 1, 1)
