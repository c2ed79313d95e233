"""Word, Excel and PowerPoint: what the parts are and where they lead is written in their lists, which are read here."""

import posixpath
from io import BytesIO
from zipfile import ZipFile

from fields import check_fields
from links import fault_of, is_remote
from parts import MAX_SMALL_PART, local_name, small_tree, xml_events
from refusal import Refused

MAIN_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}
MACROS = ("macro", "vba", "intlmacrosheet")  # in the types of parts and relationships, in small letters
EMBEDDED = {"oleObject", "control", "activeXControlBinary", "aFChunk"}
MAX_DEPTH = 3  # a workbook behind a chart, in a document, in a document


def check(archive, kind, depth=0):
    names = {f"/{name}".lower(): name for name in archive.namelist()}
    if "/[content_types].xml" not in names:
        raise Refused("wrong_kind")
    if len(names) < len(archive.namelist()):  # programs differ in which of two parts of one name they open
        raise Refused("broken")
    types = content_types(archive, names["/[content_types].xml"])
    found = [
        (source, one) for path, name in names.items() if path.endswith(".rels") for source, one in rows(archive, name)
    ]
    if any(word in types.of(path).lower() for path in names for word in MACROS) or "vbaproject" in " ".join(names):
        raise Refused("macros")
    main = [target_of(source, one) for source, one in found if source == "/" and type_of(one) == "officeDocument"]
    if not main or main[0] not in names or types.of(main[0]) != MAIN_TYPES[kind]:
        raise Refused("wrong_kind")
    for _source, one in found:
        check_relationship(one)
    for path, name in names.items():
        check_content(archive, path, name, types.of(path), depth)


class ContentTypes:
    def __init__(self, defaults, overrides):
        self.defaults, self.overrides = defaults, overrides

    def of(self, path):
        return self.overrides.get(path) or self.defaults.get(path.rpartition(".")[2], "")


def content_types(archive, name):
    root, defaults, overrides = small_tree(archive, name), {}, {}
    for one in root.iter("{*}Default", "{*}Override"):
        if local_name(one) == "Default":
            defaults[one.get("Extension", "").lower()] = one.get("ContentType", "")
        else:
            overrides[one.get("PartName", "").lower()] = one.get("ContentType", "")
    return ContentTypes(defaults, overrides)


def rows(archive, name):
    """(folder of the part that the list belongs to, Relationship) of one .rels part."""
    folder = posixpath.dirname(posixpath.dirname(f"/{name}")).lower()
    return [(folder, one) for one in small_tree(archive, name).iter("{*}Relationship")]


def type_of(relationship):
    return relationship.get("Type", "").rpartition("/")[2]


def target_of(folder, relationship):
    return posixpath.normpath(posixpath.join(folder, relationship.get("Target", ""))).lower()


def check_relationship(one):
    kind, target = type_of(one), one.get("Target", "")
    if any(word in kind.lower() for word in MACROS):
        raise Refused("macros")
    if kind == "hyperlink" or one.get("TargetMode", "").lower() == "external":
        check_external(kind, target)
    elif kind in EMBEDDED:
        raise Refused("embedded", target)
    elif kind == "externalLink":
        raise Refused("linked_values")
    elif is_remote(target):
        raise Refused("calls_out", target)


def check_external(kind, target):
    """A link waits until somebody presses it; everything else is fetched when the file is opened."""
    if kind == "hyperlink":
        if fault := fault_of(target):
            raise Refused(fault, target)
    elif kind == "attachedTemplate":  # Word writes where the template lay: on the own disk it harms nobody
        if is_remote(target):
            raise Refused("remote_template", target)
    elif "externallink" in kind.lower() or kind.startswith("xl"):
        raise Refused("linked_values", target)
    else:
        raise Refused("calls_out", target)


def check_content(archive, path, name, content_type, depth):
    if "wordprocessingml" in content_type and content_type.endswith("xml"):
        check_fields(archive, name)
    elif content_type.endswith("spreadsheetml.connections+xml"):
        check_connections(archive, name)
    elif path.endswith((".docx", ".xlsx", ".pptx")):
        check_inner(archive, name, path[-4:], depth)


def check_connections(archive, name):
    for _event, element in xml_events(archive, name, events=("start",)):
        if local_name(element) == "connection" and element.get("refreshOnLoad", "").lower() in ("1", "true"):
            raise Refused("linked_values")


def check_inner(archive, name, kind, depth):
    """The workbook behind a chart must be as harmless as the file around it."""
    if depth == MAX_DEPTH or archive.getinfo(name).file_size > MAX_SMALL_PART:
        raise Refused("heavy")
    content = archive.read(name)
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as inner:
            check(inner, kind, depth + 1)
