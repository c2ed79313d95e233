"""Every word that people see has its Finnish: nothing missing, fuzzy or left over."""

import os
import shutil
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

PARTS = ["oph_site", "pages", "visits", "publications", "templates", "static", "locale", "manage.py"]


@pytest.mark.skipif(not shutil.which("xgettext"), reason="no gettext on this machine")
def test_the_finnish_catalogue_is_complete(tmp_path):
    for part in PARTS:
        source = settings.BASE_DIR / part
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / part)

    command = [sys.executable, "manage.py", "makemessages", "-l", "fi", "--no-obsolete", "-v0"]
    subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"DJANGO_SETTINGS_MODULE": "oph_site.settings", "DEMO": "1"}, check=True
    )
    with (tmp_path / "locale/fi/LC_MESSAGES/django.po").open("rb") as renewed:
        messages = [message for message in read_po(renewed) if message.id]
    with (settings.BASE_DIR / "locale/fi/LC_MESSAGES/django.po").open("rb") as stored:
        ids = {message.id for message in read_po(stored) if message.id}

    assert [m.id for m in messages if m.fuzzy or not all([m.string] if isinstance(m.string, str) else m.string)] == []
    assert ids - {m.id for m in messages} == set()
