"""The list of a large tree: as many levels as fit on one page; a branch that is closed opens by its link."""

from collections import Counter

from django.contrib import admin
from django.db.models import Count
from django.utils.html import format_html
from django.utils.translation import gettext_lazy, ngettext
from tree_queries.admin import AncestorFilter, TreeChangeList

from oph_site.numbers import whole_number
from pages.editions.status import with_states
from pages.models import Page

FITS = 150  # rows; also the length of a page of search results


class BranchFilter(AncestorFilter):
    """The sections of the site, and the way to the branch that is open."""

    title = gettext_lazy("part of the site")

    def lookups(self, request, model_admin):
        pages = Page.objects.with_tree_fields()
        shown = {page.pk: page for page in pages.filter(tree_depth__lte=self.max_depth)}
        if (chosen := whole_number(self.value())) and pages.filter(pk=chosen).exists():
            shown |= {page.pk: page for page in Page.objects.ancestors(chosen, include_self=True)}
        return [
            (page.pk, format_html('<span class="tree-depth-{}">{}</span>', min(page.tree_depth, 6), page))
            for page in sorted(shown.values(), key=lambda page: page.tree_ordering)
        ]


class PageChangeList(TreeChangeList):
    """The tree. What is searched or filtered for is shown wherever it stands, a page of it at a time."""

    def get_queryset(self, request, **kwargs):
        pages = super().get_queryset(request, **kwargs)
        if self.query or self.params.keys() - {BranchFilter.parameter_name}:
            return pages
        depths = Counter(pages.values_list("tree_depth", flat=True))
        return pages.filter(tree_depth__lte=deepest_that_fits(depths))

    def get_results(self, request):
        super().get_results(request)
        self.result_list = with_states(self.result_list)
        below = Page.objects.filter(parent__in=[page.pk for page in self.result_list])
        numbers = dict(below.order_by().values_list("parent").annotate(Count("pk")))
        for page in self.result_list:
            page.number_below = numbers.get(page.pk, 0)


def deepest_that_fits(depths):
    """How deep the list goes: at least one level below its top, more while the rows fit. depths: {depth: rows}."""
    levels = sorted(depths)
    shown = sum(depths[level] for level in levels[:2])
    deepest = levels[:2][-1:]
    for level in levels[2:]:
        shown += depths[level]
        if shown > FITS:
            break
        deepest = [level]
    return deepest[0] if deepest else 0


@admin.display(description=gettext_lazy("below this"))
def below_column(page):
    if not page.number_below:
        return "–"
    words = ngettext("%(count)s page", "%(count)s pages", page.number_below) % {"count": page.number_below}
    return format_html(
        '<a href="?{}={}" aria-label="{}: {}">{}</a>', BranchFilter.parameter_name, page.pk, page, words, words
    )
