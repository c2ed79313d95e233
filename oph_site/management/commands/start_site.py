"""The first content of a site: the pages that the site itself links to."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from pages.landing_pages import make_landing_pages


class Command(BaseCommand):
    help = "Make the landing pages that are missing. Editors then write and publish them in the admin."

    def handle(self, **options):
        try:
            made = make_landing_pages()
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        if made:
            keys = ", ".join(page.key for page in made)
            self.stdout.write(f"Made {len(made)} landing pages: {keys}. Publish them in the admin, home first.")
        else:
            self.stdout.write("All landing pages are there.")
