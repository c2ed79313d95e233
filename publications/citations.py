"""How to cite a publication."""


def citation(version):
    """Schools reaching out to a global world: What … need? (2011). Finnish National Board of Education. Publications 2011:34.

    The publisher is named in the language of the version where the record has that.
    """
    publication = version.publication
    author = getattr(publication, f"corporate_author_{version.language}", "") or publication.corporate_author
    year = f" ({version.year})" if version.year else ""
    isbn = version.isbn_pdf or version.isbn_print
    parts = [version.full_title + year, author, version.place_in_series, isbn and f"ISBN {isbn}"]
    return " ".join(part if part[-1] in ".?!" else f"{part}." for part in parts if part)
