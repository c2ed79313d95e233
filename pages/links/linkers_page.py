"""The admin page "Links to this". Not in pages/admin: the admin site itself has it, for the things of every app."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from pages.links.linkers import linkers, models


def links_here(site, request, kind, pk):
    """What links to one object, for whoever may see that object in the admin."""
    model = models().get(kind)
    if model is None:
        raise Http404
    thing, model_admin = get_object_or_404(model, pk=pk), site.get_model_admin(model)
    if not model_admin.has_view_permission(request, thing):
        raise PermissionDenied
    context = site.each_context(request) | {
        "title": _("Links to: %(thing)s") % {"thing": thing},
        "opts": model._meta,
        "original": thing,
        "linkers": linkers(kind, pk),
    }
    return TemplateResponse(request, "admin/links_here.html", context)
