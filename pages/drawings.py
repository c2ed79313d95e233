"""The drawing at the head of a page for which the editors chose no picture: one for each section and kind of page.

Texts have none: the first visit to one asks for nothing more. The files are in static/art/, in the hand of DESIGN.md:
flat, 800 × 600, without words, a few kilobytes.
"""

from pages.models import Page

Kind = Page.Kind
BY_KIND = {
    Kind.HOME: "windows",
    Kind.SECTION: "cranes",
    Kind.CONTACT: "doorway",
    Kind.ORGANISATIONS: "roundtable",
    Kind.PUBLICATIONS: "shelf",
    Kind.VISITS: "hooks",
    Kind.VISIT_PROGRAMME: "classroom",
    Kind.VISIT_PRICES: "abacus",
    Kind.GRANTS: "seedlings",
    Kind.SOURCES: "drawers",
    Kind.SIGNPOST: "signpost",
    Kind.SWEDISH: "archipelago",
}
BY_CHILD = {Kind.GRANTS: "schoolyard", Kind.SOURCES: "paths"}  # a section by what stands in it


def drawing(edition, children):
    """The static file, "" for none. children: the editions below the page."""
    name = BY_KIND.get(edition.kind, "")
    if edition.kind == Kind.SECTION:
        name = next((BY_CHILD[child.page_kind] for child in children if child.page_kind in BY_CHILD), name)
    return name and f"art/{name}.svg"
