from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pages.admin.language_switch import LanguageSwitchAdmin
from visits.admin.dated import DatedAdmin, DatedForm
from visits.admin.days import DaysInOrder
from visits.models import IntakePause, VisitRules


class VisitRulesForm(DatedForm):
    def clean(self):
        sizes = [self.cleaned_data.get(name) for name in ("least_group", "most_group")]
        if None not in sizes and sizes[0] > sizes[1]:
            self.add_error("most_group", _("The largest group must not be smaller than the smallest one"))


@admin.register(VisitRules)
class VisitRulesAdmin(DatedAdmin):
    form = VisitRulesForm
    list_display = ["__str__", "holds", "group_sizes", "notice_weeks", "answer_workdays"]
    fields = [
        "valid_from", ("least_group", "most_group"), "notice_weeks", "answer_workdays", "offer_days", "names_days",
        "invoice_days", "payment_days",
    ]  # fmt: skip
    copy_label = gettext_lazy("Copy to new rules")
    stays = gettext_lazy("These rules have begun, and stay as they are: enquiries were answered by them.")

    @admin.display(description=gettext_lazy("group size"))
    def group_sizes(self, rules):
        return f"{rules.least_group}–{rules.most_group}"


class IntakePauseForm(DaysInOrder, forms.ModelForm):
    pass


@admin.register(IntakePause)
class IntakePauseAdmin(LanguageSwitchAdmin):
    """The public pages show the reason from the first day on, and the form takes no enquiry."""

    actions = None
    form = IntakePauseForm
    list_display = ["__str__", "reason"]
    fields = ["first_on", "last_on", "reason", "reason_sv"]
