"""Who answers for content, and when it must have been read through again.

As in other public services, each page has one person and one date: without them nobody sees that a text has aged.
"""

from datetime import timedelta

from django.db.models import Q

REVIEW_AFTER = timedelta(days=365)
NOTICE = timedelta(days=14)  # so long before the day the content is on the desk of its owner
WITHOUT_OWNER = Q(owner=None) | Q(owner__is_active=False)  # also those whose owner has left


def due(today):
    """Which content waits for a review: a condition for a queryset."""
    return Q(review_on__lte=today + NOTICE)


def mine_or_nobodys(user):
    return Q(owner=user) | WITHOUT_OWNER


def review(content, *, on):
    """Somebody has read the content through on that day: the next time is in a year. The caller saves."""
    content.review_on = on + REVIEW_AFTER


def begin(content, *, on):
    """Content that becomes public is reviewed after a year, unless a day was set. The caller saves. Is it new?"""
    is_new = content.review_on is None
    if is_new:
        review(content, on=on)
    return is_new
