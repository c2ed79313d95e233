import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation

from oph_site.files.sizes import human_size
from oph_site.templatetags.files import focus_classes
from pages.frame import Frame
from tests.factories.files import DocumentFactory
from tests.reading import as_read

PICTURE = {"id": 7, "name": "yard", "width": 800, "height": 600, "widths": [400, 800], "alt": "A yard & a tree"}
PDF = {"id": 3, "name": "skolan.pdf", "size": 2_140_000, "type": "PDF", "language": "sv", "pages": 36}


def draw(tag, **context):
    return as_read(Template("{% load files %}" + tag).render(Context(context)))


def test_a_picture_offers_the_widths_that_exist():
    html = draw('{% picture it sizes="100vw" css="wide" %}', it=PICTURE)

    assert html == (
        '<img class="wide" src="/pictures/7/yard-800.webp" srcset="/pictures/7/yard-400.webp 400w, /pictures/7/yard-800.webp 800w" '
        'sizes="100vw" alt="A yard &amp; a tree" width="800" height="600" loading="lazy" decoding="async">'
    )


def test_a_picture_of_one_width_needs_no_choice_and_an_eager_one_is_not_lazy():
    html = draw('{% picture it sizes="100vw" eager=True %}', it=PICTURE | {"widths": [300], "width": 300, "alt": ""})

    assert html == '<img src="/pictures/7/yard-300.webp" alt="" width="300" height="600" decoding="async">'


@pytest.mark.parametrize(("focus", "css"), [
    ([50, 50], "wide"), ([0, 100], "wide focus-x-0 focus-y-100"), ([52, 13], "wide focus-y-15"), ([38, 50], "wide focus-x-40"),
])  # fmt: skip
def test_a_cropped_picture_is_held_at_its_focal_point(focus, css):
    html = draw('{% picture it sizes="100vw" css="wide" %}', it=PICTURE | {"focus": focus})

    assert f'<img class="{css}" ' in html


def test_every_focal_point_has_its_class():
    styles = settings.BASE_DIR.joinpath("static/css/components.css").read_text()

    missing = [
        name
        for percent in range(101)
        for name in focus_classes({"focus": [percent, percent]}).split()
        if f".{name} {{ --{name[:7]}: {name[8:]}% }}" not in styles
    ]
    assert missing == []


def test_no_picture_draws_nothing():
    assert draw('{% picture it sizes="100vw" %}{% cover it sizes="100vw" %}', it=None) == ""


@pytest.mark.parametrize(("language", "words"), [
    ("en", "Download Skolan (PDF, 2.1\u00a0MB, in Swedish)"), ("fi", "Lataa Skolan (PDF, 2,1\u00a0Mt, ruotsiksi)"),
])  # fmt: skip
def test_a_link_to_a_file_says_type_size_and_language(language, words):
    with translation.override(language):
        html = draw("{% file_link it 'Skolan' %}", it=PDF)

    assert html == f'<a class="file" href="/files/3/skolan.pdf" hreflang="sv"><span>{words}</span></a>'


def test_a_title_in_another_language_is_marked_and_escaped(in_english):
    html = draw("{% file_link it title lang='sv' %}", it=PDF, title="A<b>")

    assert '<span>Download <span lang="sv">A&lt;b&gt;</span> (PDF' in html


def test_a_file_whose_language_is_not_known_claims_none(in_english):
    html = draw("{% file_link it 'Form' %}", it=PDF | {"language": "", "type": "Word"})

    assert html == '<a class="file" href="/files/3/skolan.pdf"><span>Download Form (Word, 2.1\u00a0MB)</span></a>'


@pytest.mark.django_db
def test_a_preview_signs_its_files_so_that_drafts_show():
    frame = Frame("", is_preview=True)

    html = draw(
        '{% picture it sizes="1" %}{% cover d sizes="1" %}{% file_link f "A" %}',
        it=PICTURE,
        d=DocumentFactory(),
        f=PDF,
        frame=frame,
    )

    assert [html.count("?s="), html.count("/pictures/7/"), html.count("cover-")] == [7, 3, 3]


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1\u00a0kB"),
        (46_300, "46\u00a0kB"),
        (999_600, "1.0\u00a0MB"),
        (1_000_000, "1.0\u00a0MB"),
        (50_000_000, "50.0\u00a0MB"),
    ],
)
def test_sizes_are_rounded_for_people(in_english, size, words):
    assert human_size(size) == words
