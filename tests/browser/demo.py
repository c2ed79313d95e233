"""The demonstration as people get it (production server, real content), for the browser tests and the screenshots of the guides."""

import fcntl
import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Site:
    url: str
    password: str
    folder: Path  # what the site writes
    sessions: dict = field(default_factory=dict)  # by user name: the cookies of who is logged in

    def manage(self, *arguments):
        """Runs `manage.py` beside the served site, as an operator would."""
        environment = environment_of(self.folder, port=self.url.rpartition(":")[2])
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)


def environment_of(folder, port):
    ours = ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL")
    bare = {key: value for key, value in os.environ.items() if key not in ours}
    return bare | {
        "DEMO": "1", "PORT": str(port), "VAR_DIR": str(folder), "DEMO_PASSWORD": "a password of the tests",
        "DJANGO_SETTINGS_MODULE": "oph_site.settings",
    }  # fmt: skip


def made_once(folder):
    """That folder, with a demonstration nobody has served: made by the process that asks first, while the others wait."""
    with Path(f"{folder}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            make(unfinished := Path(f"{folder}.unfinished"))
            unfinished.rename(folder)
    return folder


def make(folder):
    """Content and static files, side by side."""
    commands = [["demo", "--load-only", "--dev"], ["collectstatic", "--no-input", "-v0"]]
    environment = environment_of(folder, port=8000)
    running = [
        subprocess.Popen([sys.executable, "manage.py", *command], cwd=ROOT, env=environment) for command in commands
    ]
    assert [process.wait() for process in running] == [0, 0], "the demonstration was not made"


@contextmanager
def running_demo(folder):
    """`manage.py demo` with its data in that folder, made if there is none, on a free port."""
    environment = environment_of(folder, port := free_port())
    server = subprocess.Popen(
        [sys.executable, "manage.py", "demo"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    url = f"http://localhost:{port}"
    try:
        wait_for(f"{url}/healthz", server)
        yield Site(url, environment["DEMO_PASSWORD"], folder)
    finally:
        server.terminate()
        server.wait(timeout=30)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url, server):
    deadline = time.monotonic() + 300  # the first start is slow on a busy machine
    while time.monotonic() < deadline:
        assert server.poll() is None, "the demonstration did not start"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:  # not there yet, or there and too busy to answer in two seconds
            time.sleep(0.2)
    raise AssertionError(f"{url} did not answer in five minutes")
