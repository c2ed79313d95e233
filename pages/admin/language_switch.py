"""Both languages in one stock form, with one switch that shows one of them or both."""

from django.forms import Script, Textarea
from django.utils.text import capfirst
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from oph_site.examples import with_example_in
from oph_site.languages import IN_LANGUAGE, LANGUAGES
from oph_site.model_admin import SiteModelAdmin, SiteStackedInline

LONG = 1_000  # characters of a text that needs a tall field


class TranslatedFields:
    """Each translated field says its language, to people in the label and to browsers in `lang`.

    The example of its help text, which stands last, is in the language of the field.
    """

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        if isinstance(field.widget, Textarea) and (db_field.max_length or LONG) < LONG:
            field.widget.attrs["rows"] = 3
        if language := getattr(db_field, "language", None):
            field.label = f"{capfirst(db_field.translated_field.verbose_name)} ({IN_LANGUAGE[language]})"
            field.help_text = with_example_in(language, field.help_text)
            field.widget.attrs |= {"lang": language, "data-language": language}
        elif db_field.name.endswith("_sv"):  # for the Swedish page: the switch leaves it alone
            field.widget.attrs["lang"] = "sv"
        return field


class LanguageSwitch:
    """The switch above a form. Without JavaScript all languages are shown."""

    class Media:
        js = [Script("js/admin/language_switch.js", type="module")]

    def render_change_form(self, request, context, **kwargs):
        context["switch_languages"] = LANGUAGES
        return super().render_change_form(request, context, **kwargs)


class LanguageSwitchAdmin(TranslatedFields, LanguageSwitch, TranslationAdmin, SiteModelAdmin):
    """An admin form of a translated record, with the switch."""


class TranslatedInline(TranslatedFields, TranslationStackedInline, SiteStackedInline):
    extra = 0
