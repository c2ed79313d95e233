from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oph_site.wording import euros
from pages.admin.records import RecordAdmin
from pages.models import Appropriation, GrantCall


class PhaseFilter(admin.SimpleListFilter):
    title = _("now")
    parameter_name = "phase"

    def lookups(self, request, model_admin):
        return GrantCall.Phase.choices

    def queryset(self, request, queryset):
        return queryset.in_phase(self.value(), timezone.now()) if self.value() in GrantCall.Phase else queryset


class SumColumn:
    @admin.display(description=_("sum"), ordering="amount")
    def sum(self, row):
        return "–" if row.amount is None else euros(row.amount)


@admin.register(GrantCall)
class GrantCallAdmin(SumColumn, RecordAdmin):
    list_display = ["title", "sector", "phase", "opens_at", "closes_at", "sum", "state"]
    list_filter = [PhaseFilter, "sector", "state"]
    search_fields = ["title_fi", "title_en", "for_whom_fi", "for_whom_en"]
    fields = ["state", "sector", "title", "what", "for_whom", "amount", "opens_at", "closes_at", "url", "note"]

    @admin.display(description=_("now"), ordering="closes_at")
    def phase(self, call):
        return call.phase(timezone.now()).label


@admin.register(Appropriation)
class AppropriationAdmin(SumColumn, RecordAdmin):
    list_display = ["year", "sector", "sum", "source", "state"]
    list_filter = ["sector", "state"]
    search_fields = ["year", "source_fi", "source_en"]
    fields = ["state", "year", "sector", "amount", "source"]
