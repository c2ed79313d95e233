"""The language versions that pages show: one query for all of a page that no page before it has shown."""

from collections import defaultdict

from oph_site.stamp.kept import kept_until_public_changes
from publications.models import LanguageVersion, Publication, in_order

MOST_KEPT = 500  # publications; the records of one and the outlines of its files take some 20 kB


def versions_by_publication(ids):
    """{publication id: [LanguageVersion], in the order of their languages} of those among the ids that have a page.

    They are shared: nobody may change them. One query, none where all are known.
    """
    known = versions_known()
    found = {pk: known[pk] for pk in ids if pk in known}
    if unknown := [pk for pk in ids if pk not in found]:
        found |= read(unknown)
        if len(known) + len(unknown) > MOST_KEPT:
            known.clear()
        known.update((pk, found[pk]) for pk in unknown if pk in found)
    return found


@kept_until_public_changes
def versions_known():
    """{publication id: [LanguageVersion]} as far as a page showed them."""
    return {}


def read(ids):
    versions = LanguageVersion.objects.with_page().filter(publication__in=ids)
    found = defaultdict(list)
    for version in versions.select_related("publication", "series", "document__text").defer("document__text__pages"):
        found[version.publication_id].append(version)
    return {pk: in_order(own) for pk, own in found.items()}


@kept_until_public_changes
def ids_by_slug():
    """{slug: id} of every publication that has a page. One query."""
    return dict(Publication.objects.with_page().values_list("slug", "pk"))
