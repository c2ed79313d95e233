"""The ids of the second-level headings of a text."""

from django.utils.text import slugify

from oph_site.soft_hyphens import without_soft_hyphens


def anchors_of(headings):
    """An id for each of the texts of headings, in their order: made of its words, no two alike."""
    seen = []
    for number, text in enumerate(headings, 1):
        anchor = slugify(without_soft_hyphens(text)) or f"part-{number}"
        seen.append(f"{anchor}-{number}" if anchor in seen or anchor == "main" else anchor)
    return seen
