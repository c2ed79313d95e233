import re

from django.db import migrations

IDENTITY = re.compile(r'href="/~/([a-z]{1,20})/(\d{1,9})/(?:#[^"]*)?"')
LANGUAGES = ["fi", "en"]
AT_ONCE = 500


def fill(apps, schema_editor):
    """What was published and saved before the table of links."""
    Link = apps.get_model("pages", "Link")
    rows = {*of_editions(apps.get_model("pages", "Edition")), *of_working_copies(apps)}
    names = ["page_id", "language", "edition_id", "kind", "target", "way"]
    Link.objects.bulk_create((Link(**dict(zip(names, row, strict=True))) for row in rows), batch_size=AT_ONCE)


def of_editions(editions):
    for edition in editions.objects.only("page_id", "language", "content").order_by("pk").iterator(AT_ONCE):
        for link in links_in(edition.content):
            yield edition.page_id, edition.language, edition.pk, *link


def links_in(content):
    """As Edition.links said it when this migration was written; every edition so far has content of format 1."""
    return [
        *in_text(content["body"]),
        *[("page", pk, "related") for pk in content["related"]],
        *[("page", door["target"], "door") for door in content["doors"]],
        *[("file", attachment["id"], "attachment") for attachment in content["attachments"]],
        *[("contactpoint", pk, "contact") for pk in content["contact_points"]],
    ]


def in_text(html):
    return [(kind, int(pk), "text") for kind, pk in IDENTITY.findall(html or "")]


def of_working_copies(apps):
    """A language without a title is no working copy."""
    Page, Attachment, Door = (apps.get_model("pages", name) for name in ("Page", "Attachment", "Door"))
    links = [
        (page.pk, language, *link)
        for page in Page.objects.order_by("pk").iterator(AT_ONCE)
        for language in LANGUAGES
        for link in in_text(getattr(page, f"body_{language}"))
    ]
    for way, kind, through, columns in [
        ("related", "page", Page.related_pages.through, ["from_page_id", "to_page_id"]),
        ("contact", "contactpoint", Page.contact_points.through, ["page_id", "contactpoint_id"]),
    ]:
        pairs = list(through.objects.values_list(*columns))
        links += [(page, language, kind, target, way) for page, target in pairs for language in LANGUAGES]
    links += [(door.page_id, door.language, "page", door.target_id, "door") for door in Door.objects.all()]
    links += [
        (row.page_id, language, "file", row.document_id, "attachment")
        for row in Attachment.objects.all()
        for language in LANGUAGES
        if getattr(row, f"title_{language}")
    ]
    titled = {(page.pk, code) for page in Page.objects.all() for code in LANGUAGES if getattr(page, f"title_{code}")}
    return {(page, language, None, *link) for page, language, *link in links if (page, language) in titled}


def fill_documents(apps, schema_editor):
    """Backwards: which files an edition shows, so that they stay public with it."""
    Edition, Link, Document = (apps.get_model(name) for name in ("pages.Edition", "pages.Link", "files.Document"))
    links = Link.objects.filter(kind="file", target__in=Document.objects.values("pk")).exclude(edition=None)
    through = Edition.documents.through
    pairs = links.order_by().values_list("edition_id", "target").distinct()
    through.objects.bulk_create(
        (through(edition_id=edition, document_id=document) for edition, document in pairs),
        batch_size=AT_ONCE, ignore_conflicts=True,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("pages", "0011_links"), ("files", "0001_initial")]

    operations = [migrations.RunPython(fill, fill_documents)]
