"""Publications from a table: what the dry run says, what is imported, what is refused."""

import csv
from io import StringIO

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.management import CommandError, call_command

from oph_site.search.models import SearchDocument
from publications.importing import Unreadable, read_table
from publications.models import LanguageVersion, Publication, Series
from tests.factories.publications import LanguageVersionFactory, PublicationFactory, SeriesFactory, TopicFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ROW = {
    "slug": "koulu", "language": "fi", "type": "guide", "publisher_fi": "Opetushallitus", "summary_fi": "Tiivistelmä.",
    "authors": "Meikäläinen, Maija; Mallikas, Matti", "topics": "Kansainvälisyys", "title": "Koulu kohtaa maailman",
    "series": "Oppaat", "number": "2011:16", "year": "2011", "isbn_pdf": "9789521349317", "doi": "https://doi.org/10.1234/ab",
}  # fmt: skip


@pytest.fixture(autouse=True)
def topic():
    return TopicFactory(title_fi="Kansainvälisyys", title_en="Internationalisation")


@pytest.fixture
def run(tmp_path, capsys, officer):
    """run(row, …) → the lines that the command says, its refusal the last of them."""

    def run(*rows, apply=True, content=None, separator=","):
        file = tmp_path / "list.csv"
        file.write_bytes(table(rows, separator) if content is None else content)
        try:
            call_command("import_publications", str(file), *(["--apply", f"--by={officer}"] if apply else []))
            refusal = []
        except CommandError as error:
            refusal = [str(error)]
        return [*capsys.readouterr().out.splitlines(), *refusal]

    return run


def table(rows, separator=",", encoding="utf-8"):
    written = StringIO()
    writer = csv.DictWriter(written, list(rows[0]), delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode(encoding)


def test_the_dry_run_says_what_would_happen_and_changes_nothing(run):
    said = run(ROW, ROW | {"language": "en", "title": "Schools", "isbn_pdf": "", "doi": "", "series": ""}, apply=False)

    assert said == [
        "Line 2: new publication koulu, a draft; new version in Finnish: “Koulu kohtaa maailman”",
        "Line 3: new version in English: “Schools”",
        "Nothing was changed. To import them, add --apply: 2 of 2 lines; the others are there already.",
    ]
    assert (Publication.objects.count(), Series.objects.count(), SearchDocument.objects.count()) == (0, 0, 0)


def test_what_is_imported_is_a_draft_with_everything_in_its_stored_form_and_found_by_officers(run):
    run(ROW)

    version = LanguageVersion.objects.get()
    publication = version.publication
    assert (publication.state, publication.slug, publication.persons) == (
        "draft", "koulu", [("Meikäläinen", "Maija"), ("Mallikas", "Matti")],
    )  # fmt: skip
    assert (str(version.series), version.year, version.isbn_pdf, version.doi) == (
        "Oppaat",
        2011,
        "978-952-13-4931-7",
        "10.1234/ab",
    )
    assert [str(topic.title_fi) for topic in publication.topics.all()] == ["Kansainvälisyys"]
    assert SearchDocument.objects.filter(kind="publication").exists()


def test_run_again_it_changes_nothing(run):
    run(ROW)
    before = Publication.objects.get().changed_at
    LogEntry.objects.all().delete()

    assert run(ROW) == ["Line 2: nothing to do", "Imported 0 of 1 lines; the others are there already."]
    assert (Publication.objects.get().changed_at, LogEntry.objects.count()) == (before, 0)


def test_the_log_has_a_row_for_each_publication_under_the_account_that_answers(run, officer):
    old = PublicationFactory(slug="vanha")
    run(
        ROW,
        ROW | {"language": "en", "title": "Schools", "doi": "", "isbn_pdf": ""},
        ROW | {"slug": "vanha", "doi": "", "isbn_pdf": ""},
    )

    new = Publication.objects.get(slug="koulu")
    rows = {row.object_id: (row.user, row.action_flag, row.change_message) for row in LogEntry.objects.all()}
    assert rows.keys() == {str(new.pk), str(old.pk)}
    assert rows[str(new.pk)] == (
        officer, ADDITION,
        "manage.py import_publications: new publication koulu, a draft; new version in Finnish: “Koulu kohtaa maailman”;"
        " new version in English: “Schools”",
    )  # fmt: skip
    assert rows[str(old.pk)][1] == CHANGE


@pytest.mark.parametrize(("arguments", "reason"), [
    ([], "Say with --by whose account answers for the import: it stands in the log of the admin."),
    (["--by=nobody"], "There is no account nobody that may log in."),
])  # fmt: skip
def test_nobody_imports_without_a_name(tmp_path, arguments, reason):
    (tmp_path / "list.csv").write_bytes(table([ROW]))

    with pytest.raises(CommandError, match=reason):
        call_command("import_publications", str(tmp_path / "list.csv"), "--apply", *arguments)


def test_what_differs_is_named_and_an_empty_cell_leaves_alone_what_is_stored(run):
    run(ROW)

    said = run(ROW | {"year": "2012", "isbn_pdf": "", "summary_fi": "Uusi.", "series": "Käsikirjat"})

    assert said[0] == (
        "Line 2: publication (draft): summary_fi “Tiivistelmä.” → “Uusi.”;"
        " version: year “2011” → “2012”, new series “Käsikirjat”"
    )
    version = LanguageVersion.objects.get()
    assert (version.year, version.isbn_pdf, str(version.series)) == (2012, "978-952-13-4931-7", "Käsikirjat")


@pytest.mark.parametrize(("changes", "problem"), [
    ({"slug": ""}, "these cells are empty: slug"),
    ({"slug": "Ei näin"}, "slug: Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    ({"language": "de"}, "“de” is none of the languages fi, sv, en, se, smn, sms"),
    ({"summary_fi": "", "type": ""}, "a new publication needs type, summary_fi"),
    ({"type": "poem"}, "type: Value 'poem' is not a valid choice."),
    ({"topics": "Runous"}, "there is no topic “Runous”"),
    ({"authors": "Maija Meikäläinen"}, "authors: “Maija Meikäläinen”: write the family name, a comma and the given names, one person a line: Meikäläinen, Maija."),
    ({"isbn_pdf": "978-952-13-4931-8"}, "isbn_pdf: The last digit does not fit the others: check the ISBN for a slip."),
    ({"year": "=2011+1"}, "year: “=2011+1” is no number"),
    ({"doi": "x"}, "doi: A DOI begins with 10. and has a slash, for example 10.1234/abcd."),
    ({"series": "a" * 200}, "title: Ensure this value has at most 120 characters (it has 200)."),
])  # fmt: skip
def test_a_wrong_line_is_told_and_nothing_of_the_file_is_imported(run, changes, problem):
    said = run(ROW | {"slug": "hyva", "doi": ""}, ROW | changes)

    assert said[1] == f"Line 3: {problem}"
    assert said[-1] == "Nothing was imported: 1 of 2 lines have a problem."
    assert (Publication.objects.count(), Series.objects.count()) == (0, 0)


def test_two_lines_that_contradict_each_other_are_both_wrong(run):
    said = run(ROW, ROW, ROW | {"language": "sv", "doi": "", "summary_fi": "Toinen."})

    assert said[1:3] == ["Line 3: line 2 is about the same version", "Line 4: summary_fi is another than in line 2"]


UNREADABLE = {
    "Windows-1252": (table([ROW], encoding="cp1252"), "The file is not in UTF-8 (line 2). In Excel save it as “CSV UTF-8 (Comma delimited)”."),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "The file is not in UTF-8 (line 1). In Excel save it as “CSV UTF-8 (Comma delimited)”."),
    "zeros": (b"slug\0", "The file is no text: it holds characters with the number 0."),
    "nothing": (b"", "These columns are missing: slug, language, title."),
    "wrong columns": (b"slug,language,title,=cmd|' /C calc'!A0\n", "These columns are not known: =cmd|' /c calc'!a0."),
    "a column twice": (b"slug,language,title,title\n", "These columns stand there twice: title."),
    "a cell too many": (b"slug,language,title\na,fi,b\na,fi,b,c\n", "Line 3 has 4 cells, but there are 3 columns"),
    "an open quotation mark": (b'slug,language,title\na,fi,"b\n', "cannot be read as CSV"),
    "another encoding of 16 bits, cut off": (b"\xff\xfes", "The file is not in UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize("what", UNREADABLE)
def test_a_file_that_is_no_such_table_is_refused_with_the_reason(run, what):
    content, reason = UNREADABLE[what]

    assert reason in run(content=content)[-1]


def test_a_huge_file_is_refused_before_it_is_read():
    with pytest.raises(Unreadable, match="larger than 5 MB"):
        read_table(b"a" * 5_000_001)


@pytest.mark.parametrize("content", [
    b"\xef\xbb\xbf" + table([ROW], ";"), table([ROW], "\t", "utf-16"), table([ROW]).replace(b"\r\n", b"\n"),
])  # fmt: skip
def test_what_spreadsheets_write_is_read(run, content):
    assert run(content=content)[0].startswith("Line 2: new publication koulu")


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_list_of_the_admin_comes_back_without_a_change(run, officer_client, officer, language):
    officer.language = language
    officer.save()
    publication = PublicationFactory(
        slug="koulu", authors="Meikäläinen, Maija", summary_fi="Yksi.\n\nKaksi; kolme “neljä”."
    )
    publication.topics.add(TopicFactory(title_fi="Koulu"), TopicFactory(title_fi="Oppiminen"))
    LanguageVersionFactory(publication=publication, title="=HYPERLINK(A1)", series=SeriesFactory(), number="2011:16")
    LanguageVersionFactory(publication=publication, language="sv", title="Sko\u00adlan", isbn_pdf="978-952-13-4931-7")
    PublicationFactory(slug="toinen")

    content = officer_client.get("/admin/publications/publication/export/?q=koulu&state__exact=public").content

    assert b"'=HYPERLINK" in content and b"toinen" not in content
    assert run(content=content)[:2] == ["Line 2: nothing to do", "Line 5: nothing to do"]
