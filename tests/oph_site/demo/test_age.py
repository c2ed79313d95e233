import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from oph_site.accounts.models import User
from oph_site.demo import age


@pytest.fixture(autouse=True)
def demo(settings, tmp_path, monkeypatch):
    settings.DEMO, settings.SITE_URL = True, "http://localhost:8000"
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


@pytest.mark.django_db
def test_the_demonstration_does_not_come_into_a_real_site(settings):
    """DEMO=1 given by mistake beside the settings, or the database, of a site in use."""
    User.objects.create_user("boss", email="boss@oph.fi", password="a long password of ours")
    with pytest.raises(CommandError, match="belongs to a site that is no demonstration"):
        call_command("demo", "--load-only")

    settings.SITE_URL = "https://www.example.org"
    with pytest.raises(CommandError, match="SITE_URL names www.example.org"):
        call_command("demo", "--load-only")

    assert list(User.objects.values_list("username", flat=True)) == ["boss"]
    User.objects.create_user("editor", email="editor@example.org")
    assert not age.is_of_another_site({"editor": "Editors"})  # somebody was invited to a demonstration
