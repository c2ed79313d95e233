"""Tags of what surrounds a page. Around the page in Swedish the content that it names is Finnish."""

from django import template
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from oph_site.languages import DEFAULT_LANGUAGE, LANGUAGES
from oph_site.stamp.kept import kept_until_public_changes
from pages.swedish import NAMES

register = template.Library()


@register.simple_tag(takes_context=True)
def on_every_page(context, component):
    """A component that is the same around every page in a language. It sees `site`: pages.frame.Site."""
    return drawn(component, translation.get_language(), context["frame"].site)


@kept_until_public_changes
def drawn(component, _language, site):
    return mark_safe(render_to_string(component, {"site": site}))  # noqa: S308  # drawn by a template


@register.simple_tag
def name_of(edition, field):
    """The title or menu_title of a page; around the page in Swedish its Swedish name, or the Finnish one, marked as such."""
    name = getattr(edition, field)
    if translation.get_language() in LANGUAGES:
        return name
    return NAMES.get(edition.key) or format_html('<span lang="{}">{}</span>', DEFAULT_LANGUAGE, name)


@register.simple_tag
def content_lang():
    """lang="fi" for content in a frame of another language than the site's."""
    is_own = translation.get_language() in LANGUAGES
    return "" if is_own else mark_safe(f' lang="{DEFAULT_LANGUAGE}"')  # noqa: S308  # a constant
