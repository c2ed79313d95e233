"""Links to a heading survive its rewording: from outside, and inside the text."""

import pytest

from pages.editions.history import restore
from pages.editions.publishing import differences, freeze, publish
from pages.models import Edition
from pages.text.reworded import follow, renamed
from tests.factories.pages import PageFactory, published
from tests.forms import sent

PRICES, DATES = (
    "<p>Vierailun hinta on 200 euroa päivässä.</p>",
    "<p>Vierailuja järjestetään syyskuusta toukokuuhun.</p>",
)
BEFORE = f"<h2>Hinnat</h2>{PRICES}<h2>Ajat</h2>{DATES}"


@pytest.mark.parametrize(("after", "expected"), [
    (f"<h2>Mitä vierailu maksaa</h2>{PRICES}<h2>Ajat</h2>{DATES}", {"hinnat": "mita-vierailu-maksaa", "ajat": "ajat"}),
    (f"<h2>Milloin</h2>{DATES}<h2>Maksut</h2>{PRICES}", {"hinnat": "maksut", "ajat": "milloin"}),
    ("<h2>Hinnasto 2027</h2><p>Kaikki uutta.</p><h2>Ajat</h2><p>Myös.</p>", {"hinnat": "hinnasto-2027", "ajat": "ajat"}),
    (f"<h2>Ajat</h2>{DATES}", {"ajat": "ajat"}),
    (f"<h2>Uusi</h2><p>Jotain muuta.</p><h2>Maksut</h2>{PRICES}<h2>Ajat</h2>{DATES}", {"hinnat": "maksut", "ajat": "ajat"}),
])  # fmt: skip
def test_a_passage_is_known_by_its_words_or_by_its_place(after, expected):
    assert renamed(BEFORE, after) == expected


def test_links_inside_a_text_follow_the_heading():
    after = f'<p><a href="#hinnat">Hinnat</a> <a href="#ajat">ajat</a></p><h2>Maksut</h2>{PRICES}<h2>Ajat</h2>{DATES}'

    assert follow(BEFORE, after).startswith('<p><a href="#maksut">Hinnat</a> <a href="#ajat">ajat</a></p>')


@pytest.mark.django_db
def test_every_anchor_that_a_heading_had_leads_to_it(visitor, home, editor):
    page = published(PageFactory(parent=home, slug_fi="vierailut", body_fi=BEFORE), "fi")
    for title in ["Maksut", "Mitä vierailu <em>maksaa</em>"]:
        page.body_fi = f"<h2>{title}</h2>{PRICES}<h2>Ajat</h2>{DATES}"
        publish(page, "fi", by=editor)

    html = visitor.get("/fi/vierailut/").content.decode()

    heading = '<h2 id="mita-vierailu-maksaa"><span id="maksut"></span><span id="hinnat"></span>Mitä vierailu <em>maksaa</em></h2>'
    assert heading in html
    assert '<h2 id="ajat">Ajat</h2>' in html
    live = page.editions.get(until=None)
    assert differences(freeze(page, "fi"), live) == []
    publish(restore(page.editions.earliest("since"), by=editor), "fi", by=editor)  # the first words again
    assert Edition.objects.get(page=page, until=None).former_anchors == {"hinnat": ["maksut", "mita-vierailu-maksaa"]}


@pytest.mark.django_db
def test_an_editor_who_rewords_a_heading_keeps_the_links_to_it(editor_client, home):
    link = '<p>Katso <a href="#hinnat">mitä vierailu maksaa</a>.</p>'
    page = PageFactory(parent=home, body_fi=link + BEFORE)
    address = f"/admin/pages/page/{page.pk}/change/"
    form = sent(editor_client.get(address).text, id="page_form")

    editor_client.post(address, form | {"body_fi": link + BEFORE.replace("Hinnat", "Maksut"), "_continue": ""})

    page.refresh_from_db()
    assert page.body_fi == link.replace("#hinnat", "#maksut") + BEFORE.replace("Hinnat", "Maksut")
