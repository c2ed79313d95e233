"""The map of the site: every page that readers see in a language, as the tree has them."""

from pages.editions.boundaries import epoch
from pages.models import Edition
from pages.surroundings import brief


def branches(request, edition, frame):
    """{"branches": [{"edition", "branches"}]}: the home page with all below it, in the order of the tree. One query."""
    below = {}
    for each in brief(Edition.objects.live(frame.now).filter(language=frame.language)):
        below.setdefault(each.parent_id, []).append(each)
    frame.changes_at.append(epoch(frame.now)[1])
    return {"branches": grown(below, None)}


def grown(below, parent):
    return [{"edition": each, "branches": grown(below, each.page_id)} for each in below.get(parent, [])]
