"""Who else has the form open, in words; and the address where an open form says that it still is."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from oph_site.wording import clock
from pages.admin.history import page_of
from pages.presence import note_open, others


def presence(model_admin, request, pk):
    """POST alone, from static/js/admin/presence.js."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    page = page_of(model_admin, request, pk)
    if not model_admin.has_change_permission(request, page):
        raise PermissionDenied
    return JsonResponse({"words": also_open(page, request.user)})


def also_open(page, user):
    """Notes that the person has the form open; "Also open: Liisa Editor (since 12:41)", "" when nobody else has."""
    now = timezone.now()
    note_open(page, user, now)
    people = [
        _("%(person)s (since %(time)s)") % {"person": row.user.get_full_name() or row.user, "time": clock(row.since)}
        for row in others(page, user, now)
    ]
    return _("Also open: %(people)s") % {"people": ", ".join(people)} if people else ""
