"""Pictures, covers and links to files. In a preview their addresses are signed: the files may not be public yet."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from oph_site.files.accessibility import statements, warnings
from oph_site.files.languages import IN_LANGUAGE
from oph_site.files.models import COVER_WIDTHS
from oph_site.files.signatures import signed_url
from oph_site.files.sizes import human_size
from oph_site.languages import url_of

register = template.Library()
register.filter("file_size", human_size)
register.filter(statements)
register.filter(warnings)


@register.filter
def in_language(code):
    """in Swedish"""
    return IN_LANGUAGE.get(code, "")


def address(context, name, *args):
    url = url_of(name, *args)
    return signed_url(url) if getattr(context.get("frame"), "is_preview", False) else url


@lru_cache(maxsize=2000, typed=True)  # else a safe string counted as the same as one that is to be escaped
def drawn(component, _language, **context):
    """A component that says the same on every page. Its values can be hashed."""
    return mark_safe(render_to_string(component, context))  # noqa: S308  # drawn by a template


@register.simple_tag(takes_context=True)
def picture(context, picture, sizes, css="", eager=False):
    """A frozen picture ({id, name, width, height, widths, alt, focus?}) in the widths that it has; nothing for None."""
    if not picture:
        return ""
    urls = {width: address(context, "picture", picture["id"], picture["name"], width) for width in picture["widths"]}
    css = f"{css} {focus_classes(picture)}".strip()
    return image(
        urls, picture["width"], picture["height"], alt=picture.get("alt", ""), sizes=sizes, css=css, eager=eager
    )


def focus_classes(picture):
    """Where a cropped picture is held. Inline styles are forbidden: css/components.css has a class for every fifth percent."""
    steps = [5 * round(percent / 5) for percent in picture.get("focus", [50, 50])]
    return " ".join(f"focus-{axis}-{step}" for axis, step in zip("xy", steps, strict=True) if step != 50)


@register.simple_tag(takes_context=True)
def cover(context, document, sizes, eager=False):
    """The first page of a document. Decoration: the title stands beside it. Nothing where there is none."""
    if document is None or not document.has_cover:
        return ""
    urls = {width: address(context, "cover", document.pk, width) for width in COVER_WIDTHS}
    return image(urls, COVER_WIDTHS[0], document.cover_height, alt="", sizes=sizes, css="cover", eager=eager)


def image(urls, width, height, **more):
    sources = ", ".join(f"{url} {width}w" for width, url in urls.items())
    srcset = sources if len(urls) > 1 else ""
    return drawn(
        "components/picture.html", get_language(), src=list(urls.values())[-1], srcset=srcset, width=width, height=height, **more
    )  # fmt: skip


def marked(text, lang):
    """The text, said to be in that language; "" is the page's own."""
    return format_html('<span lang="{}">{}</span>', lang, text) if lang else text


@register.simple_tag(takes_context=True)
def file_link(context, document, title, lang="", css="file"):
    """Download Title (PDF, 2.1 MB, in Finnish), from a frozen document, with "url" where that is another
    than the file's own. lang: of the title, where it is not the page's."""
    language = document.get("language", "")
    facts = [document["type"], human_size(document["size"])]
    if language:
        facts.append(str(IN_LANGUAGE[language]))
    url = document.get("url") or address(context, "document", document["id"], document["name"])
    return drawn(
        "components/file_link.html", get_language(),
        url=url, title=marked(title, lang), language=language, facts=", ".join(facts), css=css,
    )  # fmt: skip
