"""The history of a page in one language: its editions, what changed between them, and how one comes back.

Editions are the history; nothing else is kept. Restoring writes into the working copy: nothing public changes.
"""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db import transaction
from django.utils import timezone

from oph_site.audit import record_change
from oph_site.soft_hyphens import without_soft_hyphens
from pages.editions import log_words
from pages.editions.part_names import part_name
from pages.editions.publishing import differences, take_turns
from pages.editions.working_copy import follow_working_copy
from pages.models import Attachment, Block, Door, Edition, Fact, Figure, Page
from pages.text import richtext

SHOWN_AROUND = 1  # unchanged paragraphs shown before and after a change
MOST_PAIRS = 500_000  # of equal words in two texts that are still compared: about a second at worst
HOME_PARTS = {"doors": Door, "figures": Figure, "blocks": Block}


@dataclass
class Entry:
    """One edition, the one before it, and the names of what it changed; None for the first."""

    edition: Edition
    previous: Edition | None
    changed: list | None
    is_live: bool
    is_planned: bool
    is_withdrawn: bool  # it ended, or will, with nothing after it
    is_over: bool


def entries(page, language):
    """The editions of a page in a language, newest first, as [Entry]."""
    now = timezone.now()
    editions = list(
        page.editions.filter(language=language)
        .select_related("by", "withdrawn_by", "hidden_by")
        .order_by("-since", "-pk")
    )
    older = [*editions[1:], None][: len(editions)]
    newer = [None, *editions][: len(editions)]
    return [
        Entry(
            edition,
            before,
            None if before is None else [part_name(key) for key in differences(edition, before)],
            is_live=edition.is_live_at(now),
            is_planned=edition.is_planned_at(now),
            is_withdrawn=edition.until is not None and (after is None or after.since > edition.until),
            is_over=edition.until is not None and edition.until <= now,
        )
        for edition, before, after in zip(editions, older, newer, strict=True)
    ]


def compare(old, new):
    """What differs between two editions: [(name of the part, pieces or None)]. See `pieces` below; None: not a text."""
    found = []
    for key in differences(new, old):
        texts = text_of(old, key), text_of(new, key)
        changed = None if None in texts or texts[0] == texts[1] else pieces(*texts)
        found.append((part_name(key), changed))
    return found


def text_of(edition, key):
    """The words of one part of an edition, a line a paragraph; None for what is not text."""
    value = getattr(edition, key, None) if hasattr(edition, key) else edition.content.get(key)
    if key == "body":
        return "\n".join(richtext.lines(value))
    if key in ("facts", "figures", "doors", "blocks", "attachments"):
        return "\n".join(" – ".join(str(part) for part in row.values() if isinstance(part, str)) for row in value)
    return value if isinstance(value, str) else None


def pieces(old, new):
    """Two texts as paragraphs of [("same" | "removed" | "added", words)]; [("skipped", number)] for what is left out."""
    before, after = old.split("\n"), new.split("\n")
    paragraphs = []
    for tag, i, j, k, m in opcodes(before, after):
        if tag == "equal":
            paragraphs += [[("same", line)] for line in before[i:j]]
        else:
            paragraphs.append(word_pieces("\n".join(before[i:j]), "\n".join(after[k:m])))
    return shortened(paragraphs)


def opcodes(before, after):
    """Those of SequenceMatcher. Where the same words repeat so often that it would take minutes, all is replaced."""
    here, there = Counter(before), Counter(after)
    if before != after and sum(count * there[word] for word, count in here.items()) > MOST_PAIRS:
        return [("replace", 0, len(before), 0, len(after))]
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def word_pieces(old, new):
    before, after = re.findall(r"\S+|\n", old), re.findall(r"\S+|\n", new)
    found = []
    for tag, i, j, k, m in opcodes(before, after):
        if tag == "equal":
            found.append(("same", " ".join(before[i:j])))
        else:
            found += [("removed", " ".join(before[i:j]))] if i < j else []
            found += [("added", " ".join(after[k:m]))] if k < m else []
    return found


def shortened(paragraphs):
    """Runs of unchanged paragraphs become their number, but for those beside a change."""
    changed = [number for number, parts in enumerate(paragraphs) if any(kind != "same" for kind, _words in parts)]
    near = {number + step for number in changed for step in range(-SHOWN_AROUND, SHOWN_AROUND + 1)}
    kept, left_out = [], 0
    for number, parts in enumerate(paragraphs):
        if number in near:
            kept += [[("skipped", left_out)]] if left_out else []
            left_out = 0
            kept.append(parts)
        else:
            left_out += 1
    return kept + ([[("skipped", left_out)]] if left_out else [])


@transaction.atomic
def restore(edition, *, by):
    """Writes the texts of an edition back into the working copy of its language, inlines included.

    Place, order and address stay as they are, and so do the other languages. Returns the page, saved.
    """
    take_turns()
    page = Page.objects.select_for_update(no_key=True).get(
        pk=edition.page_id
    )  # as it is now: somebody may just have saved it
    language, content = edition.language, edition.content
    derived_menu_title = without_soft_hyphens(edition.title)[:60]
    texts = {
        "title": edition.title,
        "menu_title": "" if edition.menu_title == derived_menu_title else edition.menu_title,
        "lead": edition.lead,
        **{name: content[name] for name in ["body", "description", "link_url", "link_text"]},
    }
    if edition.picture_id:
        texts["picture_alt"] = content["picture"]["alt"]
        page.is_picture_decorative = not texts["picture_alt"]
    for name, text in texts.items():
        setattr(page, f"{name}_{language}", text)
    page.picture_id = edition.picture_id
    page.save()
    page.contact_points.set(page.contact_points.model.objects.filter(pk__in=content["contact_points"]))
    page.related_pages.set(Page.objects.filter(pk__in=content["related"]))
    restore_facts(page, language, content["facts"])
    restore_attachments(page, language, content["attachments"])
    for name, model in HOME_PARTS.items():
        restore_home_part(page, language, model, content[name])
    follow_working_copy(page)
    record_change(page, by=by, message=log_words.restored(edition))
    return page


def restore_facts(page, language, facts):
    """Facts stand in one row for all languages: the first takes the first text, and so on."""
    rows = list(page.facts.all())
    rows += [Fact(page=page, position=len(rows) + number) for number in range(len(facts) - len(rows))]
    for number, row in enumerate(rows):
        fact = facts[number] if number < len(facts) else {"term": "", "value": ""}
        for name in ("term", "value"):
            setattr(row, f"{name}_{language}", fact[name])
        row.save()


def restore_attachments(page, language, attachments):
    titles = {attachment["id"]: attachment["title"] for attachment in attachments}
    for row in page.attachments.all():
        setattr(row, f"title_{language}", titles.pop(row.document_id, ""))
        row.save()
    for position, (document, title) in enumerate(titles.items(), page.attachments.count()):
        Attachment.objects.create(page=page, document_id=document, position=position, **{f"title_{language}": title})


def restore_home_part(page, language, model, rows):
    model.objects.filter(page=page, language=language).delete()
    existing = set(Page.objects.filter(pk__in=[row.get("target") for row in rows]).values_list("pk", flat=True))
    for position, row in enumerate(rows):
        if row.get("target", None) not in {None, *existing}:
            continue  # the page that it led to was never public and has been deleted
        columns = {f"{name}_id" if name == "target" else name: value for name, value in row.items()}
        model.objects.create(page=page, language=language, position=position, **columns)
