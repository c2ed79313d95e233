import pytest
from django.core.management import call_command

from oph_site.search.analysis import analyse, version, word_data, words


@pytest.fixture(autouse=True)
def empty_machine(tmp_path, settings, monkeypatch):
    """Nothing is built, and only Malay would be, the shortest list: Finnish takes ten seconds."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(word_data, "LANGUAGES", ["ms"])
    monkeypatch.setattr(word_data, "_tried", False)
    monkeypatch.setattr(words, "_dictionaries", {})
    monkeypatch.setattr(words, "_ask_at", 0.0)


def test_the_command_builds_once(capsys):
    call_command("build_words")
    call_command("build_words")

    assert capsys.readouterr().out.splitlines() == ["Built the word data.", "The word data is there."]
    assert [path.name for path in word_data.folder().parent.iterdir()] == [word_data.folder().name]


def test_a_process_that_began_without_takes_it_up_within_a_minute(monkeypatch):
    monkeypatch.setattr(word_data, "LANGUAGES", ["en"])
    assert analyse("children", "en").bases == ("children",)

    word_data.build_word_data()
    assert analyse("children", "en").bases == ("children",)
    monkeypatch.setattr(words, "_ask_at", 0.0)

    assert [analyse(word, "en").bases for word in ("children", "mondays")] == [("child",), ("monday",)]


def test_the_version_takes_it_up_at_once():
    before = version()

    word_data.build_word_data()

    assert version() != before


def test_what_failed_leaves_nothing_behind(monkeypatch):
    monkeypatch.setattr(word_data, "LANGUAGES", ["ms", "no such language"])

    with pytest.raises(ValueError, match="Unsupported"):
        word_data.build_word_data()

    assert list(word_data.folder().parent.iterdir()) == []
    assert not word_data.has_word_data()


def test_the_worker_builds_it_once(settings):
    settings.BUILD_WORDS = True
    word_data.build_word_data_once(None)
    assert word_data.has_word_data()
    word_data.folder().rename(word_data.folder().with_suffix(".away"))

    word_data.build_word_data_once(None)

    assert not word_data.has_word_data()


def test_the_worker_leaves_it_where_it_must_not_build():
    word_data.build_word_data_once(None)

    assert not word_data.has_word_data()
