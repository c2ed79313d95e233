import pytest
from hypothesis import given
from hypothesis import strategies as st

from oph_site.search.analysis import finnish


@pytest.mark.parametrize(
    ("form", "bases"),
    [
        ("koulujen", ["koulu"]),
        ("oppaita", ["opas"]),
        ("oppaiden", ["opas"]),
        ("mahdollisuuksista", ["mahdollisuus"]),
        ("lautakuntaan", ["lautakunta"]),
        ("opettajille", ["opettaja"]),
        ("rinteillä", ["rinne"]),
        ("yleisiä", ["yleinen"]),
        ("yleisesti", ["yleinen"]),
        ("ajaksi", ["aika"]),
        ("vapaata", ["vapaa"]),
        ("tukea", ["tukea", "tuki"]),
    ],
)
def test_a_form_that_the_lists_lack_is_read_by_rule(finnish_words, form, bases):
    assert finnish.bases(form, finnish_words) == bases


@pytest.mark.parametrize(
    ("form", "bases"),
    [
        ("luokkien", ["luokki", "luokka"]),
        ("hauista", ["hauis", "haku"]),
        ("viestit", ["viestiä", "viesti"]),
    ],
)
def test_readings_that_the_lists_lack_are_added(finnish_words, form, bases):
    assert finnish.bases(form, finnish_words) == bases


def test_a_reading_must_fit_the_stem_and_the_vowels(finnish_words):
    assert finnish.bases("asteen", finnish_words) == ["aste"]
    assert finnish.bases("merkkiä", finnish_words) == ["merkki"]


def test_a_base_form_in_the_plural_is_put_into_the_singular(finnish_words):
    assert finnish.bases("vahvistuksen", finnish_words) == ["vahvistus"]
    assert finnish.bases("palveluita", finnish_words) == ["palvelu"]
    assert finnish.bases("opettajatalojen", finnish_words) == ["opettajatalo"]


def test_a_reading_that_misleads_is_replaced(finnish_words):
    assert finnish.bases("työ", finnish_words) == ["työ"]


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("koulujemme", "koulu"),
        ("koulumme", "koulu"),
        ("kouluihinsa", "koulu"),
        ("puhettaan", "puhe"),
        ("opettajakseen", "opettaja"),
        ("talossammekin", "talo"),
        ("koulussakaan", "koulu"),
        ("hakeakseni", "hakea"),
        ("oppimani", "oppia"),
    ],
)
def test_possessives_and_particles_come_off(finnish_words, form, base):
    assert finnish.bases(form, finnish_words) == [base]


@pytest.mark.parametrize(
    ("form", "bases"),
    [
        ("laajempi", ["laajempi", "laaja"]),
        ("laajempaan", ["laajempi", "laaja"]),
        ("tärkeimmät", ["tärkeä"]),
        ("yleisimmissä", ["yleinen"]),
        ("laajemmin", ["laajempi", "laaja"]),
    ],
)
def test_degrees_lead_to_the_positive(finnish_words, form, bases):
    assert finnish.bases(form, finnish_words) == bases


@pytest.mark.parametrize(
    ("form", "bases"),
    [
        ("oppimiseen", ["oppiminen"]),
        ("oppijoille", ["oppija"]),
        ("oppimaan", ["oppia"]),
        ("rahoitettua", ["rahoittaa"]),
        ("kulttuurisuutta", ["kulttuurisuus"]),
        ("tutkimiseksi", ["tutkiminen"]),
    ],
)
def test_what_is_made_of_known_verbs_and_adjectives_is_known(finnish_words, form, bases):
    assert finnish.bases(form, finnish_words) == bases


@pytest.mark.parametrize(
    ("form", "bases"),
    [
        ("valtionavustuksen", ["valtionavustus"]),
        ("opetussuunnitelmissa", ["opetussuunnitelma"]),
        ("ylioppilastutkintolautakunnan", ["ylioppilastutkintolautakunta"]),
        ("tutkinto-ohjelman", []),
        ("tutkinto-opetuksen", ["tutkinto-opetus"]),
    ],
)
def test_a_compound_is_read_by_its_last_part(finnish_words, form, bases):
    assert finnish.bases(form, finnish_words) == bases


@pytest.mark.parametrize(
    ("base", "parts"),
    [
        ("hakuaika", ["haku", "aika"]),
        ("valtionavustus", ["valtio", "avustus"]),
        ("yleisopetus", ["yleinen", "opetus"]),
        ("lukukausimaksu", ["lukukausi", "luku", "kausi", "maksu"]),
        ("valtionavustushakuaika", ["valtio", "valtionavustus", "avustus", "hakuaika", "haku", "aika"]),
        ("oppimistutkinto", ["oppiminen", "tutkinto"]),
        ("etäopetus", ["etä", "opetus"]),
        ("tutkinto-opetussuunnitelma", ["opetus", "suunnitelma"]),
        ("kansainopetus", []),
        ("opettajalautakunta", ["opettaja", "lautakunta"]),
        ("tutkinto", []),
        ("tutkiaaika", []),
    ],
)
def test_the_parts_of_compounds(finnish_words, base, parts):
    assert finnish.parts(base, finnish_words) == parts


def test_what_is_unknown_has_no_base_form(finnish_words):
    assert finnish.bases("xyzzy", finnish_words) == []


@given(word=st.text("aeiouyäöhjklmnprstvd-", max_size=30))
def test_any_word_can_be_read(finnish_words, word):
    for base in finnish.bases(word, finnish_words):
        finnish.parts(base, finnish_words)
