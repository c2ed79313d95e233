"""The list of erasures: without it nothing is erased, and it says nothing about anybody."""

import re
import stat

import pytest

from oph_site import erasures
from tests.factories.visits import EnquiryFactory
from visits import erasure
from visits.enquiries import NotAllowed
from visits.models import Enquiry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def erasures_file(settings, tmp_path):
    settings.ERASURES_FILE = tmp_path / "erasures.log"
    return settings.ERASURES_FILE


def test_the_list_names_a_moment_a_kind_and_a_token_and_nobody_else_reads_it(erasures_file):
    enquiry = EnquiryFactory(contact_name="Head of Training")

    erasure.erase(enquiry, by=None)

    assert re.fullmatch(rf"20\d\d-\S+\+00:00 enquiry {enquiry.token}\n", erasures_file.read_text())
    assert stat.S_IMODE(erasures_file.stat().st_mode) == 0o600


def test_what_cannot_be_listed_is_not_erased_and_the_person_reads_why(erasures_file, in_english):
    erasures_file.mkdir()
    enquiry = EnquiryFactory(contact_name="Head of Training")

    with pytest.raises(NotAllowed, match="cannot be erased right now"):
        erasure.erase(enquiry, by=None)

    assert Enquiry.objects.get().contact_name == "Head of Training"


def test_an_entry_behind_one_that_was_cut_short_counts(erasures_file):
    enquiry = EnquiryFactory()
    erasures_file.write_text(
        f"2026-11-30T09:15:00+00:00 enquiry 0f6c7a2026-11-30T09:16:00+00:00 enquiry {enquiry.token}\n"
    )

    assert erasures.repeat() == {"enquiry": 1, "invoice": 0, "feedback": 0}
    assert erasures.repeat() == {"enquiry": 0, "invoice": 0, "feedback": 0}


def test_a_kind_that_nobody_knows_is_not_passed_over(erasures_file):
    erasures_file.write_text(f"2026-11-30T09:15:00+00:00 account {EnquiryFactory().token}\n")

    with pytest.raises(ValueError, match="account"):
        erasures.repeat()
