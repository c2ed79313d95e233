"""What must be mended before a page can be public: {field: [sentences]} for the form of the editor."""

from django.utils.translation import gettext as _

from pages import richtext
from pages.models import Page

# Link texts that do not tell where they lead (WCAG 2.4.4), in the languages that editors write.
EMPTY_WORDS = {"täältä", "tästä", "tässä", "täällä", "linkki", "lue lisää", "here", "click here", "read more", "more", "link", "här", "läs mer"}  # fmt: skip


def check(page, language):
    found = {}
    for field, sentence in [*text_problems(page, language), *picture_problems(page, language)]:
        found.setdefault(field, []).append(sentence)
    return found


def text_problems(page, language):
    if not richtext.without_soft_hyphens(page.text("title", language)).strip():
        yield f"title_{language}", _("Write a title before publishing.")
    headings, links = richtext.outline(page.text("body", language))
    level = 1
    for next_level, text in headings:
        if not text:
            yield f"body_{language}", _("A heading is empty: write it or remove it.")
        if next_level > level + 1:
            yield f"body_{language}", _(
                "The heading “%(text)s” skips a level: make it level %(level)s."
            ) % {"text": text, "level": level + 1}  # fmt: skip
        level = next_level
    for href, text in links:
        words = richtext.without_soft_hyphens(text).strip(" .:!»→").lower()
        if not words:
            yield f"body_{language}", _("A link to %(href)s has no text: write where it leads.") % {"href": href}
        elif words in EMPTY_WORDS:
            yield (
                f"body_{language}",
                _("The link text “%(text)s” does not tell where it leads: name the target.") % {"text": text},
            )
    if page.kind == Page.Kind.SIGNPOST and not (page.text("link_url", language) and page.text("link_text", language)):
        yield f"link_url_{language}", _("A signpost needs the address of the other service and the text of the link.")


def picture_problems(page, language):
    if page.picture_id and not page.is_picture_decorative and not page.text("picture_alt", language).strip():
        yield f"picture_alt_{language}", _("Describe the picture, or mark it as decorative.")
