"""Which Office files are taken, and why others are refused; the worker's modules, in this process."""

import pytest

from oph_site.files.documents import read_document
from oph_site.files.reading import WORKER
from tests.files.samples import MICROSOFT, docx_bytes, office_bytes, relationships, upload, zip_bytes

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TEXT = '<w:document xmlns:w="w"><w:body>%s</w:body></w:document>'
OPENDOCUMENT = {"mimetype": "application/vnd.oasis.opendocument.text"}
ODF = '<office:document xmlns:office="o" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:draw="d" xmlns:text="t" xmlns:m="m">%s</office:document>'


@pytest.fixture
def reason(tmp_path, monkeypatch):
    """reason(content, kind) → why it is refused, "" when it is taken."""
    monkeypatch.syspath_prepend(str(WORKER))
    from office import Refused, read  # noqa: PLC0415  # a program of its own

    def reason(content, kind="docx"):
        path = tmp_path / "upload"
        path.write_bytes(content)
        try:
            read(str(path), "", kind)
        except Refused as refusal:
            return refusal.reason
        return ""

    return reason


def external(kind, target):
    return office_bytes(rows=[(kind, target, "External")])


def odt(content="", **parts):
    return zip_bytes(OPENDOCUMENT | {"content.xml": ODF % content} | parts)


def field(*instructions):
    runs = "".join(f"<w:r><w:instrText>{each}</w:instrText></w:r>" for each in instructions)
    begin, end = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return docx_bytes({"word/document.xml": TEXT % f"<w:p>{begin}{runs}{end}</w:p>"})


CHART = {
    "word/charts/chart1.xml": "<c/>",
    "word/charts/_rels/chart1.xml.rels": relationships(("package", "../embeddings/Book1.xlsx")),
    "word/embeddings/Book1.xlsx": office_bytes("xlsx"),
}
TAKEN = {
    "usual": docx_bytes,
    "from Word in the browser": lambda: office_bytes(main="word/document2.xml"),
    "a line break after the end": lambda: docx_bytes() + b"\r\n",
    "a chart": lambda: docx_bytes(CHART),
    "a link to the web": lambda: external("hyperlink", "https://www.oph.fi/"),
    "a link by mail": lambda: external("hyperlink", "mailto:a@oph.fi"),
    "a link to a port": lambda: external("hyperlink", "www.oph.fi:8080/opas"),
    "a link that is not said to be outside": lambda: office_bytes(rows=[("hyperlink", "https://www.oph.fi/")]),
    "the template on the own disk": lambda: external("attachedTemplate", "file:///C:\\Users\\anna\\OPH.dotx"),
    "the template on a Mac": lambda: external("attachedTemplate", "file:///Users/anna/OPH.dotx"),
    "a table of contents": lambda: field(' TOC \\o "1-3" ', ' HYPERLINK "https://www.oph.fi/" '),
}  # fmt: skip
REFUSED = {
    "another kind": (lambda: office_bytes("xlsx"), "wrong_kind"),
    "a password": (lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "an old type": (lambda: b"\xd0\xcf\x11\xe0" + bytes(99), "old_office"),
    "a program after the end": (lambda: docx_bytes() + b"\nMZ", "trailing"),
    "a list of many parts": (lambda: zip_bytes({f"{n}": "" for n in range(10_001)}), "heavy"),
    "a remote template": (lambda: external("attachedTemplate", "https://evil.example/a.dotm"), "remote_template"),
    "a template on a share": (lambda: external("attachedTemplate", "file:///\\\\10.0.0.9\\a.dotm"), "remote_template"),
    "a template on a server": (lambda: external("attachedTemplate", "file://10.0.0.9/a.dotm"), "remote_template"),
    "an object elsewhere": (lambda: external("oleObject", "mhtml:https://evil.example/a!x"), "calls_out"),
    "a picture elsewhere": (lambda: external("image", "https://evil.example/a.png"), "calls_out"),
    "a strange scheme": (lambda: external("hyperlink", "search-ms:query=a"), "odd_link"),
    "a hidden script": (lambda: external("hyperlink", "java&#9;script:alert(1)"), "script"),
    "a network drive": (lambda: external("hyperlink", "file:///H:\\plan.docx"), "file_link"),
    "a workbook elsewhere": (lambda: external("externalLinkPath", "file:///H:\\a.xlsx"), "linked_values"),
    "an object inside": (lambda: office_bytes(rows=[("oleObject", "embeddings/o.bin")]), "embedded"),
    "an old workbook inside": (lambda: docx_bytes({"word/embeddings/a.xls": b"\xd0\xcf\x11\xe0"}), "embedded"),
    "a program inside": (lambda: docx_bytes({"setup.exe": "MZ"}), "program"),
    "a program under another name": (lambda: docx_bytes({"word/media/a.png": "MZ"}), "program"),
    "macros under another name": (lambda: office_bytes(rows=[(f"{MICROSOFT}/vbaProject", "a.bin")]), "macros"),
    "macros by type": (lambda: office_bytes("docx", {"word/a.bin": ""}, types={"word/a.bin": "application/vnd.ms-office.vbaProject"}), "macros"),
    "a chart with macros": (lambda: docx_bytes(CHART | {"word/embeddings/Book1.xlsx": office_bytes("xlsx", {"xl/vbaProject.bin": ""})}), "macros"),
    "DDE": (lambda: field("DD", "EAUTO c:\\\\windows\\\\system32\\\\cmd.exe"), "linked_values"),
    "DDE in an attribute": (lambda: docx_bytes({"word/document.xml": TEXT % '<w:fldSimple w:instr="DDE a b"/>'}), "linked_values"),
    "DDE in letters as numbers": (lambda: field("QUOTE 68 68 69"), "linked_values"),
    "two parts of one name": (lambda: docx_bytes({"WORD/document.xml": ""}), "broken"),
    "a list of relationships that is no XML": (lambda: docx_bytes({"word/_rels/a.rels": "<"}), "broken"),
}  # fmt: skip


@pytest.mark.parametrize("what", TAKEN)
def test_what_word_writes_is_taken(reason, what):
    assert reason(TAKEN[what]()) == ""


@pytest.mark.parametrize("what", REFUSED)
def test_what_acts_or_hides_is_refused(reason, what):
    make, expected = REFUSED[what]

    assert reason(make()) == expected


def test_workbooks_with_macro_sheets_dde_and_data_fetched_at_opening_are_refused(reason):
    sheet = office_bytes(
        "xlsx",
        {"xl/macrosheets/sheet1.xml": ""},
        types={"xl/macrosheets/sheet1.xml": "application/vnd.ms-excel.macrosheet+xml"},
    )
    dde = office_bytes("xlsx", rows=[("externalLink", "externalLinks/externalLink1.xml")])
    fetched, waiting = [
        office_bytes(
            "xlsx",
            {"xl/connections.xml": f'<connections><connection refreshOnLoad="{flag}"/></connections>'},
            types={"xl/connections.xml": f"{EXCEL}.connections+xml"},
        )
        for flag in (1, 0)
    ]

    assert [reason(each, "xlsx") for each in (sheet, dde, fetched, waiting)] == [
        "macros", "linked_values", "linked_values", "",
    ]  # fmt: skip


def test_opendocument_is_read_by_its_elements(reason):
    link = '<text:a xlink:href="%s"/>'
    cases = [
        (odt('<draw:image xlink:href="Pictures/a.png"/>' + link % "https://www.oph.fi/"), ""),
        (odt('<draw:image xlink:href="https://evil.example/a.png"/>'), "calls_out"),
        (odt(link % "vnd.sun.star.script:a"), "odd_link"),
        (odt("<m:event-listener/>"), "macros"),
        (odt("<office:dde-source/>"), "linked_values"),
        (odt("<draw:object-ole/>"), "embedded"),
        (odt(**{"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "encrypted"),
        (odt(**{"Basic/a.xml": ""}), "macros"),
        (odt(**{"meta.xml": ODF % '<m:template xlink:href="//10.0.0.9/a.ott"/>'}), "remote_template"),
    ]

    assert [reason(content, "odt") for content, _expected in cases] == [expected for _content, expected in cases]


def test_the_sentence_names_what_it_is_about(in_english):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError) as caught:
        read_document(upload("a.docx", external("attachedTemplate", "https://evil.example/100%.dotm")))
    assert caught.value.messages == [
        "The file fetches its template from elsewhere when it is opened: https://evil.example/100%.dotm. Choose the template Normal for it and save it again."
    ]
