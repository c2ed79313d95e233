from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from pages.admin.records import RecordAdmin
from pages.models import Audience, InformationSource


@admin.register(InformationSource)
class InformationSourceAdmin(RecordAdmin):
    list_display = ["name", "organisation", "kind", "for_whom", "language", "state"]
    list_filter = ["kind", *[audience.field for audience in Audience], "organisation", "state"]
    list_select_related = ["organisation"]
    search_fields = ["name_fi", "name_en", "what_fi", "what_en", "organisation__name_fi", "organisation__name_en"]
    fieldsets = [
        (None, {"fields": ["state", "organisation", "kind", "name", "what"]}),
        (_("For whom"), {"fields": [audience.field for audience in Audience]}),
        (_("Where and how"), {"fields": ["url", "language", "other_languages", "frequency"]}),
    ]

    @admin.display(description=_("for whom"))
    def for_whom(self, source):
        return ", ".join(str(audience.label) for audience in source.audiences)
