"""Whom a visitor writes to: the contact point that the page of the visits names first."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from oph_site.languages import current_language
from pages.models import ContactPoint, Edition

VISITS = "visits"  # the key of the page


def contact_point():
    """The public contact point, or None. Two queries."""
    live = Edition.objects.live(timezone.now()).filter(page__key=VISITS, language=current_language())
    named = next((edition.content["contact_points"] for edition in live.only("content")), [])
    points = {point.pk: point for point in ContactPoint.objects.public().filter(pk__in=named)}
    return next((points[pk] for pk in named if pk in points), None)


def sender():
    """Who signs the mail to visitors, in the active language: {"role", "email", "phone"}."""
    point = contact_point()
    role = point.title if point else gettext("Visit coordinators")
    return {"role": role, "email": mailbox_of(point), "phone": point.phone if point else ""}


def mailbox_of(point):
    """The address to write to, also where no contact point names one."""
    return (point and point.email) or settings.COORDINATORS_EMAIL
