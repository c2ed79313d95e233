"""What can be done with a page: publish, withdraw, preview. The working copy is frozen into an edition per language."""

from datetime import timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.urls import resolve
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from oph_site.languages import DEFAULT_LANGUAGE
from pages import checks, richtext
from pages.models import Edition, Page
from pages.models.edition import CONTENT_FORMAT, page_url

encoder = DjangoJSONEncoder(sort_keys=True)


@transaction.atomic
def publish(page, language, *, by, at=None, note="", change_note="", is_translation_checked=True):
    """Freeze the working copy of one language into a new edition, public from `at` (default: now).

    Raises ValidationError (a dict of field → sentences) when the page cannot be public as it is. An edition
    scheduled for later keeps its time: the new one then ends when that begins. `note` is for colleagues,
    `change_note` for readers.
    """
    take_turns()
    at = at or timezone.now()
    fill_slug(page, language)
    if found := problems(page, language, at=at):
        raise ValidationError(found)
    editions = Edition.objects.filter(page=page, language=language)
    while editions.filter(since=at).exists():  # planned twice for one moment: the last word counts
        at += timedelta(microseconds=1)
    before = editions.live(at).first()
    later = editions.filter(since__gt=at).order_by("since").first()
    edition = freeze(page, language, at=at)
    edition.since, edition.until = at, later.since if later else None
    edition.by, edition.note, edition.change_note = by, note, change_note
    edition.source_digest = source_digest(page, language, before, is_translation_checked, at)
    if before:
        Edition.objects.filter(pk=before.pk).update(until=at)
    edition.save()
    edition.documents.set(attachment["id"] for attachment in edition.content["attachments"])
    if before and before.path != edition.path:
        move_children(language, before.path, edition.path, edition.since, edition.until)
    follow_parent(edition)
    date_texts(page, language)
    if at <= timezone.now():
        order_siblings(page, language)
    edition.refresh_from_db(fields=["texts_since"])
    return edition


@transaction.atomic
def withdraw(page, language, *, by):
    """Take one language of a page off the site now. Raises ValidationError when pages below it or the site need it."""
    take_turns()
    now = timezone.now()
    live = Edition.objects.live(now).filter(page=page, language=language).first()
    if live is None:
        raise ValidationError(_("The page is not public in this language."))
    if page.is_landing_page and language == DEFAULT_LANGUAGE or page.kind == Page.Kind.HOME:
        raise ValidationError(_("The site itself links to this page: it cannot be withdrawn."))
    below = Edition.objects.overlapping(now, None).filter(language=language, parent=page)
    if titles := sorted({richtext.without_soft_hyphens(edition.title) for edition in below}):
        raise ValidationError(_("Withdraw the pages below it first: %(titles)s.") % {"titles": ", ".join(titles)})
    live.until = now
    live.save(update_fields=["until"])
    Edition.objects.filter(page=page, language=language, since__gt=now).delete()  # plans that were never public
    return live


def take_turns():
    """Publishing and withdrawing go one after the other: an address or a parent that was checked stays as it was."""
    list(Page.objects.select_for_update().filter(key="home"))


def fill_slug(page, language):
    """An empty slug is made from the title at the first publishing; only the home page has none."""
    field = f"slug_{language}"
    if page.kind == Page.Kind.HOME or page.text("slug", language):
        return
    setattr(page, field, slugify(richtext.without_soft_hyphens(page.text("title", language)))[:80].strip("-"))
    if page.pk:
        Page.objects.filter(pk=page.pk).update(**{field: getattr(page, field)})


def problems(page, language, *, at=None):
    """Why the working copy cannot be public in this language: {field: [sentences]}, empty when it can."""
    at = at or timezone.now()
    found = checks.errors(page, language)
    parent = parent_edition(page, language, at)
    if page.parent_id and parent is None:
        found.setdefault("parent", []).append(
            _("Publish the parent page in the same language first: %(title)s.") % {"title": page.parent}
        )
        return found
    if page.kind != Page.Kind.HOME and not found.get(f"title_{language}"):
        path = path_of(page, language, parent)
        if sentence := address_problem(page, language, path, at):
            found.setdefault(f"slug_{language}", []).append(sentence)
    return found


def parent_edition(page, language, at):
    return Edition.objects.live(at).filter(page=page.parent_id, language=language).first() if page.parent_id else None


def path_of(page, language, parent):
    slug = page.text("slug", language) or slugify(richtext.without_soft_hyphens(page.text("title", language)))[
        :80
    ].strip("-")
    if page.kind == Page.Kind.HOME:
        return ""
    return f"{parent.path}/{slug}" if parent and parent.path else slug


def address_problem(page, language, path, at):
    """A sentence when the path is empty, another page's, or one that the site needs for itself; else None."""
    if not path.rpartition("/")[2]:
        return _("Write the end of the address: it cannot be made from the title.")
    taken = Edition.objects.overlapping(at, None).filter(language=language, path=path).exclude(page=page.pk).first()
    if taken:
        return _("This is the address of another page: %(title)s.") % {
            "title": richtext.without_soft_hyphens(taken.title)
        }
    with translation.override(language):
        answers = resolve(page_url(path)).view_name
    return None if answers == "pages:page" else _("The site itself needs this address: choose another one.")


def freeze(page, language, *, at=None, parent=None):
    """The working copy of one language as an edition that is not saved: what preview, comparison and publishing share.

    `parent`: the live edition of the parent page, for callers that have it already.
    """
    parent = parent or parent_edition(page, language, at or timezone.now())
    title = page.text("title", language)
    return Edition(
        page=page,
        language=language,
        path=path_of(page, language, parent),
        parent_id=page.parent_id,
        position=page.position,
        in_menu=page.in_menu,
        menu_title=page.text("menu_title", language) or richtext.without_soft_hyphens(title)[:60],
        title=title,
        lead=page.text("lead", language),
        picture=page.picture,
        content=frozen_content(page, language),
    )


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
        "doors": rows(page.doors, language, title="title", text="text", target="target_id"),
        "figures": rows(page.figures, language, number="number", text="text", source="source"),
        "blocks": rows(page.blocks, language, kind="kind", title="title", text="text"),
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
    """A fingerprint of the texts of an edition: order, place, pictures and records do not count."""
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
    for edition in Edition.objects.filter(page=page, language=language).order_by("since"):
        is_same = before and digest(before) == digest(edition)
        texts_since = before.texts_since if is_same else edition.since
        if edition.texts_since != texts_since:
            edition.texts_since = texts_since
            edition.save(update_fields=["texts_since"])
        before = edition


def source_digest(page, language, before, is_checked, at):
    """The digest of the live source text that a translation was last checked against."""
    if language == DEFAULT_LANGUAGE:
        return ""
    if before and not is_checked:
        return before.source_digest
    source = Edition.objects.live(at).filter(page=page, language=DEFAULT_LANGUAGE).first()
    return digest(source) if source else ""


def move_children(language, old, new, start, end):
    """Between `start` and `end` the pages below `old` live below `new`: their windows are cut there."""
    for edition in Edition.objects.overlapping(start, end).filter(language=language, path__startswith=f"{old}/"):
        moved_since = max(edition.since, start)
        moved_until = min(filter(None, [edition.until, end]), default=None)
        windows = [
            (edition.since, moved_since, edition.path),
            (moved_since, moved_until, new + edition.path[len(old):]),
            (moved_until, edition.until, edition.path),
        ]  # fmt: skip
        real = [(since, until, path) for since, until, path in windows if since and since != until]
        documents = list(edition.documents.all())
        for number, (edition.since, edition.until, edition.path) in enumerate(real):
            if number:
                edition.pk, edition._state.adding = None, True
                edition.change_note = ""  # told once, with the first
            edition.save()
            edition.documents.set(documents)


def follow_parent(edition):
    """Where the parent is planned to move later, the new edition moves with it."""
    parents = Edition.objects.overlapping(edition.since, edition.until).filter(
        page=edition.parent_id, language=edition.language
    )
    first, *later = parents.order_by("since") if edition.parent_id else [None]
    for parent in later:
        if parent.path != first.path:
            move_children(edition.language, first.path, parent.path, parent.since, parent.until)


def order_siblings(page, language):
    """Publishing a page publishes its place among its siblings: their live editions take the working order."""
    siblings = dict(Page.objects.filter(parent=page.parent_id).values_list("pk", "position"))
    live = Edition.objects.live(timezone.now()).filter(language=language, parent=page.parent_id, page__in=siblings)
    for edition in live:
        if edition.position != siblings[edition.page_id]:
            Edition.objects.filter(pk=edition.pk).update(position=siblings[edition.page_id])


def differences(working, live):
    """The names of what differs between two editions of one page."""
    has_menu_title = working.page.text("menu_title", working.language)
    fields = ["title", "lead", "path", "in_menu"] + (["menu_title"] if has_menu_title else [])
    changed = [field for field in fields if getattr(working, field) != getattr(live, field)]
    frozen = encoder.encode(working.content), encoder.encode(live.content)
    if frozen[0] != frozen[1]:
        keys = working.content.keys() | live.content.keys()
        changed += sorted(key for key in keys if working.content.get(key) != live.content.get(key))
    return changed


def linkers(page):
    """Live editions that lead to the page: by a link in the text, as a related page or as an errand."""
    return [
        edition
        for edition in Edition.objects.live(timezone.now()).exclude(page=page).order_by("language", "path")
        if page.pk in targets(edition)
    ]


def targets(edition):
    """The ids of the pages that an edition links to."""
    content = edition.content
    doors = {door["target"] for door in content["doors"]}
    return richtext.linked_pages(content["body"]) | set(content["related"]) | doors
