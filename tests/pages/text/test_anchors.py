import pytest

from tests.factories.pages import PageFactory, published


@pytest.mark.django_db
def test_headings_never_share_an_id_with_what_stands_around_the_text(visitor, home):
    page = PageFactory(parent=home, slug_en="contact-page", body_en="")
    titles = [
        "Contact",
        "Facts",
        "Files",
        "Related",
        "On this page",
        "Change notes",
        "Main",
        "Organisation 7",
        "Pages",
        "A 3",
        "A",
        "A",
    ]
    page.body_en = "".join(f"<h2>{title}</h2><p>Text.</p>" for title in titles)
    published(page, "en")

    html = visitor.get("/en/contact-page/").content.decode()

    ids = [piece.partition('"')[0] for piece in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
    assert {
        "contact",
        "facts",
        "files",
        "related",
        "on-this-page",
        "_on-this-page",
        "main-7",
        "organisation-7-8",
    } <= set(ids)
