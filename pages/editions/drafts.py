"""Which pages hold something that readers do not see: never public, or changed since they were published or withdrawn."""

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from pages.editions.status import with_states
from pages.models import Edition


def drafts(pages):
    """Those of a queryset of pages, the last changed first. Only what was saved after it was published is compared."""
    live = Edition.objects.live(timezone.now()).filter(page=OuterRef("pk")).order_by("since")
    candidates = pages.annotate(published=Subquery(live.values("since")[:1])).filter(
        Q(published=None) | Q(changed_at__gt=F("published"))
    )
    return [page for page in with_states(candidates.order_by("-changed_at", "-pk")) if is_draft(page)]


def is_draft(page):
    """Of a page with `states`."""
    was_public = any(state.live or state.withdrawn for state in page.states)
    return not was_public or any(state.changes for state in page.states)
