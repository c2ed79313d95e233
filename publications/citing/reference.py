"""What every citation says of a language version: read from the models here and nowhere else, clean for other programs."""

from functools import cached_property

from oph_site.wording import absolute, for_machines
from publications.models import Publication
from publications.standing import standing

REPORTS = {Publication.Type.REPORT, Publication.Type.STATISTICS}


class Reference:
    """One language version with what belongs to it, in the active language where it has languages. "" is what is not known.

    version: with its publication, series and document. Topics cost a query where they were not fetched before.
    """

    def __init__(self, version):
        self.version, self.publication = version, version.publication

    @property
    def key(self):
        return f"oph-{self.publication.slug}-{self.language}"

    @property
    def is_report(self):
        """Whether reference managers take it for a report. One with an ISBN is a book to them: their reports have none."""
        return self.publication.type in REPORTS and not self.isbn

    @property
    def kind(self):
        return str(Publication.Type(self.publication.type).label)  # get_type_display() goes through all of them

    @cached_property
    def title(self):
        return one_line(self.version.full_title)

    @cached_property
    def author(self):
        """Who made it, in words: its persons in order, or else the body that published it."""
        return ", ".join(f"{given} {family}" for family, given in self.persons) or self.publisher

    @cached_property
    def persons(self):
        """[(family name, given names)]"""
        return [(one_line(family), one_line(given)) for family, given in self.publication.persons]

    @cached_property
    def publisher(self):
        """The body that published it, in the language of the version where the record has that."""
        own = getattr(self.publication, f"corporate_author_{self.language}", "")
        return one_line(own or self.publication.corporate_author)

    @property
    def authors(self):
        """["Meikäläinen, Maija"]: programs take what stands before a comma for the family name, so a body has none."""
        return [f"{family}, {given}" for family, given in self.persons] or [one_line(self.publisher.replace(",", " "))]

    @property
    def creators(self):
        """The same where a comma does no harm to the name of a body."""
        return self.authors if self.persons else [self.publisher]

    @property
    def year(self):
        return self.version.year or ""

    @property
    def series(self):
        return one_line(self.version.series or "")

    @property
    def number(self):
        return one_line(self.version.number)

    @property
    def isbns(self):
        return [isbn for isbn in (self.version.isbn_pdf, self.version.isbn_print) if isbn]

    @property
    def isbn(self):
        """Of the PDF, which is what the site offers; else of the printed one."""
        return next(iter(self.isbns), "")

    @property
    def doi(self):
        return self.version.doi

    @property
    def identifiers(self):
        """DOI and URN as addresses."""
        return [address for address in (self.version.doi_url, self.version.urn_url) if address]

    @property
    def licence(self):
        """Of the publication: the address of its text, or else its name."""
        return self.publication.licence_url or str(self.publication.get_licence_display())

    @property
    def issns(self):
        series = self.version.series
        return [issn for issn in (series.issn_online, series.issn_print) if issn] if series else []

    @property
    def pages(self):
        return self.version.pages or ""

    @property
    def language(self):
        return self.version.language

    @property
    def url(self):
        """The lasting address of the publication."""
        return absolute(self.publication.get_absolute_url())

    @property
    def file_url(self):
        """The lasting address of the file, where it is offered."""
        url = self.version.file_url
        return absolute(url) if url and self.publication.is_public else ""

    @property
    def summary(self):
        return one_line(self.publication.summary)

    @property
    def topics(self):
        return [one_line(topic) for topic in self.publication.topics_in_order]

    @property
    def standing(self):
        return standing(self.publication)

    @property
    def note(self):
        return self.standing.sentence if self.standing else ""

    @property
    def formats(self):
        """[(name, content type, address)] of the files for reference managers."""
        from publications.citing import FORMATS  # which imports the formats, which import this

        path = self.publication.get_absolute_url()
        return [(each.name, each.content_type, f"{path}{self.language}.{end}") for end, each in FORMATS.items()]


def one_line(value):
    return " ".join(for_machines(str(value or "")).split())
