from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import translation

from oph_site.languages import LANGUAGES
from publications.models import Publication


@dataclass
class PublicationPage:
    """The page of one publication in one language of the site."""

    slug: str
    language: str
    changed_at: datetime
    translations: list = field(default_factory=list)

    def get_absolute_url(self):
        with translation.override(self.language):
            return reverse("publications:publication", args=[self.slug])


class PublicationSitemap(Sitemap):
    """Every public publication in every language of the site."""

    def items(self):
        public = Publication.objects.public().filter(versions__isnull=False).distinct().order_by("pk")
        found = []
        for slug, changed_at in public.values_list("slug", "changed_at"):
            pages = [PublicationPage(slug, language, changed_at) for language in LANGUAGES]
            for page in pages:
                page.translations = pages
            found += pages
        return found

    def lastmod(self, page):
        return page.changed_at
