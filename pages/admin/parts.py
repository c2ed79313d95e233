"""The rows that belong to a page."""

from django.forms import BaseInlineFormSet

from oph_site.languages import LANGUAGES
from oph_site.model_admin import SiteStackedInline
from pages.admin.language_switch import TranslatedFields, TranslatedInline
from pages.models import Attachment, Block, Door, Fact, Figure
from pages.tree import in_tree_order


class PartFormSet(BaseInlineFormSet):
    """A new row comes last, as long as nobody gives it another place."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if index is None or index >= self.initial_form_count():
            form.fields["position"].initial = max((part.position for part in self.get_queryset()), default=-1) + 1


class FactInline(TranslatedInline):
    model = Fact
    formset = PartFormSet
    fieldsets = [
        (None, {"fields": [*[(f"term_{language}", f"value_{language}") for language in LANGUAGES], "position"]})
    ]


class AttachmentInline(TranslatedInline):
    model = Attachment
    formset = PartFormSet
    fieldsets = [(None, {"fields": ["document", *[f"title_{language}" for language in LANGUAGES], "position"]})]


class HomePartInline(TranslatedFields, SiteStackedInline):
    """A row of one language: the switch goes by its own field `language`."""

    extra = 0
    fk_name = "page"
    formset = PartFormSet
    classes = ["collapse"]
    chosen_only = ["target"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "target":
            kwargs["queryset"] = in_tree_order()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "language":
            field.widget.attrs["data-language-of-row"] = ""
        return field


class DoorInline(HomePartInline):
    model = Door
    fieldsets = [(None, {"fields": [("language", "position"), "title", "text", "target"]})]


class FigureInline(HomePartInline):
    model = Figure
    fieldsets = [(None, {"fields": [("language", "position"), "number", "text", "source"]})]


class BlockInline(HomePartInline):
    model = Block
    fieldsets = [(None, {"fields": [("language", "position"), "kind", "target", "title", "text"]})]


def parts_of(page):
    """The inlines that mean something for this page."""
    return (
        [DoorInline, FigureInline, BlockInline]
        if page and page.kind == page.Kind.HOME
        else [FactInline, AttachmentInline]
    )
