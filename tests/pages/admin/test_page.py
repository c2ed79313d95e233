"""The editor's form: saving, publishing, refusals, withdrawing, moving."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from pages.forms import BODIES
from pages.models import Door, Edition, Page
from pages.text.link_targets import TARGETS
from tests.factories.files import PictureFactory
from tests.factories.pages import PageFactory, published, published_batch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
EMPTY_INLINES = {
    f"{prefix}-{name}": "0" for prefix in ("facts", "attachments") for name in ("TOTAL_FORMS", "INITIAL_FORMS")
}


@pytest.fixture
def grants(home):
    return published(
        PageFactory(parent=home, title_fi="Avustukset", title_en="Grants", slug_fi="avustukset", slug_en="grants")
    )


def url(page):
    return reverse("admin:pages_page_change", args=[page.pk])


def filled(page, **changed):
    """What the form of the page sends when nothing but these fields was changed."""
    names = ["title", "menu_title", "slug", "lead", "body", "description", "picture_alt"]
    data = {f"{name}_{language}": page.text(name, language) for name in names for language in ("fi", "en")}
    return data | EMPTY_INLINES | {"parent": page.parent_id, "kind": page.kind} | changed


def live(page, language="fi"):
    return Edition.objects.live(timezone.now()).get(page=page, language=language)


def messages_of(response):
    return [re.sub(r"<[^>]+>", "", str(message)) for message in response.context["messages"]]


def errors_of(response):
    return {name: list(sentences) for name, sentences in response.context["adminform"].form.errors.items()}


# Saving


def test_a_save_changes_nothing_public_and_says_so(editor_client, grants):
    response = editor_client.post(
        url(grants), filled(grants, title_fi="Tuet", lead_fi="Uusi.", _continue="1"), follow=True
    )

    assert live(grants).title == "Avustukset"
    assert messages_of(response) == [
        "Saved: Tuet. Not public yet: 2 changes in Finnish (title, lead). "
        "The public version in English is up to date. View on site in Finnish View on site in English"
    ]


def test_a_soft_hyphen_is_written_as_a_bar(editor_client, grants):
    editor_client.post(url(grants), filled(grants, title_fi="Kansain|välistymis | palvelut|", _continue="1"))

    grants.refresh_from_db()
    assert grants.title_fi == "Kansain\u00advälistymis\u00adpalvelut"
    assert 'value="Kansain|välistymis|palvelut"' in editor_client.get(url(grants)).text


def test_pasted_addresses_of_own_pages_become_links_by_identity(editor_client, grants, home):
    pasted = (
        '<p><a href="http://testserver/fi/avustukset/">Avustukset</a>, <a href="/fi/">etusivu</a>, '
        '<a href="/fi/ei-ole/">muu</a>, <a href="/en/grants/">in English</a></p>'
    )

    editor_client.post(url(grants), filled(grants, body_fi=pasted, _continue="1"))

    grants.refresh_from_db()
    assert grants.body_fi == (
        f'<p><a href="/~/page/{grants.pk}/">Avustukset</a>, <a href="/~/page/{home.pk}/">etusivu</a>, '
        '<a href="/fi/ei-ole/">muu</a>, <a href="/en/grants/">in English</a></p>'
    )


def test_a_hostile_paste_is_cleaned(editor_client, grants):
    pasted = (
        '<p class="MsoNormal" style="color:red" onclick="x()">Word <o:p></o:p><script>x()</script>'
        '<a href="javascript:x()">linkki</a></p>'
    )

    editor_client.post(url(grants), filled(grants, body_fi=pasted, _continue="1"))

    grants.refresh_from_db()
    assert grants.body_fi == "<p>Word linkki</p>"


def test_a_save_without_a_change_is_none(editor_client, grants):
    Page.objects.filter(pk=grants.pk).update(body_fi="<h2>A</h2>\n<p>b</p>\n", lead_fi="Rivi\nToinen")
    grants.refresh_from_db()
    published(grants, "fi")

    sent = filled(grants, body_fi="<h2>A</h2>\r\n<p>b</p>", lead_fi="Rivi\r\nToinen", _continue="1")
    response = editor_client.post(url(grants), sent, follow=True)

    assert "The public version in Finnish is up to date." in messages_of(response)[0]


def test_a_title_that_is_too_long_is_one_thing_to_correct(editor_client, grants):
    response = editor_client.post(url(grants), filled(grants, title_fi="a" * 322, title_en=""))

    assert list(errors_of(response)) == ["title_fi"]
    assert len(errors_of(response)["title_fi"]) == 1


def test_a_new_page_without_any_title_is_refused(editor_client, home):
    data = EMPTY_INLINES | {"parent": home.pk, "kind": "text", "body_fi": "<p>Jotain</p>"}

    response = editor_client.post(reverse("admin:pages_page_add"), data)

    assert errors_of(response) == {"title_fi": ["Enter a title in at least one language."]}
    assert "&lt;p&gt;Jotain&lt;/p&gt;" in response.text


def test_two_pages_below_one_parent_cannot_share_an_address(editor_client, grants, home):
    other = PageFactory(parent=home)

    response = editor_client.post(url(other), filled(other, slug_fi="avustukset"))

    assert errors_of(response) == {"slug_fi": ["Another page below the same parent has this address already."]}


def test_an_address_of_other_letters_gets_an_example(editor_client, grants):
    response = editor_client.post(url(grants), filled(grants, slug_en="Grants_2027"))

    assert errors_of(response) == {
        "slug_en": ["Use the small letters a–z, digits and single hyphens, for example: state-grants"]
    }


def test_a_page_cannot_stand_below_itself_or_the_catalogue(editor_client, grants, home):
    child = PageFactory(parent=grants)
    catalogue = PageFactory(parent=home, key="publications", kind=Page.Kind.PUBLICATIONS)

    below_itself = editor_client.post(url(grants), filled(grants, parent=child.pk))
    below_catalogue = editor_client.post(url(grants), filled(grants, parent=catalogue.pk))

    assert errors_of(below_itself) == {"parent": ["A page cannot be below itself."]}
    assert errors_of(below_catalogue) == {
        "parent": ["Only publications can be below the catalogue: choose another place."]
    }


def test_place_and_address_of_a_landing_page_cannot_be_typed(editor_client, home):
    landing = published(PageFactory(parent=home, key="contact", slug_fi="yhteystiedot"))

    editor_client.post(url(landing), filled(landing, slug_fi="muualla", kind="section", title_fi="Uusi", _continue="1"))

    landing.refresh_from_db()
    assert [landing.slug_fi, landing.kind, landing.title_fi] == ["yhteystiedot", "text", "Uusi"]


def test_signpost_fields_are_only_on_signposts_and_home_parts_only_on_home(editor_client, home, grants):
    signpost = PageFactory(parent=home, kind=Page.Kind.SIGNPOST)

    forms = {
        name: editor_client.get(url(each)).text
        for name, each in [("home", home), ("text", grants), ("signpost", signpost)]
    }

    assert [name for name, text in forms.items() if "link_url_fi" in text] == ["signpost"]
    assert [name for name, text in forms.items() if "doors-TOTAL_FORMS" in text] == ["home"]
    assert [name for name, text in forms.items() if "slug_fi" in text] == ["text", "signpost"]


def test_every_text_says_its_language(editor_client, grants):
    text = editor_client.get(url(grants)).text

    controls = re.findall(r"<(?:input|textarea)[^>]* name=\"(title|body|facts-__prefix__-value)_(fi|en)\"[^>]*>", text)
    langs = re.findall(r"name=\"(?:title|body|facts-__prefix__-value)_\w\w\"[^>]* lang=\"(\w\w)\"", text)
    assert [language for _name, language in controls] == langs
    assert len(controls) == 6


# Publishing


def test_one_press_publishes_both_languages_with_the_rows_below(editor_client, home):
    data = EMPTY_INLINES | {
        "parent": home.pk, "kind": "text", "title_fi": "Hinnat", "title_en": "Prices", "body_fi": "<p>Ei</p>", "body_en": "<p>No</p>",
        "facts-TOTAL_FORMS": "1", "facts-0-term_fi": "Alv", "facts-0-value_fi": "25,5 %", "facts-0-term_en": "VAT",
        "facts-0-value_en": "25.5%", "facts-0-position": "1", "_publish": "1",
    }  # fmt: skip

    response = editor_client.post(reverse("admin:pages_page_add"), data, follow=True)

    page = Page.objects.get(title_en="Prices")
    assert [live(page, language).path for language in ("fi", "en")] == ["hinnat", "prices"]
    assert live(page, "en").content["facts"] == [{"term": "VAT", "value": "25.5%"}]
    assert live(page, "en").by.username == "editor"
    assert messages_of(response) == [
        "Saved and published in Finnish and in English: Hinnat. View on site in Finnish View on site in English"
    ]


def test_publishing_one_language_leaves_the_other(editor_client, grants):
    editor_client.post(url(grants), filled(grants, title_fi="Tuet", title_en="Funding", _publish_fi="1"))

    assert [live(grants, "fi").title, live(grants, "en").title] == ["Tuet", "Grants"]


def test_publishing_all_makes_no_new_version_of_what_has_not_changed(editor_client, grants):
    editor_client.post(url(grants), filled(grants, title_fi="Tuet", _publish="1"))

    assert Edition.objects.filter(page=grants, language="fi").count() == 2
    assert Edition.objects.filter(page=grants, language="en").count() == 1


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({"body_fi": "<h2>A</h2><h4>Liian syvä</h4>"}, {"body_fi": ["A heading skips a level: make it level 3. “Liian syvä”"]}),
        (
            {"body_fi": '<p>Hae <a href="https://example.org/">täältä</a>.</p>'},
            {"body_fi": ["The text of this link does not tell where it leads: name the target. “täältä”"]},
        ),
        ({"title_en": "", "slug_en": ""}, {"title_en": ["Enter a title before publishing."]}),
        ({"slug_fi": "haku"}, {"slug_fi": ["The site itself needs this address: choose another one."]}),
        ({"slug_en": "search"}, {"slug_en": ["The site itself needs this address: choose another one."]}),
    ],
)  # fmt: skip
def test_publishing_is_refused_beside_the_field_and_nothing_typed_is_lost(editor_client, grants, changed, errors):
    response = editor_client.post(url(grants), filled(grants, **changed, lead_fi="Juuri kirjoitettu.", _publish="1"))

    grants.refresh_from_db()
    assert errors_of(response) == errors
    assert "Juuri kirjoitettu." in response.text
    assert grants.lead_fi == "Johdanto suomeksi."
    (field, (sentence,)) = next(iter(errors.items()))
    assert re.search(rf'<a href="#id_{field}">[^<]*{re.escape(escape(sentence))}</a>', response.text)


def test_what_cannot_be_published_can_be_saved(editor_client, grants):
    editor_client.post(url(grants), filled(grants, body_fi="<h2>A</h2><h4>Kesken</h4>", _continue="1"))

    grants.refresh_from_db()
    assert "Kesken" in grants.body_fi


def test_a_picture_needs_words_or_the_mark(editor_client, grants):
    picture = PictureFactory()

    refused = editor_client.post(
        url(grants), filled(grants, picture=picture.pk, picture_alt_en="A school", _publish="1")
    )
    editor_client.post(url(grants), filled(grants, picture=picture.pk, is_picture_decorative="on", _publish="1"))

    assert errors_of(refused) == {"picture_alt_fi": ["Describe the picture, or mark it as decorative."]}
    assert live(grants).content["picture"]["alt"] == ""


def test_english_waits_for_its_parent(editor_client, home):
    section = published(PageFactory(parent=home, title_fi="Osio"), "fi")
    page = PageFactory(parent=section)

    response = editor_client.post(url(page), filled(page, _publish_en="1"))

    assert errors_of(response) == {"parent": ["Publish the parent page in the same language first: Osio."]}


def test_the_form_says_what_is_public(editor_client, grants):
    grants.title_fi = "Tuet"
    grants.save()

    text = editor_client.get(url(grants)).text

    assert "Not public yet: 1 change in Finnish (title)." in text
    assert "The public version in English is up to date." in text
    assert 'href="/fi/avustukset/"' in text
    assert text.count("/~/preview/") == 2


def test_publishing_the_source_says_that_the_translation_is_outdated_now(editor_client, grants):
    response = editor_client.post(url(grants), filled(grants, lead_fi="Uusi.", _publish_fi="1"), follow=True)

    assert messages_of(response) == [
        "Saved and published in Finnish: Avustukset. No unpublished changes in English. The translation in English is "
        "outdated now: the source text has changed since. See what changed in the source "
        "View on site in Finnish View on site in English"
    ]
    assert f'href="/admin/pages/page/{grants.pk}/translation/en/"' in str(*response.context["messages"])
    assert "The public version in English is up to date." not in response.text


def test_who_may_not_publish_has_no_button_and_no_act(editor_client, editor, grants):
    group = editor.groups.get()
    group.permissions.remove(group.permissions.get(codename="publish_page"))

    form = editor_client.get(url(grants)).text
    editor_client.post(url(grants), filled(grants, title_fi="Tuet", _publish="1"))

    assert "_publish" not in form
    assert live(grants).title == "Avustukset"


# Withdrawing and deleting


def test_withdrawing_names_the_pages_that_lead_here_and_asks(editor_client, grants, home):
    published(
        PageFactory(
            parent=home, title_fi="Linkittäjä", body_fi=f'<p><a href="/~/page/{grants.pk}/">Avustukset</a></p>'
        ),
        "fi",
    )
    address = reverse("admin:pages_page_withdraw", args=[grants.pk, "fi"])

    question = editor_client.get(address).text
    still_public = live(grants).title
    editor_client.post(address)

    assert "Linkittäjä" in question
    assert still_public == "Avustukset"
    assert not Edition.objects.live(timezone.now()).filter(page=grants, language="fi").exists()
    assert live(grants, "en")
    assert LogEntry.objects.get(object_id=grants.pk).get_change_message() == "Unpublished in Finnish."


def test_withdrawing_a_section_names_the_pages_below_it_first(editor_client, grants):
    child = published(PageFactory(parent=grants, title_fi="Alasivu"), "fi")
    grandchild = published(PageFactory(parent=child, title_fi="Alimpana"), "fi")
    published(PageFactory(parent=grants, title_fi="Ei julki"), "en")
    withdraw_url = "/admin/pages/page/{}/withdraw/fi/"
    button = 'value="Unpublish the page"'

    question = editor_client.get(withdraw_url.format(grants.pk)).text
    for page in (grandchild, child):
        editor_client.post(withdraw_url.format(page.pk))
    after = editor_client.get(withdraw_url.format(grants.pk)).text

    listed = re.findall(r'<li><a href="([^"]+)" lang="fi">([^<]+)</a></li>', question)
    assert listed == [(withdraw_url.format(page.pk), page.title_fi) for page in (grandchild, child)]
    assert [button in question, button in after, "Alasivu" in after] == [False, True, False]


def test_planning_to_withdraw_a_section_names_the_pages_below_it_too(editor_client, grants):
    child = published(PageFactory(parent=grants, title_fi="Alasivu"), "fi")

    page = editor_client.get(f"/admin/pages/page/{grants.pk}/plan/fi/").text

    assert f'<li><a href="/admin/pages/page/{child.pk}/plan/fi/" lang="fi">Alasivu</a></li>' in page
    assert "Before you unpublish: pages below this page" in page


def test_a_refused_withdrawal_says_why(editor_client, grants):
    published(PageFactory(parent=grants, title_fi="Alasivu"), "fi")

    response = editor_client.post(reverse("admin:pages_page_withdraw", args=[grants.pk, "fi"]))

    assert response.status_code == 422
    assert "Unpublish the pages below it first: Alasivu." in response.text


def test_only_what_was_never_public_can_be_deleted(editor_client, grants, home):
    draft, landing = PageFactory(parent=home), PageFactory(parent=home, key="contact")

    answers = [
        editor_client.post(reverse("admin:pages_page_delete", args=[each.pk]), {"post": "yes"}).status_code
        for each in (draft, grants, landing)
    ]

    assert answers == [302, 403, 403]
    assert set(Page.objects.all()) == {home, grants, landing}


# The tree


def move(client, page, to, position):
    return client.post(
        reverse("admin:pages_page_changelist") + "move-node/",
        {"move": page.pk, "relative_to": to.pk, "position": position},
    )


def test_a_page_is_moved_and_the_move_recorded(editor_client, grants, home):
    first, last = PageFactory(parent=home), PageFactory(parent=home)

    move(editor_client, last, grants, "before")
    move(editor_client, first, grants, "last-child")

    assert list(Page.objects.filter(parent=home)) == [last, grants]
    assert list(grants.children.all()) == [first]
    assert live(grants).parent_id == home.pk
    assert [entry.get_change_message() for entry in LogEntry.objects.all()] == ["Changed parent and order."] * 2


@pytest.mark.parametrize("role", ["officer", "coordinator"])
def test_nobody_else_moves_pages(request, grants, home, role):
    other = PageFactory(parent=home)

    move(request.getfixturevalue(f"{role}_client"), other, grants, "last-child")

    other.refresh_from_db()
    assert other.parent == home


def test_a_page_is_not_moved_below_itself(editor_client, grants, home):
    child = PageFactory(parent=grants)

    refused = move(editor_client, grants, child, "last-child")

    grants.refresh_from_db()
    assert [refused.text, grants.parent] == ["error", home]
    assert messages_of(editor_client.get(reverse("admin:pages_page_changelist"))) == ["A page cannot be below itself."]


def test_landing_pages_stay_below_the_home_page(editor_client, grants, home):
    landing = PageFactory(parent=home, key="contact")

    refused = move(editor_client, landing, grants, "last-child")
    page_of_list = editor_client.get(reverse("admin:pages_page_changelist"))
    allowed = move(editor_client, landing, grants, "before")

    landing.refresh_from_db()
    assert [refused.text, allowed.text] == ["error", "ok"]
    assert messages_of(page_of_list) == [
        "The site itself links to this page: it stays where it is. Only its order can change."
    ]
    assert landing.parent == home


# The list


def test_the_list_says_in_words_what_is_public(editor_client, grants, home):
    grants.lead_fi = "Uusi."
    grants.save()
    published(PageFactory(parent=home, title_fi="Vain suomeksi"), "fi")

    rows = re.findall(r"<tr>.*?</tr>", editor_client.get(reverse("admin:pages_page_changelist")).text, re.DOTALL)
    words = {
        re.search(r'tree-depth-\d">(.*?)<', row)[1]: re.findall(r"field-column[^>]*>(?:<strong>)?(.*?)<", row)
        for row in rows[1:]
    }

    assert words["Avustukset"] == ["public, 1 change not published", "public"]
    assert words["Vain suomeksi"] == ["public", "missing"]


def test_a_moved_page_and_an_outdated_translation_are_told(editor_client, grants, home):
    other = published(PageFactory(parent=home, title_fi="Toinen"))
    move(editor_client, other, grants, "before")
    editor_client.post(url(grants), filled(grants, lead_fi="Uusi suomeksi.", _publish_fi="1"))

    text = editor_client.get(url(grants)).text

    assert "1 change in English (order)" in text
    assert "The source text has changed since" in text


@pytest.mark.parametrize("number", [3, 60])
def test_the_list_needs_the_same_queries_for_any_number_of_pages(
    editor_client, home, number, django_assert_num_queries
):
    published_batch(number, parent=home)

    with django_assert_num_queries(23):
        editor_client.get(reverse("admin:pages_page_changelist"))


def test_the_form_of_the_home_page_asks_once_what_its_rows_can_lead_to(
    editor_client, home, grants, django_assert_max_num_queries
):
    Door.objects.bulk_create(
        Door(page=home, language="fi", title=f"Ovi {place}", target=grants, position=place) for place in range(12)
    )

    with django_assert_max_num_queries(39):
        editor_client.get(url(home))


# Who


@pytest.mark.parametrize("name", ["changelist", "add", "links"])
def test_coordinators_and_officers_have_no_pages(coordinator_client, officer_client, name):
    address = reverse(f"admin:pages_page_{name}")

    assert [client.get(address).status_code for client in (coordinator_client, officer_client)] == [403, 403]


def test_the_editor_of_a_form_offers_all_kinds_of_links_and_the_field_knows_none(editor_client, grants):
    form = editor_client.get(url(grants)).context["adminform"].form

    offered = [form.fields[name].widget.config["extensions"]["Site"]["links"]["kinds"] for name in BODIES]

    assert [list(kinds) for kinds in offered] == [list(TARGETS)] * 2
    assert "kinds" not in Page._meta.get_field("body_fi").config["extensions"]["Site"]["links"]
