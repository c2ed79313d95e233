from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from visits.countries import countries
from visits.models import Enquiry


class OwnerFilter(admin.SimpleListFilter):
    title = _("owner")
    parameter_name = "owner"

    def lookups(self, request, model_admin):
        return [("mine", _("Mine")), ("nobody", _("Without an owner"))]

    def queryset(self, request, queryset):
        wanted = {"mine": {"owner": request.user}, "nobody": {"owner": None}}.get(self.value())
        return queryset.filter(**wanted) if wanted else queryset


class CountryFilter(admin.SimpleListFilter):
    """The countries that enquiries came from, by name."""

    title = _("country")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        used = set(Enquiry.objects.order_by().values_list("country", flat=True).distinct())
        return [(code, name) for code, name in countries() if code in used]

    def queryset(self, request, queryset):
        known = dict(self.lookup_choices)
        return queryset.filter(country=self.value()) if self.value() in known else queryset
