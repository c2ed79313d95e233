"""Checks of the fields around the text."""

import re

from django.utils.translation import gettext as _

from pages.models import Page

DESCRIPTION_LIMIT = 160  # what the result pages of search engines show of a description, about
ALT_OPENING = re.compile(r"(kuva|valokuva|kuvassa|picture|image|photo|photograph)(\s+of\b|\s|:)", re.IGNORECASE)
FILE_NAME = re.compile(r"\.(jpe?g|png|webp|gif)\b|\b(IMG|DSC)_?\d", re.IGNORECASE)


def title(copy):
    """WCAG 2.4.2: a page has a title."""
    if not copy.plain("title"):
        yield copy.error("title", _("Enter a title before publishing."))


def picture(copy):
    """WCAG 1.1.1: a picture that tells something has a text that tells the same; W3C's tutorial on images for its words."""
    page, alt = copy.page, copy.plain("picture_alt")
    if not page.picture_id or page.is_picture_decorative:
        return
    if not alt:
        yield copy.error("picture_alt", _("Describe the picture, or mark it as decorative."))
    elif FILE_NAME.search(alt):
        yield copy.advice("picture_alt", _("Describe what the picture shows: this looks like the name of a file."), alt)
    elif ALT_OPENING.match(alt):
        yield copy.advice("picture_alt", _("Leave out “picture of”: screen readers say that it is a picture."), alt)


def signpost(copy):
    if copy.page.kind == Page.Kind.SIGNPOST and not (copy.text("link_url") and copy.text("link_text")):
        yield copy.error(
            "link_url", _("A redirect page needs the address of the other service and the text of the link.")
        )


def description(copy):
    """Search engines show about 160 characters; without a description they get the lead."""
    own, lead = copy.plain("description"), copy.plain("lead")
    if not own and not lead:
        yield copy.advice(
            "description", _("Write a description or a lead: search engines and cards have nothing to show.")
        )
    elif not own and len(lead) > DESCRIPTION_LIMIT:
        yield copy.advice(
            "description",
            _("Write a description of 70–155 characters: search engines would cut the lead, which is longer."),
        )
    elif len(own) > DESCRIPTION_LIMIT:
        yield copy.advice("description", _("Shorten the description to 155 characters: search engines cut the rest."))
