"""Bold and italic of pasted text, by tag or by style."""

from pages.text.nodes import (
    BLOCKS,
    HEADINGS,
    has_blocks,
    has_words,
    loose_runs,
    only_white,
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


def _stands_in(node, *tags):
    return next(node.iterancestors(*tags), None) is not None


def join_runs(root):
    """Programs cut words into runs: what is bold side by side is one passage, a run that says nothing is none."""
    for node in [node for node in root.iter("span") if not node.get("lang", "")[:2].islower()]:
        unwrap(node)  # a language in capitals is the one that Word checked the spelling in
    for mark in ("strong", "em"):
        _join(root, mark)


def _join(root, mark):
    for node in list(root.iter(mark)):
        before = node.getprevious()
        if before is not None and before.tag == mark and not before.tail:
            words, node.tail = node.tail, None
            before.append(node)
            unwrap(node)
            before.tail = words
