from django.core.management.base import BaseCommand
from django.utils import timezone

from feedback import retention as feedback
from oph_site.accounts import log_ins
from visits.retention import anonymise_old_enquiries, due, invoices_due


class Command(BaseCommand):
    help = (
        "Lists the enquiries, visits, feedback and log-ins whose time is over, by class (retention.py of visits and feedback),"
        " and changes nothing. With --apply: makes enquiries and visits anonymous and deletes the others, also when the desk"
        " says that this waits for a person. Nothing brings them back."
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
        self.stdout.write(f"log-ins: {log_ins.due(now).count()}")
        if apply:
            self.stdout.write(f"Anonymised {anonymise_old_enquiries(now, anyway=True)} enquiries.")
            self.stdout.write(f"Deleted {feedback.delete_old_feedback(now, anyway=True)} feedback messages.")
            self.stdout.write(f"Deleted {log_ins.forget_log_ins(now, anyway=True)} log-ins.")
        else:
            self.stdout.write("Nothing was changed. To make them anonymous: manage.py anonymise --apply")

    def list(self, name, references):
        self.stdout.write(f"{name}: {len(references)}{' ' * bool(references)}{' '.join(references)}")
