"""The four groups in the language of whoever reads; their rows are made by migrations, in English."""

from django.contrib.admin import RelatedFieldListFilter
from django.contrib.auth.models import Group
from django.forms import CheckboxSelectMultiple, ModelMultipleChoiceField
from django.utils.translation import gettext_lazy as _

NAMES = {
    "Editors": _("Editors"),
    "Publications officers": _("Publications officers"),
    "Visit coordinators": _("Visit coordinators"),
    "Administrators": _("Administrators"),
}


def group_name(group):
    return str(NAMES.get(group.name, group.name))


class GroupsField(ModelMultipleChoiceField):
    widget = CheckboxSelectMultiple

    def label_from_instance(self, group):
        return group_name(group)


class GroupFilter(RelatedFieldListFilter):
    def field_choices(self, field, request, model_admin):
        return [(group.pk, group_name(group)) for group in Group.objects.order_by("pk")]
