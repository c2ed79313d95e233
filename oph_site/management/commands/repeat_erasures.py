from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from oph_site import erasures


class Command(BaseCommand):
    help = (
        "Erases the personal data that the list of erasures names and a restored database holds. `restore` does it too."
    )

    @transaction.atomic
    def handle(self, **options):
        try:
            erased = erasures.repeat()
        except FileNotFoundError as error:
            raise CommandError(f"There is no list of erasures at {settings.ERASURES_FILE}.") from error
        self.stdout.write(
            "Erasures repeated: " + ", ".join(f"{kind} {count}" for kind, count in sorted(erased.items())) + "."
        )
