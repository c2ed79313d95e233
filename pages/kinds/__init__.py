"""What a kind of page, or a block of the home page, shows beside its own texts. Each costs two queries at most.

An app adds its own in AppConfig.ready: `kinds.add(Page.Kind.PUBLICATIONS, catalogue)`, `kinds.add_block("publications", newest)`.
What the search is to find of it: `kinds.add(…, says=function)`, of a language, the texts that such a page shows.
A kind's function takes (request, edition, frame) and returns context for `pages/<kind>.html`; a block's takes
(frame, block) and returns what `pages/blocks/<kind>.html` sees as `items`: without any the block is not shown.
"""

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from oph_site.alphabet import finnish_order
from oph_site.stamp.kept import kept_until_public_changes
from pages.kinds.grants import current_calls, grants, section
from pages.kinds.sources import sources
from pages.models import Block, Edition, Organisation, Page
from pages.public_records import public_records
from pages.public_tree import epoch
from pages.text import richtext

NEWS_SHOWN = 5


def extras(request, edition, frame):
    """The context that the template of this kind needs beside the edition's own texts."""
    found = KINDS.get(edition.kind)
    return found(request, edition, frame) if found else {}


def not_kept(edition):
    """What an old version cannot show, as a sentence: lists by the clock and of records; "" where the kind shows none."""
    if edition.kind not in KINDS and edition.kind != Page.Kind.SECTION:
        return ""
    return _(
        "The page also showed lists that change by themselves, such as calls, prices, publications or the pages of its section. They are not kept, so this version leaves them out."
    )


def home(request, edition, frame):
    """The errands that lead to something public, and the blocks that have something to show, as ordered for the language."""
    doors = [
        door | {"url": frame.link_addresses["page", door["target"]].url}
        for door in edition.content["doors"]
        if ("page", door["target"]) in frame.link_addresses
    ]
    blocks = [
        block | {"items": BLOCKS[block["kind"]](frame, block), "template": f"pages/blocks/{block['kind']}.html"}
        for block in edition.content["blocks"]
        if block["kind"] in BLOCKS
    ]
    return {"doors": doors, "blocks": [block for block in blocks if block["items"]]}


def organisations(request, edition, frame):
    return {"groups": register()}


@kept_until_public_changes
def public_organisations(_language):
    """As Finns sort their names in the language, which is the active one."""
    return sorted(public_records(Organisation).values(), key=lambda row: finnish_order(row.name))


def register():
    """[(kind, its name, [public organisations])], kinds in their fixed order, names as Finns sort."""
    rows = public_organisations(get_language())
    groups = [(kind.value, kind.label, [row for row in rows if row.kind == kind]) for kind in Organisation.Kind]
    return [group for group in groups if group[2]]


def networks(frame, block):
    """Those that are known by a short name, and where all stand: {groups, url}; nothing without that page."""
    page = frame.landing_page("organisations")
    groups = [(label, [row for row in rows if row.short_name]) for _kind, label, rows in register()] if page else []
    groups = [(label, rows) for label, rows in groups if rows]
    return {"groups": groups, "url": page.get_absolute_url()} if groups else {}


def one_page(frame, block):
    """[(the page, [(anchor, title) of its chapters])], where it is public."""
    edition = frame.tree.by_page.get((frame.language, block["target"]))
    return [(edition, chapters(edition))] if edition else []


@kept_until_public_changes
def chapters(edition):
    """[(anchor, title)] of a BriefEdition. One query."""
    found = Edition.objects.filter(page=edition.page_id, language=edition.language, since=edition.since)
    return [
        chapter for content in found.values_list("content", flat=True) for chapter in richtext.contents(content["body"])
    ]


def news(frame, block):
    return latest(frame.language, epoch(frame.now)[0])


@kept_until_public_changes
def latest(language, _since):
    """The last subject pages that are new or whose readers were told of a change, each with `told`: the note, or "" where
    it is new. The landing pages and duties are not news, and neither is a correction without a note. One query.

    _since: the last boundary of the editions, at which this was another."""
    now = timezone.now()
    landing = Page.objects.exclude(key=None).order_by().values("pk")
    same = Edition.objects.filter(page=OuterRef("page"), language=OuterRef("language"), since__lte=now)
    told = same.filter(since__gte=OuterRef("texts_since")).exclude(change_note="").order_by("-since")
    live = Edition.objects.live(now).filter(language=language).exclude(page__in=landing)
    found = live.annotate(
        told=Coalesce(Subquery(told.values("change_note")[:1]), Value("")),
        is_new=~Exists(same.filter(since__lt=OuterRef("texts_since"))),
    ).filter(Q(is_new=True) | ~Q(told=""))
    columns = ["language", "path", "title", "texts_since"]
    return list(found.only(*columns).order_by("-texts_since", "pk")[:NEWS_SHOWN])


KINDS = {
    Page.Kind.HOME: home,
    Page.Kind.SECTION: section,
    Page.Kind.ORGANISATIONS: organisations,
    Page.Kind.GRANTS: grants,
    Page.Kind.SOURCES: sources,
}
BLOCKS = {
    Block.Kind.CALLS: lambda frame, block: current_calls(frame),
    Block.Kind.PAGE: one_page,
    Block.Kind.NETWORKS: networks,
    Block.Kind.FIGURES: lambda frame, block: frame.edition.content["figures"],
    Block.Kind.CHANGES: news,
}


SAID = {}  # kind → function of a language: texts that such a page shows beside its own, for the search


def add(kind, function, says=None):
    KINDS[kind] = function
    if says:
        SAID[kind] = says


def add_block(kind, function):
    BLOCKS[kind] = function
