from django.conf import settings
from django.contrib import admin, messages
from django.template.defaultfilters import linebreaksbr
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from oph_site.audit import record_reading
from oph_site.model_admin import SiteModelAdmin
from oph_site.outbox.kinds import KINDS, SECRET_KINDS
from oph_site.outbox.mail import send_again, set_aside
from oph_site.outbox.models import OutboxMessage


class KindFilter(admin.SimpleListFilter):
    title = _("type")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return KINDS.items()

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() in KINDS else queryset


@admin.register(OutboxMessage)
class OutboxMessageAdmin(SiteModelAdmin):
    """Every message, to be read; one can be sent again, or set aside when it failed."""

    actions = ["send_again", "set_aside"]
    list_display = ["subject", "state", "kind_in_words", "to", "reference", "created_at", "attempts", "last_error"]
    list_filter = ["state", KindFilter, "created_at"]
    search_fields = ["reference", "to"]
    fields = [
        "subject", "to", "reply_to", "language", "reference", "kind_in_words", "state", "attempts", "next_try_at", "last_error",
        "created_at", "sent_at", "message_id", "plain_text",
    ]  # fmt: skip
    readonly_fields = ["kind_in_words", "plain_text"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """To the list and its action; a single message is only read."""
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        response = super().change_view(request, object_id, form_url, extra_context)
        if response.status_code == 200:
            record_reading(self.get_object(request, object_id), by=request.user)
        return response

    @admin.display(description=_("type"), ordering="kind")
    def kind_in_words(self, message):
        return KINDS.get(message.kind, message.kind)

    @admin.display(description=_("text"))
    def plain_text(self, message):
        if message.kind in SECRET_KINDS and not settings.DEMO:  # a demo sends no mail: here it is read
            return _("Not shown: its link is for the receiver alone.")
        return linebreaksbr(message.text)

    @admin.action(description=_("Set aside the chosen messages that have failed"), permissions=["change"])
    def set_aside(self, request, queryset):
        aside = sum(set_aside(message, by=request.user) for message in queryset)
        if aside:
            done = ngettext("%(number)d message was set aside.", "%(number)d messages were set aside.", aside)
            messages.success(request, done % {"number": aside})
        if left := len(queryset) - aside:
            words = ngettext("%(number)d message has not failed.", "%(number)d messages have not failed.", left)
            messages.warning(request, words % {"number": left})

    @admin.action(description=_("Send the chosen messages again"), permissions=["change"])
    def send_again(self, request, queryset):
        again = [message for message in queryset if send_again(message, by=request.user)]
        if again:
            done = ngettext("%(number)d message is sent again.", "%(number)d messages are sent again.", len(again))
            messages.success(request, done % {"number": len(again)})
        if waiting := len(queryset) - len(again):
            left = ngettext(
                "%(number)d message is waiting already.", "%(number)d messages are waiting already.", waiting
            )
            messages.warning(request, left % {"number": waiting})
