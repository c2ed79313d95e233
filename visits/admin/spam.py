"""Spam is put away many at once, from the list."""

from django.conf import settings
from django.contrib import admin, messages
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from visits.enquiries import NotAllowed, put_away_as_spam


@admin.action(description=gettext_lazy("Put away as spam"), permissions=["change"])
def put_away(model_admin, request, queryset):
    """Asks first, with the names of all; then says of how many it was not possible. The list follows (None)."""
    chosen = list(queryset.order_by("-received_at", "-pk"))
    if "confirmed" not in request.POST:
        seen = " ".join(f"{enquiry.pk}-{enquiry.last_change}" for enquiry in chosen)
        context = {
            "chosen": chosen,
            "seen": seen,
            "media": model_admin.list_media,
            "kept_days": settings.KEPT_SPAM_DAYS,
        }
        context = model_admin.object_context(request, None, _("Put away as spam"), **context)
        return TemplateResponse(request, "admin/visits/enquiry/put_away.html", context)
    seen = set(request.POST.get("seen", "").split())
    done = sum(is_put_away(enquiry, seen, by=request.user) for enquiry in chosen)
    report(request, done, len(chosen) - done)
    return None


def is_put_away(enquiry, seen, *, by):
    """False when it could not be: answered already, or something happened to it after the question was shown."""
    change = enquiry.last_change
    try:
        put_away_as_spam(enquiry, by=by, seen=change if f"{enquiry.pk}-{change}" in seen else 0)
    except NotAllowed:
        return False
    return True


def report(request, done, left):
    if done:
        words = ngettext(
            "%(number)d enquiry was put away as spam.", "%(number)d enquiries were put away as spam.", done
        )
        messages.success(request, words % {"number": done})
    if left:
        words = ngettext(
            "%(number)d enquiry was left as it is: it is not open, or something else happened to it meanwhile.",
            "%(number)d enquiries were left as they are: they are not open, or something else happened to them meanwhile.",
            left,
        )
        messages.warning(request, words % {"number": left})
