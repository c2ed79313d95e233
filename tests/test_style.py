"""How templates read."""

from pathlib import Path

TEMPLATES = Path(__file__).parent.parent / "templates"


def test_no_line_of_a_template_is_too_long_for_a_review():
    long = [
        f"{path.relative_to(TEMPLATES)}:{number}"
        for path in TEMPLATES.rglob("*.html")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 160
    ]

    assert long == []
