"""Small edits of an lxml tree of HTML, and what the style of a pasted element says."""

import re

DIVISIONS = {
    "address", "article", "aside", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
    "form", "header", "main", "nav", "pre", "section", "summary",
}  # fmt: skip
BLOCKS = DIVISIONS | {
    "blockquote", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
EDGE = "\0"  # stands for a block or a line break among the words; XML cannot hold it


def style_of(node):
    """{property: value} of the `style` attribute, all in lower case."""
    pairs = (part.partition(":") for part in (node.get("style") or "").lower().split(";"))
    return {name.strip(): value.strip() for name, _colon, value in pairs}


def classes_of(node):
    return (node.get("class") or "").split()


def words_of(node):
    return "".join(node.itertext())


def has_blocks(node):
    return next(node.iterdescendants(*BLOCKS), None) is not None


def unwrap(node):
    """Puts what the node holds in its place."""
    parent, place = node.getparent(), node.getparent().index(node)
    children = list(node)
    if children:
        children[-1].tail = (children[-1].tail or "") + (node.tail or "")
        before = node.text
    else:
        before = (node.text or "") + (node.tail or "")
    _append(parent, place, before)
    node.tail = None
    parent[place : place + 1] = children


def remove(node):
    """Takes the node away with all it holds; what follows it stays."""
    parent, place = node.getparent(), node.getparent().index(node)
    _append(parent, place, node.tail)
    node.tail = None
    parent.remove(node)


def _append(parent, place, words):
    """Adds words before the child of that place."""
    if not words:
        return
    if place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words


def fill(target, source):
    """Moves all that the source holds to the end of the target."""
    _append(target, len(target), source.text)
    source.text = None
    target.extend(list(source))


def wrap_content(node, tag):
    """Puts one element of that tag around all that the node holds."""
    inside = node.makeelement(tag)
    fill(inside, node)
    node.append(inside)
    return inside


def wrap(nodes, tag):
    """Puts one element of that tag around siblings that follow each other, the words after the last one included."""
    outside = nodes[0].makeelement(tag)
    nodes[0].addprevious(outside)
    outside.extend(nodes)
    return outside


def loose_runs(node):
    """What stands beside the blocks in a node, as lists of siblings; the first of each is a span with the words before."""
    runs = [[_in_span(node, "text")]]
    node.insert(0, runs[0][0])
    for child in list(node)[1:]:
        if child.tag not in BLOCKS:
            runs[-1].append(child)
            continue
        runs.append([_in_span(child, "tail")])
        child.addnext(runs[-1][0])
    return runs


def has_words(run):
    """Whether a reader sees anything in those siblings and between them."""
    return any(words_of(node).strip() or (node.tail or "").strip() for node in run)


def _in_span(node, place):
    """The words in that place, "text" or "tail", moved into an element of their own."""
    span = node.makeelement("span")
    span.text = getattr(node, place)
    setattr(node, place, None)
    return span


class Words:
    """The words of one block (without those of the blocks inside it) as one string that can be edited in place."""

    def __init__(self, block):
        self.slots = []  # (node, "text" or "tail", words); (None, "", EDGE)
        self._collect(block)
        self.text = "".join(words for *_place, words in self.slots)

    def _collect(self, node):
        self._add(node, "text")
        for child in node:
            if child.tag in BLOCKS or child.tag == "br":
                self.slots.append((None, "", EDGE))
            else:
                self._collect(child)
            self._add(child, "tail")

    def _add(self, node, name):
        if getattr(node, name):
            self.slots.append((node, name, getattr(node, name)))

    def replace(self, changes):
        """`changes`: [(start, end, new words)] that neither overlap nor touch an EDGE."""
        signs = list(self.text)
        for start, end, new in changes:
            signs[start:end] = [new, *[""] * (end - start - 1)]
        place = 0
        for node, name, words in self.slots:
            new = "".join(signs[place : place + len(words)])
            place += len(words)
            if node is not None and new != words:
                setattr(node, name, new)


def drop_hollow(block):
    """Removes the inline elements in which an edit left nothing."""
    for node in reversed(list(block.iter("a", "b", "em", "i", "span", "strong"))):
        if node is not block and not len(node) and not node.text:
            remove(node)


def only_white(node):
    """Whether a reader sees nothing in it."""
    return not re.search(r"[^\s\u00a0\u200b\ufeff]", words_of(node)) and node.find(".//td") is None
