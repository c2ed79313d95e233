"""The one place that knows how the web server is started: for the units, the container and the demonstration."""

import os
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

# A new worker gets RESPAWN seconds to start before the one that it replaces ends.
FLAGS = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "1", "--no-ws", "--respawn-failed-workers"]
RESPAWN = 10


class Command(BaseCommand):
    help = (
        "Serves the site on one address of this machine, behind the proxy. SIGHUP replaces the workers one after the other,"
        " by those of the release that the folder of this manage.py stands for at that moment."
    )
    requires_system_checks = []  # the server ends by itself where it cannot start

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 only within a container")

    def handle(self, *, host, **options):
        refuse_a_port_in_use(host, int(settings.PORT))
        command = [sys.executable, "-m", "granian", *server_arguments(host)]
        os.execv(command[0], command)  # noqa: S606  # granian itself takes the signals, and nothing of Django stays in it


def refuse_a_port_in_use(host, port):
    """Granian shares its port with whoever comes later: two releases would answer by turns, and nobody would notice."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is in use. Is the site running already? PORT chooses another one, for example: PORT={port + 1}"
            ) from error


def server_arguments(host, *more):
    """What granian is started with. Its folder is named as manage.py was, so that a link is followed anew by every worker."""
    where = ["--host", host, "--port", settings.PORT, "--working-dir", str(Path(sys.argv[0]).absolute().parent)]
    return [*FLAGS, "--respawn-interval", str(RESPAWN), *where, *more, "oph_site.wsgi:application"]
