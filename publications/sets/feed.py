"""The catalogue as an Atom feed, whole or as the list is filtered: /fi/julkaisut.xml?type=guide. What changed last comes first."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oph_site.languages import current_language, word
from oph_site.lifetimes import make_cacheable
from oph_site.wording import absolute, for_machines
from pages.feeds import TAG, SiteFeed
from pages.frame import Frame
from pages.models.edition import page_url
from publications import filters
from publications.catalogue import choice_of, search_for
from publications.citing.reference import Reference
from publications.models import PUBLISHER, LanguageVersion, Publication, shown_version
from publications.standing import standing

ENTRIES = 30
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
# Where each filter of the list looks. One version must have the language, the series and the year.
OF_PUBLICATION = {"type": ["type__in"], "topic": ["topics__in"], "publisher": [f"{column}__in" for column in PUBLISHER]}
OF_VERSION = {"lang": ["language__in"], "year": ["year__in"], "series": ["series__in"]}


class PublicationsFeed(SiteFeed):
    name = "publications"

    def __init__(self, now, choice):
        super().__init__(now)
        self.choice = choice

    def title(self):
        return _("Publications of the Finnish National Agency for Education")

    def subtitle(self):
        return _("New publications and those whose facts have changed, as the list was filtered.")

    def feed_copyright(self):
        return _("The data may be used freely: CC0 1.0, %(url)s") % {"url": LICENCE}

    def link(self):
        return absolute(filters.address(page_url(word("publications")), self.choice))

    def feed_url(self):
        return absolute(filters.address(reverse("sets:publications_feed"), self.choice))

    def feed_guid(self):
        return f"{TAG}{filters.address(f'publications/{current_language()}', self.choice)}"

    def items(self):
        """[Reference], of each publication the version that the list shows."""
        changed = list(matching(self.choice).order_by("-changed_at", "-pk").values_list("pk", flat=True)[:ENTRIES])
        versions = {}
        for version in LanguageVersion.objects.citable().filter(publication__in=changed):
            versions.setdefault(version.publication_id, []).append(version)
        return [Reference(self.shown(versions[pk])) for pk in changed if pk in versions]

    def shown(self, versions):
        fitting = [version for version in versions if self.choice["lang"] & {version.language}]
        return shown_version(fitting or versions, current_language())

    def item_title(self, reference):
        told = standing(reference.publication)
        return told.title % {"title": reference.title} if told else reference.title

    def item_description(self, reference):
        return escape(for_machines(" ".join(filter(None, [reference.note, reference.publication.summary]))))

    def item_link(self, reference):
        return reference.url

    def item_guid(self, reference):
        return f"{TAG}publication/{reference.publication.pk}"

    def item_updateddate(self, reference):
        return reference.publication.changed_at

    def item_author_name(self, reference):
        return reference.author

    def item_categories(self, reference):
        return [reference.kind, *reference.topics]


def matching(choice):
    """The publications of a choice, those withdrawn since among them; what is searched for by its words is public."""
    versions = LanguageVersion.objects.filter(*conditions(OF_VERSION, choice))
    found = Publication.objects.filter(
        ~Q(state=Publication.State.DRAFT), *conditions(OF_PUBLICATION, choice), pk__in=versions.values("publication")
    )
    if choice["words"]:
        _searched, order = search_for(choice, Frame(word("publications")))
        found = found.filter(pk__in=order)
    return found.distinct()


def conditions(columns, choice):
    """[Q]: each filter that was chosen fits in one of its columns."""
    chosen = [name for name in columns if choice[name]]
    return [Q(*[(column, choice[name]) for column in columns[name]], _connector=Q.OR) for name in chosen]


@require_safe
def publications(request):
    now, choice = timezone.now(), choice_of(request.GET) | {"order": "", "id": []}  # a feed has an order of its own
    return make_cacheable(PublicationsFeed(now, choice)(request))
