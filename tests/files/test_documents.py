import re

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from oph_site.files import accessibility
from oph_site.files.documents import add_document, read_document
from tests.factories.files import DocumentFactory
from tests.files.samples import docx_bytes, pdf_bytes, png_bomb, tagged, unfolding_stream, upload, zip_bytes

pytestmark = pytest.mark.usefixtures("in_english")


def refusal(name, content):
    with pytest.raises(ValidationError) as caught:
        read_document(upload(name, content))
    return caught.value.messages


def action(**entries):
    def change(pdf):
        pdf.Root.OpenAction = pikepdf.Dictionary(Type=pikepdf.Name.Action, **entries)

    return change


def with_link(target):
    def change(pdf):
        link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=target)
        annotation = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=link)
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([annotation]))

    return change


@pytest.mark.django_db
def test_a_pdf_tells_its_pages_title_language_and_structure():
    document = add_document("Skolan", upload("skolan.pdf", pdf_bytes(tagged, pages=3)))

    assert document.frozen() == {
        "id": document.pk, "name": "skolan.pdf", "size": document.size, "type": "PDF", "language": "sv", "pages": 3,
    }  # fmt: skip
    assert [document.file_title, document.file_language] == ["Skolan möter världen", "sv-FI"]
    assert [document.is_tagged, document.has_text, document.cover_height] == [True, True, 425]
    assert accessibility.warnings(document) == []


@pytest.mark.django_db
def test_the_cover_and_the_file_are_stored_under_random_names():
    document = add_document("Guide", upload("secret plan.pdf", pdf_bytes()))

    stored = [document.stored_name, document.stored_cover(300), document.stored_cover(600)]
    assert [default_storage.exists(name) for name in stored] == [True, True, True]
    assert "secret" not in "".join(stored) and "guide" not in "".join(stored).lower()
    with default_storage.open(document.stored_cover(300)) as cover:
        assert cover.read(4) == b"RIFF"


@pytest.mark.django_db
def test_the_editor_is_warned_of_what_screen_readers_will_miss():
    def without_text(pdf):
        pdf.pages[0].Contents = pdf.make_stream(b"0 0 9 9 re f")

    document = add_document("Scan", upload("scan.pdf", pdf_bytes(without_text)))

    assert accessibility.warnings(document) == [
        "The PDF is not tagged: screen readers cannot tell headings and lists.",
        "The PDF has no text layer: it is a picture of text that cannot be read aloud or searched.",
        "The PDF does not name its language: it may be read aloud in the wrong one.",
        "The PDF has no title of its own: programs show the name of the file.",
    ]


@pytest.mark.django_db
def test_a_title_made_by_a_program_is_none_and_the_editor_is_warned():
    def saved_by_word(pdf):
        tagged(pdf)
        pdf.docinfo["/Title"] = "Microsoft Word - opas_final.docx"

    document = add_document("Guide", upload("guide.pdf", pdf_bytes(saved_by_word)))

    assert [document.file_title, *accessibility.warnings(document)] == [
        "",
        "The PDF has no title of its own: programs show the name of the file.",
    ]


NOT_PDF = ["The file is not a PDF, whatever its name says."]
LEADING = [
    "The PDF does not begin where it should: something stands before its beginning. Save it again in the program that made it, or print it to a new PDF."
]
SCRIPT = [
    "The PDF holds a script or starts another program: save it without scripts, actions and form buttons, or print it to a new PDF."
]
FORM = [
    "The PDF is a form with scripts or buttons, or one made with Adobe LiveCycle. Print it to a new PDF, or offer the form as a Word file."
]
EMBEDDED = ["The PDF holds other files inside: save it without attachments."]
END = [
    "The PDF does not end where it should: it is cut off, or something was added to it. Save it again in the program that made it, or print it to a new PDF."
]
BROKEN = ["The PDF is broken: save it again in the program that made it, or print it to a new PDF."]
ENCRYPTED = ["The PDF is encrypted or protected by a password: save it without protection."]


def embed(pdf):
    pdf.attachments["plan.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ", filename="plan.exe")


def script_of_names(pdf):
    script = pdf.make_stream(b"app.alert(1)")
    names = pikepdf.Array(["run", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)])
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=names))


def hidden_file(pdf):
    pdf.Root.Thing = pdf.make_stream(b"MZ", Type=pikepdf.Name.EmbeddedFile)


def file_on_a_page(pdf):
    file = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F="plan.exe", EF=pikepdf.Dictionary(F=pdf.make_stream(b"MZ")))
    annotation = pikepdf.Dictionary(Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9], FS=file)
    pdf.pages[0].Annots = pikepdf.Array([annotation])


HOSTILE = {
    "a web page": (lambda: b"<html><script>alert(1)</script>", NOT_PDF),
    "a picture": (lambda: png_bomb(8, 8), NOT_PDF),
    "nothing": (lambda: b"", NOT_PDF),
    "a PDF behind other bytes": (lambda: b"GIF89a" + pdf_bytes(), LEADING),
    "only the first bytes": (lambda: b"%PDF-1.7\n%%EOF", END),
    "a torn PDF": (lambda: pdf_bytes()[:300], BROKEN),
    "a PDF without its objects": (lambda: b"%PDF-1.7\nstartxref\n9\n%%EOF\n", BROKEN),
    "encrypted": (lambda: pdf_bytes(encryption=pikepdf.Encryption(owner="o", user="u")), ENCRYPTED),
    "protected, without a password to open": (lambda: pdf_bytes(encryption=pikepdf.Encryption(owner="o", user="")), ENCRYPTED),
    "a script at opening": (lambda: pdf_bytes(action(S=pikepdf.Name.JavaScript, JS="app.alert(1)")), SCRIPT),
    "a script in a compressed stream": (lambda: pdf_bytes(script_of_names, object_stream_mode=pikepdf.ObjectStreamMode.generate), SCRIPT),
    "a program": (lambda: pdf_bytes(action(S=pikepdf.Name.Launch, F="calc.exe")), SCRIPT),
    "a form sent elsewhere": (lambda: pdf_bytes(action(S=pikepdf.Name.SubmitForm, F="https://example.com")), FORM),
    "a link that is a script": (lambda: pdf_bytes(with_link("JavaScript:alert(1)")), SCRIPT),
    "a file inside": (lambda: pdf_bytes(embed), EMBEDDED),
    "a file pinned to a page": (lambda: pdf_bytes(file_on_a_page), EMBEDDED),
    "a file hidden in a stream": (lambda: pdf_bytes(hidden_file), EMBEDDED),
    "a table of objects that points elsewhere": (lambda: re.sub(rb"startxref\n\d+", b"startxref\n7", pdf_bytes()), BROKEN),
    "a zip after its end": (lambda: pdf_bytes() + zip_bytes({"a": "b"}), END),
    "a web page after its end": (lambda: pdf_bytes() + b"<script>alert(1)</script>%%EOF", END),
    "too many pages": (lambda: pdf_bytes(pages=2001), ["The PDF has more than 2,000 pages: publish it in parts."]),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_or_broken_pdf_is_refused_with_its_reason(what):
    make, sentence = HOSTILE[what]

    assert refusal("plan.pdf", make()) == sentence


def test_a_pdf_that_is_too_heavy_is_refused_and_only_its_reader_dies(monkeypatch):
    monkeypatch.setattr("oph_site.files.reading.TIMEOUT", 0.01)

    assert refusal("plan.pdf", pdf_bytes()) == [
        "The PDF is too heavy to read: save it in a simpler form, for example with smaller pictures."
    ]


def test_a_memory_bomb_is_stopped_by_the_limit_of_the_reader():
    def bomb(pdf):
        pdf.pages[0].Contents = unfolding_stream(pdf, 150)

    assert refusal("plan.pdf", pdf_bytes(bomb, compress_streams=False)) == [
        "The PDF is too heavy to read: save it in a simpler form, for example with smaller pictures."
    ]


GOOD = {
    "white space after the end": lambda: pdf_bytes() + b"\r\n\r\n",
    "linearised, with several ends": lambda: pdf_bytes(linearize=True),
    "opening at its first page": lambda: pdf_bytes(action(S=pikepdf.Name.GoTo, D=pikepdf.Array([0, pikepdf.Name.Fit]))),
    "words that look like a script": lambda: pdf_bytes(
        lambda pdf: pdf.docinfo.__setitem__("/Title", "Learn /JS and /EmbeddedFiles")
    ),
    "a link to a page of the web": lambda: pdf_bytes(with_link("https://www.oph.fi/")),
}


@pytest.mark.parametrize("what", GOOD)
def test_a_harmless_pdf_is_taken(what):
    assert read_document(upload("guide.pdf", GOOD[what]())).pages == 1


def test_office_files_are_told_by_their_parts():
    odt = zip_bytes({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
    kinds = [read_document(upload(name, content)).kind for name, content in [("A.DOCX", docx_bytes()), ("a.odt", odt)]]

    assert kinds == ["docx", "odt"]


@pytest.mark.parametrize(("name", "make", "sentence"), [
    ("plan.docx", lambda: zip_bytes({"a.txt": "b"}), "The name ends in .docx but the file is something else."),
    ("plan.docx", pdf_bytes, "The name ends in .docx but the file is something else."),
    ("plan.xlsx", docx_bytes, "The name ends in .xlsx but the file is something else."),
    ("plan.odt", docx_bytes, "The name ends in .odt but the file is something else."),
    ("plan.docx", lambda: docx_bytes()[:-30], "The file is cut off, or something was added to it: save it again."),
    ("plan.docx", lambda: docx_bytes() + b"MZ", "The file is cut off, or something was added to it: save it again."),
    ("plan.docx", lambda: docx_bytes().replace(b"PK\x01\x02", b"XX\x01\x02"), "The file is broken: save it again in the program that made it."),
    ("plan.docx", lambda: docx_bytes({"word/vbaProject.bin": "x"}), "The file holds macros: save it without them."),
    ("plan.exe", lambda: b"MZ", "Choose a file of one of these types: PDF, DOCX, XLSX, PPTX, ODT, ODS."),
    ("plan", lambda: b"", "Choose a file of one of these types: PDF, DOCX, XLSX, PPTX, ODT, ODS."),
    ("plan.svg", lambda: b"<svg/>", "Choose a file of one of these types: PDF, DOCX, XLSX, PPTX, ODT, ODS."),
])  # fmt: skip
def test_a_file_under_the_wrong_name_is_refused(name, make, sentence):
    assert refusal(name, make()) == [sentence]


def test_a_huge_file_is_refused_before_it_is_read():
    file = upload("plan.pdf", pdf_bytes())
    file.size = 51_000_000

    with pytest.raises(ValidationError) as caught:
        read_document(file)
    assert caught.value.messages == ["The file is too large: 51.0\u00a0MB. It may have 50.0\u00a0MB at most."]


@pytest.mark.django_db
def test_a_new_title_gives_a_new_name():
    assert DocumentFactory(title="Mitä osaamista? / 2011").name == "mita-osaamista-2011.pdf"
    assert DocumentFactory(title="???").name == "document.pdf"
