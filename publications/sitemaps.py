from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, Max, OuterRef

from oph_site.languages import LANGUAGES, urls_by_language
from publications.models import LanguageVersion, Publication, Series


class PublicationSitemap(Sitemap):
    """Every public publication in every language of the site."""

    limit = 1000 // len(LANGUAGES)  # publications

    def items(self):
        has_text = Exists(LanguageVersion.objects.filter(publication=OuterRef("pk")))
        return Publication.objects.public().filter(has_text).order_by("pk").values_list("slug", "changed_at")

    def entries(self, part):
        """[(address, when it changed, {language: address})] of one part."""
        found = []
        for slug, changed_at in part:
            addresses = urls_by_language("publications:publication", slug)
            found += [(address, changed_at, addresses) for address in addresses.values()]
        return found


class SeriesSitemap(Sitemap):
    """Every series that has a public issue, in every language of the site."""

    limit = 1000 // len(LANGUAGES)  # series

    def items(self):
        issues = LanguageVersion.objects.public().exclude(series=None).order_by("series")
        changed = dict(issues.values_list("series").annotate(at=Max("publication__changed_at")))
        return [(series, changed[series.pk]) for series in Series.objects.filter(pk__in=changed).order_by("pk")]

    def entries(self, part):
        """[(address, when an issue changed, {language: address})] of one part."""
        found = []
        for series, changed_at in part:
            addresses = urls_by_language("publications:series", series.pk, series.slug)
            found += [(address, changed_at, addresses) for address in addresses.values()]
        return found
