"""Two people at one form: nobody's text is overwritten or lost, whatever both change."""

import re

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pages.models import Attachment, ContactPoint, Edition, Fact, Page
from tests.conftest import client_of, member
from tests.factories.files import DocumentFactory
from tests.factories.pages import ContactPointFactory, PageFactory, published
from tests.forms import sent
from tests.properties import examples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def liisa(db):
    user = member("liisa", "Editors")
    user.first_name, user.last_name = "Liisa", "Editor"
    user.save()
    return client_of(user)


@pytest.fixture
def shared(home):
    page = published(PageFactory(parent=home, title_fi="Alku", lead_fi="Johdanto.", body_fi="<p>Teksti.</p>"))
    Fact.objects.create(page=page, term_fi="Koko", value_fi="5–25", position=10)
    return page


def url(page):
    return reverse("admin:pages_page_change", args=[page.pk])


def opened(client, page):
    return sent(client.get(url(page)).text, id="page_form")


def save(client, page, form, **changed):
    return client.post(url(page), form | {"_continue": ["1"]} | changed)


def choose(client, page, answer, **choices):
    form = sent(answer.text, data_warn_when_leaving="changed")
    return client.post(url(page), form | {f"choice-{name}": [choice] for name, choice in choices.items()})


def labels(answer):
    return [conflict.field.label for conflict, _pieces in answer.context["conflicts"]]


def test_what_only_the_other_person_changed_is_taken_over(editor_client, liisa, shared):
    mine, hers = opened(editor_client, shared), opened(liisa, shared)
    save(liisa, shared, hers, title_fi="Liisan otsikko", body_en="<p>Hers.</p>")

    save(editor_client, shared, mine, lead_fi="Minun johdantoni.")

    shared.refresh_from_db()
    assert [shared.title_fi, shared.body_en, shared.lead_fi] == ["Liisan otsikko", "<p>Hers.</p>", "Minun johdantoni."]


def test_what_both_changed_is_asked_and_nothing_is_saved_before(editor_client, liisa, shared):
    mine, hers = opened(editor_client, shared), opened(liisa, shared)
    save(liisa, shared, hers, title_fi="Liisan otsikko")

    answer = save(editor_client, shared, mine, title_fi="Minun otsikkoni", lead_fi="Minun johdantoni.")

    shared.refresh_from_db()
    assert [answer.status_code, labels(answer)] == [409, ["Title (in Finnish)"]]
    assert [shared.title_fi, shared.lead_fi] == ["Liisan otsikko", "Johdanto."]
    assert [words in answer.text for words in ["What liisa saved", "Liisan otsikko", "Minun otsikkoni"]] == [True] * 3


def test_a_save_while_the_form_is_drawn_is_asked_about_too(editor_client, shared, monkeypatch):
    def save_meanwhile(page, user):
        Page.objects.filter(pk=page.pk).update(title_fi="Liisan otsikko")
        Fact.objects.filter(page=page).update(value_fi="6–25")
        return []

    monkeypatch.setattr("pages.admin.page.also_open", save_meanwhile)
    mine = opened(editor_client, shared)

    answer = save(
        editor_client, shared, mine | {"facts-0-value_fi": ["7–25"]}, title_fi="Minun otsikkoni", lead_fi="Uusi."
    )

    assert [answer.status_code, labels(answer)] == [409, ["Title (in Finnish)", "In short"]]


def test_what_the_text_editor_writes_in_its_own_way_is_no_difference(editor_client, liisa, shared):
    cells = "<table><tbody><tr><td{0}>Vuosi{1}</td><td{0}>Summa{1}</td></tr></tbody></table><p>{2}</p>"
    shared.body_fi = cells.format("", "", "Teksti.")
    shared.save()
    mine, hers = opened(editor_client, shared), opened(liisa, shared)
    save(liisa, shared, hers, body_fi=cells.format("><p", "</p>", "Hers."))

    answer = save(editor_client, shared, mine, body_fi=cells.format("><p", "</p>", "Mine."))

    _conflict, pieces = answer.context["conflicts"][0]
    assert pieces == [[("same", "Vuosi | Summa")], [("removed", "Hers."), ("added", "Mine.")]]


@pytest.mark.parametrize(("choice", "title"), [("mine", "Minun otsikkoni"), ("theirs", "Liisan otsikko")])
def test_the_person_chooses_and_the_rest_is_saved(editor_client, liisa, shared, choice, title):
    mine, hers = opened(editor_client, shared), opened(liisa, shared)
    save(liisa, shared, hers, title_fi="Liisan otsikko", lead_en="Hers.")
    answer = save(editor_client, shared, mine, title_fi="Minun otsikkoni", lead_fi="Minun johdantoni.")

    choose(editor_client, shared, answer, title_fi=choice)

    shared.refresh_from_db()
    assert [shared.title_fi, shared.lead_fi, shared.lead_en] == [title, "Minun johdantoni.", "Hers."]


def test_a_third_save_in_between_asks_again(editor_client, liisa, shared):
    mine, hers = opened(editor_client, shared), opened(liisa, shared)
    save(liisa, shared, hers, title_fi="Liisa 1")
    first = save(editor_client, shared, mine, title_fi="Minä")
    save(liisa, shared, opened(liisa, shared), title_fi="Liisa 2")

    second = choose(editor_client, shared, first, title_fi="mine")
    choose(editor_client, shared, second, title_fi="mine")

    shared.refresh_from_db()
    assert [second.status_code, "Liisa 2" in second.text, shared.title_fi] == [409, True, "Minä"]


def test_publishing_asks_too_and_then_publishes(editor_client, liisa, shared):
    mine, hers = opened(editor_client, shared), opened(liisa, shared)
    save(liisa, shared, hers, title_fi="Liisan otsikko")

    answer = editor_client.post(url(shared), mine | {"title_fi": ["Minun"], "_publish_fi": ["1"]})
    before = Edition.objects.filter(page=shared, language="fi").count()
    choose(editor_client, shared, answer, title_fi="theirs")

    titles = Edition.objects.filter(page=shared, language="fi").values_list("title", flat=True)
    assert [answer.status_code, before, list(titles)] == [409, 1, ["Liisan otsikko", "Alku"]]


def test_an_error_after_the_choice_loses_nothing(editor_client, liisa, shared):
    mine, hers = opened(editor_client, shared), opened(liisa, shared)
    save(liisa, shared, hers, lead_fi="Liisan johdanto.")
    answer = save(editor_client, shared, mine, lead_fi="Minun johdantoni.", slug_fi="Ei Kelpaa", title_en="Mine")

    wrong = choose(editor_client, shared, answer, lead_fi="mine")
    save(editor_client, shared, sent(wrong.text, id="page_form"), slug_fi="kelpaa")

    shared.refresh_from_db()
    assert [wrong.status_code, shared.lead_fi, shared.title_en, shared.slug_fi] == [
        200,
        "Minun johdantoni.",
        "Mine",
        "kelpaa",
    ]


def test_rows_that_only_the_other_person_changed_are_taken_over(editor_client, liisa, shared):
    mine, hers = opened(editor_client, shared), opened(liisa, shared)
    added = {
        "facts-TOTAL_FORMS": ["2"],
        "facts-1-term_fi": ["Kesto"],
        "facts-1-value_fi": ["2 h"],
        "facts-1-position": ["20"],
    }
    save(liisa, shared, hers | added, **{"facts-0-value_fi": "8–30"})

    save(editor_client, shared, mine, lead_fi="Minun.")

    assert list(shared.facts.values_list("term_fi", "value_fi")) == [("Koko", "8–30"), ("Kesto", "2 h")]


@pytest.mark.parametrize(
    ("choice", "facts"), [("mine", [("Koko", "1–9"), ("Oma", "rivi")]), ("theirs", [("Kesto", "2 h")])]
)
def test_rows_that_both_changed_are_chosen_as_a_whole(editor_client, liisa, shared, choice, facts):
    mine, hers = opened(editor_client, shared), opened(liisa, shared)
    row = {"facts-TOTAL_FORMS": ["2"], "facts-1-position": ["20"]}
    save(
        liisa,
        shared,
        hers | row | {"facts-0-DELETE": ["on"], "facts-1-term_fi": ["Kesto"], "facts-1-value_fi": ["2 h"]},
    )

    answer = save(
        editor_client, shared, mine | row | {"facts-0-value_fi": ["1–9"], "facts-1-term_fi": ["Oma"], "facts-1-value_fi": ["rivi"]}
    )  # fmt: skip
    saved = choose(editor_client, shared, answer, facts=choice)

    assert [answer.status_code, labels(answer), saved.status_code] == [409, ["In short"], 302]
    assert list(shared.facts.values_list("term_fi", "value_fi")) == facts


def test_chosen_records_and_files_count_too(editor_client, liisa, shared):
    first, second = ContactPointFactory(), ContactPointFactory()
    Attachment.objects.create(page=shared, document=DocumentFactory(), title_fi="Ohje")
    mine, hers = opened(editor_client, shared), opened(liisa, shared)
    save(liisa, shared, hers, contact_points=[str(first.pk)], **{"attachments-0-title_fi": "Liisan ohje"})

    answer = save(editor_client, shared, mine, contact_points=[str(second.pk)])
    choose(editor_client, shared, answer, contact_points="theirs")

    assert [labels(answer), list(shared.contact_points.all())] == [["Contact points"], [first]]
    assert shared.attachments.get().title_fi == "Liisan ohje"


def test_the_same_change_by_both_is_no_conflict(editor_client, liisa, shared):
    mine, hers = opened(editor_client, shared), opened(liisa, shared)
    save(liisa, shared, hers, title_fi="Sama")

    assert save(editor_client, shared, mine, title_fi="Sama").status_code == 302


def test_one_person_saving_twice_is_never_asked(editor_client, shared):
    for title in ["Yksi", "Kaksi"]:
        assert save(editor_client, shared, opened(editor_client, shared), title_fi=title).status_code == 302


@pytest.mark.parametrize("digests", ["", "{", "[]", "null", '{"title_fi": 5}', "[" * 100_000])
def test_a_spoilt_form_asks_instead_of_overwriting(editor_client, liisa, shared, digests):
    mine = opened(editor_client, shared)

    answer = save(editor_client, shared, mine | {"as_loaded": [digests]}, title_fi="Minun")

    shared.refresh_from_db()
    assert [answer.status_code, shared.title_fi] == [409, "Alku"]


def test_records_are_not_overwritten_either(editor_client, liisa):
    point = ContactPointFactory(title_fi="Neuvonta")
    address = reverse("admin:pages_contactpoint_change", args=[point.pk])
    mine, hers = (sent(client.get(address).text, id="contactpoint_form") for client in (editor_client, liisa))
    liisa.post(address, hers | {"title_fi": ["Liisan"], "phone": ["0295 111 111"]})

    answer = editor_client.post(address, mine | {"title_fi": ["Minun"], "hours_fi": ["9–15"]})
    form = sent(answer.text, data_warn_when_leaving="changed")
    editor_client.post(address, form | {"choice-title_fi": ["mine"]})

    assert answer.status_code == 409
    assert ContactPoint.objects.values_list("title_fi", "phone", "hours_fi").get() == ("Minun", "0295 111 111", "9–15")


FIELDS = ["title_fi", "lead_fi", "body_en", "facts-0-value_fi"]
CHANGES = st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["a", "b", "c"]), max_size=4)


@settings(
    max_examples=examples(15),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(mine=CHANGES, hers=CHANGES, takes_mine=st.booleans())
def test_no_combination_loses_a_text(editor_client, liisa, shared, mine, hers, takes_mine):
    """Every field ends as the one who changed it left it; what both changed as it was chosen."""
    Page.objects.filter(pk=shared.pk).update(title_fi="x", lead_fi="x", body_en="<p>x</p>")
    Fact.objects.filter(page=shared).update(value_fi="x")
    my_form, her_form = opened(editor_client, shared), opened(liisa, shared)
    shown = {name: f"<p>{value}</p>" if "body" in name else value for name, value in mine.items()}
    save(liisa, shared, her_form, **{n: f"<p>{v} hers</p>" if "body" in n else f"{v} hers" for n, v in hers.items()})

    answer = save(editor_client, shared, my_form, **shown)
    both = mine.keys() & hers.keys()
    if answer.status_code == 409:
        choice = "mine" if takes_mine else "theirs"
        choose(editor_client, shared, answer, **{name.split("-")[0]: choice for name in both})

    shared.refresh_from_db()
    stored = {name: getattr(shared, name) for name in FIELDS[:3]} | {FIELDS[3]: shared.facts.get().value_fi}
    plain = {name: re.sub(r"</?p>", "", text) for name, text in stored.items()}
    wanted = {
        name: mine[name]
        if name in mine and (name not in hers or takes_mine)
        else f"{hers[name]} hers"
        if name in hers
        else "x"
        for name in FIELDS
    }
    assert [plain, answer.status_code == 409] == [wanted, bool(both)]
