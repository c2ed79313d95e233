"""What administrators read of what was done: the log-ins, and the log of the admin. Nobody changes or deletes either."""

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.utils.translation import gettext_lazy as _

from oph_site.accounts.models import LoginEvent
from oph_site.audit import ACTIONS
from oph_site.model_admin import ReadOnlyAdmin


@admin.register(LoginEvent)
class LoginEventAdmin(ReadOnlyAdmin):
    list_display_links = None
    list_display = ["at", "kind", "who"]
    list_filter = ["kind", "at", ("person", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["person"]
    fields = ["at", "kind", "person"]

    @admin.display(description=_("account"), ordering="person")
    def who(self, event):
        return event.person or _("no such account")


class ActionFilter(admin.SimpleListFilter):
    title = _("what was done")
    parameter_name = "action"

    def lookups(self, request, model_admin):
        return [(str(flag), words) for flag, words in ACTIONS.items()]

    def queryset(self, request, queryset):
        chosen = self.value()
        return queryset.filter(action_flag=chosen) if chosen in map(str, ACTIONS) else queryset


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    list_display_links = None
    list_display = ["action_time", "user", "action", "content_type", "object_repr", "message"]
    list_filter = [
        ActionFilter, "action_time", ("user", admin.RelatedOnlyFieldListFilter), ("content_type", admin.RelatedOnlyFieldListFilter),
    ]  # fmt: skip
    list_select_related = ["user", "content_type"]
    search_fields = ["object_repr"]
    fields = ["action_time", "user", "action", "content_type", "object_repr", "message"]
    readonly_fields = ["action", "message"]

    @admin.display(description=_("what was done"), ordering="action_flag")
    def action(self, entry):
        return ACTIONS.get(entry.action_flag, "")

    @admin.display(description=_("change"))
    def message(self, entry):
        return entry.get_change_message()
