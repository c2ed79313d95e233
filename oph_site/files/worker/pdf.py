"""PDFs: refused when they act, hide something or need mending; else their facts, outline, the cover of the first page and all text."""

import re

import pikepdf
import pypdfium2
from pdf_actions import look_for_actions
from pdf_outline import outline
from pdf_text import page_texts, write_texts
from PIL import WebPImagePlugin  # noqa: F401  # else Pillow imports every format it knows before it writes this one
from refusal import Refused

MAX_PAGES = 2000
COVER_WIDTHS = [300, 600]
PAGES_TO_SEARCH_FOR_TEXT, LEAST_TEXT = 10, 20
END = re.compile(rb"startxref\s+\d+\s+%%EOF([\0\t\n\f\r ]{0,1024})\Z")


def read(path, folder, kind):
    check_end(path)
    facts = inspect(path) | draw(path, folder)
    texts = page_texts(path, facts["pages"])
    write_texts(texts, folder)
    has_text = any(len(text) > LEAST_TEXT for text in texts[:PAGES_TO_SEARCH_FOR_TEXT])
    return facts | {"has_text": has_text, "outline": outline(path)}


def check_end(path):
    """Nothing may follow the end of the file: it could be read as something else."""
    with open(path, "rb") as file:
        data = file.read()
    if not data.startswith(b"%PDF-"):
        raise Refused("leading" if b"%PDF-" in data[:4096] else "not_pdf")
    if b"%%EOF" not in data:
        raise Refused("broken")
    if not END.search(data[-4096:]):
        raise Refused("trailing")


def inspect(path):
    """Refuses what could act; the facts that the structure tells."""
    try:
        # A file that has to be repaired is read differently by different programs: refused.
        pdf = pikepdf.open(path, attempt_recovery=False, suppress_warnings=True)
        pages = len(pdf.pages)
    except pikepdf.PasswordError:
        raise Refused("encrypted") from None
    except pikepdf.PdfError:
        raise Refused("broken") from None
    with pdf:
        if pdf.is_encrypted:
            raise Refused("encrypted")
        if not pages:
            raise Refused("broken")
        if pages > MAX_PAGES:
            raise Refused("too_many_pages")
        look_for_actions(pdf)
        root = pdf.Root
        return {
            "pages": pages,
            "title": title_of(pdf)[:250].strip(),
            "language": str(root.get("/Lang", ""))[:35],
            "is_tagged": "/StructTreeRoot" in root and bool(root.get("/MarkInfo", {}).get("/Marked", False)),
        }


def title_of(pdf):
    title = str(pdf.docinfo.get("/Title", ""))
    if not title.strip("\0 "):
        try:
            with pdf.open_metadata() as metadata:
                title = str(metadata.get("dc:title", ""))
        except Exception:  # metadata can be any XML
            return ""
    return "".join(letter for letter in title if letter.isprintable())


def draw(path, folder):
    """The cover."""
    try:
        page = pypdfium2.PdfDocument(path)[0]
        largest = COVER_WIDTHS[-1]
        image = page.render(scale=min(largest / page.get_width(), 4)).to_pil().convert("RGB")
    except pypdfium2.PdfiumError:
        raise Refused("broken") from None
    image = image.crop((0, 0, image.width, min(image.height, 3 * image.width)))
    heights = {width: max(1, round(image.height * width / image.width)) for width in COVER_WIDTHS}
    for width, height in heights.items():
        image.resize((width, height)).save(f"{folder}/cover-{width}.webp", "WEBP", quality=80)
    return {"cover_height": heights[COVER_WIDTHS[0]]}
