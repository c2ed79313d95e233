"""Servers as in production, on this machine, for as long as something is measured."""

import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def serving(application, environment, *, workers=2, python=sys.executable, folder=ROOT):
    """Its address, at the PORT of that environment, while the server runs. python, folder: of another project than ours."""
    command = command_of(application, environment["PORT"], workers=workers, python=python)
    with subprocess.Popen(command, env=environment, cwd=folder) as server:  # noqa: S603
        try:
            wait_for(url := f"http://localhost:{environment['PORT']}")
            yield url
        finally:
            server.terminate()


def command_of(application, port, *, workers=2, python=sys.executable):
    command = [python, "-m", "granian", "--interface", "wsgi", "--workers", workers, "--blocking-threads", 1, "--no-ws"]
    command += ["--host", "127.0.0.1", "--port", port, "--log-level", "error", application]
    return [str(part) for part in command]


def wait_for(url):
    for _try in range(300):
        try:
            return urlopen(url, timeout=5).read()  # noqa: S310  # ours
        except HTTPError:
            return None  # there, and answers
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"Nothing answers at {url}.")
