from django.contrib.sitemaps import Sitemap
from django.utils import timezone

from oph_site.languages import LANGUAGES
from pages.calls import places
from pages.models import GrantCall


class CallSitemap(Sitemap):
    """Every public call in every language that has a page of grants."""

    limit = 1000 // len(LANGUAGES)  # calls

    def items(self):
        calls = list(GrantCall.objects.public().exclude(slug=None).order_by("pk"))
        return calls if calls and places.live_grants_pages(timezone.now()) else []

    def entries(self, part):
        """[(address, when it changed, {language: address})] of one part."""
        now, found = timezone.now(), []
        for call in part:
            addresses = places.urls_by_language(call.slug, now)
            found += [(address, call.changed_at, addresses) for address in addresses.values()]
        return found
