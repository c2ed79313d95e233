"""Sanitised HTML as a tree, and back: what nh3 lets through is well formed, so it is read as XML, strictly.

The root is a <div> around the text. Of lxml only the plain ElementTree part is used.
"""

import re

from lxml import etree

from oph_site.characters import LINE_BREAKS, printable

BREAK = "\u2028"  # stands for the line breaks of other programs until they are <br>
LINE_BREAK = re.compile(r"<br\b([^>]*)>")  # the one empty element that a text may hold


def parse(html):
    """HTML as nh3 writes it → the root. Raises XMLSyntaxError for anything else, and for more than 256 levels.

    What XML cannot hold becomes a space, but for the line breaks among it.
    """
    text = LINE_BREAK.sub(r"<br\1/>", html).replace("&nbsp;", "\u00a0")
    return etree.fromstring(f"<div>{printable(LINE_BREAKS.sub(BREAK, text))}</div>")


def write(root):
    """The content of the root as HTML. No-break spaces are written as such, not as nh3 does."""
    for element in root.iter():
        if element.text is None and element.tag != "br":
            element.text = ""  # or it would be written as <p/>
    html = etree.tostring(root, encoding="unicode", with_tail=False)
    return html[len("<div>") : -len("</div>")].replace("<br/>", "<br>")
