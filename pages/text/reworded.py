"""Headings that were reworded between two versions of a text: which passage of the one is which of the other."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from pages.text import richtext

ALIKE = 0.5  # share of words that two passages have in common, from which on they are one
MOST_PAIRS = 2_500  # fifty reworded headings; beyond, places alone count


@dataclass
class Passage:
    """A second-level heading with what stands below it, up to the next one."""

    anchor: str
    words: Counter = field(default_factory=Counter)


def passages(html):
    root = richtext.tree_of(html)
    anchors = iter(anchor for anchor, _text in richtext.contents(html))
    found = []
    for element in root.iter():
        if element.tag == "h2":
            found.append(Passage(next(anchors)))
        elif found and next(element.iterancestors("h2"), None) is None:
            found[-1].words.update((element.text or "").split())
        if found and element.tag != "h2":
            found[-1].words.update((element.tail or "").split())
    return found


def renamed(before, after):
    """{anchor in the text before: anchor in the one after}, the ones that kept their words among them.

    A passage keeps its words below the heading, or else its place between two others.
    """
    old, new = passages(before), passages(after)
    names = {one.anchor for one in old} & {one.anchor for one in new}
    pairs = {name: name for name in names}
    gone = [one for one in old if one.anchor not in names]
    fresh = [one for one in new if one.anchor not in names]
    if len(gone) * len(fresh) > MOST_PAIRS:
        return pairs | by_place(old, new, pairs)
    candidates = [(likeness(one, other), one.anchor, other.anchor) for one in gone for other in fresh]
    for share, one, other in sorted(candidates, key=lambda candidate: -candidate[0]):
        if share >= ALIKE and one not in pairs and other not in pairs.values():
            pairs[one] = other
    return pairs | by_place(old, new, pairs)


def likeness(one, other):
    size = one.words.total() + other.words.total()
    return 2 * (one.words & other.words).total() / size if size else 0


def by_place(old, new, pairs):
    """Pairs of those that are left between the same two neighbours, in their order."""
    left, last = defaultdict(list), ""
    for one in old:
        last = pairs.get(one.anchor, last)
        if one.anchor not in pairs:
            left[last].append(one.anchor)
    found, last, known = {}, "", set(pairs.values())
    for other in new:
        if other.anchor in known:
            last = other.anchor
        elif left[last]:
            found[left[last].pop(0)] = other.anchor
    return found


def follow(before, after):
    """The text after, its links to places of its own leading to the headings as they are worded now."""
    names = {one: other for one, other in renamed(before, after).items() if one != other}
    return richtext.with_links(
        after, lambda href: f"#{names[href[1:]]}" if href[:1] == "#" and href[1:] in names else None
    )
