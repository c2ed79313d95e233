"""A site to search in, and small dictionaries written by hand, with the holes of the real ones: no test needs the word data."""

import pytest
from django.utils import timezone
from marisa_trie import BytesTrie, Trie

from oph_site.search.analysis import words
from oph_site.search.query import search
from oph_site.search.showing import shown
from tests.factories.pages import HomeFactory, PageFactory, published

FINNISH = """
    aika: ajan aikaa aikana
    aste: asteen asteet
    asti:
    avustus: avustuksen avustusta
    haku: haun hakuna
    hakuaika: hakuajan
    hauis: hauista hauiksen
    hakea: hakee hakevat
    kausi: kauden
    kansa: kansain kansan kansana
    koulu: koulun kouluja koulujen koulussa kouluun kouluihin
    kulttuurinen: kulttuurisen
    laaja: laajan laajana
    laajempi: laajempana
    lautakunta: lautakunnan lautakuntana
    merkka: merkkana
    merkki: merkin
    luku: luvun
    luokka: luokan luokkana
    luokki: luokin luokkien
    lukukausi: lukukauden
    maksu: maksun
    mahdollisuus: mahdollisuuden
    oma: oman omana
    opas: oppaan oppaassa
    opettaja: opettajana opettajan opettajaksi
    opettajatalot: opettajatalojen
    oppia: oppivat opin
    oppilas: oppilaan
    opetus: opetuksen
    palvelut: palveluita
    palvelu:
    puhe: puheen puhetta
    rahoittaa: rahoittavat rahoitettu
    rinne: rinteen
    sinä: työ
    suunnitelma: suunnitelman suunnitelmissa suunnitelmana
    sävellaji: sävellajin
    talo: talossa taloni
    tukea: tukevat
    tuki: tuen tukena
    tutkia: tutkii tutkivat
    tutkinto: tutkinnon
    työ: työn
    tärkeä: tärkeän tärkeänä
    valtio: valtion
    vapaa: vapaan vapaana
    vahvistukset: vahvistuksen
    vahvistus: vahvistusta
    vero: veron veroa
    viestiä: viestit viestii viestivät
    viesti: viestin
    yhteinen: yhteisen
    yleinen: yleisen
    ylioppilas: ylioppilaan
"""
ENGLISH = """
    center: centers
    child: children
    organization: organizations
    policy: policies
    program: programs
    size: sizes
    teach: teaching
    teacher: teachers
    teaching: teachings
"""


def dictionary(language, text):
    """From lines like "koulu: koulun kouluja"; the base form is a form of its own word."""
    entries = {base.strip(): forms.split() for base, forms in (line.split(":") for line in text.strip().splitlines())}
    forms = [(form, base.encode()) for base, forms in entries.items() for form in [*forms, base]]
    return words.Dictionary(language, BytesTrie(forms), Trie(entries))


@pytest.fixture(scope="session")
def finnish_words():
    return dictionary("fi", FINNISH)


@pytest.fixture(scope="session")
def english_words():
    return dictionary("en", ENGLISH)


@pytest.fixture
def with_words(monkeypatch, finnish_words, english_words):
    """The word data is there."""
    monkeypatch.setattr(words, "_dictionaries", {"fi": finnish_words, "en": english_words})


@pytest.fixture
def home(db):
    return published(HomeFactory())


@pytest.fixture
def written(home):
    """written(title_fi, body_fi="", …): a published page."""
    return lambda title, body="", **texts: published(
        PageFactory(parent=home, title_fi=title, body_fi=f"<p>{body or 'Teksti.'}</p>", lead_fi="", **texts)
    )


@pytest.fixture
def results():
    """results(query): the titles of what is found, best first, as a Finnish reader sees them."""

    def titles(query, language="fi", **more):
        found = search(query, language=language, now=timezone.now(), **more)
        return [
            row.title.replace("<mark>", "").replace("</mark>", "")
            for row in shown(found, found.hits, language=language, now=timezone.now())
        ]

    return titles
