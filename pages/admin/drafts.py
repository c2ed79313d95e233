from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from pages.editions.drafts import drafts


class DraftFilter(admin.SimpleListFilter):
    """Pages with something that readers do not see yet."""

    title = _("not yet public")
    parameter_name = "draft"

    def lookups(self, request, model_admin):
        return [("yes", _("Never public, or changed since"))]

    def queryset(self, request, queryset):
        if self.value() != "yes":
            return queryset
        return queryset.filter(pk__in=[page.pk for page in drafts(queryset.model.objects.all())])
