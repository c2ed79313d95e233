"""Reads one PDF in a process of its own: `python -I pdf_worker.py upload.pdf folder`. Knows nothing of the site.

Prints JSON: {"refused": reason} or the facts; writes cover-<width>.webp of the first page into the folder.
Memory, time and size of output are limited first: whatever a hostile file does happens to this process alone.
"""

import json
import re
import resource
import sys

MEGABYTE = 1024 * 1024
MAX_PAGES = 2000
COVER_WIDTHS = [300, 600]
PAGES_TO_SEARCH_FOR_TEXT = 10
END = re.compile(rb"startxref\s+\d+\s+%%EOF([\0\t\n\f\r ]{0,1024})\Z")

SCRIPT_KEYS = {"/JS", "/JavaScript", "/XFA"}
SCRIPT_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToE",
    "/Rendition",
    "/Movie",
    "/RichMediaExecute",
}
FILE_KEYS = {"/EF", "/EmbeddedFiles", "/RichMediaContent"}
BAD_LINK = re.compile(r"\s*(javascript|vbscript|data|file)\s*:", re.IGNORECASE)
# A quick look at the written form of an object; only what it finds is looked at closely.
SUSPECT = re.compile(
    rb"/(JS|JavaScript|XFA|Launch|SubmitForm|ImportData|GoToE|Rendition|Movie|RichMedia\w*|EF|EmbeddedFiles?|URI)\b"
)


class Refused(Exception):
    pass


def limit_myself():
    resource.setrlimit(resource.RLIMIT_AS, (1024 * MEGABYTE, 1024 * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    resource.setrlimit(resource.RLIMIT_FSIZE, (20 * MEGABYTE, 20 * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def check_end(path):
    """Nothing may follow the end of the file: it could be read as something else."""
    with open(path, "rb") as file:
        data = file.read()
    if not data.startswith(b"%PDF-"):
        raise Refused("not_pdf")
    if b"%%EOF" not in data:
        raise Refused("broken")
    if not END.search(data[-4096:]):
        raise Refused("trailing")


def inspect(pikepdf, path):
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
        look_for_actions(pikepdf, pdf)
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


def look_for_actions(pikepdf, pdf):
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            thing = thing.stream_dict
        if isinstance(thing, pikepdf.Object) and SUSPECT.search(thing.unparse(resolved=True)):
            refuse_actions(pikepdf, thing)


def refuse_actions(pikepdf, thing, depth=0):
    """Looks into direct objects only: what they refer to is looked at by itself."""
    if depth > 100:
        raise Refused("broken")
    if isinstance(thing, pikepdf.Array):
        inner = list(thing)
    elif isinstance(thing, pikepdf.Dictionary):
        refuse_dictionary(thing)
        inner = [value for _key, value in thing.items()]
    else:
        return
    for value in inner:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            refuse_actions(pikepdf, value, depth + 1)


def refuse_dictionary(thing):
    keys = set(thing.keys())
    if keys & FILE_KEYS or str(thing.get("/Type", "")) == "/EmbeddedFile":
        raise Refused("embedded")
    if keys & SCRIPT_KEYS or str(thing.get("/S", "")) in SCRIPT_ACTIONS:
        raise Refused("script")
    if BAD_LINK.match(str(thing.get("/URI", ""))):
        raise Refused("script")


def draw(pypdfium2, path, folder):
    """Whether there is text, and the cover."""
    try:
        pdf = pypdfium2.PdfDocument(path)
        has_text = any(
            pdf[number].get_textpage().count_chars() > 20 for number in range(min(len(pdf), PAGES_TO_SEARCH_FOR_TEXT))
        )
        page = pdf[0]
        largest = COVER_WIDTHS[-1]
        image = page.render(scale=min(largest / page.get_width(), 4)).to_pil().convert("RGB")
    except pypdfium2.PdfiumError:
        raise Refused("broken") from None
    image = image.crop((0, 0, image.width, min(image.height, 3 * image.width)))
    heights = {width: max(1, round(image.height * width / image.width)) for width in COVER_WIDTHS}
    for width, height in heights.items():
        image.resize((width, height)).save(f"{folder}/cover-{width}.webp", "WEBP", quality=80)
    return {"has_text": has_text, "cover_height": heights[COVER_WIDTHS[0]]}


def main(path, folder):
    limit_myself()
    check_end(path)
    import pikepdf  # noqa: PLC0415  # after the limits
    import pypdfium2  # noqa: PLC0415

    return inspect(pikepdf, path) | draw(pypdfium2, path, folder)


if __name__ == "__main__":
    try:
        answer = main(*sys.argv[1:])
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    print(json.dumps(answer))
