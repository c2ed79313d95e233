"""Everything public, in every language that it has, with the day its text changed."""

from django.contrib.sitemaps import Sitemap
from django.utils import timezone

from pages.models import Edition
from publications.sitemaps import PublicationSitemap


class EditionSitemap(Sitemap):
    """Live editions, each with its live translations."""

    def items(self):
        editions = list(Edition.objects.live(timezone.now()).defer("content", "lead").order_by("language", "path"))
        translations = {}
        for edition in editions:
            translations.setdefault(edition.page_id, []).append(edition)
        for edition in editions:
            edition.translations = translations[edition.page_id]
        return editions

    def lastmod(self, edition):
        return edition.texts_since


SITEMAPS = {"pages": EditionSitemap, "publications": PublicationSitemap}
