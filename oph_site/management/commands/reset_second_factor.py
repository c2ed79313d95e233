"""For the last administrator who lost the phone: everybody else is helped in the admin."""

from django.core.management.base import BaseCommand, CommandError

from oph_site.accounts.models import User
from oph_site.accounts.second_factor import reset_second_factor


class Command(BaseCommand):
    help = "Remove the second factor of an account and end its sessions."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account {username}.")
        reset_second_factor(user, by=user)
        self.stdout.write(f"{username} sets up a new second factor at the next log-in.")
