"""Lists that come as paragraphs (Word), as one list for every item (Word in the browser) or as a list in a list (Google Docs)."""

import re
from dataclasses import dataclass

from pages.text.nodes import (
    Words,
    classes_of,
    drop_hollow,
    fill,
    has_words,
    loose_runs,
    remove,
    style_of,
    unwrap,
    words_of,
    wrap,
)  # fmt: skip

MSO_LIST = re.compile(r"(l\d+)\s+level(\d)")
LEVELS_OF_SIGNS = ("·•*-–—●", "o○◦", "§▪■")  # Word's own, from the outside in
SIGNS = {sign: level for level, signs in enumerate(LEVELS_OF_SIGNS, 1) for sign in signs}
NUMBER = re.compile(r"\(?(\d{1,3}|[a-zA-Z]|[ivx]{2,5})[.)](?:\d{1,3}[.)]?)*")
# Only a tab or a row of no-break spaces behind it tells a marker that a program made: "1. toukokuuta" is a date.
TYPED_MARKER = re.compile(
    rf"[ \t\r\n]*({'|'.join(map(re.escape, SIGNS))}|{NUMBER.pattern})"
    "(?=[ \t\r\n\u00a0]{2})[ \t\r\n]*\u00a0[ \t\r\n\u00a0]*(?=[^ \t\r\n\u00a0])"
)


@dataclass
class Item:
    level: int  # as the source counts; compared with that of its neighbours only
    marker: str  # as it was typed
    source: str = ""  # the list that it belongs to in the document it came from

    @property
    def number(self):
        """Its place in a numbered list, 0 for a bullet."""
        match = NUMBER.fullmatch(self.marker)
        if not match:
            return 0
        return int(match[1]) if match[1].isdigit() else 1

    @property
    def tag(self):
        return "ol" if self.number else "ul"


def flatten_web_lists(root):
    """Word in the browser gives each item a list of its own: the items are left in a row, each with the tag of its list."""
    for wrapper in [node for node in root.iter("div") if "ListContainerWrapper" in classes_of(node)]:
        for listed in list(wrapper.iter("ul", "ol")):
            start = listed.get("start", "1")
            for place, item in enumerate(listed.findall("li")):
                item.set("data-list", listed.tag)
                item.set("data-number", str(int(start) + place if start.isdecimal() else 1))
            unwrap(listed)
        unwrap(wrapper)


def mend_lists(root):
    _put_into_items(root)
    lists = None
    for paragraph in list(root.iter("p", "li")):
        item = _item(paragraph)
        if item is None:
            continue
        if lists is None or not lists.goes_on_at(paragraph):
            lists = Lists(paragraph)
        lists.add(paragraph, item)


def _put_into_items(root):
    """All that a list holds stands in items: a list that stands directly in it goes into the item before."""
    for listed in reversed(list(root.iter("ol", "ul"))):
        for run in filter(has_words, loose_runs(listed)):
            wrap(run, "li")
        for child in list(listed):
            before = child.getprevious()
            if child.tag == "span":
                remove(child)
            elif child.tag in ("ol", "ul") and before is not None:
                before.append(child)
            elif child.tag in ("ol", "ul"):
                unwrap(child)
            elif child.tag != "li":
                wrap([child], "li")


def _item(node):
    if node.tag == "li":
        return _web_item(node) if node.get("data-list") else None
    if node.getparent().tag in ("li", "td", "th"):
        return None
    made = _word_item(node)
    return made or _typed_item(node)


def _web_item(node):
    level = node.get("data-aria-level") or node.get("aria-level") or "1"
    number = node.get("data-number") + "." if node.get("data-list") == "ol" else "•"
    return Item(int(level) if level.isdigit() else 1, number)


def _word_item(node):
    """Word on a desktop: its style tells list and level, a span of its own holds the marker."""
    listed = MSO_LIST.search(style_of(node).get("mso-list", ""))
    if not listed:
        return None
    marker = next((span for span in node.iter("span") if style_of(span).get("mso-list") == "ignore"), None)
    if marker is None:
        typed = _typed_item(node)
        return Item(int(listed[2]), typed.marker if typed else "•", listed[1])
    words = words_of(marker).strip()
    remove(marker)
    drop_hollow(node)
    return Item(int(listed[2]), words, listed[1])


def _typed_item(node):
    """What is left when the styles are lost: a marker and a row of no-break spaces."""
    words = Words(node)
    marker = TYPED_MARKER.match(words.text)
    if not marker:
        return None
    words.replace([(0, marker.end(), "")])
    drop_hollow(node)
    sign = marker[1]
    depth = SIGNS.get(sign) or (1 if sign.strip("(")[0].isdigit() else 3 if re.match(r"\(?[ivx]{2}", sign) else 2)
    return Item(depth, sign)


class Lists:
    """Lists in lists that grow, in the place of the paragraphs that they are made of."""

    def __init__(self, first):
        self.first, self.open = first, []  # [(level, list, source)], the outermost first
        self.last = None  # the node at the top level behind which an item goes on the list

    def goes_on_at(self, paragraph):
        before = paragraph.getprevious()
        return before is not None and before is self.last and not (before.tail or "").strip()

    def add(self, paragraph, item):
        while self.open and self.open[-1][0] > item.level and len(self.open) > 1:
            self.open.pop()
        if self.open and self.open[-1][0] > item.level:  # the first one stood deeper than the rest
            self.open[-1] = (item.level, *self.open[-1][1:])
        if self.open and self.open[-1][0] == item.level and self._is_another(item):
            self.open.pop()
        if not self.open or self.open[-1][0] < item.level:
            self._begin(paragraph, item)
        made = paragraph.makeelement("li")
        fill(made, paragraph)
        self.open[-1][1].append(made)
        words, paragraph.tail = paragraph.tail, None
        remove(paragraph)
        self.last.tail = words

    def _is_another(self, item):
        _level, listed, source = self.open[-1]
        begins_anew = item.number == 1 and not item.source and NUMBER.fullmatch(item.marker)[1].isdigit()
        return listed.tag != item.tag or source != item.source or begins_anew

    def _begin(self, paragraph, item):
        listed = paragraph.makeelement(item.tag)
        if item.number > 1:
            listed.set("start", str(item.number))
        if self.open:
            self.open[-1][1][-1].append(listed)
        else:
            paragraph.addprevious(listed)
            self.last = listed
        self.open.append((item.level, listed, item.source))
