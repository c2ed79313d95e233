"""OpenDocument: text and tables of LibreOffice and others."""

from links import fault_of, is_remote
from parts import local_name, small_tree, xml_events
from refusal import Refused

MEDIA_TYPES = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
HREF = "{http://www.w3.org/1999/xlink}href"
XML_PARTS = ("content.xml", "styles.xml", "meta.xml", "settings.xml")
LISTENERS = {"event-listener", "script"}
LINKED = {"dde-source", "dde-link", "section-source", "table-source", "cell-range-source"}
EMBEDDED = {"object-ole", "plugin", "applet", "floating-frame"}


def check(archive, kind):
    names = archive.namelist()
    if "mimetype" not in names:
        raise Refused("wrong_kind")
    with archive.open("mimetype") as file:
        if file.read(100).strip() != MEDIA_TYPES[kind]:
            raise Refused("wrong_kind")
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise Refused("macros")
    manifest = "META-INF/manifest.xml"
    if manifest in names and small_tree(archive, manifest).find(".//{*}encryption-data") is not None:
        raise Refused("encrypted")
    for name in names:
        if name.rpartition("/")[2] in XML_PARTS:
            for _event, element in xml_events(archive, name, events=("start", "end")):
                check_element(element, local_name(element))


def check_element(element, name):
    target = element.get(HREF, "")
    if name in LISTENERS:
        raise Refused("macros")
    if name in EMBEDDED:
        raise Refused("embedded", target)
    if name in LINKED and (name.startswith("dde") or target):
        raise Refused("linked_values", target)
    if name == "a":
        if fault := fault_of(target):
            raise Refused(fault, target)
    elif is_remote(target):
        raise Refused("remote_template" if name == "template" else "calls_out", target)
