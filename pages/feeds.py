"""Atom feeds (RFC 4287), each in one language: new pages and noted changes of the site, of a section, of one page; the calls.

/fi/muutokset.xml, /fi/osion-muutokset/<path>.xml, /fi/muutokset/<path>.xml, /fi/haut.xml
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from oph_site.languages import current_language
from oph_site.lifetimes import lifetime, make_cacheable
from oph_site.wording import for_machines, moment
from pages.calls import lists
from pages.editions.changes import latest, latest_below, latest_of
from pages.editions.versions import version_url
from pages.models import Edition, GrantCall
from pages.models.edition import page_url
from pages.public_tree import epoch
from pages.views import today_at

# tag: URIs (RFC 4151) stay the same when a page gets another address. The year is part of the name for ever.
TAG = f"tag:{urlsplit(settings.SITE_URL).hostname},2026:"
CALLS_TOLD = 30


class SiteFeed(Feed):
    feed_type = Atom1Feed
    name = ""  # in its tag and as that of its view

    def __init__(self, now):
        self.now = now

    def author_name(self):
        return _("Finnish National Agency for Education")

    def link(self):
        return settings.SITE_URL + page_url("")

    def feed_url(self):
        return settings.SITE_URL + reverse(f"pages:{self.name}")

    def feed_guid(self):
        return f"{TAG}{self.name}/{current_language()}"


class ChangesFeed(SiteFeed):
    name = "changes"

    def title(self):
        return _("International activities, changes on the site")

    def subtitle(self):
        return _("New pages and what has changed on the pages.")

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


class FeedOfEdition(ChangesFeed):
    """Of what is, in public, below one address. edition: the live one there."""

    def __init__(self, now, edition):
        super().__init__(now)
        self.edition = edition

    def link(self):
        return settings.SITE_URL + self.edition.get_absolute_url()


class SectionFeed(FeedOfEdition):
    def title(self):
        return _("%(title)s and the pages below it, changes") % {"title": for_machines(self.edition.title)}

    def feed_url(self):
        return settings.SITE_URL + reverse("pages:section_changes", args=[self.edition.path])

    def feed_guid(self):
        return f"{TAG}section-changes/{self.edition.page_id}/{self.edition.language}"

    def items(self):
        return latest_below(self.edition, self.now)


class PageFeed(FeedOfEdition):
    """Also of changes without a note. Each entry leads to the words that changed."""

    def title(self):
        return _("%(title)s, changes on the page") % {"title": for_machines(self.edition.title)}

    def subtitle(self):
        return _("What has changed on this page.")

    def feed_url(self):
        return settings.SITE_URL + reverse("pages:page_changes", args=[self.edition.path])

    def feed_guid(self):
        return f"{TAG}page-changes/{self.edition.page_id}/{self.edition.language}"

    def items(self):
        return latest_of(self.edition, self.now)

    def item_description(self, change):
        if change.is_new or change.edition.change_note:
            return super().item_description(change)
        return escape(_("The text of the page has changed."))

    def item_link(self, change):
        if change.is_new:
            return super().item_link(change)
        return f"{settings.SITE_URL}{version_url(change.edition, self.now)}?compare=before"


class CallsFeed(SiteFeed):
    """Each call anew when it is announced, opens, closes soon and is decided: an entry for each, with its own moment."""

    name = "calls"
    SENTENCES = {
        GrantCall.Phase.COMING: gettext_lazy("Upcoming: %(title)s"),
        GrantCall.Phase.OPEN: gettext_lazy("Open for applications: %(title)s"),
        GrantCall.Phase.CLOSING: gettext_lazy("Closes soon: %(title)s"),
        GrantCall.Phase.DECIDED: gettext_lazy("Decided: %(title)s"),
    }

    def title(self):
        return _("Grant calls of the Finnish National Agency for Education")

    def subtitle(self):
        return _("Calls that are announced, open, close soon or have been decided.")

    def items(self):
        """[(row, phase, since when)], the last first."""
        found = []
        for row in [row for row in lists.recent(self.now) if row.url]:
            begun = {phase: at for phase, at in row.call.begins().items() if at <= self.now and phase in self.SENTENCES}
            if row.is_coming:
                begun[row.phase] = row.call.changed_at
            found += [(row, phase, at) for phase, at in begun.items()]
        return sorted(found, key=lambda item: item[2], reverse=True)[:CALLS_TOLD]

    def item_title(self, item):
        row, phase, _at = item
        return self.SENTENCES[phase] % {"title": for_machines(row.call.title)}

    def item_description(self, item):
        call, phase, _at = item[0].call, *item[1:]
        when = (
            _("Opens on %(when)s, Finnish time.") % {"when": moment(call.opens_at)}
            if phase == GrantCall.Phase.COMING
            else _("Closes on %(when)s, Finnish time.") % {"when": moment(call.closes_at)}
        )
        told = call.decision if phase == GrantCall.Phase.DECIDED else when
        return escape(for_machines(" ".join(filter(None, [call.what, told]))))

    def item_link(self, item):
        return settings.SITE_URL + item[0].url

    def item_guid(self, item):
        return f"{TAG}call/{item[0].call.pk}/{item[1].value}"

    def item_pubdate(self, item):
        return item[2]

    item_updateddate = item_pubdate


@require_safe
def calls(request):
    now = timezone.now()
    return make_cacheable(CallsFeed(now)(request), lifetime(lists.changes(), now))


@require_safe
def changes(request):
    now = timezone.now()
    return answer(request, ChangesFeed(now), now)


@require_safe
def section_changes(request, path):
    return feed_at(request, path, SectionFeed, "pages:section_changes")


@require_safe
def page_changes(request, path):
    return feed_at(request, path, PageFeed, "pages:page_changes")


def feed_at(request, path, feed, name):
    """Of the page that lives at this address; from an old one to that of today."""
    now, language = timezone.now(), current_language()
    live = Edition.objects.live(now).filter(language=language, path=path).defer("content").first()
    if live is None:
        return redirect(name, today_at(path, language, now).path, permanent=True)
    return answer(request, feed(now, live), now)


def answer(request, feed, now):
    return make_cacheable(feed(request), lifetime([epoch(now)[1]], now))
