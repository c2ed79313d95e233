"""Hostile uploads: each is refused with its own sentence, in both languages, and costs the officer nothing else."""

from pathlib import PurePath

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils import translation

from oph_site.files.accessibility import REPAIRS, warnings
from oph_site.files.documents import add_document, read_document
from oph_site.files.models import Document
from oph_site.files.refusals import SENTENCES, sentence
from publications.models import Publication
from tests.files.hostile import HOSTILE, STRANGE
from tests.files.samples import upload
from tests.forms import sent
from tests.publications.test_admin import ADD, errors_of, form

pytestmark = pytest.mark.usefixtures("in_english")
TYPED = {
    "title": "Koulu",
    "subtitle": "Mitä se on?",
    "language": "fi",
    "year": "2011",
    "isbn_pdf": "978-952-13-4931-7",
    "doi": "10.1234/ab",
}
WRONG_NAME = "Choose a file of one of these types: PDF, DOCX, XLSX, PPTX, ODT, ODS."
ONE_A_REASON = {reason: what for what, (_name, _make, reason) in HOSTILE.items()}


def test_there_are_more_than_forty():
    assert len(HOSTILE) + len(STRANGE) > 50 and len(ONE_A_REASON) > 20


@pytest.mark.parametrize("what", HOSTILE)
def test_each_is_refused_for_its_own_reason(what):
    name, make, reason = HOSTILE[what]

    with pytest.raises(ValidationError) as caught:
        read_document(upload(name, make()))

    told = [caught.value.code or "name", caught.value.messages]
    if reason == "name":
        assert told == ["name", [WRONG_NAME]]
    else:
        beginning = sentence(PurePath(name).suffix[1:], reason, "").partition("not named")[0]
        assert told[0] == reason and told[1][0].startswith(beginning)


def test_no_two_reasons_of_a_kind_have_one_sentence_and_each_is_translated():
    for kind, sentences in SENTENCES.items():
        by_language = {}
        for language in ("fi", "en"):
            with translation.override(language):
                by_language[language] = [sentence(kind, reason, "x") for reason in sentences]
        assert len(set(by_language["fi"])) == len(set(by_language["en"])) == len(sentences)
        assert not set(by_language["fi"]) & set(by_language["en"])


@pytest.mark.parametrize("reason", ONE_A_REASON)
def test_the_form_says_so_beside_the_file_and_keeps_everything_else(officer_client, reason):
    name, make, _reason = HOSTILE[ONE_A_REASON[reason]]
    data = form(TYPED | {"upload": upload(name, make())}, authors="Meikäläinen, Maija", summary_en="A summary.")

    response = officer_client.post(ADD, data)

    assert response.status_code == 200 and list(errors_of(response)) == ["upload"]
    kept = sent(response.text, id="publication_form")
    typed = {f"versions-0-{name}": value for name, value in TYPED.items()}
    typed |= {
        "authors": "Meikäläinen, Maija",
        "summary_en": "A summary.",
        "summary_fi": "Tiivistelmä.",
        "type": "guide",
    }
    assert {name: kept[name] for name in typed} == {name: [value] for name, value in typed.items()}
    assert (Publication.objects.count(), Document.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("what", STRANGE)
def test_what_is_only_strange_is_taken_with_the_repairs_it_needs(what):
    make, repairs = STRANGE[what]

    document = add_document("Guide", upload("plan.pdf", make()), language="fi")

    assert warnings(document) == [str(repair.sentence) for name, repair in REPAIRS.items() if name in repairs]
    assert default_storage.size(document.stored_cover(600)) < 100_000
    assert "\u202e" not in document.file_title
