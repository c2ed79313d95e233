"""Enquiries with which nothing is left to do leave the inbox. None is ever deleted, and each comes back with one press.

A message of the visitor brings it back by itself, as opening it again does (enquiries.OUT_OF_ARCHIVE).
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from visits.enquiries import Kind, NotAllowed, happen
from visits.models import Visit


@transaction.atomic
def archive(enquiry, *, by, at=None, seen=None):
    """Takes it out of the inbox. Refused while something is left to do, also for its visit."""
    at = at or timezone.now()
    visit = Visit.objects.filter(enquiry=enquiry).first()
    if visit and not visit.is_settled:
        raise NotAllowed(
            _("This cannot be done now: the visit is %(state)s, and not settled yet.")
            % {"state": visit.get_state_display()}
        )
    enquiry = happen(enquiry, Kind.ARCHIVED, by=by, at=at, seen=seen)
    enquiry.archived_at = at
    enquiry.save(update_fields=["archived_at"])
    return enquiry


@transaction.atomic
def bring_back(enquiry, *, by, at=None, seen=None):
    return happen(enquiry, Kind.BROUGHT_BACK, by=by, at=at, seen=seen)
