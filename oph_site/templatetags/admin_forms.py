"""What the stock admin lacks: an error summary that leads to the wrong fields, lists that can be read as cards, words for icons."""

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from oph_site.form_problems import form_problems

register = template.Library()
register.simple_tag(form_problems)

ICON = re.compile(r'<img src="[^"]*icon-(yes|no|unknown)\b[^"]*" alt="[^"]*">')
CELL = re.compile(r"^<(td|th)\b")


@register.filter
def labelled(cells, headers):
    """The cells of a row, each with the name of its column: what tells them apart where the row is a card."""
    return [_labelled(cell, header["text"]) for cell, header in zip(cells, headers, strict=True)]


def _labelled(cell, name):
    """<td …> or <th …> with the name; the column of the tick boxes has a control in its head and no name."""
    label = "" if hasattr(name, "__html__") else format_html(' data-label="{}"', capfirst(name))
    return in_words(mark_safe(CELL.sub(lambda tag: tag[0] + label, cell)))  # noqa: S308  # what the admin has drawn


@register.filter
def in_words(drawn):
    """Yes, no and unknown, where the admin draws icons that are named in English."""
    words = {"yes": _("yes"), "no": _("no"), "unknown": _("unknown")}
    return mark_safe(ICON.sub(lambda icon: words[icon[1]], drawn))  # noqa: S308  # what the admin has drawn
