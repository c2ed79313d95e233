"""How long shared caches may keep what is public.

Nobody can call back what a cache has stored, so that every answer says how soon the cache must ask again: what has been
withdrawn is gone everywhere within a minute.
"""

MINUTE, DAY = 60, 24 * 60 * 60
KEPT = 50  # seconds; another process of the site sees a change a second later, and an answer takes its time: not all of the minute
KEPT_BRIEFLY = 10  # what stands where no page is: it takes the place of one, and gives way to the next


def lifetime(moments, now):
    """For how many seconds shared caches may keep a page: never beyond the next of the moments."""
    left = min((int((moment - now).total_seconds()) for moment in moments if moment and moment > now), default=KEPT)
    return min(KEPT, left)


def public(seconds=KEPT, *, browsers=0):
    """The header: browsers ask after `browsers` seconds (what is the same is answered with 304), shared caches after
    `seconds`, and they may go on with what they have for a day while the site is away.

    No stale-while-revalidate: it would add to the minute, and browsers heed it too (RFC 5861), so that an editor would see
    the old text after publishing.
    """
    return f"public, max-age={browsers}, s-maxage={seconds}, stale-if-error={DAY}"


def make_cacheable(response, seconds=KEPT):
    """Headers of a public page."""
    response["Cache-Control"] = public(seconds)
    return response


def replace_soon(response):
    """Headers of what is answered where no page is (any more). Without them caches would go on with the page they have."""
    response["Cache-Control"] = f"public, max-age=0, s-maxage={KEPT_BRIEFLY}"
    return response
