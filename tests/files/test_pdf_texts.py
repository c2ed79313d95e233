"""The text inside PDFs: read at upload, kept page by page, whatever the file holds."""

import json

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from oph_site.files import reading
from oph_site.files.documents import add_document, read_document
from oph_site.files.models import Document, DocumentText
from oph_site.files.texts import pages_of
from tests.factories.files import DocumentFactory
from tests.files.samples import docx_bytes, pdf_bytes, pdf_of, unfolding_stream, upload, written_page

pytestmark = pytest.mark.usefixtures("in_english")
LINE = "International mobility in schools"


def texts_of(content):
    return read_document(upload("guide.pdf", content)).texts


@pytest.mark.django_db
def test_each_page_keeps_its_text_in_order():
    document = add_document("Guide", upload("a.pdf", pdf_of("Ensimmäinen sivu", "Toinen\nsivu", "Kolmas")))
    office = add_document("Form", upload("a.docx", docx_bytes()))

    assert pages_of([document.pk, office.pk]) == {document.pk: ["Ensimmäinen sivu", "Toinen\nsivu", "Kolmas"]}


def test_words_parted_at_the_end_of_a_line_are_whole():
    assert texts_of(pdf_of("Suomen koulu-\ntus on hyvää.\nEU-\nmaat")) == ["Suomen koulutus on hyvää.\nEU-maat"]


@pytest.mark.django_db
def test_the_texts_of_many_documents_cost_one_query(django_assert_num_queries):
    documents = [add_document("Guide", upload("a.pdf", pdf_of(word))) for word in ("yksi", "kaksi", "kolme")]

    with django_assert_num_queries(1):
        assert list(pages_of([each.pk for each in documents]).values()) == [["yksi"], ["kaksi"], ["kolme"]]


@pytest.mark.django_db
def test_the_text_goes_with_its_document():
    document = add_document("Guide", upload("a.pdf", pdf_bytes()))

    document.delete()

    assert DocumentText.objects.count() == 0


def test_a_huge_text_is_cut():
    def write_much(pdf):
        much = written_page(pdf, "\n".join(["pitkä " * 10] * 400))
        for page in pdf.pages:
            page.Contents = much

    texts = texts_of(pdf_bytes(write_much, pages=160))

    assert [len(texts), max(map(len, texts)) <= 20_000, texts[-1]] == [160, True, ""]
    assert 2_900_000 < sum(map(len, texts)) <= 3_000_000


def damaged(pdf):
    stream = pikepdf.Stream(pdf, b"")
    stream.write(b"not compressed", filter=pikepdf.Name.FlateDecode)
    pdf.pages[1].Contents = stream


def meaning(number, code, text):
    """A change that writes a text on a page in whose font Z stands for another sign, given in UTF-16."""

    def change(pdf):
        table = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <5A> <%s> endbfchar" % code
        pdf.pages[number].Resources.Font.F1.ToUnicode = pdf.make_stream(table)
        pdf.pages[number].Contents = written_page(pdf, text)

    return change


unmapped = meaning(1, b"0002", "Z" * 3000 + "koulu")  # so many signs for nothing that PDFium's binding gives up


@pytest.mark.parametrize(("code", "text", "read"), [
    (b"00AD", "kouZluZtus ja kouluZ\ntus", "koulutus ja koulutus"),
    (b"00610308", "etZ-\nopetus", "et\u00e4opetus"),
    (b"0001", "ZkouluZtus", " koulu tus"),
    (b"0000", "kouluZ tus", "koulu  tus"),
    (b"D83D", "koulu Ztus", "koulu tus"),
    (b"D83DDE00", "koulu Z", "koulu \U0001f600"),
])  # fmt: skip
def test_odd_signs_of_a_font_are_mended(code, text, read):
    assert texts_of(pdf_of("", change=meaning(0, code, text))) == [read]


@pytest.mark.parametrize("damage", [damaged, unmapped])
def test_a_page_that_cannot_be_read_has_no_text_and_the_file_is_taken(damage):
    assert texts_of(pdf_of(LINE, LINE, LINE, change=damage)) == [LINE, "", LINE]


def test_a_page_that_kills_its_reader_costs_the_text_from_there_on_and_not_the_file():
    def bomb(pdf):
        pdf.pages[1].Contents = unfolding_stream(pdf, 150)

    reading = read_document(upload("a.pdf", pdf_bytes(bomb, pages=3, compress_streams=False)))

    assert [reading.texts, reading.facts["has_text"]] == [[LINE, "", ""], True]


def test_only_the_first_ten_pages_say_whether_a_pdf_is_a_picture_of_text():
    reading = read_document(upload("a.pdf", pdf_of(*[""] * 10, LINE)))

    assert [reading.texts, reading.facts["has_text"]] == [[""] * 10 + [LINE], False]


@pytest.mark.django_db
def test_what_a_hijacked_reader_writes_can_be_stored(tmp_path, monkeypatch):
    """PostgreSQL takes neither NUL nor half a surrogate pair, in JSON either."""
    facts = {"title": "", "language": "", "pages": 1, "is_tagged": True, "has_text": True, "cover_height": 1}
    facts["outline"] = [["x", "\0a\ud800b", "y"]]
    written = {"text.json": json.dumps(["\0a\ud800b\x1b"]), "cover-300.webp": "", "cover-600.webp": ""}
    program = [f"open({name!r}, 'w').write({content!r})" for name, content in written.items()]
    worker = tmp_path / "worker.py"
    worker.write_text("\n".join([*program, f"print({json.dumps(facts)!r})"]))
    monkeypatch.setattr(reading, "WORKER", worker)

    document = add_document("Guide", upload("a.pdf", pdf_bytes()))

    assert pages_of([document.pk]) == {document.pk: [" a b "]}
    assert document.text.outline == [[1, "a b", None]]


def test_the_library_and_the_form_of_a_publication_keep_the_text(administrator_client):
    library, publication = "/admin/files/document/add/", "/admin/publications/publication/add/"
    versions = {"versions-TOTAL_FORMS": 1, "versions-INITIAL_FORMS": 0, "versions-0-language": "fi"}
    record = {"state": "draft", "type": "guide", "corporate_author_fi": "Opetushallitus", "summary_fi": "Tiivistelmä."}

    administrator_client.post(library, {"title": "Library", "upload": upload("a.pdf", pdf_of("Kirjasto"))})
    for title in ("Publication", ""):  # the second is asked for its title, and keeps the file
        file = {"versions-0-upload": upload("a.pdf", pdf_of(f"Julkaisu {title}")), "versions-0-title": title}
        administrator_client.post(publication, record | versions | file)

    kept = DocumentText.objects.order_by("pk").values_list("document__title", "pages")
    assert list(kept) == [
        ("Library", ["Kirjasto"]),
        ("Publication", ["Julkaisu Publication"]),
        ("a.pdf", ["Julkaisu "]),
    ]


def test_renaming_a_document_keeps_its_text(editor_client):
    document = add_document("Guide", upload("a.pdf", pdf_of("Opas")))

    editor_client.post(f"/admin/files/document/{document.pk}/change/", {"title": "Opas", "language": "fi"})

    assert [Document.objects.get().title, pages_of([document.pk])] == ["Opas", {document.pk: ["Opas"]}]


@pytest.mark.django_db
def test_the_command_reads_what_was_stored_before(capsys, caplog):
    kept, older = [add_document(name, upload("a.pdf", pdf_of(name))) for name in ("Kept", "Older")]
    DocumentText.objects.filter(pk=older.pk).delete()
    Document.objects.update(sha256="")
    lost = DocumentFactory()
    DocumentFactory(kind="docx")

    call_command("read_documents")
    call_command("read_documents")

    assert pages_of([kept.pk, older.pk, lost.pk]) == {kept.pk: ["Kept"], older.pk: ["Older"], lost.pk: []}
    assert [record.message.partition(" could")[0] for record in caplog.records] == [
        f"The text of document {lost.pk} ({lost.stored_name})"
    ]
    assert capsys.readouterr().out.splitlines() == [
        "", "1 / 2", "2 / 2", "Read 2 PDFs; 1 of them could not be read (the log says why).",
        "Measured 2 check sums.", "Read 0 PDFs; 0 of them could not be read (the log says why).", "Measured 0 check sums.",
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_command_has_another_try_when_it_is_told_to():
    lost, scan = DocumentFactory(), DocumentFactory()
    DocumentText.objects.create(document=lost, pages=[], outline=[])
    DocumentText.objects.create(document=scan, pages=[""], outline=[])
    default_storage.save(lost.stored_name, ContentFile(pdf_of("Found")))

    call_command("read_documents", "--again")

    assert pages_of([lost.pk, scan.pk]) == {lost.pk: ["Found"], scan.pk: [""]}


def with_outline(pdf):
    with pdf.open_outline() as outline:
        first = pikepdf.OutlineItem("Alku \x07ja\nloppu", 0)
        first.children.append(pikepdf.OutlineItem("Luku 1", 1))
        outline.root.extend([first, pikepdf.OutlineItem("Liitteet", 2), pikepdf.OutlineItem("", 2)])


def with_a_circle(pdf):
    """Bookmarks whose last is followed by the first."""
    with_outline(pdf)
    first = pdf.Root.Outlines.First
    first.Next.Next.Next = first


def test_the_outline_is_read_at_upload_with_its_levels_and_pages(db):
    document = add_document("Guide", upload("a.pdf", pdf_bytes(with_outline, pages=3)))

    assert document.text.outline == [[0, "Alku ja loppu", 1], [1, "Luku 1", 2], [0, "Liitteet", 3]]
    assert add_document("Plain", upload("a.pdf", pdf_bytes())).text.outline == []


def test_an_outline_that_never_ends_costs_nobody_the_upload(db):
    document = add_document("Guide", upload("a.pdf", pdf_bytes(with_a_circle, pages=3)))

    assert [row[1] for row in document.text.outline][:3] == ["Alku ja loppu", "Luku 1", "Liitteet"]
    assert len(document.text.outline) <= 100


def test_the_command_reads_the_outlines_that_were_not_read_yet(db):
    document = add_document("Guide", upload("a.pdf", pdf_bytes(with_outline, pages=3)))
    DocumentText.objects.update(outline=None)

    call_command("read_documents")

    assert DocumentText.objects.get(pk=document.pk).outline[0] == [0, "Alku ja loppu", 1]
