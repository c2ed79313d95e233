"""What is to be corrected in a publication, as a filter of its list."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oph_site.files.accessibility import to_repair
from oph_site.files.models import Document
from publications.models import LanguageVersion, Publication


def with_version(**conditions):
    """Publications that have a version of that kind."""
    return Q(pk__in=LanguageVersion.objects.filter(**conditions).order_by().values("publication"))


def with_repair(name=""):
    return with_version(document__in=Document.objects.filter(to_repair(name)).order_by())


def empty(column):
    return Q(**{column: ""}) | Q(**{f"{column}__isnull": True})


def faults():
    """{key: (name, condition on publications)}"""
    return {
        "summary": (_("no summary in Finnish"), empty("summary_fi")),
        "summary_en": (_("no summary in English"), empty("summary_en")),
        "english": (_("no version in English"), ~with_version(language="en")),
        "file": (_("a version without a file"), with_version(document=None) | Q(versions=None)),
        "cover": (_("a file without a cover"), with_version(document__cover_height=0)),
        "untagged": (_("a file that is not tagged"), with_repair("untagged")),
        "repair": (_("a file with any fault"), with_repair()),
    }


class FaultFilter(admin.SimpleListFilter):
    """Withdrawn publications are left out: nobody corrects them."""

    title = _("to be corrected")
    parameter_name = "fault"

    def lookups(self, request, model_admin):
        return [(key, name) for key, (name, _condition) in faults().items()]

    def queryset(self, request, queryset):
        if self.value() not in (found := faults()):
            return queryset
        return queryset.exclude(state=Publication.State.WITHDRAWN).filter(found[self.value()][1])
