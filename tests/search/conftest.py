"""Small dictionaries written by hand, with the holes of the real ones: no test needs the word data."""

import pytest
from marisa_trie import BytesTrie, Trie

from oph_site.search.analysis import words

FINNISH = """
    aika: ajan aikaa aikana
    aste: asteen asteet
    avustus: avustuksen avustusta
    haku: haun hakuna
    hauis: hauista hauiksen
    hakea: hakee hakevat
    kausi: kauden
    kansa: kansain kansan kansana
    koulu: koulun kouluja koulujen koulussa kouluun kouluihin
    kulttuurinen: kulttuurisen
    laaja: laajan laajana
    laajempi: laajempana
    lautakunta: lautakunnan lautakuntana
    luku: luvun
    luokka: luokan luokkana
    luokki: luokin luokkien
    lukukausi: lukukauden
    maksu: maksun
    mahdollisuus: mahdollisuuden
    oma: oman omana
    opas: oppaan oppaassa
    opettaja: opettajana opettajan opettajaksi
    oppia: oppivat opin
    oppilas: oppilaan
    opetus: opetuksen
    palvelut: palveluita
    palvelu:
    puhe: puheen puhetta
    rahoittaa: rahoittavat rahoitettu
    rinne: rinteen
    suunnitelma: suunnitelman suunnitelmissa suunnitelmana
    talo: talossa taloni
    tutkia: tutkii tutkivat
    tutkinto: tutkinnon
    tärkeä: tärkeän tärkeänä
    valtio: valtion
    vahvistukset: vahvistuksen
    vahvistus: vahvistusta
    vero: veron veroa
    viestiä: viestit viestii viestivät
    viesti: viestin
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
