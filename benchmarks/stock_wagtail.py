"""A stock Wagtail site to measure beside ours: what `wagtail start` makes, as it is served in production, thrown away afterwards."""

import os
import subprocess
import sys
from importlib.metadata import version

from tests.browser.demo import free_port

PROJECT = "stock"
APPLICATION = f"{PROJECT}.wsgi:application"
SETTINGS = """
SECRET_KEY = "only-for-this-measurement-0123456789-abcdefghijklmnopqrstuvwxyz"
ALLOWED_HOSTS = ["localhost"]
"""


def make_wagtail(folder):
    """Installs the newest Wagtail and our server into that new folder; needs a network. Returns (its Python, its environment)."""
    folder.mkdir()
    run = folder / "environment/bin"
    settings = f"{PROJECT}.settings.production"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings, "PORT": str(free_port())}
    commands = [
        [sys.executable, "-m", "venv", folder / "environment"],
        [run / "pip", "install", "--quiet", "wagtail", f"granian=={version('granian')}"],
        [run / "wagtail", "start", PROJECT, folder],
    ]
    for command in commands:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    (folder / PROJECT / "settings/local.py").write_text(SETTINGS)
    for command in ["migrate", "collectstatic"]:
        manage = [run / "python", "manage.py", command, "--no-input", "-v0"]
        subprocess.run(manage, cwd=folder, env=environment, check=True)  # noqa: S603
    shown = subprocess.run([run / "pip", "show", "wagtail"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    print(shown.splitlines()[1].replace("Version:", "Stock Wagtail"), flush=True)
    return run / "python", environment
