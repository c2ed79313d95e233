"""What a PDF may do, and for what it is refused; the worker's modules, in this process."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from oph_site.files.reading import WORKER
from tests.files.samples import pdf_bytes
from tests.files.test_documents import action, with_link

MATH = b'<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'


@pytest.fixture
def reason(monkeypatch):
    """reason(change) → why a PDF that was changed so is refused, "" when it is taken."""
    monkeypatch.syspath_prepend(str(WORKER))
    from pdf_actions import Refused, look_for_actions  # noqa: PLC0415  # a program of its own

    def reason(change):
        with pikepdf.open(BytesIO(pdf_bytes(change))) as pdf:
            try:
                look_for_actions(pdf)
            except Refused as refusal:
                return refusal.reason
        return ""

    return reason


def on_page(**entries):
    """Something that lies on the first page."""

    def change(pdf):
        pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **entries)])

    return change


def when_seen(**entries):
    def change(pdf):
        pdf.pages[0].AA = Dictionary(O=Dictionary(**entries))

    return change


def entry(name, value):
    return lambda pdf: pdf.Root.__setitem__(name, value)


def stream_outside(pdf):
    pdf.Root.Thing = pdf.make_stream(b"", F="http://evil.example/a")


def base(target):
    def change(pdf):
        with_link("alert(1)")(pdf)
        pdf.Root.URI = Dictionary(Base=target)

    return change


def associated(content, relation="Supplement"):
    """A file that belongs to a part of the text, as formulas do in accessible PDFs."""

    def change(pdf):
        file = pdf.make_stream(content, Type=Name.EmbeddedFile, Subtype=Name("/application/mathml+xml"))
        pdf.Root.AF = Array([
            pdf.make_indirect(Dictionary(Type=Name.Filespec, F="a.xml", EF=Dictionary(F=file), AFRelationship=Name(f"/{relation}")))
        ])  # fmt: skip

    return change


def form_with(**entries):
    def change(pdf):
        pdf.Root.AcroForm = Dictionary(Fields=[Dictionary(FT=Name.Tx, T="a", **entries)])

    return change


TAKEN = {
    "a link": with_link("https://www.oph.fi/"),
    "a link by mail": with_link("mailto:a@oph.fi"),
    "a link without a scheme": with_link("www.oph.fi"),
    "links below an address": base("https://www.oph.fi/"),
    "opening at a place": action(S=Name.GoTo, D=Array([0, Name.Fit])),
    "printing": action(S=Name.Named, N=Name.Print),
    "a plain form": form_with(),
    "a formula for screen readers": associated(MATH),
    "a reference between parts of the text": entry("/Thing", Dictionary(S=Name.P, Ref=Array([]))),
}
REFUSED = {
    "another file at opening": (action(S=Name.GoToR, F="\\\\10.0.0.9\\share"), "calls_out"),
    "an address at opening": (action(S=Name.URI, URI="https://evil.example/"), "calls_out"),
    "an address when a page is seen": (when_seen(S=Name.URI, URI="https://evil.example/"), "calls_out"),
    "an address as the second step": (action(S=Name.GoTo, Next=Dictionary(S=Name.URI, URI="https://a.example")), "calls_out"),
    "a thread of another file": (action(S=Name.Thread, F="\\\\10.0.0.9\\a.pdf"), "calls_out"),
    "a file inside another": (action(S=Name.GoToE, F="a.pdf"), "calls_out"),
    "a link to another file": (on_page(Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F="a.pdf")), "other_file"),
    "a link to the own disk": (with_link("file:///C:/plan.pdf"), "file_link"),
    "a link to a share": (with_link("\\/10.0.0.9/share"), "file_link"),
    "a strange scheme": (with_link("search-ms:query=a"), "odd_link"),
    "a script behind a tabulator": (with_link("java\tscript:alert(1)"), "script"),
    "a script behind a control character": (with_link("\x01javascript:alert(1)"), "script"),
    "a script that looks like a port": (with_link("javascript:1/alert(1)"), "script"),
    "a script before all links": (base("javascript:"), "script"),
    "sound": (on_page(Subtype=Name.Sound), "media"),
    "video": (on_page(Subtype=Name.Movie), "media"),
    "rich media": (on_page(Subtype=Name.RichMedia), "media"),
    "sound at opening": (action(S=Name.Sound), "media"),
    "a page of another file": (entry("/Thing", Dictionary(Subtype=Name.Form, Ref=Dictionary(F="http://a.example"))), "calls_out"),
    "a stream elsewhere": (stream_outside, "calls_out"),
    "a file at an address": (entry("/Thing", Dictionary(FS=Name.URL, F="http://a.example")), "calls_out"),
    "a form with a script": (form_with(AA=Dictionary(K=Dictionary(S=Name.JavaScript, JS="a"))), "form"),
    "a form of LiveCycle": (entry("/AcroForm", Dictionary(XFA=Array([]))), "form"),
    "a form that is sent": (on_page(A=Dictionary(S=Name.SubmitForm)), "form"),
    "a formula with a script": (associated(MATH.replace(b"<mi>", b'<mi onclick="a()">')), "embedded"),
    "a web page as a formula": (associated(b'<html xmlns="http://www.w3.org/1999/xhtml"/>'), "embedded"),
    "a formula with a web page inside": (associated(MATH.replace(b"<mi>x</mi>", b'<p xmlns="http://www.w3.org/1999/xhtml"/>')), "embedded"),
    "a formula with a document type": (associated(b"<!DOCTYPE math>" + MATH), "embedded"),
    "a formula as the source": (associated(MATH, "Source"), "embedded"),
}  # fmt: skip


@pytest.mark.parametrize("what", TAKEN)
def test_what_waits_for_a_press_is_taken(reason, what):
    assert reason(TAKEN[what]) == ""


@pytest.mark.parametrize("what", REFUSED)
def test_what_acts_alone_or_hides_is_refused(reason, what):
    change, expected = REFUSED[what]

    assert reason(change) == expected
