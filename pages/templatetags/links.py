"""For the admin's templates: what links to an object."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from oph_site.admin_rights import may_open
from pages.links.linkers import kind_of, linkers
from pages.models import Page

register = template.Library()


@register.simple_tag
def links_here_url(thing):
    """The page that lists what links to this object; "" where nothing can."""
    kind = kind_of(thing)
    return reverse("admin:links_here", args=[kind, thing.pk]) if kind and thing.pk else ""


@register.simple_tag
def links_here_label(thing):
    return _("Links to this page") if isinstance(thing, Page) else _("Links to this")


@register.simple_tag
def linkers_of(thing):
    kind = kind_of(thing)
    return linkers(kind, thing.pk) if kind else []


@register.simple_tag(takes_context=True)
def link_if_allowed(context, url, text, language):
    """A link into the admin, for those who may open what it leads to; the others read its words."""
    if not may_open(context.request, url):
        return format_html('<span lang="{}">{}</span>', language, text)
    return format_html('<a href="{}" lang="{}">{}</a>', url, language, text)
