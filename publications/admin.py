from django.contrib import admin, messages
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oph_site.admin_export import Exported
from oph_site.files.accessibility import warnings
from oph_site.files.admin import UploadsReadFirst, warn
from oph_site.files.models import COVER_WIDTHS
from oph_site.files.signatures import signed_url
from oph_site.files.sizes import human_size
from oph_site.languages import DEFAULT_LANGUAGE, LANGUAGES
from oph_site.model_admin import SiteModelAdmin, SiteStackedInline
from oph_site.search.saving import SearchedAdmin, read_and_analyse
from pages.admin.language_switch import LanguageSwitchAdmin, TranslatedFields
from pages.admin.records import RecordAdmin
from publications import tables
from publications.admin_filters import FaultFilter
from publications.forms import LanguageVersionForm, LanguageVersionFormSet, PublicationForm, SeriesForm
from publications.models import LanguageVersion, Publication, Series, Topic, in_order
from publications.series import issues, newest_first


class LanguageVersionInline(TranslatedFields, SiteStackedInline):
    model = LanguageVersion
    form = LanguageVersionForm
    formset = LanguageVersionFormSet
    extra = 0
    readonly_fields = ["cover"]
    fields = [
        "upload",
        "document",
        "cover",
        "language",
        "title",
        "subtitle",
        "series",
        ("number", "year"),
        ("isbn_print", "isbn_pdf"),
        ("doi", "urn"),
        "pages",
    ]

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    @admin.display(description=gettext_lazy("cover"))
    def cover(self, version):
        if not (version.document and version.document.has_cover):
            return "–"
        document = version.document
        height = round(120 * document.cover_height / COVER_WIDTHS[0])
        facts = f"{document.frozen()['type']}, {human_size(document.size)}"
        return format_html(
            '<a href="{}"><img src="{}" width="120" height="{}" alt=""> {} ({})</a>',
            signed_url(document.get_absolute_url()), signed_url(document.cover_url(COVER_WIDTHS[0])), height, document, facts,
        )  # fmt: skip


@admin.register(Publication)
class PublicationAdmin(UploadsReadFirst, Exported, RecordAdmin):
    form = PublicationForm
    change_form_template = "admin/publications/publication/change_form.html"
    read_uploads_with = read_and_analyse
    inlines = [LanguageVersionInline]
    list_display = ["title", "type", "languages", "year", "state", "faults", "changed_at"]
    list_filter = ["state", FaultFilter, "type", "versions__language"]
    search_fields = [
        "versions__title",
        "versions__number",
        "versions__isbn_print",
        "versions__isbn_pdf",
        "versions__doi",
        "authors",
        "slug",
    ]
    ordering = ["-changed_at"]
    fieldsets = [
        (None, {"fields": ["state", "type", "authors", "corporate_author", "summary", "topics", "licence", "slug"]}),
        (
            gettext_lazy("Withdrawn, replaced or partly outdated"),
            {
                "fields": ["replaced_by", "is_partly_outdated", "status_on", "status_reason"],
                "description": gettext_lazy(
                    "Readers see this on top of the page. To withdraw the publication, choose the state above."
                ),
            },
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_versions()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "replaced_by":
            own = request.resolver_match and request.resolver_match.kwargs.get("object_id")
            kwargs["queryset"] = Publication.objects.with_page().exclude(pk=own).with_versions()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(db_field, request, **kwargs | {"widget": CheckboxSelectMultiple})

    def get_readonly_fields(self, request, obj=None):
        is_fixed = obj and obj.slug and obj.state != Publication.State.DRAFT
        return [*super().get_readonly_fields(request, obj), *(["slug"] if is_fixed else [])]

    def export_rows(self, found):
        """One row a language version, in the columns that `manage.py import_publications` reads."""
        return tables.rows(found.prefetch_related("topics"))

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_public and obj.slug else None

    def get_changeform_initial_data(self, request):
        """The agency publishes: its name today, in each language."""
        initial = super().get_changeform_initial_data(request)
        for language in LANGUAGES:
            with translation.override(language):
                initial.setdefault(f"corporate_author_{language}", _("Finnish National Agency for Education"))
        return initial

    def render_change_form(self, request, context, *args, **kwargs):
        if context.get("errors"):
            for form in [form for formset in context["inline_admin_formsets"] for form in formset.formset.forms]:
                if form.reading:
                    form.keep_file()
        return super().render_change_form(request, context, *args, **kwargs)

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        for each in formset.forms:
            if each.reading:
                self.tell_what_was_read(request, each)
        for version in formset.instance.versions.all():
            self.tell_of_equal_numbers(request, version)

    def tell_of_equal_numbers(self, request, version):
        """An ISBN belongs to one edition, but lists of the past hold the same one twice: a warning, no refusal."""
        for other in LanguageVersion.objects.with_number_of(version):
            url = reverse("admin:publications_publication_change", args=[other.publication_id])
            link = format_html('<a href="{}">{} ({})</a>', url, other.title, other.get_language_display())
            sentence = _("“{title}” has an ISBN that {other} has too. Each has its own: check both.")
            messages.warning(request, format_html(sentence, title=version.title, other=link))

    def tell_what_was_read(self, request, form):
        """What the file filled, and what should be mended in it."""
        document = form.instance.document
        if form.filled:
            names = get_text_list([str(form.fields[name].label).lower() for name in form.filled], _("and"))
            messages.info(
                request, _("%(document)s: read from the file: %(names)s.") % {"document": document, "names": names}
            )
        warn(request, document)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        publication = Publication.objects.get(pk=form.instance.pk)
        if not publication.slug and publication.versions.exists():
            form.instance.slug = publication.free_slug(publication.title_for(DEFAULT_LANGUAGE).title)
            form.instance.save(update_fields=["slug"])

    @admin.display(description=gettext_lazy("title"))
    def title(self, publication):
        return str(publication)

    @admin.display(description=gettext_lazy("languages"))
    def languages(self, publication):
        return ", ".join(version.get_language_display() for version in in_order(publication.versions.all()))

    @admin.display(description=gettext_lazy("year"))
    def year(self, publication):
        return max((version.year for version in publication.versions.all() if version.year), default="–")

    @admin.display(description=gettext_lazy("to be corrected"))
    def faults(self, publication):
        versions = publication.versions.all()
        count = sum(len(warnings(version.document)) for version in versions if version.document)
        missing = sum(version.document is None for version in versions)
        words = [_("faults in files: %(count)s") % {"count": count}] if count else []
        words += [_("without a file: %(count)s") % {"count": missing}] if missing else []
        return ", ".join(words) or "–"


def issue(version):
    """Its number, the address and the title of its publication, its language and state."""
    url = reverse("admin:publications_publication_change", args=[version.publication_id])
    state = version.publication.get_state_display()
    return version.number or version.year or "–", url, version.full_title, version.get_language_display(), state


@admin.register(Series)
class SeriesAdmin(Exported, SearchedAdmin, SiteModelAdmin):
    form = SeriesForm
    export_fields = ["title", "issn_print", "issn_online"]
    list_display = ["title", "issn_print", "issn_online"]
    search_fields = ["title"]
    readonly_fields = ["all_issues"]

    def get_fields(self, request, obj=None):
        return [*self.form.Meta.fields, *(["all_issues"] if obj else [])]

    def view_on_site(self, obj):
        return obj.get_absolute_url() if issues(obj.pk) else None

    @admin.display(description=gettext_lazy("issues, newest first"))
    def all_issues(self, series):
        """Drafts and withdrawn ones too, each with a link to its publication."""
        versions = LanguageVersion.objects.filter(series=series).select_related("publication")
        rows = format_html_join("", '<li>{} <a href="{}">{}</a> · {} · {}</li>', map(issue, newest_first(versions)))
        return format_html("<ul>{}</ul>", rows) if rows else "–"


@admin.register(Topic)
class TopicAdmin(Exported, SearchedAdmin, LanguageSwitchAdmin):
    export_fields = [f"title_{language}" for language in LANGUAGES]
    list_display = [f"title_{language}" for language in LANGUAGES]
    search_fields = [f"title_{language}" for language in LANGUAGES]
    fields = ["title"]
