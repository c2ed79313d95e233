"""The table of links follows the texts: whoever makes an edition or saves a working copy writes its rows here."""

from pages.models import Link


def write_links(edition):
    """The rows of a new edition."""
    Link.objects.bulk_create(link_rows(edition))


def link_rows(edition):
    """What the edition links to, as rows that are not saved; an edition that is not saved is a working copy."""
    return [
        Link(
            page_id=edition.page_id,
            language=edition.language,
            edition=edition if edition.pk else None,
            kind=kind,
            target=target,
            way=way,
        )
        for (kind, target), ways in edition.links.items()
        for way in sorted(ways)
    ]
