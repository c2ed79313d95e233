import csv
from io import StringIO

import pikepdf
import pytest
from django.urls import reverse

from oph_site.files.models import Document
from publications.admin_filters import faults
from publications.models import LanguageVersion, Publication
from tests.factories.files import DocumentFactory
from tests.factories.publications import LanguageVersionFactory, PublicationFactory, SeriesFactory
from tests.files.samples import pdf_bytes, tagged, upload
from tests.forms import sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ADD = "/admin/publications/publication/add/"


def form(*versions, kept=0, **changes):
    """A filled form of the admin: the publication and its versions."""
    data = {
        "state": "public", "type": "guide", "slug": "", "corporate_author_fi": "Opetushallitus", "summary_fi": "Tiivistelmä.",
        "versions-TOTAL_FORMS": len(versions), "versions-INITIAL_FORMS": kept,
    } | changes  # fmt: skip
    for number, version in enumerate(versions):
        data |= {f"versions-{number}-{name}": value for name, value in version.items()}
    return data


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def errors_of(response):
    formset = response.context["inline_admin_formsets"][0].formset
    return {name: list(sentences) for form in formset.forms for name, sentences in form.errors.items()}


def change(publication):
    return reverse("admin:publications_publication_change", args=[publication.pk])


def test_an_officer_publishes_with_no_more_than_a_good_pdf(officer_client, visitor):
    data = form({"upload": upload("skolan.pdf", pdf_bytes(tagged, pages=3))}, summary_en="A summary.")

    response = officer_client.post(ADD, data, follow=True)

    version = LanguageVersion.objects.get()
    assert [version.title, version.language, version.pages] == ["Skolan möter världen", "sv", 3]
    assert "Skolan möter världen (PDF): read from the file: title, language and pages." in messages_of(response)
    page = visitor.get("/en/publications/skolan-moter-varlden/")
    assert page.status_code == 200 and '<h1 lang="sv">Skolan möter världen</h1>' in page.content.decode()
    assert visitor.get(version.document.get_absolute_url()).status_code == 200


def test_what_was_typed_is_not_overwritten_by_the_file(officer_client):
    version = {"upload": upload("a.pdf", pdf_bytes(tagged)), "title": "Skolan", "language": "fi", "pages": "508"}

    officer_client.post(ADD, form(version))

    saved = LanguageVersion.objects.get()
    assert [saved.title, saved.language, saved.pages, saved.document.language] == ["Skolan", "fi", 508, "fi"]


def test_the_officer_is_warned_of_a_file_that_is_not_accessible(officer_client):
    version = {"upload": upload("a.pdf", pdf_bytes()), "title": "Koulu", "language": "fi"}

    response = officer_client.post(ADD, form(version), follow=True)

    assert "Koulu: The PDF is not tagged: screen readers cannot tell headings and lists." in messages_of(response)


def send_again(client, response, **changes):
    """Presses the button of a form that was shown again, as a browser does: it sends no file by itself."""
    mine = {name: value for name, value in sent(response.text, id="publication_form").items() if "upload" not in name}
    return client.post(ADD, mine | changes, follow=True)


def test_what_the_file_does_not_tell_is_asked_for_and_the_file_is_kept(officer_client):
    response = officer_client.post(ADD, form({"upload": upload("a.pdf", pdf_bytes())}))

    assert errors_of(response) == {
        "title": ["Enter the title as it is on the cover."],
        "language": ["Choose the language of this version."],
    }
    assert "a.pdf is kept: it is chosen below." in response.text

    send_again(officer_client, response, **{"versions-0-title": "Koulu", "versions-0-language": "fi"})

    version = LanguageVersion.objects.get()
    assert [version.title, version.document] == ["Koulu", Document.objects.get()]


@pytest.mark.parametrize("mistake", [{"versions-0-isbn_pdf": "978-952-13-4931-8"}, {"corporate_author_fi": ""}])
def test_a_mistake_anywhere_in_the_form_keeps_the_file_and_what_it_told(officer_client, mistake):
    sent_wrong = form({"upload": upload("skolan.pdf", pdf_bytes(tagged, pages=3))}) | mistake

    response = officer_client.post(ADD, sent_wrong)
    again = officer_client.post(ADD, sent(response.text, id="publication_form") | {"type": ""})  # wrong a second time
    send_again(officer_client, again, **{name: ["978-952-13-4931-7" if "isbn" in name else "OPH"] for name in mistake}, type="guide")  # fmt: skip

    version = LanguageVersion.objects.get()
    assert [version.title, version.language, version.pages] == ["Skolan möter världen", "sv", 3]
    assert version.document == Document.objects.get()


def test_the_agency_is_the_publisher_unless_another_is_written(officer_client):
    page = officer_client.get(ADD).text

    assert 'value="Opetushallitus"' in page and 'value="Finnish National Agency for Education"' in page
    assert page.index("versions-0-upload") < page.index("corporate_author_fi")


def test_an_isbn_of_two_publications_is_pointed_out_with_a_link(officer_client):
    other = LanguageVersionFactory(title="Opas", language="fi", isbn_pdf="978-952-13-4931-7")
    typed = {"title": "Skolan", "language": "sv", "isbn_pdf": "ISBN 978-952-13-4931-7 (PDF, tillgänglig)"}

    response = officer_client.post(ADD, form(typed), follow=True)

    assert LanguageVersion.objects.get(language="sv").isbn_pdf == "978-952-13-4931-7"
    link = f'<a href="{change(other.publication)}">Opas (Finnish)</a>'
    assert f"“Skolan” has an ISBN that {link} has too. Each has its own: check both." in messages_of(response)


def test_a_hostile_file_is_refused_beside_its_field(officer_client):
    def launch(pdf):
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")

    response = officer_client.post(
        ADD, form({"upload": upload("a.pdf", pdf_bytes(launch)), "title": "A", "language": "fi"})
    )

    assert errors_of(response)["upload"][0].startswith("The PDF holds a script or starts another program")
    assert 'value="A"' in response.content.decode()


def test_an_existing_file_can_be_chosen(officer_client):
    document, series = DocumentFactory(), SeriesFactory()

    officer_client.post(
        ADD,
        form(
            {
                "document": document.pk,
                "series": series.pk,
                "title": "Koulu",
                "language": "fi",
                "isbn_pdf": "9789521349317",
            }
        ),
    )

    version = LanguageVersion.objects.get()
    assert [version.document, version.series, version.isbn_pdf] == [document, series, "978-952-13-4931-7"]


def test_mistakes_are_told_beside_their_fields(officer_client):
    wrong = {"title": "Koulu", "language": "fi", "isbn_print": "978-952-13-4930-1", "year": "1066", "pages": "many"}

    response = officer_client.post(ADD, form(wrong))

    errors = errors_of(response)
    assert errors["isbn_print"] == ["The last digit does not fit the others: check the ISBN for a slip."]
    assert errors["year"][0].startswith("Enter a year between 1900 and ")
    assert list(errors) == ["year", "isbn_print", "pages"] or set(errors) == {"year", "isbn_print", "pages"}


def test_nothing_is_published_without_a_text(officer_client):
    response = officer_client.post(ADD, form())

    assert "A public publication needs a version in one language at least, with its title." in response.content.decode()
    assert Publication.objects.count() == 0


def test_a_draft_may_wait_for_its_text(officer_client):
    officer_client.post(ADD, form(state="draft"))
    officer_client.post(ADD, form(state="draft"))

    assert list(Publication.objects.values_list("state", "slug")) == [("draft", None), ("draft", None)]


def test_two_versions_in_one_language_are_refused(officer_client):
    response = officer_client.post(ADD, form({"title": "A", "language": "fi"}, {"title": "B", "language": "fi"}))

    assert [response.status_code, Publication.objects.count()] == [200, 0]


def test_two_publications_of_one_title_get_two_addresses(officer_client):
    for _each in range(2):
        officer_client.post(ADD, form({"title": "Koulu", "language": "fi"}))

    assert sorted(Publication.objects.values_list("slug", flat=True)) == ["koulu", "koulu-2"]


def test_what_was_public_is_withdrawn_and_not_deleted(officer_client, administrator_client, visitor):
    version = LanguageVersionFactory(publication=PublicationFactory(slug="koulu"))
    row = {"id": version.pk, "publication": version.publication_id, "title": version.title, "language": "fi"}
    publication = version.publication

    back = officer_client.post(change(publication), form(row, kept=1, state="draft"))
    assert "What was public cannot become a draft again" in back.content.decode()
    refused = officer_client.post(change(publication), form(row, kept=1, state="withdrawn"))
    assert "Give the day: readers see it on top of the page." in refused.text
    assert "Give the reason: readers see it on top of the page." in refused.text
    said = {"status_on": "2026-02-01", "status_reason_fi": "Luvuissa oli virhe."}
    officer_client.post(change(publication), form(row, kept=1, state="withdrawn", **said))

    publication.refresh_from_db()
    assert [publication.state, publication.slug, visitor.get("/fi/julkaisut/koulu/").status_code] == [
        "withdrawn",
        "koulu",
        200,
    ]
    assert (
        administrator_client.post(
            f"/admin/publications/publication/{publication.pk}/delete/", {"post": "yes"}
        ).status_code
        == 403
    )


def test_the_last_text_of_a_public_publication_cannot_go(officer_client):
    version = LanguageVersionFactory()
    row = {
        "id": version.pk,
        "publication": version.publication_id,
        "title": version.title,
        "language": "fi",
        "DELETE": "on",
    }

    officer_client.post(change(version.publication), form(row, kept=1))

    assert LanguageVersion.objects.count() == 1


def test_view_on_site_is_offered_for_what_is_public(officer_client):
    public, draft = LanguageVersionFactory().publication, PublicationFactory(state="draft")

    links = [
        f'href="{public.get_absolute_url()}"' in officer_client.get(change(each)).content.decode()
        for each in (public, draft)
    ]

    assert [links, b"View on site" in officer_client.get(change(draft)).content] == [[True, False], False]


def test_the_list_costs_the_same_with_one_and_with_many(officer_client, django_assert_max_num_queries):
    for _each in range(20):
        publication = PublicationFactory()
        for language in ("fi", "en"):
            LanguageVersionFactory(publication=publication, language=language, document=DocumentFactory())

    with django_assert_max_num_queries(12):
        response = officer_client.get("/admin/publications/publication/")
    assert response.status_code == 200


@pytest.mark.parametrize("model", ["publication", "series", "topic"])
def test_editors_and_coordinators_see_no_publications(editor_client, coordinator_client, officer_client, model):
    address = f"/admin/publications/{model}/"

    assert [client.get(address).status_code for client in (editor_client, coordinator_client, officer_client)] == [
        403,
        403,
        200,
    ]
    assert [
        client.get(f"{address}add/").status_code for client in (editor_client, coordinator_client, officer_client)
    ] == [403, 403, 200]


def test_an_editor_cannot_publish_by_posting(editor_client):
    assert editor_client.post(ADD, form({"title": "Koulu", "language": "fi"})).status_code == 403
    assert Publication.objects.count() == 0


@pytest.fixture
def both_changed(officer_client):
    """What an officer sends after a colleague has changed the same language version."""
    version = LanguageVersionFactory(title="Opas", language="fi")
    mine = sent(officer_client.get(change(version.publication)).text, id="publication_form")
    LanguageVersion.objects.update(title="Kollegan opas")
    return version, mine


def test_a_version_that_a_colleague_changed_is_not_overwritten(officer_client, both_changed):
    version, mine = both_changed

    asked = officer_client.post(change(version.publication), mine | {"versions-0-title": ["Minun oppaani"]})

    version.refresh_from_db()
    assert (asked.status_code, version.title) == (409, "Kollegan opas")
    assert "Minun oppaani" in asked.text and "Kollegan opas" in asked.text


def test_a_version_that_only_a_colleague_changed_is_taken_over(officer_client, both_changed):
    version, mine = both_changed

    officer_client.post(change(version.publication), mine | {"corporate_author_fi": ["Opetushallitus"]})

    version.refresh_from_db()
    version.publication.refresh_from_db()
    assert (version.title, version.publication.corporate_author_fi) == ("Kollegan opas", "Opetushallitus")


def test_a_file_chosen_meanwhile_is_a_change_and_must_be_chosen_again(officer_client, both_changed):
    version, mine = both_changed
    file = upload("raportti.pdf", pdf_bytes(tagged))

    asked = officer_client.post(change(version.publication), mine | {"versions-0-upload": file})
    choice = sent(asked.text, data_warn_when_leaving="changed") | {"choice-versions": ["theirs"]}
    answer = officer_client.post(change(version.publication), choice, follow=True)

    version.refresh_from_db()
    assert (asked.status_code, version.title, version.document) == (409, "Kollegan opas", None)
    assert "choose it again afterwards (raportti.pdf)" in asked.text
    assert "Choose the file again, it was not saved: raportti.pdf." in messages_of(answer)


def listed(client, fault):
    return [str(row) for row in client.get(f"/admin/publications/publication/?fault={fault}").context["cl"].queryset]


def test_the_list_is_narrowed_by_what_is_to_be_corrected(officer_client):
    def made(title, *, state="public", document=None, **changes):
        publication = PublicationFactory(state=state, **changes)
        LanguageVersionFactory(publication=publication, title=title, document=document or DocumentFactory())
        LanguageVersionFactory(publication=publication, title=title, language="en", document=DocumentFactory())
        return publication

    made("Good")
    made("Untagged", document=DocumentFactory(is_tagged=False))
    made("Withdrawn", document=DocumentFactory(is_tagged=False), state="withdrawn")
    made("Scan", document=DocumentFactory(has_text=False, cover_height=0))
    made("Without summaries", summary_fi="", summary_en=None)
    LanguageVersionFactory(title="Finnish only", document=DocumentFactory(language="fi"))  # whose file says English
    LanguageVersionFactory(title="Without file", language="en")

    assert {fault: sorted(listed(officer_client, fault)) for fault in faults()} == {
        "summary": ["Without summaries"],
        "summary_en": ["Without summaries"],
        "english": ["Finnish only"],
        "file": ["Without file"],
        "cover": ["Scan"],
        "repair": ["Finnish only", "Scan", "Untagged"],
        "untagged": ["Untagged"],
    }
    assert len(listed(officer_client, "nonsense")) == 7


def test_the_list_of_files_to_correct_leaves_out_those_that_others_stand_in_for(officer_client):
    version = LanguageVersionFactory(document=DocumentFactory(title="Old", is_tagged=False))
    version.document = DocumentFactory(title="New", is_tagged=False)
    version.save()
    office = DocumentFactory(title="Office", kind="docx", is_tagged=None)

    def found(repair):
        rows = officer_client.get(f"/admin/files/document/?repair={repair}").context["cl"].queryset
        return sorted(document.title for document in rows)

    assert (found("any"), found("untagged"), found("no_text")) == (["New"], ["New"], [])
    assert office.title in found("none")


def test_lists_are_downloaded_as_they_are_narrowed(officer_client):
    DocumentFactory(title="=1+1", is_tagged=False, sha256="ab" * 32)
    DocumentFactory(title="Good")
    SeriesFactory(title="Oppaat")

    page = officer_client.get("/admin/files/document/?repair=any")
    response = officer_client.get("/admin/files/document/export/?repair=any")

    assert 'href="/admin/files/document/export/?repair=any">Download the list (CSV)' in page.text
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["title", "'=1+1"] and "ab" * 32 in rows[1]
    assert 'filename="document-' in response["Content-Disposition"]
    assert "Oppaat" in officer_client.get("/admin/publications/series/export/").text
    assert officer_client.get("/admin/files/document/export/?nonsense=1").status_code == 302


def test_authors_doi_and_urn_are_checked_and_written_in_one_form(officer_client):
    typed = {
        "title": "Koulu",
        "language": "fi",
        "doi": "https://doi.org/10.1234/a.b",
        "urn": "https://urn.fi/urn:isbn:9789521349317",
    }
    officer_client.post(ADD, form(typed, authors="Meikäläinen,Maija\r\n\r\nMallikas ,  Matti"))

    version = LanguageVersion.objects.get()
    assert (version.doi, version.urn) == ("10.1234/a.b", "URN:ISBN:978-952-13-4931-7")
    assert version.publication.authors == "Meikäläinen, Maija\nMallikas, Matti"

    wrong = {"doi": "doi", "urn": "URN:ISBN:978-952-13-4931-8", "title": "A", "language": "fi"}
    response = officer_client.post(ADD, form(wrong, authors="Maija Meikäläinen"))
    errors = errors_of(response)
    assert errors["doi"] == ["A DOI begins with 10. and has a slash, for example 10.1234/abcd."]
    assert errors["urn"] == ["The last digit does not fit the others: check the ISBN for a slip."]
    assert "“Maija Meikäläinen”: write the family name, a comma" in response.text


def test_a_doi_belongs_to_one_version_and_a_urn_to_the_isbn_of_the_pdf(officer_client):
    LanguageVersionFactory(doi="10.1234/ab")
    typed = {"title": "A", "language": "fi", "isbn_pdf": "978-952-13-4935-5", "urn": "URN:ISBN:978-952-13-4931-7"}

    response = officer_client.post(ADD, form(typed))
    assert errors_of(response)["urn"] == ["The URN is made of another ISBN than that of the PDF."]
    response = officer_client.post(ADD, form(typed | {"urn": "", "doi": "doi:10.1234/ab"}))
    assert "Another version has this DOI already." in response.text
    assert LanguageVersion.objects.count() == 1
