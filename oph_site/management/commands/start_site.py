"""The first content of a site: the pages that the site itself links to, and the terms of the search."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from oph_site.search.starting_terms import add_starting_terms
from pages.landing_pages import make_landing_pages


class Command(BaseCommand):
    help = "Make the landing pages that are missing, and the term list of the search if it is empty."

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
        if number := add_starting_terms():
            self.stdout.write(f"Filled the term list of the search with {number} rows.")
