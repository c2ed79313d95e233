"""`make run`: brings the demonstration up to date and serves it with the production server."""

import os
import signal
import sys
from multiprocessing import get_context
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils.translation.reloader import translation_file_changed

from oph_site.accounts.demo_password import DEMO_PASSWORD
from oph_site.demo import age
from oph_site.demo.load import ACCOUNTS, load
from oph_site.management.commands.serve import claim_port, server_arguments

BIND = "127.0.0.1"
STATIC_STAMP = settings.STATIC_ROOT / "staticfiles.json"
# The flags of a trial: soon stopped, and silent while all is well.
QUIETLY = ["--workers-kill-timeout", "2", "--log-level", "warning"]
AFRESH = f"to start afresh, remove {settings.VAR_DIR}: what you changed in the demonstration is lost then."
OTHER_VERSION = f"Another version of the site made this demonstration, and its database does not fit: {AFRESH}"
OTHER_CONTENT = f"The demonstration has new content since this one was made: {AFRESH}"


class Command(BaseCommand):
    help = "Load the demonstration content into an empty site and serve it on this machine."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--load-only", action="store_true", help="do not serve")
        parser.add_argument("--dev", action="store_true", help="serve with reload and tracebacks (make dev)")

    def handle(self, *, load_only, dev, **options):
        if not settings.DEMO:
            raise CommandError(
                "The demonstration runs only with DEMO=1 (make run): it makes accounts with a known password."
            )
        refuse_a_real_site()
        claimed = None if load_only else claim_port(BIND, int(settings.PORT))  # until the end
        compile_translations()
        if age.has_other_migrations():
            raise CommandError(OTHER_VERSION)
        call_command("migrate", verbosity=0)
        if not dev:
            collect_static()
        password = os.environ.get("DEMO_PASSWORD") or DEMO_PASSWORD
        if load(password):
            age.mark()
        elif age.has_other_content():
            self.stdout.write(OTHER_CONTENT)
        if not load_only:
            self.say_where(password)
            serve(dev)
            claimed.close()

    def say_where(self, password):
        site = settings.SITE_URL
        self.stdout.write(f"\nThe site       {site}/fi/ and {site}/en/")
        self.stdout.write(f"The admin      {site}/admin/")
        self.stdout.write(f"The accounts   {', '.join(ACCOUNTS)}")
        self.stdout.write(f"The password   {password}\nStop with Ctrl+C.\n", ending="")
        self.stdout.flush()


def refuse_a_real_site():
    """DEMO=1 beside the settings or the database of another site would put accounts with a known password there."""
    host = urlsplit(settings.SITE_URL).hostname
    if host not in ("localhost", "127.0.0.1", "::1"):
        raise CommandError(f"SITE_URL names {host}: the demonstration is for this machine alone. Unset SITE_URL.")
    if age.is_of_another_site(ACCOUNTS):
        raise CommandError("This database belongs to a site that is no demonstration. Nothing was changed in it.")


def compile_translations():
    """.po → .mo with Babel, where the .po is newer; gettext is not needed. Django has read the old one while it started."""
    for folder in settings.LOCALE_PATHS:
        for po in folder.glob("*/LC_MESSAGES/*.po"):
            mo = po.with_suffix(".mo")
            if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
                compile_catalogue(po, mo)
                translation_file_changed(None, mo)


def compile_catalogue(po, mo):
    from babel.messages.mofile import write_mo  # slow to import, and seldom needed
    from babel.messages.pofile import read_po

    unfinished = mo.with_name(f"{mo.stem}-{os.getpid()}.mo")  # other processes read and compile at the same time
    with po.open("rb") as source, unfinished.open("wb") as target:
        write_mo(target, read_po(source, locale=po.parent.parent.name))
    unfinished.replace(mo)


def collect_static():
    """Only when a static file is newer than the last collection: the second start is quick."""
    newest = max(
        path.stat().st_mtime for folder in settings.STATICFILES_DIRS for path in folder.rglob("*") if path.is_file()
    )
    installed = (settings.BASE_DIR / "requirements.txt").stat().st_mtime
    if not STATIC_STAMP.exists() or STATIC_STAMP.stat().st_mtime < max(newest, installed):
        call_command("collectstatic", interactive=False, verbosity=0)


def serve(dev):
    """The server in the foreground, the worker that sends mail beside it; both end together.

    Both are forked, so that what this process has loaded is not loaded again: a start takes half of the time.
    """
    connections.close_all()  # each process has its own
    forked = get_context("fork").Process
    worker = forked(target=call_command, args=["work", "--clock-is-right"])
    web = forked(target=serve_with_reload if dev else serve_as_in_production)
    worker.start()
    web.start()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *args: web.terminate())
    web.join()
    worker.terminate()
    worker.join()


def serve_with_reload():
    """runserver starts itself again when a file changes, by its own command line."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "runserver", f"{BIND}:{settings.PORT}"]
    os.execv(command[0], command)  # noqa: S606  # our own command


def serve_as_in_production():
    from granian.cli import cli  # slow to import

    cli(server_arguments(BIND, *QUIETLY))
