from django.core.management.base import BaseCommand

from oph_site.search.analysis import build_word_data


class Command(BaseCommand):
    help = (
        "Build the word data that lets the search know Finnish and English, unless it is there. Takes some ten seconds."
    )
    requires_system_checks = []  # an image is built without a database

    def handle(self, **options):
        self.stdout.write("Built the word data." if build_word_data() else "The word data is there.")
