"""/sitemap.xml: an index of parts, each with at most 1,000 addresses and the day on which the text there changed."""

from django.contrib.sitemaps import Sitemap
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from oph_site.lifetimes import lifetime, make_cacheable
from oph_site.stamp.kept import kept_until_public_changes
from pages.calls.sitemap import CallSitemap
from pages.models import Edition
from pages.public_tree import epoch
from publications.sitemaps import PublicationSitemap, SeriesSitemap


class EditionSitemap(Sitemap):
    """Live editions, each with its live translations."""

    limit = 1000

    def items(self):
        return live_editions().order_by("pk")

    def entries(self, part):
        """[(address, when its text changed, {language: address})] of one part. Two queries."""
        editions, addresses = list(part), {}
        for edition in live_editions().filter(page__in={edition.page_id for edition in editions}).order_by("language"):
            addresses.setdefault(edition.page_id, {})[edition.language] = edition.get_absolute_url()
        return [
            (addresses[edition.page_id][edition.language], edition.texts_since, addresses[edition.page_id])
            for edition in editions
            if edition.language in addresses.get(edition.page_id, {})  # else withdrawn between the queries
        ]


def live_editions():
    return Edition.objects.live(timezone.now()).only("page_id", "language", "path", "texts_since")


SITEMAPS = {
    "pages": EditionSitemap(),
    "publications": PublicationSitemap(),
    "series": SeriesSitemap(),
    "calls": CallSitemap(),
}


@kept_until_public_changes
def parts(_since):
    """[(section, number)]. _since: the last boundary of the editions, at which all this was another."""
    paginators = {section: sitemap.paginator for section, sitemap in SITEMAPS.items()}
    return [(section, number) for section, each in paginators.items() if each.count for number in each.page_range]


@kept_until_public_changes
def written_index(since):
    return render_to_string("sitemap_index.xml", {"parts": parts(since)})


@kept_until_public_changes
def written_part(section, number, _since):
    sitemap = SITEMAPS[section]
    entries = sitemap.entries(sitemap.paginator.page(number).object_list)
    return render_to_string("sitemap.xml", {"entries": entries})


@require_safe
def index(request):
    now = timezone.now()
    since, until = epoch(now)
    return answer(written_index(since), until, now)


@require_safe
def part(request, section, number):
    now = timezone.now()
    since, until = epoch(now)
    if (section, number) not in parts(since):
        raise Http404
    return answer(written_part(section, number, since), until, now)


def answer(written, until, now):
    return make_cacheable(
        HttpResponse(written, content_type="application/xml", headers={"X-Robots-Tag": "noindex"}),
        lifetime([until], now),
    )
