"""A publication whose every part tries the formats: one record for all tests that read them back."""

from datetime import date

from publications.models import Publication
from tests.factories.files import DocumentFactory
from tests.factories.publications import LanguageVersionFactory, PublicationFactory, SeriesFactory, TopicFactory

DAY = date(2026, 11, 30)
TITLE = "Ää, ”Øst” & {50 %} of_what: $1 #2 ~ ^ \\ " + "pitkä kansain\u00advälinen otsikko " * 5 + "loppu"
PLAIN_TITLE = TITLE.replace("\u00ad", "")
PUBLISHER = "Ministry of Education, Science and Culture"


def hard(**more):
    """In English, with an ISBN, in a series."""
    publication = PublicationFactory(
        slug="kova",
        type=Publication.Type.REPORT,
        corporate_author_en=PUBLISHER,
        summary_en="What\u00ad it {says}:\n50 %.",
    )
    publication.topics.add(TopicFactory(title_en="Erasmus+ & mobility"))
    values = {
        "publication": publication, "language": "en", "title": TITLE, "series": SeriesFactory(title="Publications: A & B"),
        "number": "2011:34", "year": 2011, "pages": 36, "isbn_print": "978-952-13-4934-8", "isbn_pdf": "978-952-13-4935-5",
        "document": DocumentFactory(title="Schools"),
    }  # fmt: skip
    return LanguageVersionFactory(**values | more)
