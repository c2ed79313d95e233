"""The demonstration content is whole: what a typing error in its files would break shows here, not at `make run`."""

import re

import pikepdf
import pytest

from oph_site.demo import texts
from oph_site.languages import LANGUAGES

ROWS = texts.records("pages")["page"]
NAMES = [row["name"] for row in ROWS]
PUBLICATION_ROWS = texts.records("publications")["publication"]
PUBLICATIONS = {row["slug"] for row in PUBLICATION_ROWS}
FOLDER = texts.FOLDER / "publications"
WRITTEN = [
    (name, language, *texts.text(name, language))
    for name in NAMES
    for language in LANGUAGES
    if texts.text(name, language)[0]
]


def test_only_two_pages_and_the_one_in_swedish_have_no_english():
    english = {name for name, language, _front, _body in WRITTEN if language == "en"}

    assert len(NAMES) >= 30
    assert [name for name in NAMES if name not in english] == ["planning", "hosting", "swedish"]


def test_two_pages_have_a_revision_in_finnish_alone_and_so_are_behind_in_english():
    revised = {language: {name for name, own, front, _body in WRITTEN if own == language and "before" in front} for language in LANGUAGES}  # fmt: skip

    assert revised["fi"] - revised["en"] == {"programmes", "partners"}


@pytest.mark.parametrize(
    ["name", "language", "front", "body"], WRITTEN, ids=lambda part: part if len(part) < 30 else ""
)
def test_a_text_has_what_readers_and_search_engines_need(name, language, front, body):
    assert 70 <= len(front["description"]) <= 155
    assert 0 < len(front["lead"]) <= 300
    assert set(re.findall(r'href="page:([a-z-]+)"', body)) <= set(NAMES) - {name}
    assert set(re.findall(r'href="publication:([a-z0-9-]+)"', body)) <= PUBLICATIONS
    assert body.count("<table>") == body.count("<caption>") == body.count("</caption>")


def test_the_tree_is_in_order_and_names_only_pages_that_there_are():
    for number, row in enumerate(ROWS):
        assert row.get("parent", "home") in NAMES[: number or 1]
        assert set(row["related"]) <= set(NAMES)


def test_each_version_of_a_publication_has_a_small_tagged_pdf_that_says_its_title_and_language():
    versions = [version for row in PUBLICATION_ROWS for version in row["version"]]
    files = {version["file"]: FOLDER / f"{version['file']}.pdf" for version in versions}
    asked_for = {row["page"].split("/")[-2] for row in texts.records("feedback")["feedback"] if "file" in row}

    assert (len(PUBLICATION_ROWS), len(versions)) == (33, 39)  # 38 titles, one of them in two languages
    assert set(files.values()) == set(FOLDER.glob("*.pdf"))
    assert [name for name, file in files.items() if file.stat().st_size > 15 * 1024] == []
    assert {version["file"] for version in versions if said(files[version["file"]]) != wanted(version)} == asked_for


def said(file):
    """(title, language, whether it is tagged and has an outline) of a PDF."""
    with pikepdf.open(file) as pdf:
        return (
            pdf.docinfo.get("/Title"),
            pdf.Root.get("/Lang"),
            {"/StructTreeRoot", "/Outlines"} <= set(pdf.Root.keys()),
        )


def wanted(version):
    return version["title"], version["language"], True
