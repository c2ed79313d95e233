"""One record out of a restored copy, to load it into the site that lost it."""

from django.apps import apps
from django.contrib.admin.utils import NestedObjects
from django.core import serializers
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = (
        "Prints a record and everything that goes when it is deleted, as JSON for `manage.py loaddata --format=json -`."
        " For example: dump_record publications.publication 12"
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "model", help="app.model, as in the address of the admin: /admin/publications/publication/12/"
        )
        parser.add_argument("pk")

    def handle(self, *, model, pk, **options):
        try:
            record = apps.get_model(model).objects.get(pk=pk)
        except (LookupError, ValueError) as error:
            raise CommandError(f"{error}") from error
        except apps.get_model(model).DoesNotExist as error:
            raise CommandError(f"There is no {model} {pk} in this database.") from error
        found = NestedObjects(using=record._state.db)
        found.collect([record])
        # The rows that only join two others come with their owner.
        rows = [row for kind, rows in found.data.items() if not kind._meta.auto_created for row in rows]
        serializers.serialize("json", sorted(rows, key=lambda row: row != record), indent=1, stream=self.stdout)
