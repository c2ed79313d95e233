"""The private calendar of a coordinator: an address with a signed token, which their calendar program reads again and again.

It shows reference, country and size of each visit, and ends with the right to see visits or with the next address.
"""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core import signing
from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from oph_site.calendar_files import CONTENT_TYPE
from oph_site.wording import absolute
from visits.calendar_files import feed_file
from visits.models import CalendarFeed, Visit

signer = signing.Signer(salt="visits.feed", sep=".")
PAST = timedelta(days=365)  # how far back it reaches


def generation_of(person):
    return CalendarFeed.objects.filter(person=person).values_list("generation", flat=True).first() or 1


def url_of(person):
    with translation.override(person.language):
        return absolute(reverse("visits:feed", args=[signer.sign(f"{person.pk}.{generation_of(person)}")]))


@transaction.atomic
def renew(person):
    """The old address ends."""
    CalendarFeed.objects.get_or_create(person=person)
    row = CalendarFeed.objects.select_for_update().get(person=person)
    row.generation += 1
    row.save(update_fields=["generation"])


def person_of(token):
    """Whose feed it is, or None: also for those who may no longer see visits."""
    try:
        pk, generation = map(int, signer.unsign(token).split("."))
    except (signing.BadSignature, ValueError):
        return None
    person = get_user_model().objects.filter(pk=pk, is_active=True).first()
    may_see = person and person.has_perm("visits.view_visit") and generation == generation_of(person)
    return person if may_see else None


@require_safe
def feed(request, token):
    if person_of(token) is None:
        raise Http404
    since = timezone.localdate() - PAST
    visits = Visit.objects.filter(last_on__gte=since).select_related("enquiry", "offer")
    return HttpResponse(
        feed_file(visits),
        content_type=CONTENT_TYPE,
        headers={"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"},
    )
