from django.contrib import admin

from pages.admin.language_switch import LanguageSwitchAdmin
from pages.admin.together import TogetherAdmin
from pages.models import ContactPoint, Organisation


class RecordAdmin(TogetherAdmin, LanguageSwitchAdmin):
    """A record that was public is withdrawn, not deleted."""

    actions = None
    list_filter = ["state"]

    def has_delete_permission(self, request, obj=None):
        is_draft = obj is not None and obj.state == obj.State.DRAFT
        return is_draft and super().has_delete_permission(request, obj)


@admin.register(ContactPoint)
class ContactPointAdmin(RecordAdmin):
    list_display = ["title", "email", "phone", "is_in_footer", "state"]
    search_fields = ["title_fi", "title_en", "email"]
    fields = ["state", "title", "email", "phone", "hours", "note", "position", "is_in_footer"]


@admin.register(Organisation)
class OrganisationAdmin(RecordAdmin):
    list_display = ["name", "short_name", "kind", "since", "state"]
    list_filter = ["kind", "state"]
    search_fields = ["name_fi", "name_en", "short_name_fi", "short_name_en"]
    ordering = ["kind", "name_fi"]
    fields = ["state", "kind", "name", "short_name", "what", "role", "since", "url"]
