"""Which pages hold something that readers do not see: never public, or changed since they were published."""

from django.db.models import Min
from django.utils import timezone

from pages.models import Edition
from pages.status import with_states


def drafts(pages):
    """Those of a queryset of pages, the last changed first. Only what was saved after it was published is compared."""
    live = Edition.objects.live(timezone.now()).filter(page__in=pages.order_by().values("pk"))
    published = dict(live.order_by().values_list("page").annotate(Min("since")))
    saved = pages.order_by("-changed_at", "-pk")
    candidates = [page for page in saved if page.pk not in published or page.changed_at > published[page.pk]]
    return [page for page in with_states(candidates) if is_draft(page)]


def is_draft(page):
    """Of a page with `states`."""
    return all(state.live is None for state in page.states) or any(state.changes for state in page.states)
