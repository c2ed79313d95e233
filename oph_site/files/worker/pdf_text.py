"""The text of each page, read in a process of its own: a page that is too heavy costs the text from there on, not the file."""

import json
import os
import re
import resource
import signal
import unicodedata

import pypdfium2
from hyphens import Joiner

CPU_SECONDS, SECONDS = 6, 10
MAX_PAGE, MAX_ALL = 20_000, 3_000_000  # characters
CONTROLS = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f]")  # all but the line feed


def page_texts(path, count):
    """`count` texts as the file has them; "" for a page that cannot be read, and after a limit has been reached."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reader)
            write_pages(path, count, writer)
        finally:
            os._exit(0)
    os.close(writer)
    with open(reader, "rb") as pipe:
        written = [json.loads(line) for line in pipe if line.endswith(b"\n")]  # the last may be cut off
    os.waitpid(child, 0)
    return written + [""] * (count - len(written))


def write_pages(path, count, writer):
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    signal.alarm(SECONDS)
    pdf, left = pypdfium2.PdfDocument(path), MAX_ALL
    with open(writer, "wb", buffering=0) as pipe:
        for number in range(count):
            text = text_of(pdf, number, min(MAX_PAGE, left)) if left else ""
            left -= len(text)
            pipe.write(json.dumps(text).encode() + b"\n")


def text_of(pdf, number, most):
    try:
        page = pdf[number]
        text = page.get_textpage()
        characters = text.get_text_range(0, min(text.count_chars(), most))[:most]
        page.close()  # and its text with it
    except Exception:  # a damaged page; PDFium's binding raises whatever such a page makes it raise
        return ""
    return clean(characters)[:most]


def clean(text):
    """Lines without control characters and soft hyphens, in NFC: it is here that a run of accents can take no time of others."""
    text = text.replace("\r\n", "\n").replace("\u00ad\n", "-\n").replace("\u00ad", "")
    return unicodedata.normalize("NFC", CONTROLS.sub(" ", text))


def write_texts(texts, folder):
    """text.json: a list with the text of each page, words whole."""
    joiner = Joiner(texts)
    with open(f"{folder}/text.json", "w", encoding="utf-8") as file:
        json.dump([joiner.join(text) for text in texts], file, ensure_ascii=False)
