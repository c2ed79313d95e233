"""Which names and addresses count as the same organisation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.visits import EnquiryFactory
from visits.related import name_key, reasons_of


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Tartu Koolid OÜ", "TARTU  koolid", True),
        ("Schule am Wald e.V.", "Schule am Wald", True),
        ("Colegio San José, S.A.", "colegio san jose", True),
        ("Children’s Schools Ltd.", "Childrens Schools", True),
        ("The Board of Education", "Board of Education", True),
        ("Oy Ab", "Ltd", False),
        ("Tartu School", "Tallinn School", False),
        ("北京教育局", "上海教育局", False),
        ("", "", False),
    ],
)
def test_names_are_the_same_whatever_case_spaces_accents_and_legal_form(one, other, is_same):
    a, b = (
        EnquiryFactory.build(organisation=one, email="a@a.example"),
        EnquiryFactory.build(organisation=other, email="b@b.example"),
    )

    assert bool(reasons_of(a, b)) is is_same


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("a@koolid.example", "b@KOOLID.example", True),
        ("same@gmail.com", "Same@gmail.com", True),
        ("a@gmail.com", "b@gmail.com", False),
        ("a@yahoo.co.jp", "b@yahoo.co.jp", False),
        ("a@mail.ru", "b@mail.ru", False),
        ("a@one.example", "a@other.example", False),
    ],
)
def test_a_domain_is_an_organisation_unless_anybody_can_have_an_address_there(one, other, is_same):
    a, b = EnquiryFactory.build(organisation="One", email=one), EnquiryFactory.build(organisation="Other", email=other)

    assert bool(reasons_of(a, b)) is is_same


@given(st.text(max_size=40))
def test_any_name_has_a_key_that_stays_the_same(name):
    assert name_key(name_key(name)) == name_key(name)
