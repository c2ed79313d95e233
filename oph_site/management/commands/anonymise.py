from django.core.management.base import BaseCommand
from django.utils import timezone

from feedback import retention as feedback
from visits.retention import anonymise_old_enquiries, due, invoices_due


class Command(BaseCommand):
    help = (
        "Lists the enquiries, visits and feedback whose time is over, by class (retention.py of visits and feedback), and"
        " changes nothing. With --apply: makes enquiries and visits anonymous, also when the desk says that this waits for a"
        " person, and deletes the feedback. Nothing brings them back."
    )

    def add_arguments(self, parser):
        parser.add_argument("--apply", action="store_true", help="make them anonymous")

    def handle(self, *args, apply, **options):
        now = timezone.now()
        for kept, enquiries in due(now).items():
            self.list(kept.value, [enquiry.reference for enquiry in enquiries])
        invoices = invoices_due(now).select_related("enquiry")
        self.list("invoice of an erased visit", [visit.enquiry.reference for visit in invoices])
        self.list("feedback", [each.reference for each in feedback.due(now)])
        if apply:
            self.stdout.write(f"Anonymised {anonymise_old_enquiries(now, anyway=True)} enquiries.")
            self.stdout.write(f"Deleted {feedback.delete_old_feedback(now)} feedback messages.")
        else:
            self.stdout.write("Nothing was changed. To make them anonymous: manage.py anonymise --apply")

    def list(self, name, references):
        self.stdout.write(f"{name}: {len(references)}{' ' * bool(references)}{' '.join(references)}")
