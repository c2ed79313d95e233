"""The answers of OAI-PMH 2.0 as XML. One function for each verb: (element to fill, arguments)."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from oph_site.characters import printable
from oph_site.numbers import whole_number
from oph_site.wording import absolute
from publications.models import Publication
from publications.oai.dublin_core import dublin_core
from publications.oai.ledger import with_texts
from publications.oai.models import HarvestRecord
from publications.oai.requests import PREFIX, SECOND, Problem, Selection, arguments, sets

OAI = "http://www.openarchives.org/OAI/2.0/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
PER_ANSWER = 100
IDENTIFIER = re.compile(r"publication/([0-9]+)/([a-z]+)", re.ASCII)
CC0 = "The metadata may be used freely: CC0 1.0, https://creativecommons.org/publicdomain/zero/1.0/"


def answer(given):
    """The whole answer to a QueryDict, as bytes."""
    root = etree.Element(f"{{{OAI}}}OAI-PMH", nsmap={None: OAI, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd")
    add(root, "responseDate", timezone.now().strftime(SECOND))
    request = add(root, "request", absolute(reverse("oai")))
    try:
        asked = arguments(given)
        body = etree.Element(f"{{{OAI}}}{asked['verb']}")
        VERBS[asked["verb"]](body, asked)
        root.append(body)
    except Problem as problem:
        add(root, "error", problem.sentence).set("code", problem.code)
        asked = {} if problem.code in ("badVerb", "badArgument") else given.dict()
    for name, value in asked.items():
        request.set(name, printable(value))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def identify(body, asked):
    first = HarvestRecord.objects.order_by("changed_at").values_list("changed_at", flat=True).first()
    add(body, "repositoryName", "Publications of the Finnish National Agency for Education")
    add(body, "baseURL", absolute(reverse("oai")))
    add(body, "protocolVersion", "2.0")
    add(body, "adminEmail", settings.FEEDBACK_EMAIL)
    add(body, "earliestDatestamp", (first or timezone.now()).strftime(SECOND))
    add(body, "deletedRecord", "persistent")
    add(body, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    fill(add(body, "description"), [("rights", "en", CC0)])


def list_metadata_formats(body, asked):
    if "identifier" in asked:
        record_of(asked["identifier"])
    one = add(body, "metadataFormat")
    add(one, "metadataPrefix", PREFIX)
    add(one, "schema", SCHEMA)
    add(one, "metadataNamespace", OAI_DC)


def list_sets(body, asked):
    if "resumptionToken" in asked:
        raise Problem("badResumptionToken", "All sets come in one answer, without a token.")
    for spec, name in sets().items():
        one = add(body, "set")
        add(one, "setSpec", spec)
        add(one, "setName", name)


def get_record(body, asked):
    write_records(body, [record_of(asked["identifier"])])


def list_identifiers(body, asked):
    list_of(body, asked, write_headers)


def list_records(body, asked):
    list_of(body, asked, write_records)


VERBS = {
    "Identify": identify,
    "ListMetadataFormats": list_metadata_formats,
    "ListSets": list_sets,
    "GetRecord": get_record,
    "ListIdentifiers": list_identifiers,
    "ListRecords": list_records,
}


def list_of(body, asked, write):
    """One part of a list, by datestamp: what changes meanwhile moves to its end, so that nobody misses it."""
    selection = Selection.of(asked)
    fitting = HarvestRecord.objects.filter(**selection.lookups).order_by("changed_at", "pk")
    rest = fitting
    if selection.after:
        rest = fitting.filter(
            Q(changed_at__gt=selection.after) | Q(changed_at=selection.after, pk__gt=selection.pk),
            changed_at__gte=selection.after,
        )
    found = list(rest[: PER_ANSWER + 1])
    if not found:
        raise Problem("noRecordsMatch", "Nothing has changed there in that time.")
    records, has_more = found[:PER_ANSWER], len(found) > PER_ANSWER
    write(body, records)
    if has_more or selection.after:
        end = selection.cursor + len(records)
        token = add(body, "resumptionToken", selection.token(records[-1], end) if has_more else "")
        token.set("completeListSize", str(max(fitting.count(), end)))
        token.set("cursor", str(selection.cursor))


def write_headers(body, records):
    for record in records:
        header(body, record)


def write_records(body, records):
    """One that has gone since the ledger was written is said to be deleted already. Four queries."""
    pks = {record.publication_pk for record in records if not record.is_deleted}
    publications = {one.pk: one for one in with_texts(Publication.objects.public().filter(pk__in=pks))}
    for record in records:
        publication = publications.get(record.publication_pk)
        versions = publication.versions.all() if publication and not record.is_deleted else []
        version = next((each for each in versions if each.language == record.language), None)
        record.is_deleted = version is None
        one = add(body, "record")
        header(one, record)
        if version:
            fill(add(one, "metadata"), dublin_core(version, publication))
            fill(add(one, "about"), [("rights", "en", CC0)])


def header(parent, record):
    found = add(parent, "header")
    if record.is_deleted:
        found.set("status", "deleted")
    add(found, "identifier", f"{namespace()}publication/{record}")
    add(found, "datestamp", record.changed_at.strftime(SECOND))
    for spec in record.sets:
        add(found, "setSpec", spec)


def record_of(identifier):
    """The record that an identifier names. Raises Problem."""
    local = identifier.removeprefix(namespace())
    found = IDENTIFIER.fullmatch(local) if local != identifier else None
    pk = whole_number(found[1]) if found else None
    record = HarvestRecord.objects.filter(publication_pk=pk, language=found[2]).first() if pk else None
    if record is None:
        raise Problem("idDoesNotExist", "There is and was no such record.")
    return record


def namespace():
    return f"oai:{urlsplit(settings.SITE_URL).hostname}:"


def fill(parent, elements):
    """[(Dublin Core element, language or "", text)] as oai_dc."""
    dc = etree.SubElement(parent, f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC})
    dc.set(f"{{{XSI}}}schemaLocation", f"{OAI_DC} {SCHEMA}")
    for name, language, text in elements:
        element = etree.SubElement(dc, f"{{{DC}}}{name}")
        element.text = printable(text)
        if language:
            element.set(f"{{{XML}}}lang", language)


def add(parent, name, text=None):
    element = etree.SubElement(parent, f"{{{OAI}}}{name}")
    element.text = text
    return element
