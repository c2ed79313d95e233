"""The notices at the top of every page: where, when, in which language, and at what cost."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from pages.models import Notice, Page
from tests.factories.pages import ContactPointFactory, OrganisationFactory, PageFactory, published
from tests.reading import as_read

pytestmark = pytest.mark.django_db


def notice(since=-1, until=1, **given):
    """A notice from so many hours from now until so many."""
    now = timezone.now()
    texts = {"text_fi": "Palvelu on suljettu", "text_en": "The service is closed"}
    return Notice.objects.create(
        starts_at=now + timedelta(hours=since), ends_at=now + timedelta(hours=until), **texts | given
    )


def seconds(answer):
    return int(answer["Cache-Control"].split("s-maxage=")[1].split(",")[0])


@pytest.mark.parametrize("path", ["/fi/", "/fi/haku/", "/fi/ei-ole/", "/fi/kansainvaliset-vierailut/vierailupyynto/"])
def test_a_notice_stands_on_every_page_in_its_language(visitor, home, path, time_machine):
    time_machine.move_to("2026-12-08T12:00Z", tick=False)
    notice(link_url_fi="/fi/palvelukatkot/", link_text_fi="Ohjeet", text_fi="Katko & <huolto>")

    shown = as_read(visitor.get(path).text)

    assert (
        '<strong>Tiedote:</strong> <span>Katko &amp; &lt;huolto&gt; <a href="/fi/palvelukatkot/">Ohjeet</a></span>'
        in shown
    )
    assert "The service is closed" not in shown


def test_a_notice_is_shown_only_where_it_has_a_text(visitor, home):
    notice(text_en="")
    notice(text_en=None)

    assert [bool(visitor.get(path).context["frame"].notices) for path in ["/fi/", "/en/"]] == [True, False]


def test_a_notice_begins_and_ends_by_itself(visitor, home, time_machine):
    now = timezone.now()
    notice(since=1, until=2)

    shown = []
    for hours in [0, 1, 1.9, 2]:
        time_machine.move_to(now + timedelta(hours=hours, seconds=5), tick=False)
        shown.append("Palvelu on suljettu" in visitor.get("/fi/").content.decode())

    assert shown == [False, True, True, False]


@pytest.mark.parametrize(("level", "brief"), [("important", [True, False]), ("emergency", [False, False])])
def test_a_notice_takes_one_line_until_the_day_on_which_it_ends(visitor, home, time_machine, level, brief):
    time_machine.move_to("2026-12-07T21:59:30Z", tick=False)  # half a minute before midnight in Helsinki
    notice(level=level, until=20)

    answers = [visitor.get("/fi/")]
    time_machine.move_to("2026-12-07T22:00:00Z", tick=False)
    answers.append(visitor.get("/fi/"))

    assert ["<summary>" in answer.text for answer in answers] == brief
    assert seconds(answers[0]) == 30


def test_the_most_urgent_comes_first(visitor, home):
    for level in ["information", "emergency", "important"]:
        notice(level=level, text_fi=level)

    assert [row["text"] for row in visitor.get("/fi/").context["frame"].notices] == [
        "emergency",
        "important",
        "information",
    ]


@pytest.mark.parametrize(["since", "until"], [(0.01, 1), (-1, 0.01)])
@pytest.mark.parametrize("path", ["/fi/", "/fi/haku/"])
def test_no_cache_outlives_the_beginning_or_end_of_a_notice(visitor, home, path, since, until):
    notice(since=since, until=until)

    assert 30 < seconds(visitor.get(path)) <= 36


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", [Page.Kind.TEXT, Page.Kind.SECTION, Page.Kind.ORGANISATIONS, Page.Kind.CONTACT])
def test_notices_and_change_notes_cost_no_query(visitor, home, kind, django_assert_num_queries):
    page = PageFactory(parent=home, kind=kind, slug_fi="sivu")
    page.contact_points.add(ContactPointFactory(is_in_footer=True))
    published(page, change_note="Uusi")
    OrganisationFactory()
    for _number in range(3):
        notice()

    visitor.get("/fi/sivu/")  # reads what is kept
    with django_assert_num_queries(2):
        answer = visitor.get("/fi/sivu/")

    assert [len(answer.context["frame"].notices), len(answer.context["frame"].change_notes)] == [3, 1]


def test_a_notice_that_could_not_be_understood_is_refused_field_by_field(in_english):
    now = timezone.now()
    wrong = Notice(starts_at=now, ends_at=now, link_text_fi="Ohjeet", link_url_en="/en/x/")

    with pytest.raises(ValidationError) as refusal:
        wrong.full_clean()

    assert sorted(refusal.value.message_dict) == ["ends_at", "link_text_en", "link_url_fi", "text_fi"]


def test_an_address_of_this_site_is_kept_without_its_host_and_a_script_is_refused(home):
    now = timezone.now()
    given = {"starts_at": now, "ends_at": now + timedelta(hours=1), "text_fi": "Katko", "link_text_fi": "Ohjeet"}
    own = Notice(**given, link_url_fi="http://testserver/fi/palvelukatkot/")
    own.full_clean()

    with pytest.raises(ValidationError) as refusal:
        Notice(**given, link_url_fi="javascript:alert(1)").full_clean()

    assert [own.link_url_fi, "link_url_fi" in refusal.value.message_dict] == ["/fi/palvelukatkot/", True]


def test_an_editor_writes_a_notice(editor_client, home):
    data = {
        "level": "important", "starts_at": "2026-12-01 17:00", "ends_at": "2026-12-01 19:00",
        "starts_at_0": "2026-12-01", "starts_at_1": "17:00", "ends_at_0": "2026-12-01", "ends_at_1": "19:00",
        "text_fi": "Katko", "text_en": "Break",
    }  # fmt: skip

    editor_client.post("/admin/pages/notice/add/", data)

    assert [timezone.localtime(row.starts_at).hour for row in Notice.objects.all()] == [17]
    assert "important" in editor_client.get("/admin/pages/notice/").content.decode().lower()


def test_the_address_of_a_notice_is_completed(editor_client, home):
    data = {
        "level": "important", "starts_at": "1.12.2026 17.00", "ends_at": "1.12.2026 19.00",
        "text_fi": "Katko", "link_url_fi": " www.oph.fi/katko", "link_text_fi": "Ohjeet",
    }  # fmt: skip

    editor_client.post("/admin/pages/notice/add/", data)

    assert Notice.objects.get().link_url_fi == "https://www.oph.fi/katko"


@pytest.mark.parametrize(("typed", "kept"), [
    ("http://testserver", "http://testserver"), ("http://testserver.evil.example/", "http://testserver.evil.example/"),
    ("http://testserver//evil.example/", "http://testserver//evil.example/"), ("//evil.example/", None),
])  # fmt: skip
def test_what_only_looks_like_an_address_of_this_site_is_not_shortened(typed, kept, home):
    now = timezone.now()
    given = {"starts_at": now, "ends_at": now + timedelta(hours=1), "text_fi": "Katko", "link_text_fi": "Ohjeet"}
    written = Notice(**given, link_url_fi=typed)
    try:
        written.full_clean()
    except ValidationError as refusal:
        assert [kept, "link_url_fi" in refusal.message_dict] == [None, True]
    else:
        assert written.link_url_fi == kept
