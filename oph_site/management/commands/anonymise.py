from django.core.management.base import BaseCommand
from django.utils import timezone

from visits.retention import anonymise_old_enquiries, due, invoices_due


class Command(BaseCommand):
    help = (
        "Lists the enquiries and visits whose time is over, by class (visits/retention.py), and changes nothing. With --apply:"
        " makes them anonymous, also when the desk says that this waits for a person. Nothing brings them back."
    )

    def add_arguments(self, parser):
        parser.add_argument("--apply", action="store_true", help="make them anonymous")

    def handle(self, *args, apply, **options):
        now = timezone.now()
        for kept, enquiries in due(now).items():
            self.list(kept.value, [enquiry.reference for enquiry in enquiries])
        invoices = invoices_due(now).select_related("enquiry")
        self.list("invoice of an erased visit", [visit.enquiry.reference for visit in invoices])
        if apply:
            self.stdout.write(f"Anonymised {anonymise_old_enquiries(now, anyway=True)} enquiries.")
        else:
            self.stdout.write("Nothing was changed. To make them anonymous: manage.py anonymise --apply")

    def list(self, name, references):
        self.stdout.write(f"{name}: {len(references)}{' ' * bool(references)}{' '.join(references)}")
