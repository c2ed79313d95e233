"""Series, topics and publications with their demonstration PDFs."""

from oph_site.demo import texts
from oph_site.files.documents import add_document
from publications.models import LanguageVersion, Publication, Series, Topic


def load():
    rows = texts.records("publications")
    topics = {row.pop("name"): Topic.objects.create(**row) for row in rows["topic"]}
    named = {row["name"]: row for row in texts.records("series")["series"]}
    for row in rows["publication"]:
        versions, names = row.pop("version"), row.pop("topics")
        row.setdefault("state", Publication.State.PUBLIC)
        if newer := row.pop("replaced_by", ""):
            row["replaced_by"] = Publication.objects.get(slug=newer)
        publication = Publication.objects.create(**row)
        publication.topics.set(topics[name] for name in names)
        for version in versions:
            add_version(publication, version, named)


def add_version(publication, version, named):
    stem, series = version.pop("file"), version.pop("series")
    document = add_document(version["title"], texts.pdf(stem), language=version["language"])
    LanguageVersion.objects.create(
        publication=publication, document=document,
        series=series_in(named[series], version["language"]) if series else None, **version,
    )  # fmt: skip


def series_in(row, language):
    """A series has a name of its own in each language, under the same ISSNs; some exist in one language only."""
    title = row[f"title_{language}"] or next(
        row[f"title_{other}"] for other in ("fi", "sv", "en") if row[f"title_{other}"]
    )
    return Series.objects.get_or_create(
        title=title, defaults={"issn_print": row["issn_print"], "issn_online": row["issn_online"]}
    )[0]
