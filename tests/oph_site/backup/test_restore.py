"""A site is backed up, goes on, and is brought back: on SQLite and PostgreSQL alike."""

import stat
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import timezone

from feedback.models import Feedback
from feedback.retention import delete_old_feedback
from oph_site.backup import archive, on_postgres
from oph_site.backup.making import backup_to
from oph_site.backup.restoring import Refused, restore
from oph_site.files.models import Document
from oph_site.outbox.models import OutboxMessage
from publications.models import Publication
from tests.factories.feedback import FeedbackFactory
from tests.factories.files import DocumentFactory
from tests.factories.offers import VisitFactory
from tests.factories.publications import LanguageVersionFactory
from tests.factories.visits import EnquiryFactory, OutboxMessageFactory
from visits import erasure
from visits.models import Enquiry, Visit


@pytest.fixture
def site(shared_database, settings, tmp_path):
    """A site of its own with a little of everything; the folder that it writes into."""
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "uploads"
    settings.ERASURES_FILE = tmp_path / "erasures.log"
    document = DocumentFactory(title="Guide", cover_height=424)
    for name in [document.stored_name, document.stored_cover(300), document.stored_cover(600)]:
        (settings.MEDIA_ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (settings.MEDIA_ROOT / name).write_bytes(b"file " * 1000 + name.encode())
    return tmp_path


def test_what_was_lost_is_back_and_what_was_erased_is_not(site, settings):
    visit = VisitFactory(state="closed", invoice_name="Tartu Education Centre")
    asked, kept = (
        EnquiryFactory(contact_name="Somebody asked for erasure"),
        EnquiryFactory(contact_name="Somebody else"),
    )
    FeedbackFactory(message="Too old", received_at=timezone.now() - timedelta(days=366))
    OutboxMessageFactory(reference="", state="waiting")
    Session.objects.create(session_key="k", session_data="", expire_date=timezone.now())
    guide = Document.objects.get()

    made = backup_to(site / "site.tar")
    assert (made.files, made.missing, made.tables["files_document"][0]) == (3, [], 1)
    assert stat.S_IMODE((site / "site.tar").stat().st_mode) == 0o600
    erasure.erase(asked, by=None)
    erasure.erase(visit.enquiry, by=None)
    delete_old_feedback(timezone.now())
    (settings.MEDIA_ROOT / guide.stored_name).unlink()
    Document.objects.all().delete()
    with pytest.raises(Refused, match="not empty"):
        restore(site / "site.tar")
    assert Document.objects.count() == 0

    done = restore(site / "site.tar", replace=True)

    assert (done.tables, done.rows, done.files) == (len(made.tables), made.rows, 3)
    assert Document.objects.get() == guide
    assert (settings.MEDIA_ROOT / guide.stored_name).read_bytes().endswith(guide.stored_name.encode())
    names = dict(Enquiry.objects.values_list("pk", "contact_name"))
    assert [names[one.pk] for one in (asked, kept, visit.enquiry)] == ["", "Somebody else", ""]
    assert Visit.objects.get().invoice_name == "Tartu Education Centre"  # bookkeeping keeps it
    assert done.erased == {"enquiry": 2, "invoice": 0, "feedback": 1}
    assert (Feedback.objects.count(), Session.objects.count()) == (0, 0)
    assert OutboxMessage.objects.get(reference="").state == "failed"  # it may have gone out since: a person decides


def test_a_backup_says_which_files_are_missing_and_writes_over_nothing(site, settings, capsys):
    guide = Document.objects.get()
    (settings.MEDIA_ROOT / guide.stored_cover(300)).unlink()

    call_command("backup", str(site / "a.tar"))

    assert f"MISSING: {guide.stored_cover(300)}." in capsys.readouterr().err
    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", str(site / "a.tar"))
    assert [path.name for path in site.iterdir() if path.name.startswith(".")] == []


def rewritten(path, **changes):
    """The archive with another manifest, and check sums that fit it."""
    facts, sums = archive.check(path)
    changed = path.with_suffix(".changed.tar")
    with changed.open("wb") as stream:
        writer = archive.Writer(stream)
        for member, file in archive.members(path):
            if member.name in sums and member.name != archive.MANIFEST:
                writer.write(member.name, file, member.size)
        writer.finish(facts | changes)
    return changed


def test_what_cannot_be_restored_is_refused_before_anything_is_touched(site, settings):
    backup_to(site / "site.tar")
    whole = (site / "site.tar").read_bytes()
    for name, content in {
        "cut.tar": whole[: len(whole) // 2],
        "spoilt.tar": whole.replace(b"file file file", b"file fill file", 1),
        "none.tar": b"",
    }.items():
        (site / name).write_bytes(content)
    other = {"postgresql": "sqlite", "sqlite": "postgresql"}[connection.vendor]
    refused = {
        site / "cut.tar": "damaged",
        site / "spoilt.tar": "The check sums differ",
        site / "none.tar": "damaged",
        rewritten(site / "site.tar", version=[99, 0, 0]).rename(site / "v.tar"): "A newer release",
        rewritten(site / "site.tar", migrations=[["pages", "9999_later"]]).rename(site / "m.tar"): "pages.9999_later",
        rewritten(site / "site.tar", engine=other).rename(site / "e.tar"): f"of {other}",
    }
    Document.objects.all().delete()

    for path, words in refused.items():
        with pytest.raises(Refused, match=words):
            restore(path, replace=True)

    assert Document.objects.count() == 0
    assert [path.name for path in site.iterdir() if path.name.startswith(".")] == []


def test_a_row_that_is_not_as_it_was_is_noticed(site):
    made = backup_to(site / "site.tar")
    rows, digest = made.tables["files_document"]
    other = rewritten(site / "site.tar", tables=made.tables | {"files_document": [rows, digest[::-1]]})

    with pytest.raises(ValueError, match="files_document: the number of rows is right, what they say is not"):
        restore(other, replace=True)


def test_a_deleted_record_comes_back_with_all_that_went_with_it(site, capsys):
    publication = LanguageVersionFactory(title="Lost report").publication
    LanguageVersionFactory(publication=publication, language="en", title="The same in English")
    call_command("dump_record", "publications.publication", str(publication.pk))
    (site / "record.json").write_text(capsys.readouterr().out)
    before = list(
        Publication.objects.values("slug", "summary_fi", "summary_en", "versions__title").order_by("versions")
    )
    publication.delete()

    call_command("loaddata", site / "record.json", verbosity=0)

    after = list(Publication.objects.values("slug", "summary_fi", "summary_en", "versions__title").order_by("versions"))
    assert len(before) == 2 and after == before


def test_a_dump_program_older_than_the_server_is_refused(monkeypatch, db):
    if connection.vendor != "postgresql":
        pytest.skip("pg_dump is for PostgreSQL")
    monkeypatch.setitem(vars(connections["default"]), "pg_version", 990000)

    with pytest.raises(OSError, match="postgresql-client-99"):
        on_postgres.client("pg_dump")
