"""Characters that nobody sees: mended where they come in, harmless where they are stored already."""

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest

from oph_site import characters
from oph_site.outbox.mail import post
from pages.models import Edition
from publications.citing import FORMATS
from publications.citing.reference import Reference
from publications.citing.text import citation
from tests.factories.pages import HomeFactory, PageFactory, published
from tests.factories.publications import LanguageVersionFactory, PublicationFactory
from tests.factories.visits import EnquiryFactory
from tests.forms import sent

HYPHENATED, PLAIN = "Kansain\u00advälistymis\u00adopas", "Kansainvälistymisopas"


@pytest.mark.parametrize(("typed", "line", "lines"), [
    ("Esitys\x0bkahdella\x0crivillä", "Esitys kahdella rivillä", "Esitys\nkahdella\nrivillä"),
    ("a\r\nb\rc\u2028d\u2029e\x85f", "a b c d e f", "a\nb\nc\nd\ne\nf"),
    ("a\0b\x1bc\ufffed\x9fe", "a b c d e", "a b c d e"),
    ("A\u0308a\u0308kko\u0308sia\u0308", "Ääkkösiä", "Ääkkösiä"),
    ("a\u200b\u0308\ufeff\u202e\u2066", "ä", "a\u200b\u0308\u2066"),
    (HYPHENATED, HYPHENATED, HYPHENATED),
    ("نمی\u200cخواهم ه\u200d.", "نمی\u200cخواهم ه\u200d.", "نمی\u200cخواهم ه\u200d."),
    ("Auf\u200clage é\u200d", "Auflage é", "Auf\u200clage é\u200d"),
    ("👩\u200d🏫 👁\ufe0f\u200d🗨", "👩\u200d🏫 👁\ufe0f\u200d🗨", "👩\u200d🏫 👁\ufe0f\u200d🗨"),
])  # fmt: skip
def test_texts_keep_what_is_seen(typed, line, lines):
    assert [characters.line(typed), characters.lines(typed)] == [line, lines]


def test_what_machines_compare_holds_nothing_invisible():
    assert characters.code("https://www.\u00adoecd\u200d.org\u200c/\u200b") == "https://www.oecd.org/"


@pytest.mark.django_db
def test_an_old_edition_with_control_characters_breaks_no_page_and_no_feed(visitor):
    page = published(PageFactory(parent=published(HomeFactory()), slug_fi="esitys"))
    old = {"title": "Esitys\x0bkahdella\ufffe", "lead": "Joh\u00addanto\x0c\x1b", "menu_title": "Esi\x0btys"}
    Edition.objects.filter(page=page).update(**old)

    paths = ["/fi/esitys/", "/fi/", "/fi/muutokset.xml", "/sitemap-pages-1.xml", "/fi/haku/?q=esitys"]
    answers = [visitor.get(path) for path in paths]

    assert [answer.status_code for answer in answers] == [200] * 5
    assert not any(characters.NOT_XML.search(answer.content.decode()) for answer in answers)
    assert not any("\\u000b" in answer.content.decode() for answer in answers)  # data of JSON-LD
    entries = ElementTree.fromstring(answers[2].content)  # noqa: S314  # our own
    assert "Uusi sivu: Esitys kahdella" in entries.find(".//{*}entry/{*}title").text
    assert entries.find(".//{*}entry/{*}summary").text.strip() == "Johdanto"


@pytest.mark.django_db
def test_the_texts_of_a_page_are_mended_as_they_are_saved(editor_client):
    page = published(PageFactory(parent=published(HomeFactory())))
    address = f"/admin/pages/page/{page.pk}/change/"
    form = sent(editor_client.get(address).content.decode(), id="page_form")

    editor_client.post(address, form | {
        "title_fi": "Esitys\x0bA\u0308iti\0", "lead_fi": "Yksi\x0bkaksi\r\nkolme", "slug_fi": "esi\u00adtys\u200b",
        "body_fi": "<h2>Ot\x0bsikko</h2><p>Yksi\x0bkaksi a\u0308 <strong>&#12;</strong></p>", "publish_note": "Kuvat\x0cvaihtuivat", "_publish_fi": "",
    })  # fmt: skip

    page.refresh_from_db()
    assert [page.title_fi, page.lead_fi, page.slug_fi] == ["Esitys Äiti", "Yksi\nkaksi\nkolme", "esitys"]
    assert page.body_fi.startswith("<h2>Ot sikko</h2><p>Yksi<br>kaksi ä")
    assert page.editions.filter(language="fi").latest("since").note == "Kuvat vaihtuivat"


@pytest.mark.django_db
def test_soft_hyphens_stay_in_headings_and_running_text(visitor):
    version = LanguageVersionFactory(
        publication=PublicationFactory(slug="opas", summary_fi=HYPHENATED), language="fi", title=HYPHENATED
    )

    html = visitor.get("/fi/julkaisut/opas/").content.decode()

    assert f"<h1>{HYPHENATED}</h1>" in html
    assert PLAIN in re.search("<title>(.*?)</title>", html, re.DOTALL)[1]
    data = [json.loads(found) for found in re.findall(r"<script type=.application/ld.json.>(.*?)</script>", html)]
    assert any(found.get("name") == PLAIN for found in data)
    outside = [
        html.partition("</head>")[0],
        *(each.write([Reference(version)], date(2026, 11, 30)) for each in FORMATS.values()),
        citation(version),
        json.dumps(data, ensure_ascii=False),
    ]
    assert not any("\u00ad" in text for text in outside)


@pytest.mark.django_db
def test_a_mail_holds_nothing_that_xml_cannot():
    enquiry = EnquiryFactory(contact_name="Anna\x0bM\x1b", aim="Learn\x0cmore")

    message = post("enquiry_receipt", to="a@example.org", language="en", context={"enquiry": enquiry}, reference="V-1")

    assert not any(characters.NOT_XML.search(text) for text in (message.subject, message.text, message.html))
