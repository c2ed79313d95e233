"""Themes, lectures and sample programmes: what is in use is no longer offered, not deleted."""

from datetime import time

import pytest
from django.contrib.messages import get_messages

from tests.factories.visits import EnquiryFactory, LectureFactory, SampleProgrammeFactory, ThemeFactory
from tests.forms import sent
from visits.models import Lecture, SampleProgramme, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
PATHS = {
    Theme: "/admin/visits/theme/",
    Lecture: "/admin/visits/lecture/",
    SampleProgramme: "/admin/visits/sampleprogramme/",
}


def change_of(thing):
    return f"{PATHS[type(thing)]}{thing.pk}/change/"


def form_at(client, path):
    return sent(client.get(path).text, method="post", id=path.split("/")[3] + "_form")


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def theme_of_a_lecture():
    return LectureFactory(theme=ThemeFactory()).theme


def theme_of_a_sample():
    theme = ThemeFactory()
    SampleProgrammeFactory().themes.add(theme)
    return theme


def theme_of_an_enquiry():
    theme = ThemeFactory()
    EnquiryFactory().themes.add(theme)
    return theme


def lecture_of_a_sample():
    return SampleProgrammeFactory().lectures.get()


def lecture_of_an_enquiry():
    lecture = LectureFactory()
    EnquiryFactory().lectures.add(lecture)
    return lecture


@pytest.mark.parametrize(
    "make", [theme_of_a_lecture, theme_of_a_sample, theme_of_an_enquiry, lecture_of_a_sample, lecture_of_an_enquiry]
)
def test_what_is_in_use_is_not_deleted_and_says_what_to_do_instead(coordinator_client, make):
    thing = make()

    page = coordinator_client.get(change_of(thing))
    answer = coordinator_client.post(change_of(thing).replace("change", "delete"), {"post": "yes"})

    assert "This is in use, so it cannot be deleted." in page.text and "/delete/" not in page.text
    assert answer.status_code == 403 and type(thing).objects.filter(pk=thing.pk).exists()


@pytest.mark.parametrize("factory", [ThemeFactory, LectureFactory, SampleProgrammeFactory])
def test_what_nobody_uses_is_deleted(coordinator_client, factory):
    thing = factory()

    page = coordinator_client.get(change_of(thing))
    answer = coordinator_client.post(change_of(thing).replace("change", "delete"), {"post": "yes"})

    assert "This is in use" not in page.text
    assert answer.status_code == 302 and not type(thing).objects.filter(pk=thing.pk).exists()


def test_a_theme_that_is_offered_no_more_names_what_still_is(coordinator_client):
    theme = LectureFactory(theme=ThemeFactory()).theme
    LectureFactory(theme=theme, title_en="Not offered", is_offered=False)
    form = form_at(coordinator_client, change_of(theme))
    del form["is_offered"]

    answer = coordinator_client.post(change_of(theme), form)

    assert said(answer)[0] == "Still offered, though this theme is not: The national core curriculum."
    assert not Theme.objects.get(pk=theme.pk).is_offered


def test_a_new_one_comes_last(coordinator_client):
    ThemeFactory(position=4)

    forms = [form_at(coordinator_client, f"{path}add/")["position"] for path in (PATHS[Theme], PATHS[Lecture])]

    assert forms == [["5"], ["0"]]


def test_a_sample_is_written_in_one_form_without_javascript(coordinator_client):
    lecture = LectureFactory()
    add = f"{PATHS[SampleProgramme]}add/"
    typed = {
        "title_fi": "Perusteista luokkaan", "title_en": "From curriculum to classroom", "for_whom_fi": "Rehtoreille",
        "for_whom_en": "For heads", "length": "2", "themes": [lecture.theme_id], "lectures": [lecture.pk], "sites": ["basic", "agency"],
        "items-0-day": "1", "items-0-starts_at": "klo 9.15", "items-0-what_fi": "Luento", "items-0-what_en": "Lecture",
        "items-1-day": "2", "items-1-starts_at": "13:00", "items-1-what_fi": "Loppu", "items-1-what_en": "End",
    }  # fmt: skip

    answer = coordinator_client.post(add, form_at(coordinator_client, add) | typed)

    sample = SampleProgramme.objects.get()
    assert answer.status_code == 302
    assert [list(sample.themes.all()), list(sample.lectures.all()), sample.sites] == [
        [lecture.theme],
        [lecture],
        ["basic", "agency"],
    ]
    assert [(item.day, item.starts_at) for item in sample.items.all()] == [(1, time(9, 15)), (2, time(13, 0))]


def test_the_form_of_a_sample_shows_what_was_chosen(coordinator_client):
    sample = SampleProgrammeFactory(sites=["basic", "workplace"])

    form = form_at(coordinator_client, change_of(sample))

    assert [form["sites"], form["items-0-starts_at"]] == [["basic", "workplace"], ["9:00"]]


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"items-0-day": "2"}, {"day": ["Enter a day of the programme, or choose a longer programme"]}),
        ({"items-0-day": "0"}, {"day": ["Enter a day of the programme, or choose a longer programme"]}),
        ({"items-0-starts_at": "25.00"}, {"starts_at": ["Enter the time as numbers, for example 9.15"]}),
        ({"items-0-starts_at": "nine"}, {"starts_at": ["Enter the time as numbers, for example 9.15"]}),
    ],
)
def test_what_is_wrong_in_a_timetable_stands_beside_the_field(coordinator_client, typed, errors):
    sample = SampleProgrammeFactory()

    answer = coordinator_client.post(change_of(sample), form_at(coordinator_client, change_of(sample)) | typed)

    assert answer.context["inline_admin_formsets"][0].formset.forms[0].errors == errors


def test_a_sample_with_what_is_not_offered_is_warned_of(coordinator_client):
    sample = SampleProgrammeFactory()
    sample.themes.add(ThemeFactory(is_offered=False))

    answer = coordinator_client.post(change_of(sample), form_at(coordinator_client, change_of(sample)))

    assert said(answer)[0] == ("Visitors cannot choose these any more, though the programme has them: Languages.")


def test_what_two_coordinators_change_in_one_sample_is_merged(coordinator_client):
    sample = SampleProgrammeFactory()
    change = change_of(sample)
    hers, his = form_at(coordinator_client, change), form_at(coordinator_client, change)

    coordinator_client.post(change, hers | {"sites": ["basic", "workplace"]})
    answer = coordinator_client.post(change, his | {"items-0-starts_at": "10.30"})

    sample.refresh_from_db()
    assert answer.status_code == 302
    assert [sample.sites, sample.items.get().starts_at] == [["basic", "workplace"], time(10, 30)]
