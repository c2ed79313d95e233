"""What can be done with a page: publish, withdraw, preview. The working copy is frozen into an edition per language."""

from datetime import timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import F
from django.urls import resolve
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from oph_site.audit import record_change
from oph_site.languages import DEFAULT_LANGUAGE
from oph_site.search import index
from oph_site.search.models import Scope
from oph_site.slugs import slug_of
from oph_site.soft_hyphens import without_soft_hyphens
from oph_site.wording import moment_in_words
from pages import care, checks
from pages.editions import log_words, windows
from pages.editions.link_table import write_links
from pages.models import Edition, Page
from pages.models.edition import CONTENT_FORMAT, FORMER_ANCHORS, page_url
from pages.text import richtext
from pages.text.reworded import renamed

encoder = DjangoJSONEncoder(sort_keys=True)
# What frozen_content() reads beside the row of the page, to prefetch.
FROZEN = [
    "picture", "facts", "attachments__document", "contact_points", "related_pages", "doors", "figures", "blocks",
]  # fmt: skip


@transaction.atomic
def publish(page, language, *, by, at=None, note="", change_note="", is_translation_checked=True):
    """Freeze the working copy of one language into a new edition, public from `at` (default: now).

    Raises ValidationError (a dict of field → sentences) when the page cannot be public as it is. What is planned for
    later stays: the new edition ends when the next one begins, or when the page is to be withdrawn. `note` is for
    colleagues, `change_note` for readers. The edition itself says who published what; a plan, which can be cancelled
    and is then gone, also stands in the log. by: None where no person did it.
    """
    take_turns()
    now = timezone.now()
    at = at or now
    is_planned = at > now
    fill_slug(page, language)
    around = windows.coming([page.pk, page.parent_id], language, at)
    coming, parents = around[page.pk], around[page.parent_id]
    if found := problems(page, language, at=at, around=around):
        raise ValidationError(found)
    while not is_planned and at in [row.since for row in coming]:  # twice in one moment: the last word counts
        at += timedelta(microseconds=1)
    version = windows.version_at(coming, at)
    edition = freeze(page, language, parent=live_at(at, parents))
    edition.since, edition.by, edition.note, edition.change_note = at, by, note, change_note
    last = Edition.objects.filter(page=page, language=language, since__lt=at).first()
    keep_anchors(edition, last)
    edition.texts_since = texts_since(edition, last)
    edition.source_digest = source_digest(page, language, version, is_translation_checked, at)
    set_end(edition, coming)
    free = windows.cut(version, at)
    edition.save()
    write_links(edition)
    windows.take_over(free, edition)
    windows.follow_parent(edition, parents)
    if found := windows.taken_addresses(page, language, at):
        raise ValidationError({f"slug_{language}": found})
    if care.begin(page, on=timezone.localdate(at)):
        Page.objects.filter(pk=page.pk).update(review_on=page.review_on)
    date_texts(page, language)
    if not is_planned:
        order_siblings(page, language)
    elif by:
        record_change(page, by=by, message=log_words.version_planned(language, at))
    write_searched(edition)
    return edition


def keep_anchors(edition, last):
    """The anchors that headings had in the version before go on working, when the headings are reworded."""
    if last is None:
        return
    former, names = {}, renamed(last.content["body"], edition.content["body"])
    for old, new in names.items():
        anchors = [anchor for anchor in [*last.former_anchors.get(old, []), old] if anchor not in names.values()]
        if anchors:
            former[new] = anchors
    if former:
        edition.content[FORMER_ANCHORS] = former


def set_end(edition, coming):
    """When the edition ends: with the version in whose place it comes, else when the next one begins.

    coming: the editions of its page that are public at its beginning or later.
    """
    if version := windows.version_at(coming, edition.since):
        last = version[-1]
        edition.until, edition.withdrawn_by = last.until, last.withdrawn_by
        edition.withdrawal_note = last.withdrawal_note
    else:
        edition.until = next((row.since for row in coming if row.since > edition.since), None)


@transaction.atomic
def withdraw(page, language, *, by, at=None, note=""):
    """Take one language of a page off the site from `at` on (default: now, and then plans are given up too).

    Raises ValidationError when pages below it or the site need it. What is planned for after a later moment stays.
    """
    take_turns()
    now = timezone.now()
    editions = Edition.objects.filter(page=page, language=language)
    live = editions.live(at or now).first()
    if live is None:
        raise ValidationError(
            _("The page will not be public in this language then.") if at else _("The page is not public in this language.")
        )  # fmt: skip
    if is_needed_by_site(page, language):
        raise ValidationError(_("The site itself links to this page: it cannot be unpublished."))
    if at and live.since == at:
        raise ValidationError(
            _("Another version is published at that very moment: choose another time, or cancel that schedule.")
        )
    if at is None:
        editions.filter(since__gt=now).delete()  # plans that were never public
    windows.cut(windows.chain(live), at or now)
    live.until, live.withdrawn_by, live.withdrawal_note = at or now, by, note
    live.save(update_fields=["until", "withdrawn_by", "withdrawal_note"])
    if titles := windows.orphans(page, language, now):
        raise ValidationError(_("Unpublish the pages below it first: %(titles)s.") % {"titles": ", ".join(titles)})
    if by:
        record_change(page, by=by, message=log_words.withdrawn(language, at))
    write_searched(live)
    return live


def write_searched(edition):
    """What readers can find follows: the page, and the files that it offers."""
    index.write("page", [edition.page_id], [Scope.PUBLIC])
    if files := edition.linked_ids("file"):
        index.write("file", files, [Scope.PUBLIC])


def is_needed_by_site(page, language):
    """The home page, and in the default language every page with a fixed key."""
    return page.kind == Page.Kind.HOME or page.is_landing_page and language == DEFAULT_LANGUAGE


def take_turns():
    """Publishing and withdrawing go one after the other: an address or a parent that was checked stays as it was.

    Whoever also changes pages, in whatever way, takes the turn before anything else is locked: with one order nobody waits
    in a circle. `no_key`, since a new page below home locks the key of home.
    """
    list(Page.objects.select_for_update(no_key=True).filter(key="home").order_by().values_list("pk"))


def fill_slug(page, language):
    """An empty slug is made from the title at the first publishing; only the home page has none."""
    field = f"slug_{language}"
    if page.kind == Page.Kind.HOME or page.text("slug", language):
        return
    setattr(page, field, slug_in(page, language))
    if page.pk:
        Page.objects.filter(pk=page.pk).update(**{field: getattr(page, field)})
        index.write("page", [page.pk], [Scope.WORKING])  # editors find pages by their addresses


def problems(page, language, *, at=None, around=None):
    """Why the working copy cannot be public in this language: {field: [sentences]}, empty when it can.

    around: windows.coming() of the page and its parent, for callers that have it already.
    """
    at = at or timezone.now()
    found = checks.errors(page, language)
    around = around or windows.coming([page.pk, page.parent_id], language, at)
    own, parents = around[page.pk], around[page.parent_id]
    parent = live_at(at, parents)
    if page.parent_id and parent is None:
        found.setdefault("parent", []).append(
            _("Publish the parent page in the same language first: %(title)s.") % {"title": page.parent}
        )
        return found
    if is_above_its_parent(own, parents):
        found.setdefault("parent", []).append(
            _("For readers the parent page is below this page: publish the new place of %(title)s first.")
            % {"title": page.parent}
        )
    if parent and (sentence := parent_end_problem(own, parents, at)):
        found.setdefault("parent", []).append(sentence)
    if page.kind != Page.Kind.HOME and not found.get(f"title_{language}"):
        path = path_of(page, language, parent)
        if sentence := address_problem(page, language, path, at):
            found.setdefault(f"slug_{language}", []).append(sentence)
    return found


def live_at(at, coming):
    """The edition that is public then; None where none is."""
    return next((row for row in coming if row.is_live_at(at)), None)


def is_above_its_parent(own, parents):
    """Whether the parent stands below the page in public, then or later: two pages that changed places one by one."""
    return any(parent.path.startswith(f"{row.path}/") for parent in parents for row in own)


def parent_end_problem(own, parents, at):
    """A sentence when the parent is to be withdrawn while the page would still be public; else None."""
    edition = Edition(since=at)
    set_end(edition, own)
    end = windows.first_gap(parents, edition.since, edition.until)
    return end and _(
        "The parent page will be unpublished on %(day)s: cancel that schedule first, or choose another place."
    ) % {"day": moment_in_words(end)}  # fmt: skip


def slug_in(page, language):
    """The end of the address: as it was written, else made from the title."""
    return page.text("slug", language) or slug_of(page.text("title", language))


def path_of(page, language, parent):
    if page.kind == Page.Kind.HOME:
        return ""
    slug = slug_in(page, language)
    return f"{parent.path}/{slug}" if parent and parent.path else slug


def address_problem(page, language, path, at):
    """A sentence when the path is empty, another page's, or one that the site needs for itself; else None."""
    if not path.rpartition("/")[2]:
        return _("Enter the end of the address: it cannot be made from the title.")
    editions = Edition.objects.overlapping(at, None).filter(language=language, path=path).exclude(page=page.pk)
    if taken := editions.only("title").first():
        return windows.address_taken(taken)
    with translation.override(language):
        answers = resolve(page_url(path)).view_name
    return None if answers == "pages:page" else _("The site itself needs this address: choose another one.")


def public_parent(page, language):
    if page.parent_id is None:
        return None
    return Edition.objects.live(timezone.now()).filter(page=page.parent_id, language=language).only("path").first()


def freeze(page, language, *, parent=None):
    """The working copy of one language as an edition that is not saved: what preview, comparison and publishing share.

    `parent`: the live edition of the parent page, for callers that have it already.
    """
    parent = parent or public_parent(page, language)
    title = page.text("title", language)
    edition = Edition(
        page=page,
        language=language,
        path=path_of(page, language, parent),
        parent_id=page.parent_id,
        position=page.position,
        in_menu=page.in_menu,
        menu_title=page.text("menu_title", language) or without_soft_hyphens(title)[:60],
        title=title,
        lead=page.text("lead", language),
        picture=page.picture,
        content=frozen_content(page, language),
    )
    edition.text_digest = digest(edition)
    return edition


def frozen_content(page, language):
    """Everything else that the page shows, in format CONTENT_FORMAT. Records (contact points) stay references."""

    def text(field):
        return page.text(field, language)

    return {
        "format": CONTENT_FORMAT,
        "kind": page.kind,
        "body": richtext.clean(text("body")),
        "description": text("description"),
        "link_url": text("link_url"),
        "link_text": text("link_text"),
        "picture": frozen_picture(page, language),
        "facts": [
            {"term": getattr(fact, f"term_{language}"), "value": getattr(fact, f"value_{language}")}
            for fact in page.facts.all()
            if getattr(fact, f"term_{language}") and getattr(fact, f"value_{language}")
        ],
        "attachments": [
            attachment.document.frozen() | {"title": getattr(attachment, f"title_{language}")}
            for attachment in page.attachments.all()
            if getattr(attachment, f"title_{language}")
        ],
        "contact_points": [point.pk for point in page.contact_points.all()],
        "related": [related.pk for related in sorted(page.related_pages.all(), key=lambda row: (row.position, row.pk))],
        **frozen_home_parts(page, language),
    }


def frozen_home_parts(page, language):
    if page.kind != Page.Kind.HOME:
        return {"doors": [], "figures": [], "blocks": []}
    return {
        "doors": rows(page.doors, language, title="title", text="text", target="target_id"),
        "figures": rows(page.figures, language, number="number", text="text", source="source"),
        "blocks": rows(page.blocks, language, kind="kind", title="title", text="text", target="target_id"),
    }


def rows(parts, language, **columns):
    """Parts of the home page as dicts; chosen in Python, so that prefetched ones cost no query."""
    return [
        {name: getattr(part, column) for name, column in columns.items()}
        for part in parts.all()
        if part.language == language
    ]


def frozen_picture(page, language):
    if page.picture is None:
        return None
    alt = "" if page.is_picture_decorative else page.text("picture_alt", language)
    return page.picture.frozen() | {"alt": alt}


def digest(edition):
    """A fingerprint of the texts of an edition: order, place, pictures and records do not count.

    Everybody else reads it as `text_digest`: lists of all pages need not load what they say.
    """
    content = edition.content
    texts = [
        edition.title,
        edition.lead,
        content["body"],
        content["description"],
        content["link_text"],
        content["facts"],
    ]
    texts += [[attachment["title"] for attachment in content["attachments"]]]
    return sha256(encoder.encode(texts).encode()).hexdigest()


def date_texts(page, language):
    """Every edition says since when readers have had its texts: a move, a new order or picture is no new text."""
    before = None
    editions = Edition.objects.filter(page=page, language=language)
    for edition in editions.only("since", "texts_since", "text_digest").order_by("since"):
        moment = texts_since(edition, before)
        if edition.texts_since != moment:
            edition.texts_since = moment
            edition.save(update_fields=["texts_since"])
        before = edition


def texts_since(edition, before):
    return before.texts_since if before and before.text_digest == edition.text_digest else edition.since


def source_digest(page, language, version, is_checked, at):
    """The digest of the live source text that a translation was last checked against."""
    if language == DEFAULT_LANGUAGE:
        return ""
    if version and not is_checked:
        return version[0].source_digest
    source = Edition.objects.live(at).filter(page=page, language=DEFAULT_LANGUAGE).values_list("text_digest", flat=True)
    return source.first() or ""


def order_siblings(page, language):
    """Publishing a page publishes its place among its siblings: their editions take the working order."""
    editions = Edition.objects.overlapping(timezone.now(), None)  # planned ones too: a plan brings no old order back
    moved = editions.filter(language=language, parent=page.parent_id, page__parent=page.parent_id).exclude(
        position=F("page__position")
    )
    for pk, position in moved.order_by().values_list("pk", "page__position"):
        Edition.objects.filter(pk=pk).update(position=position)


def differences(working, live):
    """The names of what differs between two editions of one page."""
    has_menu_title = working.page.text("menu_title", working.language)
    fields = ["title", "lead", "path", "in_menu"] + (["menu_title"] if has_menu_title else [])
    changed = [field for field in fields if getattr(working, field) != getattr(live, field)]
    frozen = encoder.encode(working.content), encoder.encode(live.content)
    if frozen[0] != frozen[1]:
        keys = (working.content.keys() | live.content.keys()) - {FORMER_ANCHORS}
        changed += sorted(key for key in keys if working.content.get(key) != live.content.get(key))
    return changed
