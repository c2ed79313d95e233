"""Bold and italic of pasted text, by tag or by style."""

from pages.text.nodes import (
    BLOCKS,
    HEADINGS,
    has_blocks,
    has_words,
    loose_runs,
    only_white,
    remove,
    style_of,
    unwrap,
    wrap,
    wrap_content,
)  # fmt: skip

INLINE = {"a", "b", "em", "font", "i", "span", "strong", "sup", "u"}
PASTED = "pasted"  # class of a mark that the text editor did not write


def _is_heavy(style):
    weight = style.get("font-weight", "")
    return weight in ("bold", "bolder") or weight.isdigit() and int(weight) >= 600


def _is_light(style):
    weight = style.get("font-weight", "")
    return weight in ("normal", "lighter") or weight.isdigit() and int(weight) < 600


def _is_slanted(style):
    return style.get("font-style") in ("italic", "oblique")


def _is_upright(style):
    return style.get("font-style") == "normal"


def mend_marks(root):
    put_into_blocks(root)
    _mend(root, "b", "strong", _is_heavy, _is_light)
    _mend(root, "i", "em", _is_slanted, _is_upright)


def put_into_blocks(root):
    """What is bold, slanted or a link around blocks becomes so inside each of them."""
    for node in [node for node in root.iter(*INLINE) if has_blocks(node)][::-1]:
        if any(outer.attrib == node.attrib for outer in node.iterancestors(node.tag)):
            unwrap(node)
            continue
        for block in node.iterdescendants(*BLOCKS):
            if not has_blocks(block) and not only_white(block):
                wrap_content(block, node.tag).attrib.update(node.attrib)
        for run in filter(has_words, loose_runs(node)):
            wrap(run, node.tag).attrib.update(node.attrib)
        unwrap(node)


def _mend(root, short, mark, says_so, denies):
    for node in list(root.iterdescendants(*BLOCKS, *INLINE)):
        style = style_of(node)
        if node.tag in (short, mark) and (denies(style) or _holds_the_opposite(node, denies)):
            unwrap(node)
        elif node.tag == short:
            node.tag = mark
            node.set("class", PASTED)
        elif node.tag != mark and says_so(style) and not _holds_the_opposite(node, denies):
            wrap_content(node, mark).set("class", PASTED)
    put_into_blocks(root)
    for node in list(root.iter(mark)):
        is_pasted = node.get("class") and (only_white(node) or _stands_in(node, *HEADINGS))  # a heading is bold already
        if is_pasted or _stands_in(node, mark):
            unwrap(node)


def _holds_the_opposite(node, denies):
    """Whether all its words stand in spans that say they are not so."""
    loose = "".join([node.text or "", *[child.tail or "" for child in node]])
    return len(node) and not loose.strip() and all(child.tag == "span" and denies(style_of(child)) for child in node)


def lift_plain(root):
    """What says that it is not bold stands in something bold: the bold is split in two around it. Italics alike."""
    for mark, denies in (("strong", _is_light), ("em", _is_upright)):
        for span in [node for node in root.iter("span") if denies(style_of(node))]:
            if (marked := next(span.iterancestors(mark), None)) is not None:
                _split(marked, span)


def _split(marked, node):
    """Leaves the mark on what stands before and after the node; what stands between the two stays around the node."""
    inside = None
    while inside is not marked:
        inside = node.getparent()
        before, after = (inside.makeelement(inside.tag, dict(inside.attrib)) for _side in range(2))
        before.text, after.text, inside.text, node.tail = inside.text, node.tail, None, None
        before.extend(list(node.itersiblings(preceding=True))[::-1])
        after.extend(list(node.itersiblings()))
        after.tail, inside.tail = inside.tail, None
        inside.addprevious(before)
        inside.addnext(after)
        for side in (before, after):
            if not len(side) and not side.text:
                remove(side)
        node = inside
    unwrap(marked)


def _stands_in(node, *tags):
    return next(node.iterancestors(*tags), None) is not None


def join_runs(root):
    """Programs cut words into runs: what is bold side by side is one passage, a run that says nothing is none."""
    for node in [node for node in root.iter("span") if not node.get("lang", "")[:2].islower()]:
        unwrap(node)  # a language in capitals is the one that Word checked the spelling in
    while any([_join(root, mark) for mark in ("strong", "em")]):
        pass  # what was joined may have brought others side by side


def _join(root, mark):
    """Joins what is so marked side by side; returns whether there was any."""
    is_changed = False
    for node in list(root.iter(mark)):
        before = node.getprevious()
        if before is not None and before.tag == mark and not before.tail:
            words, node.tail = node.tail, None
            before.append(node)
            unwrap(node)
            before.tail = words
            is_changed = True
    return is_changed
