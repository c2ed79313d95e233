"""The word data on disk: which forms words have and which words are base forms, from the lists of simplemma.

Built once on each machine, by a command or the worker and never by a request, since it takes some ten seconds.
"""

import os
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

LANGUAGES = ["fi", "en"]
SIMPLEMMA = version("simplemma")
FORMAT = 1  # counted up when the files become others


def folder():
    return Path(settings.VAR_DIR) / "words" / f"simplemma-{SIMPLEMMA}-{FORMAT}"


def has_word_data():
    return folder().is_dir()


def build_word_data():
    """Build the word data unless it is there: ten seconds and 400 MB of memory, then 20 MB on disk. Whether it built."""
    target = folder()
    if target.is_dir():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=target.parent))
    try:
        for language in LANGUAGES:
            build_language(language, unfinished)
        unfinished.chmod(0o755)  # mkdtemp lets nobody else in; the site may run as another than who deploys it
        os.rename(unfinished, target)  # at once or not at all
    except OSError:
        if not target.is_dir():  # else somebody else was quicker, and theirs is the same
            raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return True


_tried = False


def build_word_data_once(now):
    """A job of the worker. It tries once in the worker's life: a full disk must not keep it busy for good."""
    global _tried
    if settings.BUILD_WORDS and not _tried:
        _tried = True
        build_word_data()


def build_language(language, place):
    """Write the two files of a language into a folder: all forms with their base form, and the base forms alone."""
    from marisa_trie import BytesTrie, Trie  # needed here and in words.py alone

    bases = set()
    BytesTrie(_folded_pairs(language, bases)).save(str(place / f"{language}.forms"))
    Trie(bases).save(str(place / f"{language}.bases"))


def _folded_pairs(language, bases):
    """(form, base form) of a list of simplemma in lower case, and every base form into the set.

    Read from the packed list by its own reader, entry by entry: as a dict it would take 300 MB more. Its public
    factories cannot do that, and keep one reading of Helsingin and of helsingin in two places.
    """
    from simplemma.strategies.dictionaries import dictionary_factory, frontcode

    data = dictionary_factory._read_decompressed(language)
    is_reversed, _count, position = frontcode._read_header(data)
    for _start, form, base in frontcode._iter_records(data, position):
        if is_reversed:
            form, base = form[::-1], base[::-1]
        base = base.decode().casefold().replace("#", "").rstrip(".")  # marks of parts, and of abbreviations
        bases.add(base)
        yield form.decode().casefold(), base.encode()
