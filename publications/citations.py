"""How to cite a publication."""

from oph_site.soft_hyphens import without_soft_hyphens


def citation(version):
    """Schools reaching out to a global world: What … need? (2011). Finnish National Board of Education. Publications 2011:34."""
    year = f" ({version.year})" if version.year else ""
    isbn = version.isbn_pdf or version.isbn_print
    parts = [version.full_title + year, author(version), version.place_in_series, isbn and f"ISBN {isbn}"]
    words = " ".join(part if part[-1] in ".?!" else f"{part}." for part in parts if part)
    return without_soft_hyphens(words)


def author(version):
    """The body that published it, in the language of the version where the record has that."""
    publication = version.publication
    return getattr(publication, f"corporate_author_{version.language}", "") or publication.corporate_author
