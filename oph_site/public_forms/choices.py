"""Questions answered by choosing: check boxes, radio buttons, rows of a table."""

from django import forms
from django.utils.text import capfirst


def with_prompt(prompt, choices):
    """Choices of a select whose first line asks. Read anew for every page: the language differs."""
    return lambda: [("", prompt), *choices()]


def capitalised(choices):
    """Choices that begin a line, of labels that stand in sentences elsewhere."""
    return lambda: [(value, capfirst(label)) for value, label in choices]


class FirstDescribed:
    """A hint or error belongs to the whole group: besides the fieldset only the first control refers to it."""

    template_name = "django/forms/widgets/choices.html"

    def create_option(self, name, value, label, selected, index, subindex=None, attrs=None):
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        if index or subindex:
            option["attrs"].pop("aria-describedby", None)
        return option

    @property
    def first_index(self):
        """Django counts options in groups "0_0", "0_1" …"""
        is_grouped = any(isinstance(label, list | tuple) for _value, label in self.choices)
        return "0_0" if is_grouped else "0"


class Choices(FirstDescribed, forms.CheckboxSelectMultiple):
    pass


class OneChoice(FirstDescribed, forms.RadioSelect):
    pass


class DescribedField(forms.BoundField):
    """A field of a public form, with what speaks against its answer."""

    @property
    def warnings(self):
        return self.form.warnings.get(self.name, [])

    @property
    def aria_describedby(self):
        ids = [super().aria_describedby, f"{self.auto_id}_warnings" if self.warnings else None]
        return " ".join(filter(None, ids)) or None

    def build_widget_attrs(self, attrs, widget=None):
        """Django describes a group on its fieldset alone; screen readers say it for sure on the first control."""
        attrs = super().build_widget_attrs(attrs, widget)
        return attrs | (
            {"aria-describedby": self.aria_describedby} if self.use_fieldset and self.aria_describedby else {}
        )

    @property
    def controls(self):
        """The names under which a browser sends the answer."""
        parts = getattr(self.field.widget, "widgets_names", [""])
        return [f"{self.html_name}{part}" for part in parts]

    @property
    def first_control(self):
        """The id that a link to the field leads to."""
        if not self.use_fieldset:
            return self.auto_id
        return f"{self.auto_id}_{getattr(self.field.widget, 'first_index', 0)}"


class SeveralChoices(forms.MultipleChoiceField):
    """Several of a list, each once, in the order of the list. wrong: what to say of one that is not in it."""

    widget = Choices

    def __init__(self, *, wrong, missing="", **kwargs):
        super().__init__(required=bool(missing), **kwargs)
        self.error_messages |= {"required": missing, "invalid_choice": wrong}

    def clean(self, value):
        chosen = set(super().clean(value))
        return [value for value in self.values() if value in chosen]

    def values(self):
        return [str(value) for value, _label in self.choices]


class Rows(SeveralChoices):
    """Rows of a table, each chosen by its key. They and their groups are those of the form's intake."""

    def offer(self, rows, label, group):
        """label, group: functions of a row."""
        self.rows = {str(row.pk): row for row in rows}
        groups = {}
        for key, row in self.rows.items():
            groups.setdefault(str(group(row)), []).append((key, label(row)))
        self.choices = list(groups.items())
        if not rows:  # nothing to ask; what was chosen before goes along
            self.required, self.widget = False, forms.MultipleHiddenInput()

    def clean(self, value):
        if not self.rows:
            return []
        return [self.rows[key] for key in super().clean(value)]

    def values(self):
        return list(self.rows)

    def prepare_value(self, value):
        return [getattr(row, "pk", row) for row in value] if isinstance(value, list | tuple) else value


def problems_of(form):
    """[(id of the first control, sentence)] of everything that needs a change, in the order of the page."""
    return [(form[name].first_control, sentence) for name in form.fields for sentence in form.errors.get(name, ())]
