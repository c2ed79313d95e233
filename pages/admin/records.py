from django.contrib import admin, messages
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oph_site.languages import DEFAULT_LANGUAGE
from oph_site.search.saving import SearchedAdmin
from pages import care, record_translations
from pages.admin.care import CareAdmin
from pages.admin.language_switch import LanguageSwitchAdmin
from pages.admin.publishing import outdated_now
from pages.admin.together import TogetherAdmin
from pages.admin.translation import TRANSLATED, translation_filter
from pages.models import ContactPoint, Organisation
from pages.record_forms import RecordForm


class RecordAdmin(SearchedAdmin, TogetherAdmin, CareAdmin, LanguageSwitchAdmin):
    """A record that was public is withdrawn, not deleted. Its translations are checked in the same form."""

    form = RecordForm
    actions = None
    list_filter = ["state"]

    def get_list_filter(self, request):
        return [*super().get_list_filter(request), *map(translation_filter, TRANSLATED)]

    def get_fieldsets(self, request, obj=None):
        fieldsets = [*super().get_fieldsets(request, obj), self.care_fieldset()]
        if obj and record_translations.outdated(obj):
            fieldsets.insert(0, (_("Translation"), {"fields": ["source_changes", "still_right"]}))
        if obj and self.is_being_withdrawn(request, obj):
            fieldsets.insert(0, (_("Unpublishing"), {"fields": ["withdraw_anyway"], "description": vanishing(obj)}))
        return fieldsets

    def is_being_withdrawn(self, request, obj):
        """Asked of the database: a form that was sent has changed `obj`."""
        is_asked = request.POST.get("state") in (obj.State.WITHDRAWN, obj.State.DRAFT)
        return is_asked and self.model.objects.public().filter(pk=obj.pk).exists()

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "source_changes"]

    @admin.display(description=gettext_lazy("changed in the source text"))
    def source_changes(self, record):
        """What changed since the translation was checked, word by word."""
        changes = [
            change
            for code in record_translations.outdated(record)
            for change in record_translations.source_changes(record, code)
        ]
        context = {"changes": changes, "language": DEFAULT_LANGUAGE}
        return mark_safe(render_to_string("admin/pages/record_changes.html", context))  # noqa: S308  # escaped there

    def save_model(self, request, obj, form, change):
        record_translations.remember(obj, still_right=form.cleaned_data.get("still_right", []))
        if obj.is_public:
            care.begin(obj, on=timezone.localdate())
        super().save_model(request, obj, form, change)

    def response_change(self, request, obj):
        for language in record_translations.outdated(obj):
            link = format_html('<a href="{}">{}</a>', change_url(obj), _("See what changed in the source"))
            messages.warning(request, format_html("{} {}", outdated_now(language), link))
        return super().response_change(request, obj)

    def has_delete_permission(self, request, obj=None):
        is_draft = obj is not None and obj.state == obj.State.DRAFT
        return is_draft and super().has_delete_permission(request, obj)


def vanishing(record):
    """What readers no longer see when the record goes, with links to move it elsewhere."""
    found = record.shown_with_it()
    rows = format_html_join("", '<li><a href="{}">{}</a></li>', ((change_url(each), each) for each in found))
    return format_html("<p>{}</p><ul>{}</ul>", _("These vanish from the site with it:"), rows) if found else ""


def change_url(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


@admin.register(ContactPoint)
class ContactPointAdmin(RecordAdmin):
    list_display = ["title", "email", "phone", "is_in_footer", "state"]
    search_fields = ["title_fi", "title_en", "email_fi", "email_en"]
    fields = ["state", "title", "email", "phone", "address", "map_url", "hours", "note", "position", "is_in_footer"]


@admin.register(Organisation)
class OrganisationAdmin(RecordAdmin):
    list_display = ["name", "short_name", "kind", "since", "state"]
    list_filter = ["kind", "state"]
    search_fields = ["name_fi", "name_en", "short_name_fi", "short_name_en"]
    ordering = ["kind", "name_fi"]
    fields = ["state", "kind", "name", "short_name", "what", "role", "since", "url"]
