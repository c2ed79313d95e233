"""Reading the XML inside Office files: in small pieces, without entities and without the network."""

from lxml import etree
from refusal import Refused

MAX_SMALL_PART = 10_000_000
MAX_PART = 100_000_000
OPTIONS = {"resolve_entities": False, "no_network": True, "load_dtd": False}


def small_tree(archive, name):
    """The root of a part that is small by nature, such as a list of relationships."""
    with archive.open(name) as file:
        content = file.read(MAX_SMALL_PART + 1)
    if len(content) > MAX_SMALL_PART:
        raise Refused("heavy")
    try:
        root = etree.fromstring(content, etree.XMLParser(**OPTIONS))  # noqa: S320  # in the limited process
    except etree.XMLSyntaxError:
        raise Refused("broken") from None
    if root.getroottree().docinfo.doctype:
        raise Refused("broken")
    return root


def xml_events(archive, name, events=("start", "end")):
    """(event, element) through a part of any size; what is behind is forgotten. The text is whole at "end"."""
    if archive.getinfo(name).file_size > MAX_PART:
        raise Refused("heavy")
    with archive.open(name) as file:
        try:
            for event, element in etree.iterparse(file, events=events, huge_tree=True, **OPTIONS):
                yield event, element
                if event == "end":
                    element.clear(keep_tail=True)
                    while element.getprevious() is not None:
                        del element.getparent()[0]
        except etree.XMLSyntaxError:
            raise Refused("broken") from None


def local_name(element):
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
