"""Choosing some of many things in the admin, without two boxes and without script."""

from django.forms import CheckboxSelectMultiple


class ManyChoices(CheckboxSelectMultiple):
    """A scrolling list of tick boxes, the ticked ones first; with script a field above narrows it (js/admin/form.js)."""

    template_name = "admin/widgets/many_choices.html"

    def optgroups(self, name, value, attrs=None):
        groups = super().optgroups(name, value, attrs)
        return sorted(groups, key=lambda group: not any(option["selected"] for option in group[1]))
