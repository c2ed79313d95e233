"""/fi/muutokset.xml, /en/changes.xml: new pages and noted changes of one language, as Atom (RFC 4287)."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oph_site.languages import current_language
from oph_site.wording import for_machines
from pages.editions.changes import latest
from pages.frame import lifetime, make_cacheable
from pages.models import Edition
from pages.models.edition import page_url

# tag: URIs (RFC 4151) stay the same when a page gets another address. The year is part of the name for ever.
TAG = f"tag:{urlsplit(settings.SITE_URL).hostname},2026:"


class ChangesFeed(Feed):
    feed_type = Atom1Feed

    def __init__(self, now):
        self.now = now

    def title(self):
        return _("International activities, changes on the site")

    def subtitle(self):
        return _("New pages and what has changed on the pages.")

    def author_name(self):
        return _("Finnish National Agency for Education")

    def link(self):
        return settings.SITE_URL + page_url("")

    def feed_url(self):
        return settings.SITE_URL + reverse("pages:changes")

    def feed_guid(self):
        return f"{TAG}changes/{current_language()}"

    def items(self):
        return latest(current_language(), self.now)

    def item_title(self, change):
        title = for_machines(change.edition.title)
        sentence = _("New page: %(title)s") if change.is_new else _("Changed: %(title)s")
        return sentence % {"title": title}

    def item_description(self, change):
        return escape(for_machines(change.edition.change_note or change.edition.lead))  # Atom1Feed calls it HTML

    def item_link(self, change):
        return settings.SITE_URL + change.live.get_absolute_url()

    def item_guid(self, change):
        return f"{TAG}edition/{change.edition.pk}"

    def item_pubdate(self, change):
        return change.edition.since

    item_updateddate = item_pubdate


@require_safe
def changes(request):
    now = timezone.now()
    edition = Edition.objects.with_next_change(now).only("pk").first()
    moments = [edition.next_since, edition.next_until] if edition else []
    return make_cacheable(ChangesFeed(now)(request), lifetime(moments, now))
