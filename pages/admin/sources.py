from django.contrib import admin
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pages.admin.records import RecordAdmin
from pages.models import InformationSource, Level


@admin.register(InformationSource)
class InformationSourceAdmin(RecordAdmin):
    list_display = ["name", "organisation", "question", "is_leading", "kind", "language", "shown_state"]
    list_filter = ["question", "kind", *[level.field for level in Level], "organisation", "state"]
    list_select_related = ["organisation"]
    search_fields = ["name_fi", "name_en", "what_fi", "what_en", "organisation__name_fi", "organisation__name_en"]
    fieldsets = [
        (None, {"fields": ["state", "organisation", "kind", "question", "is_leading", "name", "what", "finding"]}),
        (
            _("Levels of education"),
            {"fields": [level.field for level in Level], "description": _("Tick none when it covers them all.")},
        ),
        (_("Where and how"), {"fields": ["url", "language", "other_languages", "frequency"]}),
    ]

    def get_fieldsets(self, request, obj=None):
        """A form whose record readers do not see says why."""
        if not (obj and obj.pk and InformationSource.objects.select_related("organisation").get(pk=obj.pk).is_hidden):
            return super().get_fieldsets(request, obj)
        (name, options), *rest = super().get_fieldsets(request, obj)
        return [(name, options | {"description": escape(hidden_words(obj))}), *rest]

    @admin.display(description=_("status"), ordering="state")
    def shown_state(self, source):
        return hidden_words(source) if source.is_hidden else source.get_state_display()


def hidden_words(source):
    words = {"organisation": source.organisation, "state": source.organisation.get_state_display()}
    return gettext("not shown: %(organisation)s is not public (%(state)s)") % words
