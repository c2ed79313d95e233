"""What a kind of page, or a block of the home page, shows beside its own texts. Each costs two queries at most.

An app adds its own in AppConfig.ready: `kinds.add(Page.Kind.PUBLICATIONS, catalogue)`, `kinds.add_block("publications", newest)`.
What the search is to find of it: `kinds.add(…, says=function)`, of a language, the texts that such a page shows.
A kind's function takes (request, edition, frame) and returns context for `pages/<kind>.html`; a block's takes (frame) and
returns what `pages/blocks/<kind>.html` sees as `items`.
"""

from oph_site.alphabet import finnish_order
from pages.kinds.grants import grants
from pages.kinds.sources import sources
from pages.models import Block, Edition, Organisation, Page


def extras(request, edition, frame):
    """The context that the template of this kind needs beside the edition's own texts."""
    found = KINDS.get(edition.kind)
    return found(request, edition, frame) if found else {}


def home(request, edition, frame):
    """The errands that lead to something public, and the blocks that have something to show, as ordered for the language."""
    doors = [
        door | {"url": frame.link_addresses["page", door["target"]].url}
        for door in edition.content["doors"]
        if ("page", door["target"]) in frame.link_addresses
    ]
    blocks = [
        block | {"items": BLOCKS[block["kind"]](frame), "template": f"pages/blocks/{block['kind']}.html"}
        for block in edition.content["blocks"]
        if block["kind"] in BLOCKS
    ]
    return {"doors": doors, "blocks": [block for block in blocks if block["items"]]}


def organisations(request, edition, frame):
    """The register: [(kind, its name, [organisations])], kinds in their fixed order, names as Finns sort."""
    rows = sorted(Organisation.objects.public(), key=lambda row: finnish_order(row.name))
    groups = [(kind.value, kind.label, [row for row in rows if row.kind == kind]) for kind in Organisation.Kind]
    return {"groups": [group for group in groups if group[2]]}


def changed_lately(frame):
    """The last five subject pages whose text changed in this language: the landing pages and duties are not news."""
    landing = Page.objects.exclude(key=None).order_by().values("pk")
    live = Edition.objects.live(frame.now).filter(language=frame.language).exclude(page__in=landing)
    columns = ["language", "path", "title", "menu_title", "texts_since", "parent_id"]
    return list(live.only(*columns).order_by("-texts_since", "pk")[:5])


def visit_service(frame):
    return [e for e, _current in frame.menu if e.page.key == "visits"]


KINDS = {
    Page.Kind.HOME: home,
    Page.Kind.ORGANISATIONS: organisations,
    Page.Kind.GRANTS: grants,
    Page.Kind.SOURCES: sources,
}
BLOCKS = {
    Block.Kind.SECTIONS: lambda frame: [e for e, _current in frame.menu],
    Block.Kind.FIGURES: lambda frame: frame.edition.content["figures"],
    Block.Kind.VISITS: visit_service,
    Block.Kind.CHANGES: changed_lately,
}


SAID = {}  # kind → function of a language: texts that such a page shows beside its own, for the search


def add(kind, function, says=None):
    KINDS[kind] = function
    if says:
        SAID[kind] = says


def add_block(kind, function):
    BLOCKS[kind] = function
