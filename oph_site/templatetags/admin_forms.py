"""What the stock admin lacks: an error summary that leads to the wrong fields."""

from django import template
from django.utils.text import capfirst

register = template.Library()


@register.simple_tag
def form_problems(adminform, inlines=()):
    """[(id of the control or "", label or "", sentence)] of everything that is wrong in an admin form and its inlines."""
    forms = [adminform.form, *[form for inline in inlines or () for form in inline.formset.forms]]
    problems = [problem for form in forms for problem in _problems(form)]
    sentences = [sentence for inline in inlines or () for sentence in inline.formset.non_form_errors()]
    return problems + [("", "", sentence) for sentence in sentences]


def _problems(form):
    for name, sentences in form.errors.items():
        bound = form[name] if name in form.fields else None
        for sentence in sentences:
            yield (bound.id_for_label, capfirst(bound.label), sentence) if bound else ("", "", sentence)
