"""Old editions can always be read: one stored sample of every format that content was ever frozen in."""

import json
from pathlib import Path

import pytest
from django.utils import timezone

from pages.models import Edition
from pages.models.edition import CONTENT_FORMAT
from tests.factories.pages import PageFactory

SAMPLES = sorted(Path(__file__).parent.joinpath("formats").glob("*.json"))


def test_every_format_has_its_sample():
    assert [path.stem for path in SAMPLES] == [str(number) for number in range(1, CONTENT_FORMAT + 1)]


@pytest.mark.django_db
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_an_edition_of_that_format_is_shown_whole(visitor, home, sample):
    page = PageFactory(parent=home)
    Edition.objects.create(
        page=page, language="fi", path="vanha", parent=home, title="Vanha sivu", menu_title="Vanha",
        content=json.loads(sample.read_text()), since=timezone.now(),
    )  # fmt: skip

    shown = visitor.get("/fi/vanha/").content.decode()

    for words in [
        "Vanha sivu",
        "Kuka voi hakea",
        "<caption>Haut</caption>",
        'alt="Koulun piha"',
        "Ryhmän koko",
        "Ohje",
    ]:
        assert words in shown
    assert "/~/page/" not in shown
