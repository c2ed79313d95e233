"""What the documents say of settings is true."""

import re

from django.conf import settings


def test_the_table_of_settings_names_every_variable_of_the_environment():
    code = (settings.BASE_DIR / "oph_site/settings.py").read_text()
    read = set(re.findall(r'(?:environ\.get|is_on|required)\(\s*"([A-Z_]+)"', code)) | {"DATABASE_URL", "DEMO_PASSWORD"}
    table = (settings.BASE_DIR / "docs/deploy.md").read_text().split("## Settings")[1].split("## Proxy")[0]

    assert set(re.findall(r"`([A-Z_]+)`", table)) == read


def test_the_readme_names_only_targets_that_make_knows():
    makefile = (settings.BASE_DIR / "Makefile").read_text()
    named = set(re.findall(r"(?:^|`)make (\w+)", (settings.BASE_DIR / "README.md").read_text(), re.MULTILINE))

    assert named == {target for target in named if re.search(rf"^{target}:", makefile, re.MULTILINE)}
