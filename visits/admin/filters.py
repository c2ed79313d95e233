from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR, PAGE_VAR, SEARCH_VAR
from django.utils import timezone
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


class TurnFilter(admin.SimpleListFilter):
    title = _("waits for")
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [("late", _("Overdue")), ("visitor", _("Waiting for the visitor"))]

    def queryset(self, request, queryset):
        if self.value() == "late":
            return queryset.late_on(timezone.localdate())
        return queryset.waiting_for_visitor() if self.value() == "visitor" else queryset


class ArchiveFilter(admin.SimpleListFilter):
    """What is in the archive stays out of the list unless somebody asks for it or searches."""

    title = _("archive")
    parameter_name = "archive"

    def lookups(self, request, model_admin):
        self.is_search = bool(request.GET.get(SEARCH_VAR))
        return [("yes", _("Archived")), ("all", _("All"))]

    def value(self):
        return super().value() or ("all" if self.is_search else None)

    def choices(self, changelist):
        for value, words in [(None, _("Not archived")), *self.lookup_choices]:
            query = changelist.get_query_string(
                {self.parameter_name: value} if value else {}, [] if value else [self.parameter_name]
            )
            yield {"selected": self.value() == value, "query_string": query, "display": words}

    def queryset(self, request, queryset):
        if self.value() == "yes":
            return queryset.archived()
        return queryset if self.value() == "all" else queryset.in_inbox()


def quick_filters(request):
    """[(words, query, how many, whether it is the one shown)]: what coordinators ask for most, above the list."""
    inbox, today = Enquiry.objects.in_inbox(), timezone.localdate()
    rows = [
        (_("Inbox"), "", inbox),
        (_("Mine"), "owner=mine", inbox.filter(owner=request.user)),
        (_("Overdue"), "waits=late", inbox.late_on(today)),
        (_("Waiting for the visitor"), "waits=visitor", inbox.waiting_for_visitor()),
        (_("Archived"), "archive=yes", Enquiry.objects.archived()),
    ]
    asked = "&".join(f"{name}={value}" for name, value in request.GET.items() if name not in (ORDER_VAR, PAGE_VAR))
    return [(words, query, found.count(), query == asked) for words, query, found in rows]


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
