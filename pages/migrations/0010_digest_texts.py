from hashlib import sha256

from django.core.serializers.json import DjangoJSONEncoder
from django.db import migrations

encoder = DjangoJSONEncoder(sort_keys=True)


def digest(edition):
    """As pages.publishing made it when this migration was written; every edition so far has content of format 1."""
    content = edition.content
    texts = [edition.title, edition.lead]
    texts += [content[name] for name in ("body", "description", "link_text", "facts")]
    texts += [[attachment["title"] for attachment in content["attachments"]]]
    return sha256(encoder.encode(texts).encode()).hexdigest()


def digest_texts(apps, schema_editor):
    """Editions that were published before they kept the digest of their texts."""
    editions = apps.get_model("pages", "Edition").objects.order_by("pk")
    for edition in editions.only("title", "lead", "content").iterator(chunk_size=200):
        editions.filter(pk=edition.pk).update(text_digest=digest(edition))


class Migration(migrations.Migration):
    dependencies = [("pages", "0009_text_digest")]

    operations = [migrations.RunPython(digest_texts, migrations.RunPython.noop)]
