"""The first words of readers on the demonstration, asked as the site's search asks them: demo_queries.toml."""

import shutil
import tomllib
from pathlib import Path

import pytest
from django.db import connections, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.utils import timezone, translation

from oph_site.search import index
from oph_site.search.analysis import word_data, words
from oph_site.search.query import search
from oph_site.search.sources import SOURCES

READERS = tomllib.loads(Path(__file__).with_name("demo_queries.toml").read_text(encoding="utf-8"))["reader"]
FIRST = 3


@pytest.fixture
def demonstration(django_db_blocker, made_demonstration, settings, tmp_path, monkeypatch):
    """A copy of the demonstration's own database, indexed anew with the word data that a deployed site has; the other
    tests have none."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(words, "_dictionaries", {})
    monkeypatch.setattr(words, "_ask_at", 0.0)
    word_data.build_word_data()
    file = shutil.copy(made_demonstration / "db.sqlite3", tmp_path)
    served = connections["default"]
    with django_db_blocker.unblock():
        connections["default"] = DatabaseWrapper({**served.settings_dict, "NAME": file, "OPTIONS": {}}, "default")
        with transaction.atomic():  # so that nothing that was read is kept for other tests
            index.rebuild()
            yield
        connections["default"].close()
        connections["default"] = served


def first_addresses(query, language):
    """Of the first three results, without anchors."""
    now = timezone.now()
    with translation.override(language):
        hits = search(query, language=language, now=now).hits[:FIRST]
        places = [SOURCES[hit.kind].places([hit.thing], language, now)[hit.thing] for hit in hits]
    return [place.url.partition("#")[0] for place in places]


def test_the_first_words_of_readers_find_their_page_among_the_first_three(demonstration):
    wrong = []
    for reader in READERS:
        for query, *right in reader["queries"]:
            found = first_addresses(query, reader["language"])
            if not any(address.endswith(f"/{end}/") for address in found for end in right):
                wrong.append(f"{reader['who']}: {query} → {' '.join(found) or 'nothing'}, not {' or '.join(right)}")

    assert not wrong, "\n".join(wrong)
