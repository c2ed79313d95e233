import js_asset
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oph_site.languages import LANGUAGES, current_language
from oph_site.wording import euros
from pages.admin.language_switch import TranslatedInline
from pages.admin.parts import PartFormSet
from pages.admin.records import RecordAdmin
from pages.call_forms import GrantCallForm
from pages.calls.places import call_url
from pages.models import Appropriation, CallAttachment, GrantCall


class PhaseFilter(admin.SimpleListFilter):
    title = _("now")
    parameter_name = "phase"

    def lookups(self, request, model_admin):
        return GrantCall.Phase.choices

    def queryset(self, request, queryset):
        return queryset.in_phase(self.value(), timezone.now()) if self.value() in GrantCall.Phase else queryset


class SumColumn:
    @admin.display(description=_("amount"), ordering="amount")
    def sum(self, row):
        return "–" if row.amount is None else euros(row.amount)


class CallAttachmentInline(TranslatedInline):
    model = CallAttachment
    formset = PartFormSet
    fieldsets = [(None, {"fields": ["document", *[f"title_{language}" for language in LANGUAGES], "position"]})]


@admin.register(GrantCall)
class GrantCallAdmin(SumColumn, RecordAdmin):
    form = GrantCallForm
    change_form_template = "admin/pages/grantcall/change_form.html"
    inlines = [CallAttachmentInline]
    list_display = ["title", "sector", "phase", "opens_at", "closes_at", "sum", "state"]
    list_filter = [PhaseFilter, "sector", "state"]
    search_fields = ["title_fi", "title_en", "for_whom_fi", "for_whom_en"]
    chosen_only = [*RecordAdmin.chosen_only, "contact_point"]
    fieldsets = [
        (None, {"fields": ["state", "sector", "title", "what", "for_whom", "slug"]}),
        (_("Times and amounts"), {"fields": ["opens_at", "closes_at", "amount", "own_share", "use_begins_on", "use_until"]}),
        (_("Announcement"), {"fields": ["announcement", "criteria"]}),
        (_("Applying"), {"fields": ["url", "contact_point", "note"]}),
        (_("Decision"), {"fields": ["decided_on", "grants_given", "amount_given", "decision", "decision_url"]}),
    ]  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        is_fixed = obj and obj.slug and obj.state != GrantCall.State.DRAFT
        return [*super().get_readonly_fields(request, obj), *(["slug"] if is_fixed else [])]

    def view_on_site(self, obj):
        return call_url(obj.slug, current_language(), timezone.now()) if obj.is_public else None

    def save_model(self, request, obj, form, change):
        obj.slug = obj.slug or obj.free_slug()
        super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, *args, **kwargs):
        # The text editor's import map is an inline script: the nonce allows it.
        context["media"] = js_asset.Media.from_media(context["media"]).with_nonce(str(request.csp_nonce))
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("now"), ordering="closes_at")
    def phase(self, call):
        return call.phase(timezone.now()).label


@admin.register(Appropriation)
class AppropriationAdmin(SumColumn, RecordAdmin):
    list_display = ["year", "sector", "sum", "source", "state"]
    list_filter = ["sector", "state"]
    search_fields = ["year", "source_fi", "source_en"]
    fields = ["state", "year", "sector", "amount", "source"]
