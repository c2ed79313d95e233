"""The copy of the public site as files: what is in it, what is not, and that it follows what readers may see."""

import fnmatch
import os
from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone

from oph_site.files.documents import add_document
from oph_site.mirror import asking, keeping
from oph_site.mirror.folder import Folder
from oph_site.mirror.keeping import Round, keep, keep_mirror
from oph_site.mirror.places import address_of, is_copied, links, place, with_links_to_files
from oph_site.stamp import moving
from pages.editions.publishing import publish, withdraw
from pages.models import Attachment
from publications.models import LanguageVersion, Publication
from tests.factories.pages import ContactPointFactory, PageFactory, published, saved
from tests.factories.publications import LanguageVersionFactory, PublicationFactory
from tests.files.samples import pdf_bytes, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(tmp_path):
    return tmp_path / "copy"


@pytest.fixture
def moved(home):
    """A page with versions and an address that it had before."""
    page = published(PageFactory(parent=home, slug_fi="vanha", slug_en="guide", title_fi="Salainen"))
    page.slug_fi = "opas"
    ContactPointFactory(is_in_footer=True, email="kirjaamo@example.org")
    return published(saved(page), "fi", change_note="Uusi osoite.")


@pytest.fixture
def guide(moved):
    """The page with a file, which a publication has too."""
    document = add_document("Guide", upload("x.pdf", pdf_bytes()))
    LanguageVersionFactory(publication=PublicationFactory(slug="opas"), document=document)
    Attachment.objects.create(page=moved, document=document, title_fi="Liite", title_en="Attachment")
    return published(moved)


def files_in(copy):
    return {str(path.relative_to(copy)) for path in copy.rglob("*") if path.is_file()}


def text(copy, place):
    return (copy / place).read_text()


@pytest.mark.django_db(transaction=True)
def test_the_copy_has_what_readers_get_and_follows_it(guide, copy, visitor):
    first = keep(copy, timezone.now())
    nothing = keep(copy, timezone.now())
    found = files_in(copy)

    document = LanguageVersion.objects.get().document
    file = f"files/{document.pk}/guide.pdf"
    assert nothing is None and first.failed == []
    assert found >= {
        "index.html", "404.html", "en/404.html", "robots.txt", "sitemap.xml", "sitemap-pages-1.xml", ".well-known/security.txt",
        "fi/index.html", "en/index.html", "fi/opas/index.html", "fi/vanha/index.html", "en/guide/index.html",
        "fi/versiot/opas/index.html", "fi/muutokset.xml", "fi/muutokset/opas.xml", "fi/haku/index.html",
        "fi/julkaisut/opas/index.html", "en/publications/opas/index.html", "fi/julkaisut/opas/fi.pdf", "fi/julkaisut/opas/fi.ris",
        file, f"files/{document.pk}/cover-300.webp", f"~/file/{document.pk}/index.html", f"~/page/{guide.pk}/index.html",
        "~/away/fi.html", "~/away/en.html", "fi/palaute/lomake/index.html",
    }  # fmt: skip
    assert (copy / "fi/julkaisut/opas/fi.pdf").samefile(copy / file)
    assert (copy / file).samefile(default_storage.path(document.stored_name))
    assert 'content="0; url=/fi/opas/"' in text(copy, "fi/vanha/index.html")
    kept, online = text(copy, "fi/opas/index.html"), visitor.get("/fi/opas/").text
    assert ["Salainen" in kept, "luet sen kopiota" in kept, "luet sen kopiota" in online] == [True, True, False]

    withdraw(guide, "fi", by=None)
    Publication.objects.update(state="draft")
    Round(Folder(copy)).take_away(Folder(copy).state(), timezone.now())
    at_once = files_in(copy)
    second = keep(copy, timezone.now())

    assert {each for each in at_once if "opas" in each} == set()
    assert {each for each in files_in(copy) if "vanha" in each} == set()
    assert file in at_once  # the English page offers it
    assert "Salainen" not in "".join(path.read_text() for path in copy.rglob("*.html"))
    assert "en/index.html" not in second.folder.written
    assert not list(copy.rglob(".mirror-*"))

    withdraw(guide, "en", by=None)
    keep(copy, timezone.now())

    assert {each for each in files_in(copy) if each.startswith(("files/", "~/file", "~/page"))} == {
        f"~/page/{guide.parent_id}/index.html"
    }


def test_pages_stand_in_for_search_and_forms_and_say_whom_to_write_to(moved, copy, settings):
    settings.MIRROR_DIR = str(copy)
    keep_mirror(timezone.now())

    search, form, away = (
        text(copy, each) for each in ("en/search/index.html", "en/feedback/form/index.html", "~/away/en.html")
    )

    assert "The search does not work at the moment" in search and "Were you sending a form?" not in search
    assert "This does not work at the moment" in form and "Were you sending a form?" in form and "Were you" in away
    assert all('<a href="mailto:kirjaamo@example.org">' in each for each in (search, form, away))
    assert "<form" not in form.partition("<main")[2]


class Failing(asking.Asking):
    """Answers one address with an error."""

    status = 500

    def ask(self, address):
        return asking.Answer(self.status, "", "", "", b"") if address == "/fi/opas/" else super().ask(address)


def test_what_cannot_be_drawn_stays_as_it_was(moved, copy, monkeypatch):
    keep(copy, timezone.now())
    before, files = text(copy, "fi/opas/index.html"), files_in(copy)
    monkeypatch.setattr(keeping, "Asking", Failing)
    moved.editions.filter(path="vanha", language="fi").update(hidden_at=timezone.now())

    failed = keep(copy, timezone.now()).failed
    monkeypatch.setattr(Failing, "status", 503)
    with pytest.raises(CommandError, match="The database is away"):
        call_command("mirror", str(copy))

    # Only the page that failed leads to the version that was hidden meanwhile: it goes all the same.
    files -= set(fnmatch.filter(files, "fi/versio/*/vanha/index.html"))
    assert [failed, text(copy, "fi/opas/index.html"), files_in(copy)] == [["/fi/opas/"], before, files]


def test_what_the_clock_changes_is_drawn_again_also_by_a_process_that_has_just_begun(moved, monkeypatch):
    now = timezone.now()
    publish(PageFactory(parent=moved.parent), "fi", by=None, at=now + timedelta(seconds=40))
    marks = []
    for number, seconds in enumerate([0, 30, 41]):
        monkeypatch.setattr(
            moving, "current", lambda number=number: (-number - 1,)
        )  # nothing is kept from the one before
        with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
            marks.append(keeping.mark_of(timezone.now())[1:])

    assert [marks[0] == marks[1], marks[1] == marks[2]] == [True, False]


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")

    with pytest.raises(CommandError, match="holds other files"):
        call_command("mirror", str(tmp_path))

    assert files_in(tmp_path) == {"thesis.txt"}


def test_one_writes_at_a_time(copy):
    with Folder(copy).alone(), pytest.raises(CommandError, match="Another process"):
        call_command("mirror", str(copy))


def test_a_file_is_written_whole_or_not_at_all(copy, monkeypatch):
    folder = Folder(copy)
    folder.write("fi/a.html", b"old")
    folder.write("fi/a.html", b"old")
    monkeypatch.setattr(os, "replace", lambda *names: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        folder.write("fi/a.html", b"new")

    assert [text(copy, "fi/a.html"), files_in(copy)] == ["old", {"fi/a.html"}]
    assert (copy / "fi/a.html").stat().st_mode & 0o777 == 0o644


def test_uploads_are_copied_where_they_cannot_be_linked(tmp_path, copy, monkeypatch):
    (tmp_path / "upload.pdf").write_bytes(b"%PDF")
    monkeypatch.setattr(os, "link", lambda *names: (_ for _ in ()).throw(OSError("another disk")))
    first, second = Folder(copy), Folder(copy)
    first.link("files/1/a.pdf", tmp_path / "upload.pdf")
    second.link("files/1/a.pdf", tmp_path / "upload.pdf")

    assert [(copy / "files/1/a.pdf").read_bytes(), first.written, second.written] == [b"%PDF", {"files/1/a.pdf"}, set()]


def test_nothing_is_written_outside_of_the_folder(copy):
    with pytest.raises(ValueError, match="outside"):
        Folder(copy).write("../a.html", b"")


@pytest.mark.parametrize(("address", "where"), [
    ("/fi/", "fi/index.html"), ("/fi/julkaisut/?page=2", "fi/julkaisut/page-2.html"), ("/fi/haut.ics", "fi/haut.ics"),
])  # fmt: skip
def test_an_address_lies_where_a_server_of_files_looks_for_it(address, where):
    assert [place(address), address_of(where)] == [where, address]


def test_links_are_found_wherever_a_page_has_them_and_those_to_pages_of_a_list_lead_to_files(settings):
    html = (
        f'<a href="{settings.SITE_URL}/fi/a/#b">A</a><a href="?page=2#list">2</a><a href="?q=a&amp;page=2">3</a>'
        '<img src="/pictures/1/a-400.webp" srcset="/pictures/1/a-400.webp 400w, /pictures/1/a-800.webp 800w">'
        '<a href="https://example.org/">B</a><a href="mailto:a@example.org">C</a><form action="/fi/haku/">'
    )

    found = links("/fi/julkaisut/", html)

    assert {each for each in found if is_copied(each)} == {
        "/fi/a/", "/fi/julkaisut/?page=2", "/pictures/1/a-400.webp", "/pictures/1/a-800.webp", "/fi/haku/",
    }  # fmt: skip
    assert b'href="page-2.html#list"' in with_links_to_files(html.encode())
