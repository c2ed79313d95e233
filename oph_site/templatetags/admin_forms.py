"""What the stock admin lacks: an error summary that leads to the wrong fields, and scripts only where they do something."""

import re
from copy import copy

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

register = template.Library()

ICON = re.compile(r'<img src="[^"]*icon-(yes|no|unknown)\b[^"]*" alt="[^"]*">')

# Stock scripts that no page of ours has a use for (rows are added by js/admin/form.js), and those that a list has none for.
UNUSED = {"core", "inlines", "prepopulate", "urlify", "vendor/xregexp/xregexp"}
NOT_ON = {
    "form": UNUSED | {"actions"},
    "list": UNUSED | {"admin/RelatedObjectLookups", "jquery.init", "vendor/jquery/jquery"},
}
# Of the text editor: css/admin.css has the few icons that we use, and no stock style sheet that had to be overridden.
UNUSED_SHEETS = {"django_prose_editor/material-icons.css", "django_prose_editor/overrides.css"}


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
def needed(media, page):
    """The style sheets and scripts of a page without the stock scripts that nothing on it uses."""
    unused = {f"admin/js/{name}{end}" for name in NOT_ON[page] for end in (".js", ".min.js")}
    unused |= {"js/admin/tree.js"} if page == "form" else set()  # moves rows of the list
    lean = copy(media)
    lean._js_lists = [[script for script in media._js if getattr(script, "_path", script) not in unused]]
    lean._css_lists = [
        {medium: [sheet for sheet in sheets if sheet not in UNUSED_SHEETS] for medium, sheets in media._css.items()}
    ]
    return lean


@register.filter
def scripts(media):
    """The scripts alone: a list links its style sheets before."""
    return mark_safe("\n".join(media.render_js()))  # noqa: S308  # tags that Media has made


@register.filter
def labelled(cells, headers):
    """The cells of a row, each with the name of its column: what tells them apart where the row is a card."""
    return [_labelled(cell, header["text"]) for cell, header in zip(cells, headers, strict=True)]


def _labelled(cell, name):
    """<td …> or <th …> with the name; the column of the tick boxes has a control in its head and no name."""
    label = "" if hasattr(name, "__html__") else format_html(' data-label="{}"', capfirst(name))
    return in_words(mark_safe(f"{cell[:3]}{label}{cell[3:]}"))  # noqa: S308  # what the admin has drawn


@register.filter
def in_words(drawn):
    """Yes, no and unknown, where the admin draws icons that are named in English."""
    words = {"yes": _("yes"), "no": _("no"), "unknown": _("unknown")}
    return mark_safe(ICON.sub(lambda icon: words[icon[1]], drawn))  # noqa: S308  # what the admin has drawn
