"""Writing the index, in the transaction of the act that changes what can be found."""

import time
from collections import defaultdict
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256

from django.db import OperationalError, connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from oph_site.files.texts import pages_of
from oph_site.search import analysis
from oph_site.search.cutting import cut, whole_words, without_dots
from oph_site.search.fields import BODY, FILE, OF_DOCUMENT
from oph_site.search.models import IndexState, Posting, Scope, SearchDocument, SearchWord
from oph_site.search.sources import SOURCES
from oph_site.search.understanding import LANGUAGES
from oph_site.stamp.moving import move

LONGEST_WORD = 64
NIGHT = 2  # UTC
AT_ONCE = 10  # things of a rebuild in one transaction: editors wait for it, and ten PDFs may take seconds
LONGEST_TURN, PAUSE = 20, 0.05  # seconds; on SQLite writers wait as long (settings.py)
LOCK = 12  # of PostgreSQL's advisory locks: the site has no other


@transaction.atomic(savepoint=False)
def write(kind, things, scopes=Scope):
    """What these things say now takes the place of what the index held of them. things: ids."""
    take_turns()
    for scope in scopes:
        _write(scope, kind, things, SOURCES[kind].entries(scope, things))


def take_turns():
    """Writers go one after the other, until the end of the transaction; on SQLite they do anyway.

    Else two that save one thing would both add its document, a rebuild could bring back a text of before, and two whose
    texts share new words could wait for each other.
    """
    if connection.vendor == "postgresql":
        until = time.monotonic() + LONGEST_TURN
        while not is_our_turn():
            if time.monotonic() > until:
                raise OperationalError("Another writer of the search index does not come to an end")
            time.sleep(PAUSE)


def is_our_turn():
    """Asks without waiting: a web process gives up a statement after seconds, and the turn of another may take longer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return cursor.fetchone()[0]


@transaction.atomic
def write_files(files):
    """The words of documents (their ids) whose text was read anew: nothing else says that it is another one."""
    take_turns()
    documents = SearchDocument.objects.filter(file__in=files)
    things = defaultdict(list)
    for kind, thing in documents.values_list("kind", "thing"):
        things[kind].append(thing)
    documents.update(texts_digest="")
    for kind, ids in things.items():
        write(kind, ids, [Scope.PUBLIC])


def _write(scope, kind, things, entries):
    stored = {
        (row.thing, row.language, row.version, row.file): row
        for row in SearchDocument.objects.filter(scope=scope, kind=kind, thing__in=things).only(
            "thing", "language", "version", "file", "texts_digest"
        )
    }
    wanted = {}
    for entry in entries:
        wanted[entry.thing, entry.language, entry.version, None] = entry
        if entry.file and scope == Scope.PUBLIC:
            wanted[entry.thing, entry.language, entry.version, entry.file] = entry
    digests = {key: _digest(entry, key[-1]) for key, entry in wanted.items()}
    gone = [row.pk for key, row in stored.items() if key not in wanted]
    changed = [key for key in wanted if key not in stored or stored[key].texts_digest != digests[key]]
    # Files whose record says something new: their words are the same.
    renamed = [key for key in stored if key in wanted and key not in changed and (*key[:3], None) in changed]
    if scope == Scope.PUBLIC and (gone or changed):
        move()  # a rebuild changes what readers find, and nothing else
    SearchDocument.objects.filter(pk__in=gone).delete() if gone else None
    if not changed:
        return
    rows = {key: _document(scope, kind, wanted[key], key[-1], digests[key]) for key in [*changed, *renamed]}
    old = [row for key, row in rows.items() if key in stored]
    for key, row in rows.items():
        row.pk = stored[key].pk if key in stored else None
    SearchDocument.objects.bulk_create([row for row in rows.values() if row.pk is None])
    if old:
        SearchDocument.objects.bulk_update(
            old, [*OF_DOCUMENT, "is_only_language", "title_length", "year", "texts_digest"]
        )
    _write_words(scope, {rows[key].pk: (wanted[key], key[-1]) for key in changed})


def _document(scope, kind, entry, file, digest):
    """Of a file only whose it is: its text lies with the file."""
    texts = {name: getattr(entry, name) for name in OF_DOCUMENT} if file is None else {"title": entry.title}
    return SearchDocument(
        scope=scope, kind=kind, thing=entry.thing, language=entry.language, version=entry.version, file=file,
        is_only_language=entry.is_only_language, title_length=len(counting_words(entry.title, entry.language)),
        year=entry.year, texts_digest=digest, **texts | {"title": entry.title[:500]},
    )  # fmt: skip


def counting_words(text, language):
    """The words of a title but for stop words."""
    stop_words = analysis.STOP_WORDS.get(language, frozenset())
    return [word for word in whole_words(text) if word not in stop_words]


def _digest(entry, file):
    said = entry if file is None else (entry.thing, entry.language, file)
    return sha256(f"{analysis.version()} {said!r}".encode()).hexdigest()


def _write_words(scope, documents):
    """documents: {id: (Entry, file or None)} whose rows are stored already."""
    files = pages_of([file for _entry, file in documents.values() if file])
    wanted = {}  # document → {(language, kind, text): fields}
    for pk, (entry, file) in documents.items():
        if file:
            words = words_of_file(tuple(files.get(file, [])), entry.language, analysis.version())
        else:
            words = words_of({OF_DOCUMENT[name]: getattr(entry, name) for name in OF_DOCUMENT}, entry.language)
        wanted[pk] = {(entry.language, *key): bits for key, bits in words.items()}
    ids = _vocabulary(scope, {key for words in wanted.values() for key in words})
    stored = defaultdict(dict)
    for posting, document, word, bits in Posting.objects.filter(document__in=documents).values_list(
        "pk", "document_id", "word_id", "fields"
    ):
        stored[document][word] = (posting, bits)
    gone, new = [], []
    for pk, words in wanted.items():
        holds = {ids[key]: bits for key, bits in words.items()}
        gone += [posting for word, (posting, bits) in stored[pk].items() if holds.get(word) != bits]
        new += [(word, pk, bits) for word, bits in holds.items() if stored[pk].get(word, (None, None))[1] != bits]
    if gone:
        Posting.objects.filter(pk__in=gone).delete()
    if new:
        with connection.cursor() as cursor:  # ten times as quick as bulk_create: a PDF has thousands of rows
            cursor.executemany("INSERT INTO search_posting (word_id, document_id, fields) VALUES (%s, %s, %s)", new)


@lru_cache(maxsize=4)
def words_of_file(pages, language, version):
    """The words of a file. Kept, so that an upload is analysed before the transaction that stores it (saving.py)."""
    return words_of({FILE: "\n".join(pages)}, language)


def words_of(texts, language):
    """{field: text} → {(kind of word, word): fields}.

    No word as it stands where its base form is the same (in a language that nobody analyses it still is needed: queries
    ask for it in any), and none of files: their base forms are enough.
    """
    stop_words = analysis.STOP_WORDS.get(language, frozenset())
    found = defaultdict(int)
    for field, text in texts.items():
        for word in {word.text for word in cut(text)}:
            if len(word) > LONGEST_WORD or field in (BODY, FILE) and word in stop_words:
                continue
            analysed = analysis.analyse(word, language)
            if field != FILE and (word not in analysed.bases or language not in LANGUAGES):
                found[SearchWord.Kind.SURFACE, word] |= field
            for base in analysed.bases:
                found[SearchWord.Kind.BASE, base[:LONGEST_WORD]] |= field
            for part in analysed.parts:
                found[SearchWord.Kind.PART, part[:LONGEST_WORD]] |= field
    return found


def _vocabulary(scope, keys):
    """{(language, kind, text): id of its row}, new rows included."""
    ids = _known(scope, keys)
    new = sorted(key for key in keys if key not in ids)
    rows = SearchWord.objects.bulk_create(_word(scope, *key) for key in new)
    return ids | {key: row.pk for key, row in zip(new, rows, strict=True)}


def _known(scope, keys):
    rows = SearchWord.objects.filter(scope=scope, text__in={text for _language, _kind, text in keys})
    return {tuple(key): pk for pk, *key in rows.values_list("pk", "language", "kind", "text")}


def _word(scope, language, kind, text):
    folded = without_dots(text)
    stems = {}
    if kind == SearchWord.Kind.BASE:
        stems = {
            "stem": analysis.stem(text, language)[:LONGEST_WORD],
            "derivation": analysis.derivation(text, language)[:LONGEST_WORD],
        }
    return SearchWord(
        scope=scope, language=language, kind=kind, text=text, folded=folded[:LONGEST_WORD], beginning=folded[:4],
        length=len(folded), **stems,
    )  # fmt: skip


def rebuild(progress=lambda done, of: None):
    """Everything that can be found is looked at again; only what changed is written. Readers go on searching meanwhile."""
    version = analysis.version()
    if not is_in_step():
        _stem_anew()
    work = [(kind, ids) for kind, source in SOURCES.items() for ids in _in_parts(_all_things(kind, source))]
    for done, (kind, ids) in enumerate(work, 1):
        write(kind, ids)
        progress(done, len(work))
    with transaction.atomic():
        take_turns()  # nobody has just found a word that is deleted here
        SearchWord.objects.filter(~Exists(Posting.objects.filter(word=OuterRef("pk")))).delete()
        IndexState.objects.update_or_create(pk=1, defaults={"analyser": version, "built_at": timezone.now()})


def _all_things(kind, source):
    """The ids of all that can be found now, and of all that the index holds: these may be gone."""
    held = set(SearchDocument.objects.filter(kind=kind).values_list("thing", flat=True))
    return sorted(held | set(source.things()))


def _in_parts(ids):
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]


def _stem_anew():
    """The stems of the vocabulary, as the analyser of today makes them."""
    for word in SearchWord.objects.filter(kind=SearchWord.Kind.BASE).iterator():
        fresh = _word(word.scope, word.language, word.kind, word.text)
        if (fresh.stem, fresh.derivation) != (word.stem, word.derivation):
            SearchWord.objects.filter(pk=word.pk).update(stem=fresh.stem, derivation=fresh.derivation)


def is_in_step():
    """Whether the whole index was written by the analyser of today."""
    return IndexState.objects.filter(analyser=analysis.version()).exists()


def rebuild_if_outdated(now):
    """A job of the worker: after the word data has come, or an update of the rules; and at night, to drop what has ended."""
    is_night = now.hour == NIGHT and not IndexState.objects.filter(built_at__gt=now - timedelta(hours=2)).exists()
    if is_night or not is_in_step():
        rebuild()
