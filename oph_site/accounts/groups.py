"""The four groups: what each may do (SECURITY.md, "too much power"), and their names in the language of whoever reads.

The table is the law: grant_rights() runs after every `manage.py migrate` and gives each group exactly these rights. Who
needs others gets another group, or a line here.
"""

from django.contrib.admin import RelatedFieldListFilter
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.forms import CheckboxSelectMultiple, ModelMultipleChoiceField
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ADMINISTRATORS = "Administrators"
NAMES = {
    "Editors": _("Editors"),
    "Publications officers": _("Publications officers"),
    "Visit coordinators": _("Visit coordinators"),
    ADMINISTRATORS: _("Administrators"),
}

SEE = "view"
ANSWER = "view change"
KEEP = "view add change"
ALL = "view add change delete"
LIBRARY = {"files.document": KEEP, "files.picture": KEEP, "link_check.outsidelink": ANSWER}
EDITORS = LIBRARY | {
    "pages.page": f"{ALL} publish",
    "pages.fact": ALL,
    "pages.attachment": ALL,
    "pages.door": ALL,
    "pages.figure": ALL,
    "pages.block": ALL,
    "pages.organisation": KEEP,
    "pages.contactpoint": KEEP,
    "feedback.feedback": ANSWER,
    "pages.notice": ALL,
    "pages.grantcall": ALL,  # only drafts are deleted: RecordAdmin
    "pages.callattachment": ALL,
    "pages.appropriation": ALL,
    "pages.informationsource": ALL,
    "search.term": ALL,
}
OFFICERS = LIBRARY | {
    "publications.publication": KEEP,
    "publications.languageversion": ALL,
    "publications.series": KEEP,
    "publications.topic": KEEP,
}
COORDINATORS = {
    "visits.enquiry": ANSWER,
    "visits.enquiryevent": SEE,
    "visits.messagetext": ALL,
    "visits.offer": KEEP,
    "visits.offerline": ALL,
    "visits.offeritem": ALL,
    "visits.visit": ANSWER,
    "visits.visititem": ALL,
    "visits.visitrules": ALL,  # what has begun can be neither changed nor deleted: visits/admin
    "visits.pricelist": ALL,
    "visits.priceline": ALL,
    "visits.cancellationstep": ALL,
    "visits.intakepause": ALL,
    "visits.visitperiod": ALL,
    "visits.theme": ALL,
    "visits.lecture": ALL,
    "visits.sampleprogramme": ALL,
    "visits.sampleitem": ALL,
    "outbox.outboxmessage": ANSWER,
}
PEOPLE = {"accounts.user": KEEP, "auth.group": SEE, "admin.logentry": SEE, "accounts.loginevent": SEE}
# group → {model: its rights}
RIGHTS = {
    "Editors": EDITORS,
    "Publications officers": OFFICERS,
    "Visit coordinators": COORDINATORS,
    ADMINISTRATORS: EDITORS | OFFICERS | COORDINATORS | PEOPLE,
}


@transaction.atomic
def grant_rights(**kwargs):
    """Makes the groups that are missing and gives each exactly its rights of RIGHTS. The permissions must exist."""
    permissions = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.select_related("content_type")
    }
    for name, rights in RIGHTS.items():
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.set(permissions[codename] for codename in codenames(rights) if codename in permissions)


def codenames(rights):
    """[(label of the app, codename of the permission)] of {model: its rights}."""
    models = [(*label.split("."), acts.split()) for label, acts in rights.items()]
    return [(app, f"{act}_{model}") for app, model, acts in models for act in acts]


def let_in(person):
    """Whoever is in a group gets into the admin, and superusers; nobody else."""
    person.is_staff = person.is_superuser or person.groups.exists()
    person.save(update_fields=["is_staff"])


def is_last_administrator(person):
    """Whether nobody else can manage the accounts."""
    able = get_user_model().objects.filter(Q(is_superuser=True) | Q(groups__name=ADMINISTRATORS), is_active=True)
    return person.pk in (found := set(able.values_list("pk", flat=True))) and len(found) == 1


def group_name(group):
    return str(NAMES.get(group.name, group.name))


ACTS = {
    "view": pgettext_lazy("right", "see"),
    "add": pgettext_lazy("right", "add"),
    "change": pgettext_lazy("right", "change"),
    "delete": pgettext_lazy("right", "delete"),
    "publish": pgettext_lazy("right", "publish"),
}


def rights_in_words(group):
    """[(what the group may work on, [what it may do with it])]"""
    rights = {}
    for permission in group.permissions.select_related("content_type").order_by("content_type__app_label", "pk"):
        kind = permission.content_type
        rights.setdefault(kind, set()).add(permission.codename.removesuffix(f"_{kind.model}"))
    models = {kind: kind.model_class() for kind in rights}
    return [
        (capfirst(models[kind]._meta.verbose_name_plural), [str(words) for act, words in ACTS.items() if act in acts])
        for kind, acts in rights.items()
        if models[kind]
    ]


class GroupsField(ModelMultipleChoiceField):
    widget = CheckboxSelectMultiple

    def label_from_instance(self, group):
        return group_name(group)


class GroupFilter(RelatedFieldListFilter):
    def field_choices(self, field, request, model_admin):
        return [(group.pk, group_name(group)) for group in Group.objects.order_by("pk")]
