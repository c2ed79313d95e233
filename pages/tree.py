"""Where a page may stand in the tree, and the act that moves it. Readers see a new place when the page is published."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from oph_site.audit import record_change
from pages.models import Page


def in_tree_order():
    """All pages, each below its parent. The order must be named: modeltranslation names that of Meta, which is flat."""
    return Page.objects.with_tree_fields().order_by("tree_ordering", "tree_path")


def place_problem(page, parent):
    """Why the page cannot stand below that parent, in a sentence; None when it can."""
    if page.kind == Page.Kind.HOME:
        return _("The home page stays at the top.") if parent else None
    if parent is None:
        return _("Choose a parent page: only the home page has none.")
    if page.is_landing_page and page.pk and parent.pk != page.parent_id:
        return _("The site itself links to this page: it stays where it is. Only its order can change.")
    above = list(Page.objects.ancestors(parent, include_self=True))
    if page in above:
        return _("A page cannot be below itself.")
    if any(ancestor.kind == Page.Kind.PUBLICATIONS for ancestor in above):
        return _("Only publications can be below the catalogue: choose another place.")
    return None


@transaction.atomic
def move(page, *, parent, after, by):
    """Put the working copy below `parent`, after that sibling (None: first). Raises ValidationError where it cannot be."""
    if problem := place_problem(page, parent):
        raise ValidationError(problem)
    siblings = [sibling for sibling in Page.objects.filter(parent=parent).order_by("position", "pk") if sibling != page]
    siblings.insert(siblings.index(after) + 1 if after in siblings else 0, page)
    page.parent = parent
    page.position = 10 * (siblings.index(page) + 1)
    page.full_clean(
        exclude=[field.name for field in Page._meta.fields if field.name not in ("parent", "slug_fi", "slug_en")]
    )
    for number, sibling in enumerate(siblings, 1):
        Page.objects.filter(pk=sibling.pk).update(position=10 * number)
    page.save(update_fields=["parent", "position", "changed_at"])
    record_change(page, by=by, message=[{"changed": {"fields": ["parent", "order"]}}])
    return page
