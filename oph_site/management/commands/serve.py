"""The one place that knows how the web server is started: for the units, the container and the demonstration."""

import fcntl
import os
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

# A new worker gets RESPAWN seconds to start before the one that it replaces ends.
FLAGS = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "1", "--no-ws", "--respawn-failed-workers"]
RESPAWN = 10
# A worker takes no connection before it has answered the last one, so one that dies costs that request alone: those that
# wait go to the others (net.ipv4.tcp_migrate_req). Only behind a proxy, which sends whole requests and does not stall.
ONE_BY_ONE = ["--backpressure", "1", "--no-http1-keep-alive"]


class Command(BaseCommand):
    help = (
        "Serves the site on one address of this machine, behind the proxy. SIGHUP replaces the workers one after the other,"
        " by those of the release that the folder of this manage.py stands for at that moment."
    )
    requires_system_checks = []  # the server ends by itself where it cannot start

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 only within a container")

    def handle(self, *, host, **options):
        claimed = claim_port(host, int(settings.PORT))
        os.set_inheritable(claimed.fileno(), True)
        one_by_one = ONE_BY_ONE if settings.SECURE_PROXY_SSL_HEADER else []
        command = [sys.executable, "-m", "granian", *server_arguments(host, *one_by_one)]
        os.execv(command[0], command)  # noqa: S606  # granian itself takes the signals, and nothing of Django stays in it


def claim_port(host, port):
    """A file that holds the port for this site while it is open. CommandError when a server listens there, or starts just now.

    Granian shares its port with whoever comes later: two releases would answer by turns, and nobody would notice.
    """
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    lock = (settings.VAR_DIR / f"port-{port}.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        lock.close()
        raise CommandError(
            f"Port {port} is in use. Is the site running already? PORT chooses another one, for example: PORT={port + 1}"
        ) from error
    return lock


def server_arguments(host, *more):
    """What granian is started with. Its folder is named as manage.py was, so that a link is followed anew by every worker."""
    where = ["--host", host, "--port", settings.PORT, "--working-dir", str(Path(sys.argv[0]).absolute().parent)]
    return [*FLAGS, "--respawn-interval", str(RESPAWN), *where, *more, "oph_site.wsgi:application"]
