import pytest

from oph_site.search.analysis import english


@pytest.mark.parametrize(
    ("form", "bases"),
    [
        ("children", ["child"]),
        ("policies", ["policy"]),
        ("teachers", ["teacher"]),
        ("teaching", ["teach", "teaching"]),
        ("sizes", ["size"]),
        ("xyzzy", []),
    ],
)
def test_forms_lead_to_base_forms(english_words, form, bases):
    assert english.bases(form, english_words) == bases


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("organization", "organisation"),
        ("internationalize", "internationalise"),
        ("analyze", "analyse"),
        ("behavior", "behaviour"),
        ("colorful", "colourful"),
        ("center", "centre"),
        ("program", "programme"),
        ("size", "size"),
        ("prize", "prize"),
        ("resize", "resize"),
        ("humorous", "humorous"),
        ("laboratory", "laboratory"),
    ],
)
def test_one_spelling_stands_for_both(american, british):
    assert english.one_spelling(american) == british
