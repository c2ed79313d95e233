"""Numbers that come from outside: an address, a hidden field, a filter."""

ID_DIGITS = 18  # as many as both databases can hold in an id


def whole_number(text, *, digits=ID_DIGITS):
    """The number that a text of at most so many plain digits says; None for any other text and for None."""
    is_number = bool(text) and text.isascii() and text.isdigit() and len(text) <= digits
    return int(text) if is_number else None
