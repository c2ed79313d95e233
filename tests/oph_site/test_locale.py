"""Every word that people see has its Finnish: nothing missing, fuzzy or left over."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings

from oph_site import django_sentences

PARTS = ["oph_site", "pages", "visits", "publications", "feedback", "templates", "static", "locale", "manage.py"]


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


def test_what_we_word_instead_of_django_is_still_said_by_django():
    """A sentence that a new Django says otherwise would lose our Finnish without anybody seeing it."""
    said = set()
    for app in ("admin", "auth"):
        with open(Path(apps.get_app_config(app).path) / "locale/en/LC_MESSAGES/django.po", "rb") as catalogue:
            said |= {first_form(message.id) for message in read_po(catalogue)}

    source = ast.parse(Path(django_sentences.__file__).read_text())
    ours = {call.args[0].value for call in ast.walk(source) if isinstance(call, ast.Call)}

    assert ours and ours - said == set()


def first_form(message_id):
    return message_id if isinstance(message_id, str) else message_id[0]
