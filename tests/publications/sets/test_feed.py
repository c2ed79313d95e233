"""The catalogue as a feed, read by feedparser."""

import feedparser
import pytest
from django.utils import timezone

from publications import filters
from publications.models import Publication
from publications.sets import feed
from tests.factories.publications import LanguageVersionFactory, PublicationFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    publication = PublicationFactory(type="guide", slug="opas", summary_en="What <b> & Ä\u00adÖ is.")
    LanguageVersionFactory(publication=publication, language="en", title="A: “guide” & <more>", year=2011)
    LanguageVersionFactory(publication=publication, language="sv", title="En guide", year=2012)
    return publication


@pytest.fixture
def report():
    return LanguageVersionFactory(
        publication=PublicationFactory(type="report"), title="Raportti", language="fi"
    ).publication


def read(client, path="/en/publications.xml"):
    answer = client.get(path)
    found = feedparser.parse(answer.content, response_headers={"content-type": answer["Content-Type"]})
    assert [answer.status_code, found.bozo, found.version] == [200, False, "atom10"]
    return found


def titles(client, query):
    return [entry.title for entry in read(client, f"/en/publications.xml?{query}").entries]


def test_an_entry_says_what_the_publication_is(visitor, guide):
    entry = read(visitor).entries[0]

    assert entry.title == "A: “guide” &amp; <more>".replace("&amp;", "&")
    assert entry.link == "http://testserver/en/publications/opas/"
    assert entry.id.endswith(f":publication/{guide.pk}")
    assert entry.summary == "What &lt;b&gt; &amp; ÄÖ is."
    assert entry.author == "Finnish National Agency for Education"
    assert [tag.term for tag in entry.tags] == ["Guide"]


def test_what_changed_last_comes_first(visitor, guide, report):
    Publication.objects.filter(pk=guide.pk).update(changed_at=timezone.now())

    assert titles(visitor, "") == ["A: “guide” & <more>", "Raportti"]


@pytest.mark.parametrize(("query", "found"), [
    ("type=report", ["Raportti"]), ("lang=sv", ["En guide"]), ("lang=sv&year=2012", ["En guide"]), ("lang=sv&year=2011", []),
    ("type=guide&lang=fi", []), ("type=nonsense", ["Raportti", "A: “guide” & <more>"]),
])  # fmt: skip
def test_a_feed_follows_the_filters_of_the_list(visitor, guide, report, query, found):
    assert titles(visitor, query) == found


def test_topics_are_followed_and_named(visitor, guide, report):
    topic = TopicFactory(title_en="Mobility")
    guide.topics.add(topic)

    feed = read(visitor, f"/en/publications.xml?topic={topic.pk}")

    assert [[tag.term for tag in entry.tags] for entry in feed.entries] == [["Guide", "Mobility"]]


def test_each_filter_of_the_list_is_one_of_the_feed():
    assert {*feed.OF_PUBLICATION, *feed.OF_VERSION} == filters.TITLES.keys()


def test_a_withdrawal_is_told_and_a_draft_is_not(visitor, guide, report):
    guide.state, report.state = "withdrawn", "draft"
    guide.save()
    report.save()

    (entry,) = read(visitor).entries

    assert entry.title == "Withdrawn: A: “guide” & <more>"
    assert entry.summary.startswith("Withdrawn.")


def test_drafts_do_not_crowd_out_what_is_public(visitor, guide, report, monkeypatch):
    monkeypatch.setattr(feed, "ENTRIES", 1)
    report.state = "draft"
    report.save()  # the last that changed

    assert titles(visitor, "") == ["A: “guide” & <more>"]


def test_the_feed_says_whose_it_is_and_that_its_data_is_free(visitor, guide):
    found = read(visitor, "/fi/julkaisut.xml?type=guide").feed

    assert found.link == "http://testserver/fi/julkaisut/?type=guide"
    assert "CC0 1.0" in found.rights
    assert found.id != read(visitor, "/fi/julkaisut.xml").feed.id


def test_list_and_page_lead_to_it(visitor, guide, home):
    assert 'type="application/x-bibtex"' in visitor.get("/en/publications/opas/").text.partition("</head>")[0]
