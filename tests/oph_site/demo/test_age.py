import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from oph_site.demo import age


@pytest.fixture(autouse=True)
def demo(settings, tmp_path, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr(age, "MARK", tmp_path / "demo-content.txt")


@pytest.mark.django_db(transaction=True)  # the test database has no table of migrations: it is made here
def test_a_database_of_another_version_is_refused_in_one_line():
    recorder = MigrationRecorder(connection)
    recorder.record_applied("pages", "0999_of_another_version")

    with pytest.raises(CommandError, match=r"\AAnother version .*remove .*lost then\.\Z"):
        call_command("demo", "--load-only")

    recorder.record_unapplied("pages", "0999_of_another_version")


def test_content_that_has_changed_since_it_was_loaded_is_noticed(tmp_path, monkeypatch):
    content = tmp_path / "content"
    content.mkdir()
    monkeypatch.setattr(age, "CONTENT", content)
    (content / "home.fi.md").write_text("Tervetuloa")
    before_loading = age.has_other_content()
    age.mark()
    after_loading = age.has_other_content()

    (content / "home.fi.md").write_text("Tervetuloa taas")

    assert [before_loading, after_loading, age.has_other_content()] == [False, False, True]
