"""Files that hostile or unlucky people upload as publications, all made in code: {what: (name, content, reason)}.

The reason is the key of its sentence in oph_site/files/refusals.py; "name" for what is refused by its name alone.
"""

import re
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.files.samples import (
    MAIN,
    docx_bytes,
    office_bytes,
    pdf_bytes,
    png_bomb,
    unfolding_stream,
    zip_bytes,
)

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


def at_opening(**entries):
    return lambda pdf: pdf.Root.__setitem__("/OpenAction", Dictionary(**entries))


def on_page(**entries):
    def change(pdf):
        pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **entries)])

    return change


def link(target):
    return on_page(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=target))


def attached(pdf):
    pdf.attachments["plan.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ", filename="plan.exe")


def content_bomb(pdf):
    pdf.pages[0].Contents = unfolding_stream(pdf, 150)


def picture_bomb(pdf):
    """A picture of 40,000 × 40,000 pixels, as large as a stamp on the page."""
    packed = zlib.compress(bytes(1000))
    image = pikepdf.Stream(
        pdf, packed, Type=Name.XObject, Subtype=Name.Image, Width=40_000, Height=40_000, ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8, Filter=Name.FlateDecode,
    )  # fmt: skip
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(I=image))
    pdf.pages[0].Contents = pdf.make_stream(b"q 99 0 0 99 0 0 cm /I Do Q")


def pages_in_a_circle(pdf):
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)


def no_pages():
    return re.sub(rb"/Count 1\b", b"/Count 0", pdf_bytes()).replace(b"/Kids [ 3 0 R ]", b"/Kids [       ]")


def table_in_a_circle():
    """The cross-reference table names itself as the one before it."""
    content = pdf_bytes()
    start = int(re.search(rb"startxref\s+(\d+)", content)[1])
    return content.replace(b"trailer <<", b"trailer << /Prev %d" % start)


def table_elsewhere(place):
    return re.sub(rb"startxref\n\d+", b"startxref\n%d" % place, pdf_bytes())


def nested(depth):
    """Arrays in arrays, written by hand: programs that read them with recursion fall over."""
    body = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Deep " + b"[" * depth + b"]" * depth + b" >>\nendobj\n"
    second = len(body)
    body += b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    table = b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n%010d 00000 n \n" % second
    return body + table + b"trailer << /Root 1 0 R /Size 3 >>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def incremental_script():
    """A harmless PDF to whose end a second catalogue with a script was added, as signing programs add things."""
    with pikepdf.open(BytesIO(pdf_bytes())) as pdf:
        root = pdf.Root.objgen[0]
    first = pdf_bytes()
    before = int(re.search(rb"startxref\s+(\d+)", first)[1])
    changed = b"%d 0 obj\n<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (a) >> >>\nendobj\n" % root
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer << /Root %d 0 R /Size 9 /Prev %d >>\n" % (
        root,
        len(first),
        root,
        before,
    )
    return first + changed + table + b"startxref\n%d\n%%%%EOF\n" % (len(first) + len(changed))


def laughs():
    """An entity that unfolds to gigabytes, in the text of a Word file."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return docx_bytes({"word/document.xml": f'<!DOCTYPE d [<!ENTITY l0 "ha">{levels}]><d>&l9;</d>'})


def packed(parts, name="word/media/big.xml", size=0):
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as file:
        for part, content in parts.items():
            file.writestr(part, content)
        with file.open(name, "w") as part:
            for _each in range(size // 1_000_000):
                part.write(b" " * 1_000_000)
    return buffer.getvalue()


def parts_of(content):
    with ZipFile(BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def office_bomb():
    """A part that unfolds to 300 megabytes of text."""
    parts = parts_of(docx_bytes({}))
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/word/more.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>',
    )
    return packed(parts, "word/more.xml", 300_000_000)


def many_parts():
    return zip_bytes({f"{number}.xml": "" for number in range(20_001)})


def protected_zip():
    """The bit that says that a part is encrypted, in both of the places where it stands."""
    return (
        docx_bytes()
        .replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01")
        .replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")
    )


def linked(kind, target):
    return lambda: office_bytes(rows=[(kind, target, "External")])


def field_of_word(instruction):
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return lambda: docx_bytes(
        {MAIN["docx"][0]: f'<w:document xmlns:w="{w}"><w:fldSimple w:instr="{instruction}"/></w:document>'}
    )


def opendocument(**parts):
    return zip_bytes({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"} | parts)


HOSTILE = {
    # wrong names
    "a program": ("plan.exe", lambda: b"MZ", "name"),
    "a program whose name is turned round on the screen": ("plan\u202efdp.exe", lambda: b"MZ", "name"),
    "a web page with a script": ("plan.html", lambda: b"<script>alert(1)</script>", "name"),
    "a drawing with a script": ("plan.svg", lambda: b'<svg onload="alert(1)"/>', "name"),
    "a name without an end": ("plan", pdf_bytes, "name"),
    "a program named PDF": ("plan.pdf", lambda: b"MZ" + bytes(200), "not_pdf"),
    "nothing": ("plan.pdf", lambda: b"", "not_pdf"),
    "a picture named PDF": ("plan.pdf", lambda: png_bomb(8, 8), "not_pdf"),
    "a Word file named PDF": ("plan.pdf", docx_bytes, "not_pdf"),
    "a PDF named Word": ("plan.docx", pdf_bytes, "wrong_kind"),
    "a Word file named Excel": ("plan.xlsx", docx_bytes, "wrong_kind"),
    "an old Word file under a new name": ("plan.docx", lambda: OLD_OFFICE, "old_office"),
    # two files in one
    "a GIF before a PDF": ("plan.pdf", lambda: b"GIF89a" + pdf_bytes(), "leading"),
    "a web page before a PDF": ("plan.pdf", lambda: b"<script>alert(1)</script>" + pdf_bytes(), "leading"),
    "an archive after a PDF": ("plan.pdf", lambda: pdf_bytes() + zip_bytes({"a.js": "alert(1)"}), "trailing"),
    "a web page after a PDF": ("plan.pdf", lambda: pdf_bytes() + b"<script>alert(1)</script>", "trailing"),
    "a program after a Word file": ("plan.docx", lambda: docx_bytes() + b"MZ", "trailing"),
    "a PDF after a Word file": ("plan.docx", lambda: docx_bytes() + pdf_bytes(), "trailing"),
    # broken
    "the first half of a PDF": ("plan.pdf", lambda: pdf_bytes()[:500], "broken"),
    "a PDF without its last line": ("plan.pdf", lambda: pdf_bytes()[:-6], "broken"),
    "a Word file cut off": ("plan.docx", lambda: docx_bytes()[:-30], "trailing"),
    "a table of objects that points nowhere": ("plan.pdf", lambda: table_elsewhere(10**9), "broken"),
    "a table of objects that points into the text": ("plan.pdf", lambda: table_elsewhere(12), "broken"),
    "a table of objects that names itself": ("plan.pdf", table_in_a_circle, "broken"),
    "a tree of pages that holds itself": ("plan.pdf", lambda: pdf_bytes(pages_in_a_circle), "broken"),
    "a PDF without pages": ("plan.pdf", no_pages, "broken"),
    "arrays in arrays, 100,000 deep": ("plan.pdf", lambda: nested(100_000), "broken"),
    "a Word file with two parts of one name": ("plan.docx", lambda: docx_bytes({"WORD/DOCUMENT.XML": "<x/>"}), "broken"),
    # protected
    "a PDF with a password": ("plan.pdf", lambda: pdf_bytes(encryption=pikepdf.Encryption(owner="o", user="u")), "encrypted"),
    "a PDF that may not be printed": ("plan.pdf", lambda: pdf_bytes(encryption=pikepdf.Encryption(owner="o", user="")), "encrypted"),
    "an encrypted archive as a Word file": ("plan.docx", protected_zip, "encrypted"),
    # scripts and files inside
    "a script at opening": ("plan.pdf", lambda: pdf_bytes(at_opening(S=Name.JavaScript, JS="app.alert(1)")), "script"),
    "a script added to the end": ("plan.pdf", incremental_script, "script"),
    "a script in a link": ("plan.pdf", lambda: pdf_bytes(link("java\tscript:alert(1)")), "script"),
    "a program to start": ("plan.pdf", lambda: pdf_bytes(at_opening(S=Name.Launch, F="calc.exe")), "script"),
    "a form that is sent": ("plan.pdf", lambda: pdf_bytes(on_page(A=Dictionary(S=Name.SubmitForm, F="https://a.example"))), "form"),
    "a program inside a PDF": ("plan.pdf", lambda: pdf_bytes(attached), "embedded"),
    "a film": ("plan.pdf", lambda: pdf_bytes(on_page(Subtype=Name.RichMedia)), "media"),
    "macros in Word": ("plan.docx", lambda: docx_bytes({"word/vbaProject.bin": "x"}), "macros"),
    "macros in OpenDocument": ("plan.odt", lambda: opendocument(**{"Basic/script.xml": "<x/>"}), "macros"),
    "a program inside a Word file": ("plan.docx", lambda: docx_bytes({"word/media/plan.exe": "MZ"}), "program"),
    "an object of another program": ("plan.docx", lambda: docx_bytes({"word/embeddings/a.bin": OLD_OFFICE}), "embedded"),
    # calling out
    "a PDF that opens an address": ("plan.pdf", lambda: pdf_bytes(at_opening(S=Name.URI, URI="https://a.example/")), "calls_out"),
    "a PDF that opens a network drive": ("plan.pdf", lambda: pdf_bytes(at_opening(S=Name.GoToR, F="\\\\10.0.0.9\\a")), "calls_out"),
    "a link to a network drive": ("plan.pdf", lambda: pdf_bytes(link("file://10.0.0.9/a")), "file_link"),
    "a link to a program of the computer": ("plan.pdf", lambda: pdf_bytes(link("search-ms:query=a")), "odd_link"),
    "a picture elsewhere": ("plan.docx", linked("image", "https://a.example/a.png"), "calls_out"),
    "a template elsewhere": ("plan.docx", linked("attachedTemplate", "https://a.example/a.dotm"), "remote_template"),
    "values from another program": ("plan.docx", field_of_word("DDEAUTO c:\\\\windows\\\\cmd.exe"), "linked_values"),
    # bombs
    "a page that unfolds to 1.5 gigabytes": ("plan.pdf", lambda: pdf_bytes(content_bomb, compress_streams=False), "heavy"),
    "a part that unfolds to 300 megabytes": ("plan.docx", office_bomb, "heavy"),
    "20,001 parts": ("plan.docx", many_parts, "heavy"),
    "an entity that unfolds to gigabytes": ("plan.docx", laughs, "broken"),
    "2,001 pages": ("plan.pdf", lambda: pdf_bytes(pages=2001), "too_many_pages"),
}  # fmt: skip


def without_text(pdf):
    pdf.pages[0].Contents = pdf.make_stream(b"0 0 9 9 re f")


def hebrew(pdf):
    """Shalom, as its letters are read from right to left: by a map from the codes of the font to letters."""
    rows = b"\n".join(
        b"<%02x> <%04x>" % (65 + number, ord(letter)) for number, letter in enumerate("\u05e9\u05dc\u05d5\u05dd")
    )
    head = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 4 beginbfchar\n"
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        ToUnicode=pdf.make_stream(head + rows + b"\nendbfchar endcmap"),
    )
    pdf.pages[0].Resources = Dictionary(Font=Dictionary(F1=font))
    pdf.pages[0].Contents = pdf.make_stream(b"BT /F1 24 Tf 60 700 Td (" + b"DCBA " * 6 + b") Tj ET")
    pdf.docinfo["/Title"] = "Shalom \u202edenruter\u202c"


def huge_page(pdf):
    pdf.pages[0].MediaBox = Array([0, 0, 14_400, 14_400])


# Strange, but what publications are: {what: (content, the repairs that are told)}
STRANGE = {
    "1,000 pages": (lambda: pdf_bytes(pages=1000), {"untagged", "no_language", "no_title"}),
    "no text": (lambda: pdf_bytes(without_text), {"untagged", "no_text", "no_language", "no_title"}),
    "text from right to left": (lambda: pdf_bytes(hebrew), {"untagged", "no_language"}),
    "a page of five metres": (lambda: pdf_bytes(huge_page), {"untagged", "no_language", "no_title"}),
    "a picture that claims 40,000 × 40,000 pixels": (lambda: pdf_bytes(picture_bomb), {"untagged", "no_text", "no_language", "no_title"}),
}  # fmt: skip
