"""Sanitised HTML as a tree, and back: what nh3 lets through is well formed, so it is read as XML, strictly.

The root is a <div> around the text. Of lxml only the plain ElementTree part is used.
"""

import re

from lxml import etree

# What XML 1.0 cannot hold (its production 2, "Char"): such a character becomes a space.
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LINE_BREAK = re.compile(r"<br\b([^>]*)>")  # the one empty element that a text may hold


def parse(html):
    """HTML as nh3 writes it → the root. Raises XMLSyntaxError for anything else, and for more than 256 levels."""
    text = LINE_BREAK.sub(r"<br\1/>", html).replace("&nbsp;", "\u00a0")
    return etree.fromstring(f"<div>{NO_XML.sub(' ', text)}</div>")


def write(root):
    """The content of the root as HTML. No-break spaces are written as such, not as nh3 does."""
    for element in root.iter():
        if element.text is None and element.tag != "br":
            element.text = ""  # or it would be written as <p/>
    html = etree.tostring(root, encoding="unicode", with_tail=False)
    return html[len("<div>") : -len("</div>")].replace("<br/>", "<br>")
