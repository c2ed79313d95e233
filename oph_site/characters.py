"""The characters of what people type and paste: which of them a text keeps, and what becomes of the others.

Ground for all forms. What stays in running text only, the soft hyphen, stands in oph_site/soft_hyphens.py.
"""

import re
import unicodedata

from oph_site.soft_hyphens import without_soft_hyphens

# What XML 1.0 cannot hold (its production 2, "Char").
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Line breaks of word processors and presentations: U+000B of PowerPoint, U+000C, U+0085, U+2028, U+2029.
LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
# Zero width and directions, but for the two joiners; tags of flags and the signs of Arabic numbers are seen.
INVISIBLE = re.compile("[\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
OVERRIDES = re.compile("[\u202a-\u202e]")  # text that reads otherwise than it is written
JOINERS = re.compile("(.?)([\u200c\u200d]+)(?=(.?))", re.DOTALL)
# First words of the Unicode names of letters that no joiner changes.
PLAIN_SCRIPTS = {"LATIN", "GREEK", "CYRILLIC", "COMBINING", "MODIFIER", "FEMININE", "MASCULINE", "MICRO"}


def line(text):
    """A text of one line: every break, tab and control character is a space, nothing in it is invisible. NFC."""
    text = CONTROLS.sub(" ", LINE_BREAKS.sub(" ", text)).replace("\n", " ").replace("\t", " ")
    return unicodedata.normalize("NFC", with_needed_joiners(INVISIBLE.sub("", text)))


def code(text):
    """An address, a number or another text that machines compare: a line without soft hyphens and joiners."""
    return without_soft_hyphens(JOINERS.sub(r"\1", line(text)))


def lines(text):
    """A text of several lines: every kind of break is a line feed, control characters are spaces. NFC."""
    text = CONTROLS.sub(" ", LINE_BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", OVERRIDES.sub("", text).replace("\ufeff", ""))


def printable(text):
    """What is written into a feed, a page, a mail or a file for machines, whatever was stored: XML can hold it."""
    return NOT_XML.sub(" ", text)


def with_needed_joiners(text):
    """Zero-width joiners stay behind letters of scripts that need them (Arabic, Indic …) and between parts of an emoji."""

    def kept(match):
        before, joiners, after = match.groups()
        return before + (joiners if _is_joined(before) or _are_pictures(before, after) else "")

    return JOINERS.sub(kept, text)


def _is_joined(sign):
    script = unicodedata.name(sign, "").partition(" ")[0]
    return unicodedata.category(sign or " ")[0] in "LM" and script not in PLAIN_SCRIPTS


def _are_pictures(before, after):
    return unicodedata.category(before or " ")[0] in "SM" and unicodedata.category(after or " ")[0] == "S"
