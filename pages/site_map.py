"""The map of the site: every page that readers see in a language, as the tree has them."""


def branches(request, edition, frame):
    """{"branches": [{"edition", "branches"}]}: the home page with all below it, in the order of the tree."""
    return {"branches": grown(frame.tree.by_parent, frame.language, None)}


def grown(below, language, parent):
    return [
        {"edition": each, "branches": grown(below, language, each.page_id)}
        for each in below.get((language, parent), [])
    ]
