"""Markup as a reader gets it: where a template breaks its lines does not count."""

import re

WHITE = re.compile(r"[ \t\r\n]+")  # a no-break space is a character like any other
TAG = re.compile(r"<[^<>]*>")
BLOCKS = (
    "aside|blockquote|body|br|caption|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|html|"
    "legend|li|link|main|meta|nav|ol|option|p|section|select|summary|svg|table|tbody|td|th|thead|title|tr|ul"
)
BESIDE_BLOCKS = re.compile(rf" ?(</?(?:{BLOCKS})(?: [^<>]*)?>) ?")


def as_read(html):
    """Runs of white space as one space, none beside blocks and before the end of a tag. Between words and links it stays."""
    one_space = WHITE.sub(" ", html)
    tidy_tags = TAG.sub(lambda tag: tag[0].replace(" >", ">"), one_space)
    return BESIDE_BLOCKS.sub(r"\1", tidy_tags).strip()
