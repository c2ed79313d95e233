"""The catalogue over OAI-PMH 2.0: every answer fits the schema, every error has its code, a harvester takes it all."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from django.db.models import CharField, TextField
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from lxml import etree
from oaipmh_scythe import Scythe

from oph_site.files.models import Document
from oph_site.jobs import JOBS
from publications.models import LanguageVersion, Publication, Series, Topic
from publications.oai import answers
from publications.oai.dublin_core import dublin_core
from publications.oai.ledger import catch_up, public, with_texts, write
from publications.oai.models import HarvestRecord
from tests.factories.files import DocumentFactory
from tests.factories.publications import LanguageVersionFactory, PublicationFactory, SeriesFactory, TopicFactory
from tests.publications.citing.references import PLAIN_TITLE, PUBLISHER, hard

pytestmark = pytest.mark.django_db
SCHEMAS = Path(__file__).parent / "schemas"
PROTOCOL, DUBLIN_CORE = (etree.XMLSchema(etree.parse(SCHEMAS / name)) for name in ("OAI-PMH.xsd", "oai_dc.xsd"))
NAMES = {"o": answers.OAI, "dc": answers.DC, "oai_dc": answers.OAI_DC}
NOW = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
LIST = "verb=ListRecords&metadataPrefix=oai_dc"
HEADERS = "verb=ListIdentifiers&metadataPrefix=oai_dc"


def asked(client, query, *, post=False):
    """The answer as a tree, which fits the schemas."""
    answer = (
        client.post("/oai", query, content_type="application/x-www-form-urlencoded")
        if post
        else client.get(f"/oai?{query}")
    )
    assert [answer.status_code, answer["Content-Type"]] == [200, "text/xml; charset=utf-8"]
    tree = etree.fromstring(answer.content)
    PROTOCOL.assertValid(tree)
    for dc in tree.iterfind(".//oai_dc:dc", NAMES):
        DUBLIN_CORE.assertValid(dc)
    return tree


def texts(tree, path):
    return [element.text for element in tree.iterfind(f".//{path}", NAMES)]


def code(tree):
    return [element.get("code") for element in tree.iterfind("o:error", NAMES)]


@pytest.fixture
def catalogue():
    version = hard()
    swedish = LanguageVersionFactory(publication=version.publication, language="sv", title="Skolan", year=2011)
    write(NOW)
    return [version, swedish]


def test_the_worker_keeps_the_records():
    assert catch_up in JOBS

    hard()
    catch_up(NOW)

    assert HarvestRecord.objects.count() == 1


def test_each_language_version_is_a_record_with_all_that_dublin_core_can_say(visitor, catalogue):
    tree = asked(visitor, LIST)

    pk = catalogue[0].publication.pk
    first = tree.find(".//o:record", NAMES)
    said = [
        (etree.QName(each).localname, each.get(f"{{{answers.XML}}}lang"), each.text)
        for each in first.find(".//oai_dc:dc", NAMES)
    ]
    assert texts(tree, "o:identifier") == [f"oai:testserver:publication/{pk}/en", f"oai:testserver:publication/{pk}/sv"]
    assert texts(first, "o:setSpec") == ["language:en", "type:report"]
    assert texts(first, "o:datestamp") == ["2026-11-30T09:30:00Z"]
    assert said == [
        ("title", "en", PLAIN_TITLE), ("creator", None, PUBLISHER),
        ("subject", "fi", Topic.objects.get().title_fi), ("subject", "en", "Erasmus+ & mobility"),
        ("description", "fi", "Tiivistelmä suomeksi."), ("description", "en", "What it {says}: 50 %."),
        ("publisher", None, PUBLISHER), ("date", None, "2011"), ("type", None, "Text"), ("type", "en", "Report"),
        ("format", None, "application/pdf"), ("identifier", None, "http://testserver/en/publications/kova/"),
        ("identifier", None, "http://testserver/en/publications/kova/en.pdf"),
        ("identifier", None, "urn:isbn:978-952-13-4935-5"), ("identifier", None, "urn:isbn:978-952-13-4934-8"),
        ("language", None, "en"), ("relation", "en", "Publications: A & B 2011:34"), ("relation", "sv", "Skolan"),
    ]  # fmt: skip
    assert "CC0 1.0" in texts(first, "o:about//dc:rights")[0]


@pytest.mark.parametrize("verb", ["Identify", "ListMetadataFormats", "ListSets"])
def test_the_repository_describes_itself_also_when_it_is_empty(visitor, verb):
    assert code(asked(visitor, f"verb={verb}")) == []


def test_it_says_that_deletions_are_kept_and_that_the_data_is_free(visitor, catalogue):
    tree = asked(visitor, "verb=Identify")

    assert texts(tree, "o:deletedRecord") == ["persistent"]
    assert texts(tree, "o:earliestDatestamp") == ["2026-11-30T09:30:00Z"]
    assert "CC0 1.0" in texts(tree, "dc:rights")[0]


@pytest.mark.parametrize(("query", "wanted"), [
    ("", "badVerb"),
    ("verb=", "badVerb"),
    ("verb=Steal", "badVerb"),
    ("verb=Identify&verb=Identify", "badVerb"),
    ("verb=Identify&verb=ListSets", "badVerb"),
    ("verb=%00%ff", "badVerb"),
    ("verb=Identify&set=a", "badArgument"),
    ("verb=ListRecords", "badArgument"),
    ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
    ("verb=GetRecord&identifier=oai:testserver:publication/1/fi", "badArgument"),
    (f"{LIST}&metadataPrefix=oai_dc", "badArgument"),
    (f"{LIST}&%00=1", "badArgument"),
    (f"{LIST}&from=yesterday", "badArgument"),
    (f"{LIST}&from=", "badArgument"),
    (f"{LIST}&from=2026-13-01", "badArgument"),
    (f"{LIST}&from=2026-1-1", "badArgument"),
    (f"{LIST}&from=0000-00-00", "badArgument"),
    (f"{LIST}&until=9999-12-31T24:00:00Z", "badArgument"),
    (f"{LIST}&from=2026-01-01T00:00:00", "badArgument"),
    (f"{LIST}&from=2026-01-01T00:00:00%2B02:00", "badArgument"),
    (f"{LIST}&from=%D9%A2026-01-01", "badArgument"),
    (f"{LIST}&from=2026-01-01&until=2026-01-02T00:00:00Z", "badArgument"),
    (f"{LIST}&from=2026-01-02&until=2026-01-01", "badArgument"),
    (f"{LIST}&until=1999-01-01", "noRecordsMatch"),
    (f"{LIST}&from=2999-01-01", "noRecordsMatch"),
    (f"{LIST}&set=type:novel", "noRecordsMatch"),
    (f"{LIST}&set=", "noRecordsMatch"),
    (f"{LIST}&set=language:smn", "noRecordsMatch"),
    (f"{LIST}&resumptionToken=a", "badArgument"),
    ("verb=ListRecords&resumptionToken=", "badResumptionToken"),
    ("verb=ListRecords&resumptionToken=a", "badResumptionToken"),
    ("verb=ListRecords&resumptionToken=,,,2026-01-01T00:00:00Z,-1,100", "badResumptionToken"),
    ("verb=ListRecords&resumptionToken=,,type:novel,2026-01-01T00:00:00Z,1,100", "badResumptionToken"),
    ("verb=ListRecords&resumptionToken=x,,,2026-01-01T00:00:00Z,1,100", "badResumptionToken"),
    (f"verb=ListRecords&resumptionToken=,,,2026-01-01T00:00:00Z,{'9' * 40},100", "badResumptionToken"),
    ("verb=ListSets&resumptionToken=a", "badResumptionToken"),
    ("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"),
    ("verb=GetRecord&metadataPrefix=marc21&identifier=oai:testserver:publication/1/fi", "cannotDisseminateFormat"),
    ("verb=GetRecord&metadataPrefix=oai_dc&identifier=", "idDoesNotExist"),
    ("verb=GetRecord&metadataPrefix=oai_dc&identifier=%00%0b<%26", "idDoesNotExist"),
    ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:publication/0/fi", "idDoesNotExist"),
    (f"verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:publication/{'9' * 30}/fi", "idDoesNotExist"),
    ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:elsewhere:publication/1/fi", "idDoesNotExist"),
    ("verb=ListMetadataFormats&identifier=oai:testserver:publication/0/fi", "idDoesNotExist"),
])  # fmt: skip
@pytest.mark.parametrize("post", [False, True])
def test_each_error_has_its_code(visitor, catalogue, query, wanted, post):
    answer = (
        visitor.post("/oai", query, content_type="application/x-www-form-urlencoded")
        if post
        else visitor.get(f"/oai?{query}")
    )

    tree = etree.fromstring(answer.content)
    assert [answer.status_code, code(tree)] == [200, [wanted]]
    if wanted in ("badVerb", "badArgument"):
        PROTOCOL.assertValid(tree)
        assert dict(tree.find("o:request", NAMES).attrib) == {}


def test_post_answers_as_get_does(visitor, catalogue):
    got, posted = asked(visitor, LIST), asked(visitor, LIST, post=True)

    assert texts(got, "o:identifier") == texts(posted, "o:identifier") != []
    assert visitor.put("/oai").status_code == 405


def test_a_record_is_asked_for_by_its_identifier(visitor, catalogue):
    pk = catalogue[0].publication.pk

    tree = asked(visitor, f"verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:publication/{pk}/sv")

    assert texts(tree, "dc:title") == ["Skolan"]
    assert tree.find("o:request", NAMES).get("identifier") == f"oai:testserver:publication/{pk}/sv"


@pytest.mark.parametrize(("of_set", "languages"), [
    ("language:sv", ["sv"]), ("type:report", ["en", "sv"]), ("language", ["en", "sv"]), ("type", ["en", "sv"]),
])  # fmt: skip
def test_sets_are_languages_and_types(visitor, catalogue, of_set, languages):
    assert of_set in texts(asked(visitor, "verb=ListSets"), "o:setSpec")

    assert texts(asked(visitor, f"{LIST}&set={of_set}"), "dc:language") == languages


@pytest.mark.parametrize(("span", "count"), [
    ("from=2026-11-30", 2), ("until=2026-11-30", 2), ("from=2026-11-30&until=2026-11-30", 2), ("from=2026-12-01", 0),
    ("until=2026-11-29", 0), ("from=2026-11-30T09:30:00Z&until=2026-11-30T09:30:00Z", 2), ("from=2026-11-30T09:30:01Z", 0),
])  # fmt: skip
def test_both_ends_of_a_span_belong_to_it(visitor, catalogue, span, count):
    assert len(texts(asked(visitor, f"{HEADERS}&{span}"), "o:identifier")) == count


@pytest.mark.parametrize("change", [
    lambda: Series.objects.update(title="Toinen sarja"),
    lambda: Topic.objects.update(title_en="Other"),
    lambda: Publication.objects.get().topics.clear(),
    lambda: LanguageVersion.objects.filter(language="en").update(document=DocumentFactory()),
    lambda: Publication.objects.update(summary_fi="Uusi tiivistelmä."),
    lambda: Publication.objects.update(type="guide"),
    lambda: LanguageVersion.objects.filter(language="sv").update(title="Ny"),
])  # fmt: skip
def test_the_datestamp_moves_with_whatever_is_said_and_not_otherwise(visitor, catalogue, change):
    later = NOW + timedelta(days=2)
    write(later)
    before = code(asked(visitor, f"{HEADERS}&from=2026-12-01"))
    change()
    write(later)

    after = texts(asked(visitor, f"{HEADERS}&from=2026-12-01"), "o:identifier")

    assert before == ["noRecordsMatch"]
    assert f"oai:testserver:publication/{catalogue[0].publication.pk}/en" in after


@pytest.mark.parametrize("end", [
    lambda: Publication.objects.all().delete(),
    lambda: Publication.objects.update(state="withdrawn"),
    lambda: Publication.objects.update(state="draft"),
])  # fmt: skip
def test_what_is_gone_is_known_as_deleted_for_ever_and_may_come_back(visitor, catalogue, end):
    end()
    gone_at_once = texts(asked(visitor, LIST), "o:metadata")
    write(NOW + timedelta(days=1))
    write(NOW + timedelta(days=9))

    tree = asked(visitor, LIST)

    assert gone_at_once == []
    assert [header.get("status") for header in tree.iterfind(".//o:header", NAMES)] == ["deleted", "deleted"]
    assert texts(tree, "o:datestamp") == ["2026-12-01T09:30:00Z"] * 2
    Publication.objects.update(state="public")
    write(NOW + timedelta(days=10))
    back = asked(visitor, f"{LIST}&from=2026-12-10")
    assert len(texts(back, "o:metadata")) == 2 * Publication.objects.count()


@pytest.mark.parametrize("model", [Publication, LanguageVersion, Series, Topic, Document])
def test_every_column_that_the_metadata_reads_is_in_the_digest(catalogue, model):
    """What is said of a row changes with none of its columns without its digest."""
    row = model.objects.exclude(title="Skolan").first() if model is LanguageVersion else model.objects.last()
    for field in [
        field for field in model._meta.fields if isinstance(field, CharField | TextField) and not field.choices
    ]:
        before = said_and_digest()
        model.objects.filter(pk=row.pk).update(**{field.name: f"x{field.name[-8:]}"})
        after = said_and_digest()

        assert (before[0] == after[0]) or (before[1] != after[1]), field.name


def said_and_digest():
    publication = with_texts(Publication.objects.all()).get()
    return [dublin_core(each, publication) for each in publication.versions.all()], list(public())


def test_a_harvester_may_ask_from_the_beginning_of_time(visitor, catalogue):
    assert len(texts(asked(visitor, f"{HEADERS}&from=0001-01-01&until=9999-12-31"), "o:identifier")) == 2


def test_harvesters_hear_that_a_work_is_outdated(visitor, catalogue):
    Publication.objects.update(is_partly_outdated=True, status_on="2026-11-02", status_reason_en="Renewed in 2026.")
    write(NOW + timedelta(days=1))

    tree = asked(visitor, f"{LIST}&from=2026-12-01")

    sentence = "This publication has been partly outdated since 2 November 2026. Renewed in 2026."
    assert sentence in texts(tree.find(".//o:record", NAMES), "dc:description")


def test_a_version_that_was_taken_out_is_deleted_alone(visitor, catalogue):
    catalogue[1].delete()
    write(NOW + timedelta(days=1))

    statuses = {
        h.find("o:identifier", NAMES).text[-2:]: h.get("status")
        for h in asked(visitor, LIST).iterfind(".//o:header", NAMES)
    }

    assert statuses == {"en": None, "sv": "deleted"}


def test_a_draft_is_not_told_of(visitor):
    LanguageVersionFactory(publication=PublicationFactory(state="draft"))
    write(NOW)

    assert code(asked(visitor, LIST)) == ["noRecordsMatch"]


@pytest.fixture
def long(monkeypatch):
    """Seven records, three in an answer."""
    monkeypatch.setattr(answers, "PER_ANSWER", 3)
    series, topic = SeriesFactory(), TopicFactory()
    for number in range(7):
        version = LanguageVersionFactory(title=f"Opas {number}", series=series, document=DocumentFactory())
        version.publication.topics.add(topic)
    write(NOW)


def test_a_token_leads_through_the_list_and_says_where_one_is(visitor, long):
    first = asked(visitor, f"{LIST}&from=2026-11-30&set=type:guide")
    second = asked(visitor, f"verb=ListRecords&resumptionToken={texts(first, 'o:resumptionToken')[0]}")
    last = asked(visitor, f"verb=ListRecords&resumptionToken={texts(second, 'o:resumptionToken')[0]}")

    assert [len(texts(tree, "dc:title")) for tree in (first, second, last)] == [3, 3, 1]
    assert [dict(tree.find(".//o:resumptionToken", NAMES).attrib) for tree in (first, last)] == [
        {"completeListSize": "7", "cursor": "0"}, {"completeListSize": "7", "cursor": "6"},
    ]  # fmt: skip
    assert texts(last, "o:resumptionToken") == [None]


def test_what_changes_meanwhile_is_not_missed(visitor, long):
    token = texts(asked(visitor, LIST), "o:resumptionToken")[0]
    LanguageVersion.objects.filter(title="Opas 0").update(title="Toinen")
    LanguageVersion.objects.filter(title="Opas 4").update(title="Kolmas")
    write(NOW + timedelta(hours=1))

    rest = []
    while token:
        tree = asked(visitor, f"verb=ListRecords&resumptionToken={token}")
        rest, token = rest + texts(tree, "dc:title"), texts(tree, "o:resumptionToken")[0]

    assert rest == ["Opas 3", "Opas 5", "Opas 6", "Toinen", "Kolmas"]


@pytest.mark.parametrize("size", [3, 7])
def test_the_number_of_queries_does_not_grow_with_the_answer(
    visitor, long, monkeypatch, django_assert_max_num_queries, size
):
    monkeypatch.setattr(answers, "PER_ANSWER", size)

    with django_assert_max_num_queries(5):
        asked(visitor, LIST)


class Site(httpx2.BaseTransport):
    """Answers the harvester with the site itself, without a network."""

    def __init__(self, client):
        self.client = client

    def handle_request(self, request):
        answer = self.client.get(f"/oai?{request.url.query.decode()}")
        return httpx2.Response(
            answer.status_code, content=answer.content, headers={"Content-Type": answer["Content-Type"]}
        )


@pytest.fixture
def harvester(visitor):
    with Scythe("http://testserver/oai") as found:
        found._client = httpx2.Client(transport=Site(visitor))
        yield found


def test_a_harvester_takes_all_and_knows_what_was_deleted(harvester, long):
    Publication.objects.filter(versions__title="Opas 2").delete()
    write(NOW + timedelta(days=1))

    records = list(harvester.list_records(metadata_prefix="oai_dc"))

    titles = [record.get_metadata()["title"][0] for record in records if not record.deleted]
    assert sorted(titles) == [f"Opas {number}" for number in (0, 1, 3, 4, 5, 6)]
    assert [record.deleted for record in records] == [False] * 6 + [True]
    assert [header.identifier for header in harvester.list_identifiers(metadata_prefix="oai_dc", set_="language:fi")] == [
        record.header.identifier for record in records
    ]  # fmt: skip
    assert harvester.identify().protocolVersion == "2.0"
    assert {each.setSpec for each in harvester.list_sets()} >= {"language:fi", "type:guide"}


class TestAnyQuestion(TestCase):
    @given(st.dictionaries(
        st.sampled_from(["verb", "from", "until", "set", "identifier", "metadataPrefix", "resumptionToken", "x"]),
        st.one_of(st.text(max_size=30), st.sampled_from(["ListRecords", "GetRecord", "oai_dc", "2026-11-30", "language:fi", ",,,2026-11-30,1,1"])),
    ))  # fmt: skip
    def test_any_question_gets_an_answer(self, query):
        answer = self.client.get("/oai", query)

        assert answer.status_code == 200
        assert re.match(rb"<\?xml", answer.content) and etree.fromstring(answer.content) is not None
