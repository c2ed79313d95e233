"""How templates and style sheets read, and that the lists of test files are true."""

import re
from pathlib import Path

from tests.conftest import LONGEST, SLOW_FILES, TESTS

ROOT = Path(__file__).parent.parent
TEMPLATES, STYLES = ROOT / "templates", ROOT / "static" / "css"


def test_no_line_of_a_template_is_too_long_for_a_review():
    long = [
        f"{path.relative_to(TEMPLATES)}:{number}"
        for path in TEMPLATES.glob("**/*.html")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 160
    ]

    assert long == []


def test_the_style_sheets_of_the_admin_win_by_layers_alone():
    sheets = [path.read_text(encoding="utf-8") for path in STYLES.glob("admin*.css")]

    assert len(sheets) == 3
    assert all("!important" not in sheet and re.search(r"@layer \w|layer\(", sheet) for sheet in sheets)


def test_a_width_changes_no_colour_in_the_admin():
    """So its walk in the browser looks at colours in one width of each theme. (Text put in by the style sheet axe skips.)"""
    sheets = [*STYLES.glob("admin*.css"), STYLES / "base.css", STYLES / "tokens.css"]
    by_width = re.compile(r"@(?:media|container page) \((?:min|max)-width[^{]*\{((?:[^{}]|\{[^{}]*\})*)\}")
    blocks = [block for path in sheets for block in by_width.findall(path.read_text(encoding="utf-8"))]
    rules = [rule for block in blocks for rule in re.findall(r"([^{}]+)\{([^{}]*)\}", block)]
    coloured = [
        (selector.strip(), said)
        for selector, said in rules
        if re.search(r"(?<![\w-])(?:color|background(?:-color)?|opacity|filter|--[\w-]+)\s*:", said)
        and "::before" not in selector
    ]

    assert len(rules) > 20
    assert coloured == []


def test_the_files_that_are_left_out_or_begun_first_are_there():
    files = set(TESTS.glob("**/test_*.py"))

    assert [path for path in SLOW_FILES if path not in files] == []
    assert set(LONGEST) - {path.name for path in files} == set()
