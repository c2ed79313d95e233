"""A chosen set, or the whole result of the list, as citations: all of it stands in the address."""

import json
import re

import pytest
import rispy

from publications.sets import chosen, citations
from tests.factories.publications import LanguageVersionFactory, PublicationFactory
from tests.reading import as_read

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    found = [
        PublicationFactory(slug=f"opas-{number}", type=kind) for number, kind in enumerate(["guide", "report", "guide"])
    ]
    for number, publication in enumerate(found):
        LanguageVersionFactory(publication=publication, language="fi", title=f"Opas {number}", year=2010 + number)
    LanguageVersionFactory(publication=found[0], language="en", title="Guide 0", year=2010)
    return found


def cited(client, query, path="/en/citations/"):
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 200
    return re.findall(r"<li>\s*<p><span[^>]*>([^(]*) \(", as_read(answer.text))


def test_a_chosen_set_is_cited_in_its_order_in_the_language_of_the_reader(visitor, three):
    query = f"of=chosen&id={three[2].pk}&id={three[0].pk}&id={three[2].pk}"

    assert cited(visitor, query) == ["Opas 2", "Guide 0"]
    assert cited(visitor, query, "/fi/lahdeviitteet/") == ["Opas 2", "Opas 0"]


def test_a_whole_result_list_is_cited_as_the_list_shows_it(visitor, three):
    assert cited(visitor, "type=guide") == ["Opas 2", "Guide 0"]
    assert cited(visitor, "type=guide&lang=fi") == ["Opas 2", "Opas 0"]
    assert cited(visitor, "") == ["Opas 2", "Opas 1", "Guide 0"]


def test_the_files_hold_the_same_set(visitor, three):
    html = visitor.get(f"/en/citations/?id={three[1].pk}&id={three[0].pk}").text
    addresses = dict(re.findall(r'<a href="([^"]*)" type="[^"]*">(RIS|BibTeX|CSL-JSON)<', html.replace("&amp;", "&")))

    texts = {name: visitor.get(address).text for address, name in addresses.items()}

    assert [each["title"] for each in rispy.loads(texts["RIS"].replace("\r\n", "\n"))] == ["Opas 1", "Guide 0"]
    assert [each["title"] for each in json.loads(texts["CSL-JSON"])] == ["Opas 1", "Guide 0"]
    assert re.findall(r"^@\w+{(.*),", texts["BibTeX"], re.MULTILINE) == ["oph-opas-1-fi", "oph-opas-0-en"]


def test_the_form_of_the_list_leads_to_the_address_of_the_set_alone(visitor, three):
    ids = f"id={three[2].pk}&id={three[0].pk}"

    answer = visitor.get(f"/en/citations/?q=&lang=fi&{ids}&id=x&of=chosen")

    assert [answer.status_code, answer["Location"]] == [302, f"/en/citations/?{ids}"]


def test_each_work_of_a_set_can_be_taken_out_and_more_can_be_chosen(visitor, three):
    html = visitor.get(f"/en/citations/?id={three[2].pk}&id={three[0].pk}").text

    removals = re.findall(r'<a href="([^"]*)" rel="nofollow">\s*Remove from the list', html)
    assert removals == [f"/en/citations/?id={three[0].pk}", f"/en/citations/?id={three[2].pk}"]
    assert f'href="/en/publications/?id={three[2].pk}&amp;id={three[0].pk}#results">Choose more' in re.sub(
        r">\s+", ">", html
    )
    assert 'href="/en/citations/?of=chosen" rel="nofollow">' in visitor.get(removals[0]).text
    assert "Remove from" not in visitor.get("/en/citations/").text


def test_nothing_chosen_does_not_mean_everything(visitor, three):
    html = visitor.get("/en/citations/?of=chosen").text

    assert "None of the publications was chosen." in html
    assert visitor.get("/en/citations.ris?of=chosen").status_code == 404


@pytest.mark.parametrize("query", [
    "id=x", "id=-1", f"id={'9' * 18}", f"id={'9' * 60}", "id=%00", "id=", "id=1%27", "id[]=1", "of=chosen&id=%D9%A1", "q=%00&lang=xx&topic=9&year=1",
    "&".join(f"id={number}" for number in range(1500)), "page=x&typed=1&q=" + "a" * 5000,
])  # fmt: skip
@pytest.mark.parametrize(
    "path", ["/fi/lahdeviitteet/", "/fi/lahdeviitteet.ris", "/en/citations.json", "/fi/julkaisut.xml"]
)
def test_no_query_breaks_an_answer(visitor, three, path, query):
    assert visitor.get(f"{path}?{query}").status_code in (200, 404)


def test_what_is_not_public_is_not_cited_and_what_was_withdrawn_says_so(visitor, three):
    query = "&".join(f"id={each.pk}" for each in three)
    before = cited(visitor, query)
    three[0].state, three[1].state = "draft", "withdrawn"
    three[0].save()
    three[1].save()

    html = as_read(visitor.get(f"/en/citations/?{query}").text)

    assert before == ["Guide 0", "Opas 1", "Opas 2"]
    assert "Guide 0" not in html
    assert "Opas 1 (2011) [withdrawn]. " in html and "Opas 2 (2012). " in html


def test_a_set_that_is_cut_says_so(visitor, three, monkeypatch):
    before = visitor.get("/en/citations/").text
    monkeypatch.setattr(chosen, "MOST", 2)
    monkeypatch.setattr(citations, "MOST", 2)

    html = visitor.get("/en/citations/").text

    assert "Only the first" not in before
    assert "Only the first 2 publications are here." in html


def test_the_language_link_keeps_the_set(visitor, three):
    html = visitor.get(f"/en/citations/?id={three[1].pk}&of=chosen").text

    assert f'href="/fi/lahdeviitteet/?id={three[1].pk}"' in html


def test_the_day_of_access_is_the_day_in_helsinki(visitor, three, time_machine):
    time_machine.move_to("2026-11-30T23:30:00+02:00", tick=False)
    first = visitor.get(f"/fi/lahdeviitteet/?id={three[0].pk}")
    time_machine.move_to("2026-12-01T00:00:00+02:00", tick=False)

    assert "Viitattu 30.11.2026, http://testserver/fi/julkaisut/opas-0/" in first.text
    assert "Viitattu 1.12.2026, " in visitor.get(f"/fi/lahdeviitteet/?id={three[0].pk}").text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how_many", [1, 30])
@pytest.mark.parametrize("path", ["/en/citations/", "/en/citations.bib", "/en/publications.xml"])
def test_a_set_costs_the_same_whatever_its_size(visitor, django_assert_max_num_queries, path, how_many):
    for number in range(how_many):
        LanguageVersionFactory(title=f"Opas {number}")
    visitor.get(path)  # reads what is kept

    with django_assert_max_num_queries(4):
        assert "Opas" in visitor.get(path).text
