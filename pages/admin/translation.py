"""A translation beside what changed in its source, the press that says "still right", and the filter of the list."""

from django.contrib import messages
from django.contrib.admin import SimpleListFilter
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from oph_site.languages import DEFAULT_LANGUAGE, IN_LANGUAGE, LANGUAGES
from pages import record_translations
from pages.admin.history import page_of
from pages.editions import log_words, translations
from pages.editions.part_names import part_name
from pages.models import Page
from pages.text import richtext

TRANSLATED = [language for language in LANGUAGES if language != DEFAULT_LANGUAGE]


def translation(model_admin, request, pk, language):
    """GET: what changed since the translation was checked, beside the translation. POST: it is still right."""
    page = page_of(model_admin, request, pk)
    if language not in TRANSLATED:
        raise Http404
    if request.method == "POST":
        return still_right(model_admin, request, page, language)
    live = translations.live_of(page)
    context = model_admin.object_context(
        request,
        page,
        _("Translation %(in_language)s: %(page)s") % {"in_language": IN_LANGUAGE[language], "page": page},
        language=language,
        source_language=DEFAULT_LANGUAGE,
        state=translations.translation_state(live, language) if DEFAULT_LANGUAGE in live else None,
        changes=translations.source_changes(page, language),
        texts=texts(live[language]) if language in live else [],
        may_publish=model_admin.may_publish(request),
        may_change=model_admin.has_change_permission(request, page),
    )
    return TemplateResponse(request, "admin/pages/page/translation.html", context)


def texts(edition):
    """The texts of an edition to read beside the changes: [(name, text or safe HTML)]."""
    body = richtext.show_without_links(edition.content["body"])
    parts = [("title", edition.title), ("lead", edition.lead), ("body", body)]
    return [(part_name(name), text) for name, text in parts if text]


def still_right(model_admin, request, page, language):
    if not model_admin.may_publish(request):
        raise PermissionDenied
    try:
        translations.mark_checked(page, language, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, log_words.checked(language))
    return HttpResponseRedirect(page.admin_url)


def translation_filter(language):
    """Pages or records whose translation is missing, outdated or fine."""

    class TranslationFilter(SimpleListFilter):
        title = LANGUAGES[language]
        parameter_name = f"translation_{language}"

        def lookups(self, request, model_admin):
            return translations.Translation.choices

        def queryset(self, request, queryset):
            if self.value() not in translations.Translation.values:
                return queryset
            model = queryset.model
            found = translations.by_page(language) if model is Page else record_translations.by_record(model, language)
            return queryset.filter(pk__in=[pk for pk, state in found.items() if state == self.value()])

    return TranslationFilter
