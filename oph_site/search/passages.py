"""The passage of a text that says most of a query, with its words marked as they stand there."""

import re

from django.utils.html import escape, format_html, format_html_join

LENGTH = 220  # characters
BEFORE = 60  # at most so many stand before the first marked word
PAGES_READ = 2
PARAGRAPH = re.compile(r"(?<=[^.?!:;,\s])\n")


def marked(text, matcher):
    """The whole text, safe, with the words of the query in <mark>."""
    return _mark(text, matcher.matches(text), 0, len(text))


def passage(text, matcher):
    """(safe HTML of the best passage, numbers of the concepts in it). Without any word: how the text begins."""
    return passage_of(text, matcher.matches(text))


def passage_of(text, matches):
    if not matches:
        start, end = 0, _end_of_word(text, LENGTH)
        return _with_dots(text, escape(_one_line(text[start:end])), start, end), set()
    start, end = _window(text, matches)
    inside = [match for match in matches if match[0].start >= start and match[0].end <= end]
    return _with_dots(text, _mark(text, inside, start, end), start, end), set().union(
        *(numbers for _word, numbers in inside)
    )


def best_page(pages, matcher):
    """(number from 1, text, what matcher.matches() says of it) of the page that says most of the query; None without one.

    Its lines are no paragraphs: they are parted by spaces.
    """
    promises = sorted(((_promise(text, matcher), -number, text) for number, text in enumerate(pages, 1)), reverse=True)
    found = None
    for promise, minus, text in promises[:PAGES_READ]:
        if found and found[0][0] >= promise:
            break
        text = text.replace("\n", " ")
        matches = matcher.matches(text)
        rank = len(set().union(*(numbers for _word, numbers in matches))), min(len(matches), 5), minus
        if matches and (found is None or rank > found[0]):
            found = rank, -minus, text, matches
    return found and found[1:]


def _promise(text, matcher):
    """How many different concepts a page may hold, by the beginnings of their words: quick, and may be wrong."""
    low = text.casefold()
    return sum(any(begin in low for begin in beginnings) for beginnings in matcher.beginnings)


def _window(text, matches):
    """[start, end) of the passage with the most different concepts."""
    best, end = None, 0
    for number, (first, _numbers) in enumerate(matches):
        while end < len(matches) and matches[end][0].end <= first.start + LENGTH - BEFORE:
            end += 1
        inside = [numbers for _word, numbers in matches[number:end]]
        rank = len(set().union(*inside)), len(inside)
        if best is None or rank > best[0]:
            best = rank, first.start
    start = _start_of_sentence(text, best[1])
    return start, _end_of_word(text, start + LENGTH)


def _start_of_sentence(text, at):
    """Where the sentence begins when that is near, else the beginning of a word."""
    earliest = max(0, at - BEFORE)
    before = text[earliest:at]
    for sign in (". ", "\n", "? ", "! "):
        if (found := before.rfind(sign)) >= 0:
            return earliest + found + len(sign)
    return earliest + before.find(" ") + 1 if earliest else 0


def _end_of_word(text, at):
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", 0, at)
    return space if space > 0 else at


def _with_dots(text, html, start, end):
    before = "… " if text[:start].strip() and text[:start].rstrip()[-1] not in ".?!\n" else ""
    return format_html("{}{}{}", before, html, " …" if text[end:].strip() else "")


def _one_line(text):
    """Paragraphs in one line; after one without a full stop, such as a heading, a dot that is none."""
    return PARAGRAPH.sub(" · ", text).replace("\n", " ")


def _mark(text, matches, start, end):
    parts, at = [], start
    for word, _numbers in matches:
        parts.append((_one_line(text[at : word.start]), text[word.start : word.end]))
        at = word.end
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", parts), _one_line(text[at:end]))
