"""The Nu HTML checker finds no error on any kind of public page, where Java is present (`make test` brings the checker)."""

import json
import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.browser.test_accessibility import PAGES

CHECKER = Path(__file__).parent.parent / "tools/node_modules/vnu-jar/build/dist/vnu.jar"
NEEDED = shutil.which("java") and CHECKER.exists()


def html(url):
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.read()
    except urllib.error.HTTPError as answer:  # error pages are pages too
        return answer.read()


@pytest.mark.skipif(not NEEDED, reason="no Java, or no checker (make test brings it)")
def test_the_checker_finds_no_error_in_any_page(site, tmp_path):
    for number, path in enumerate(PAGES):
        (tmp_path / f"{number}.html").write_bytes(html(f"{site.url}{path}"))

    checked = subprocess.run(
        ["java", "-Xss4m", "-jar", CHECKER, "--errors-only", "--format", "json", "--exit-zero-always", tmp_path],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    messages = json.loads(checked.stderr)["messages"]

    assert [(PAGES[int(Path(m["url"]).stem)], m["message"]) for m in messages] == []
