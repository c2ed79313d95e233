import pytest
from django.core.exceptions import ValidationError

from publications.identifiers import clean_isbn, clean_issn, validate_year
from publications.models import LanguageVersion, Series
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.usefixtures("in_english")


def sentence(clean, value):
    with pytest.raises(ValidationError) as caught:
        clean(value)
    return caught.value.messages


@pytest.mark.parametrize(
    "written",
    [
        "9789521349300",
        "978-952-13-4930-0",
        "ISBN 978 952 13 4930 0",
        "isbn: 978–952–13–4930–0",
        "97-8952134-9300",
        "ISBN 978-952-13-4930-0 (PDF)",
        "ISBN-13: 978-952-13-4930-0",
        "isbn13 9789521349300",
        "ISBN\xa0978‑952‑13‑4930‑0 (nid.)",
    ],  # fmt: skip
)
def test_an_isbn_is_hyphenated_however_it_was_written(written):
    assert clean_isbn(written) == "978-952-13-4930-0"


@pytest.mark.parametrize(("written", "message"), [
    ("978-952-13-4930-1", "The last digit does not fit the others: check the ISBN for a slip."),
    ("978-952-13-4930", "An ISBN has 13 digits, for example 978-952-13-4930-0."),
    ("97895213493AB", "An ISBN has 13 digits, for example 978-952-13-4930-0."),
    ("٩٧٨٩٥٢١٣٤٩٣٠٠", "An ISBN has 13 digits, for example 978-952-13-4930-0."),
    ("not known", "An ISBN has 13 digits, for example 978-952-13-4930-0."),
    ("952-13-0123-8", "This is an old ISBN of 10 digits: enter the one of 13 digits, which begins with 978."),
    ("978-952-13-4930-0 (nid.), 978-952-13-4931-7 (PDF)", "There are several numbers here: enter one."),
    ("1234567890128", "An ISBN begins with 978 or 979."),
])  # fmt: skip
def test_each_mistake_in_an_isbn_has_one_sentence(written, message):
    assert sentence(clean_isbn, written) == [message]


def test_an_issn_is_checked_and_hyphenated():
    assert [clean_issn("17988950"), clean_issn("ISSN 2242-296x")] == ["1798-8950", "2242-296X"]
    assert sentence(clean_issn, "1798-8951") == [
        "The last character does not fit the others: check the ISSN for a slip."
    ]
    assert sentence(clean_issn, "1798-895") == ["An ISSN has eight characters, for example 1798-8950."]


def test_a_year_lies_between_1900_and_next_year(time_machine):
    time_machine.move_to("2026-11-24")
    validate_year(2027)

    assert [sentence(validate_year, year) for year in (1899, 2028)] == [["Enter a year between 1900 and 2027."]] * 2


@pytest.mark.django_db
def test_the_model_keeps_the_hyphenated_form():
    version = LanguageVersion(publication=PublicationFactory(), language="fi", title="A", isbn_pdf="9789521349317")
    series = Series(title="A", issn_print="17988950")

    version.full_clean()
    series.full_clean()

    assert [version.isbn_pdf, series.issn_print] == ["978-952-13-4931-7", "1798-8950"]


@pytest.mark.django_db
def test_print_and_pdf_have_different_numbers():
    version = LanguageVersion(
        publication=PublicationFactory(),
        language="fi",
        title="A",
        isbn_pdf="9789521349317",
        isbn_print="978-952-13-4931-7",
    )

    assert sentence(lambda each: each.full_clean(), version) == [
        "The printed version and the PDF cannot have the same ISBN."
    ]
