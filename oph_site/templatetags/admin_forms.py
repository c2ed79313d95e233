"""What the stock admin lacks: an error summary that leads to the wrong fields, lists that can be read as cards, words for icons."""

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

register = template.Library()

ICON = re.compile(r'<img src="[^"]*icon-(yes|no|unknown)\b[^"]*" alt="[^"]*">')
CELL = re.compile(r"^<(td|th)\b")


@register.simple_tag
def form_problems(adminform, inlines=()):
    """[(id of the control or "", label or "", sentence)] of everything that is wrong in a form and its inlines."""
    forms = [
        getattr(adminform, "form", adminform),
        *[form for inline in inlines or () for form in inline.formset.forms],
    ]
    problems = [problem for form in forms for problem in _problems(form)]
    sentences = [sentence for inline in inlines or () for sentence in inline.formset.non_form_errors()]
    return problems + [("", "", sentence) for sentence in sentences]


def _problems(form):
    for name, sentences in form.errors.items():
        bound = form[name] if name in form.fields else None
        for sentence in sentences:
            yield (_control(bound), capfirst(bound.label), sentence) if bound else ("", "", sentence)


def _control(bound):
    """The id of what takes the focus; of a group of choices its first."""
    return f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label


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
