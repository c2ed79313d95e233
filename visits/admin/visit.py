from django.contrib import admin

from oph_site.model_admin import SiteModelAdmin
from visits.models import Visit


@admin.register(Visit)
class VisitAdmin(SiteModelAdmin):
    """Visits that have been agreed. A visit is made by accepting an offer, and changes by acts."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
