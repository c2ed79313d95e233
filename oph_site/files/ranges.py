"""Parts of files (RFC 9110, section 14): how readers of PDFs fetch the page that they show."""

import re

ONE_RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")
PIECE = 64 * 1024


class NotSatisfiable(Exception):
    pass


def asked_range(request, size, etag):
    """(start, end) of the bytes to send, end not included: the whole file unless one part of it is asked for."""
    match = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    is_same = request.headers.get("If-Range", etag) == etag
    if match is None or not is_same or match[1] == match[2] == "":
        return 0, size
    if match[1] == "":  # the last so many bytes
        start, end = max(0, size - int(match[2])), size
    else:
        start, end = int(match[1]), min(int(match[2] or size) + 1, size)
        if match[2] and int(match[2]) < start:  # not a range: ignored
            return 0, size
    if start >= size or start >= end:
        raise NotSatisfiable
    return start, end


def pieces(file, start, end):
    """The bytes from start to end, one piece after the other."""
    with file:
        file.seek(start)
        while start < end and (piece := file.read(min(PIECE, end - start))):
            start += len(piece)
            yield piece
