from django.db import migrations
from django.db.models import Count, Exists, Min, OuterRef, Subquery

KEY = ["scope", "kind", "thing", "language", "version", "file"]


def tidy(apps, schema_editor):
    """Of rows for the same, the first stays; and files say what their record says, which changed without them."""
    documents = apps.get_model("search", "SearchDocument").objects
    twice = documents.order_by().values(*KEY).annotate(number=Count("pk"), first=Min("pk")).filter(number__gt=1)
    for row in list(twice):
        documents.filter(**{name: row[name] for name in KEY}).exclude(pk=row["first"]).delete()
    records = documents.filter(**{name: OuterRef(name) for name in KEY[:-1]}, file=None)
    said = {name: Subquery(records.values(name)[:1]) for name in ("title", "title_length", "year", "is_only_language")}
    documents.exclude(file=None).filter(Exists(records)).update(**said)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial"), ("stamp", "0001_initial")]

    operations = [migrations.RunPython(tidy, migrations.RunPython.noop, elidable=True)]
