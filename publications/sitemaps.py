from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import translation

from oph_site.languages import LANGUAGES
from publications.models import LanguageVersion, Publication


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

    limit = 1000 // len(LANGUAGES)  # publications

    def items(self):
        has_text = Exists(LanguageVersion.objects.filter(publication=OuterRef("pk")))
        return Publication.objects.public().filter(has_text).order_by("pk").values_list("slug", "changed_at")

    def entries(self, part):
        found = []
        for slug, changed_at in part:
            pages = [PublicationPage(slug, language, changed_at) for language in LANGUAGES]
            for page in pages:
                page.translations = pages
            found += pages
        return found

    def lastmod(self, page):
        return page.changed_at
