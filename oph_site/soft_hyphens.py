"""The mark that editors put into long words: a browser may break the word there."""

SOFT_HYPHEN = "\u00ad"


def without_soft_hyphens(text):
    return text.replace(SOFT_HYPHEN, "")
