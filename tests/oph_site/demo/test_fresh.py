"""The first `make run` of a clone: the catalogue is compiled by the process that has loaded Django already."""

import os
import shutil
import subprocess
import sys

from django.conf import settings

SETTINGS = """
from pathlib import Path
from oph_site.settings import *
LOCALE_PATHS = [Path(__file__).parent / "locale"]
"""
# As the command does it, after Django has looked for the catalogue and found none.
FIRST_RUN = """
import django
django.setup()
from django.utils import translation
from django.utils.translation import gettext
with translation.override("fi"):
    before = gettext("being planned")
from oph_site.management.commands.demo import compile_translations
compile_translations()
from django.template.loader import render_to_string
with translation.override("fi"):
    print(before, render_to_string("emails/enquiry_notice.subject.txt", {"reference": "V-1"}).strip(), sep=", ")
"""


def test_mail_of_a_fresh_clone_is_in_its_language(tmp_path):
    (tmp_path / "fresh.py").write_text(SETTINGS)
    without_catalogues = shutil.ignore_patterns("*.mo")
    shutil.copytree(settings.BASE_DIR / "locale", tmp_path / "locale", ignore=without_catalogues)
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "fresh", "DEMO": "1", "VAR_DIR": str(tmp_path)}
    environment |= {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(settings.BASE_DIR)])}

    run = [sys.executable, "-c", FIRST_RUN]
    printed = subprocess.run(run, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True)

    assert printed.stdout.strip() == "being planned, Uusi vierailupyyntö V-1"
