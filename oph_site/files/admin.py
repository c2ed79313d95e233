from contextlib import suppress
from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, ExpressionWrapper
from django.forms import Script
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from oph_site.admin_export import Exported
from oph_site.files.accessibility import REPAIRS, to_repair, warnings
from oph_site.files.documents import save_document
from oph_site.files.forms import DocumentUploadForm, PictureUploadForm
from oph_site.files.library import UseFilter, choice, choices, replacement, warn_of_animation
from oph_site.files.models import COVER_WIDTHS, Document, Picture
from oph_site.files.pictures import read_picture
from oph_site.files.signatures import signed_url
from oph_site.files.sizes import human_size
from oph_site.files.uses import REPLACED_DOCUMENTS, among, may_switch, uses
from oph_site.model_admin import SiteModelAdmin
from oph_site.search.saving import SearchedAdmin, read_and_analyse

FOCUS_HELP = _(
    "Where a page shows less than the whole picture, this point stays in sight. Pages that show the picture follow when they are published next."
)


class UploadsReadFirst:
    """Has uploads read before the transaction of the form begins: on SQLite it would keep everybody else from writing.

    The form asks for the readings again, and gets them or their refusals at once (reading.once_per_upload).
    """

    read_uploads_with = None

    def changeform_view(self, request, *args, **kwargs):
        if self.has_add_permission(request) or self.has_change_permission(request):
            for file in request.FILES.values():
                with suppress(ValidationError):
                    type(self).read_uploads_with(file)
        return super().changeform_view(request, *args, **kwargs)


class UploadAdmin(UploadsReadFirst, SiteModelAdmin):
    """Files are added and renamed; they never change and are never deleted, since an edition may show them for ever."""

    upload_form = None
    ordering = ["-created_at"]
    list_per_page = 50

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, **kwargs | ({} if change else {"form": self.upload_form}))

    def save_model(self, request, obj, form, change):
        obj.save(update_fields=form.changed_data if change else None)

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Picture)
class PictureAdmin(UploadAdmin):
    upload_form = PictureUploadForm
    read_uploads_with = read_picture
    list_display = ["name", "thumbnail", "credit", "dimensions", "is_in_use", "created_at"]
    list_filter = [UseFilter, "created_at"]
    search_fields = ["name", "credit"]
    show_facets = admin.ShowFacets.NEVER
    change_form_template = "admin/files/picture/change_form.html"

    class Media:
        js = [Script("js/admin/focal_point.js", type="module")]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(is_used=ExpressionWrapper(among("used_now"), BooleanField()))

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change:
            warn_of_animation(request, form.reading)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(None, {"fields": ["name", "credit", "upload"]})]
        point = {"fields": [("focus_x", "focus_y")], "classes": ["fieldset-focus"], "description": FOCUS_HELP}
        return [
            (None, {"fields": ["name", "credit"]}),
            (_("Focal point"), point),
            (_("File"), {"fields": ["preview", "dimensions", "created_at"]}),
        ]

    def get_readonly_fields(self, request, obj=None):
        return ["preview", "dimensions", "created_at"] if obj else []

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["uses"] = uses(obj)
            context["shown"] = choice(obj)
            context["may_replace"] = (
                not obj.replaced_by_id and self.has_add_permission(request) and may_switch(request.user)
            )
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def get_urls(self):
        views = [("choices", "choices/", choices), ("replace", "<int:pk>/replace/", replacement)]
        return [
            *[
                path(route, self.admin_site.admin_view(partial(view, self)), name=f"files_picture_{name}")
                for name, route, view in views
            ],
            *super().get_urls(),
        ]

    @admin.display(description=_("use"), ordering="is_used")
    def is_in_use(self, picture):
        return _("in use") if picture.is_used else "–"

    @admin.display(description=_("picture"))
    def thumbnail(self, picture):
        return self.image(picture, 120)

    @admin.display(description=_("picture"))
    def preview(self, picture):
        return self.image(picture, 400)

    def image(self, picture, shown_width):
        url = signed_url(picture.url(picture.widths[0]))
        height = round(shown_width * picture.height / picture.width)
        return format_html('<img src="{}" width="{}" height="{}" alt="" loading="lazy">', url, shown_width, height)

    @admin.display(description=_("size in pixels"))
    def dimensions(self, picture):
        return f"{picture.width} × {picture.height}"


class RepairFilter(admin.SimpleListFilter):
    """PDFs with something to mend. Those that others stand in for are left out: nobody sees them any more."""

    title = _("to be corrected")
    parameter_name = "repair"

    def lookups(self, request, model_admin):
        return [
            ("any", _("anything")),
            *((key, repair.name) for key, repair in REPAIRS.items()),
            ("none", _("nothing")),
        ]

    def queryset(self, request, queryset):
        key = self.value()
        if key == "none":
            return queryset.exclude(to_repair())
        if key != "any" and key not in REPAIRS:
            return queryset
        for replaced in REPLACED_DOCUMENTS:
            queryset = queryset.exclude(pk__in=replaced())
        return queryset.filter(to_repair("" if key == "any" else key))


@admin.register(Document)
class DocumentAdmin(Exported, SearchedAdmin, UploadAdmin):
    upload_form = DocumentUploadForm
    read_uploads_with = read_and_analyse
    list_display = ["title", "kind", "language", "human_size", "pages", "faults", "created_at"]
    list_filter = [RepairFilter, "kind", "language"]
    search_fields = ["title"]
    export_fields = [
        "title", "language", "kind", "size", "sha256", "pages", "is_tagged", "has_text", "file_language", "file_title",
        "faults_in_words", "created_at",
    ]  # fmt: skip

    @admin.display(description=_("to be corrected"))
    def faults_in_words(self, document):
        return " ".join(warnings(document))

    def get_fields(self, request, obj=None):
        return (
            ["title", "language", *self.get_readonly_fields(request, obj)] if obj else ["title", "language", "upload"]
        )

    def get_readonly_fields(self, request, obj=None):
        return ["link", "kind", "human_size", "check_sum", "pages", "faults", "preview", "created_at"] if obj else []

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
        else:
            save_document(obj, form.reading)
            warn(request, obj)

    @admin.display(description=_("cover"))
    def preview(self, document):
        if not document.has_cover:
            return _("none")
        url = signed_url(document.cover_url(COVER_WIDTHS[0]))
        return format_html('<img src="{}" width="{}" height="{}" alt="">', url, COVER_WIDTHS[0], document.cover_height)

    @admin.display(description=_("file"))
    def link(self, document):
        facts = f"{document.frozen()['type']}, {human_size(document.size)}"
        return format_html('<a href="{}">{} ({})</a>', signed_url(document.get_absolute_url()), document.name, facts)

    @admin.display(description=_("size"), ordering="size")
    def human_size(self, document):
        return human_size(document.size)

    @admin.display(description=_("check sum (SHA-256)"))
    def check_sum(self, document):
        return document.sha256 or "–"

    @admin.display(description=_("to be corrected"))
    def faults(self, document):
        found = warnings(document)
        return (
            format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ([fault] for fault in found)))
            if found
            else "–"
        )


def warn(request, document):
    """Tells the one who uploads what should be mended in the file."""
    for sentence in warnings(document):
        messages.warning(request, f"{document.title}: {sentence}")
