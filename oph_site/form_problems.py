"""What is wrong in a form, for the summary above it that leads to each field (templates/admin/error_summary.html)."""

from django.utils.text import capfirst


def form_problems(form=None, inlines=(), sentences=()):
    """[(id of the control or "", label or "", sentence)] of the form and the rows of its inlines.

    form: a form, or what the admin wraps around one. sentences: what else was refused; these come first.
    """
    own = [getattr(form, "form", form)] if form is not None else []
    forms = [*own, *(row for inline in inlines or () for row in inline.formset.forms)]
    of_rows = [sentence for inline in inlines or () for sentence in inline.formset.non_form_errors()]
    problems = [problem for each in forms for problem in _problems(each)]
    return [*_alone(sentences), *problems, *_alone(of_rows)]


def _alone(sentences):
    return [("", "", sentence) for sentence in sentences]


def _problems(form):
    for name, sentences in form.errors.items():
        bound = form[name] if name in form.fields else None
        for sentence in sentences:
            yield (_control(bound), capfirst(bound.label), sentence) if bound else ("", "", sentence)


def _control(bound):
    """The id of what takes the focus; of a group of choices its first."""
    return f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label
