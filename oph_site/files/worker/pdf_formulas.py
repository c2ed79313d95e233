"""The one kind of file that may lie inside a PDF: formulas as MathML, which screen readers read aloud (PDF/UA-2)."""

import pikepdf
from lxml import etree

RELATIONS = {"/Supplement", "/Alternative"}
MATHML = "{http://www.w3.org/1998/Math/MathML}"
MAX_BYTES = 200_000
OPTIONS = {"resolve_entities": False, "no_network": True, "load_dtd": False}


def is_formula(specification):
    """Whether all that a file specification embeds is MathML and nothing but it, small and well formed."""
    files = specification["/EF"]
    if str(specification.get("/AFRelationship", "")) not in RELATIONS or not isinstance(files, pikepdf.Dictionary):
        return False
    streams = [stream for _key, stream in files.items()]
    return bool(streams) and all(isinstance(each, pikepdf.Stream) and is_mathml(each) for each in streams)


def is_mathml(stream):
    content = stream.read_bytes() if int(stream.get("/Length", 0)) <= MAX_BYTES else b""
    if not content or len(content) > MAX_BYTES:
        return False
    try:
        root = etree.fromstring(content, etree.XMLParser(**OPTIONS))  # noqa: S320  # in the limited process
    except etree.XMLSyntaxError:
        return False
    tree = root.getroottree()
    is_alone = not tree.docinfo.doctype and root.getprevious() is None and root.getnext() is None
    return root.tag == f"{MATHML}math" and is_alone and all(is_plain(element) for element in root.iter())


def is_plain(element):
    """An element of MathML without script and link; comments may stay."""
    if not isinstance(element.tag, str):
        return element.tag is etree.Comment
    names = [etree.QName(name).localname.lower() for name in element.attrib]
    return element.tag.startswith(MATHML) and not any(
        name.startswith("on") or name in ("href", "src") for name in names
    )
