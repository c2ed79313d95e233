from datetime import UTC, date, datetime, timedelta

import pytest

from oph_site.search import unfound
from oph_site.search.models import UnfoundQuery
from oph_site.search.unfound import add, gather_unfound, hand_over, note

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
TODAY = date(2026, 11, 29)


@pytest.fixture
def handed_over(settings, tmp_path, monkeypatch):
    """Words are noted in a folder of the test, and no thread writes them: the test calls hand_over()."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(unfound, "hand_over_in_a_minute", lambda: None)
    unfound._noted.clear()
    yield tmp_path / "unfound"
    unfound._noted.clear()


def rows():
    return list(UnfoundQuery.objects.order_by("text").values_list("language", "text", "times"))


def days_before(number):
    return TODAY - timedelta(days=number)


def test_what_was_noted_becomes_rows_of_the_day(db, handed_over):
    note("  Ystävyys koulu ", "fi")
    note("ystävyys  KOULU", "fi")
    note("study tour", "en")
    hand_over()
    note("study tour", "en")
    hand_over()

    gather_unfound(NOW)

    assert rows() == [("en", "study tour", 2), ("fi", "ystävyys koulu", 2)]
    assert list(handed_over.iterdir()) == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "a" * 101,
        "matti.meikalainen@example.org",
        "010190-123A",
        "soita 040 123 4567",
        "978-952-13-4931-7",
        "2011:16",
        "?!",
        "\u0000\u200b",
    ],
)
def test_what_may_be_about_a_person_or_says_nothing_is_not_noted(handed_over, query):
    note(query, "fi")

    assert not unfound._noted


def test_signs_that_no_database_holds_do_no_harm(db, handed_over):
    note("lukio\x00 \ud800\u202e2021", "fi")
    hand_over()

    gather_unfound(NOW)

    assert rows() == [("fi", "lukio 2021", 1)]


def test_the_memory_of_a_process_is_bounded(handed_over, monkeypatch):
    monkeypatch.setattr(unfound, "MOST_NOTED", 2)

    for word in ["yksi", "kaksi", "kolme", "yksi"]:
        note(word, "fi")

    assert sorted(key[1] for key in unfound._noted.elements()) == ["kaksi", "yksi", "yksi"]


def test_files_do_not_pile_up_where_no_worker_runs(handed_over, monkeypatch):
    monkeypatch.setattr(unfound, "MOST_FILES", 2)

    for word in ["yksi", "kaksi", "kolme"]:
        note(word, "fi")
        hand_over()

    assert len(list(handed_over.iterdir())) == 2


def test_a_full_or_read_only_disk_loses_the_words_and_nothing_else(handed_over):
    handed_over.write_text("no folder can be made here")
    note("amis", "fi")

    hand_over()

    assert not unfound._noted


def test_a_thread_that_cannot_start_leaves_the_next_search_to_try(settings, tmp_path, monkeypatch):
    def refuse(timer):
        raise RuntimeError("can't start new thread")

    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(unfound.threading.Timer, "start", refuse)
    note("amis", "fi")

    assert not unfound._noted


def test_the_thread_writes_what_was_noted_since(handed_over, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(unfound, "MINUTE", 0)
    monkeypatch.setattr(unfound.settings, "VAR_DIR", handed_over.parent)
    timers = []
    begin = unfound.threading.Timer.start
    monkeypatch.setattr(unfound.threading.Timer, "start", lambda timer: (timers.append(timer), begin(timer)))

    note("amis", "fi")
    timers[0].join()

    assert len(list(handed_over.glob("*.json"))) == 1
    assert timers[0].daemon


def test_a_damaged_file_is_thrown_away_and_the_others_are_read(db, handed_over):
    note("amis", "fi")
    hand_over()
    (handed_over / "0.json").write_text("[[")
    (handed_over / "1.json").write_text("5")

    gather_unfound(NOW)

    assert rows() == [("fi", "amis", 1)]
    assert list(handed_over.iterdir()) == []


def test_a_day_has_a_bounded_number_of_rows(db, monkeypatch):
    monkeypatch.setattr(unfound, "MOST_A_DAY", 2)

    add([("fi", word, TODAY, 1) for word in ["yksi", "kaksi", "kolme", "yksi"]])

    assert rows() == [("fi", "kaksi", 1), ("fi", "yksi", 2)]


def test_words_are_forgotten_after_ninety_days(db, handed_over):
    for days in (0, 90, 91):
        UnfoundQuery.objects.create(language="fi", text="amis", day=days_before(days))

    gather_unfound(NOW)

    assert list(UnfoundQuery.objects.values_list("day", flat=True)) == [days_before(0), days_before(90)]
