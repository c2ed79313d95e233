"""The library of pictures: searching, where each is used, replacing one everywhere."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from oph_site.audit import log_of
from oph_site.files.models import Picture
from oph_site.files.replacing import replace_picture
from pages.editions.drafts import drafts
from pages.editions.status import states
from pages.models import Edition, Page
from tests.factories.files import PictureFactory
from tests.factories.pages import PageFactory, published
from tests.files.samples import image_bytes, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
LIST = "/admin/files/picture/"


@pytest.fixture
def yard():
    return PictureFactory(name="Yard", credit="Maija Mallikuva")


def page_with(picture, home, **fields):
    return PageFactory(parent=home, picture=picture, is_picture_decorative=True, **fields)


def change(picture):
    return f"{LIST}{picture.pk}/change/"


def replace(client, picture, button, **data):
    return client.post(
        f"{LIST}{picture.pk}/replace/",
        {"name": "New yard", "credit": "", "upload": upload("new.jpg", image_bytes()), button: "1"} | data,
        follow=True,
    )


def live_pictures(page):
    live = Edition.objects.live(timezone.now()).filter(page=page).order_by("language")
    return [edition.picture.name for edition in live]


def test_the_list_is_searched_by_name_and_photographer_and_filtered_by_use(editor_client, home, yard):
    page = published(page_with(yard, home), "fi")
    earlier, never = PictureFactory(name="Old"), PictureFactory(name="Never")
    page.picture = earlier
    published(page, "fi")
    page.picture = yard
    page.save()
    published(page, "fi")

    def found(query):
        return {picture.name for picture in editor_client.get(LIST, query).context["cl"].result_list}

    assert [found({"q": words}) for words in ("mallikuva", "nev", "nothing")] == [{"Yard"}, {"Never"}, set()]
    assert [found({"use": use}) for use in ("now", "earlier", "never")] == [{"Yard"}, {"Old"}, {never.name}]


def test_the_list_costs_the_same_with_one_and_with_many(editor_client, yard, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        editor_client.get(LIST)
    PictureFactory.create_batch(20)
    with django_assert_max_num_queries(8):
        editor_client.get(LIST)


def test_a_picture_tells_where_it_stands_stood_and_will_stand(editor_client, home, yard):
    now_here = published(page_with(yard, home, title_fi="Nyt"), "fi")
    published(now_here, "en", at=timezone.now() + timedelta(days=3))
    once_here = published(page_with(yard, home, title_fi="Ennen"), "fi")
    once_here.picture = None
    once_here.save()
    published(once_here, "fi")

    uses = editor_client.get(change(yard)).context["uses"]

    assert [(use.title, use.states, use.is_current) for use in uses] == [
        ("Nyt", ["working copy", "public in Finnish", "scheduled in English"], True),
        ("Ennen", ["earlier version in Finnish"], False),
    ]


def test_the_focal_point_is_frozen_with_the_page(editor_client, visitor, home, yard):
    page = published(page_with(yard, home, slug_fi="sivu"), "fi")

    sent = {"name": "Yard", "credit": "Maija Mallikuva", "focus_x": 20, "focus_y": 90}
    editor_client.post(change(yard), sent)
    before = visitor.get("/fi/sivu/").text
    changes = states(Page.objects.get(pk=page.pk))[0].changes
    published(Page.objects.get(pk=page.pk), "fi")

    assert ["focus-x-20" in before, changes] == [False, ["picture"]]
    assert 'class="head__art focus-x-20 focus-y-90"' in visitor.get("/fi/sivu/").text
    assert "Kuva: Maija Mallikuva" in visitor.get("/fi/sivu/").text


@pytest.mark.parametrize("wrong", ["101", "-1", "x", ""])
def test_a_focal_point_outside_the_picture_is_refused_beside_its_field(editor_client, yard, wrong):
    response = editor_client.post(change(yard), {"name": "Yard", "focus_x": wrong, "focus_y": 50})

    assert list(response.context["adminform"].form.errors) == ["focus_x"]


def test_a_picture_is_replaced_in_all_working_copies_and_nothing_public_changes(editor_client, home, yard):
    pages = [published(page_with(yard, home)) for _number in range(5)]

    response = replace(editor_client, yard, "_replace")

    new = Picture.objects.get(name="New yard")
    yard.refresh_from_db()
    assert {page.picture for page in Page.objects.exclude(picture=None)} == {new}
    assert [yard.replaced_by, live_pictures(pages[0])] == [new, ["Yard", "Yard"]]
    told = [str(message) for message in response.context["messages"]]
    assert told[0] == "Replaced: New yard. Check that the descriptions on the pages fit the new picture."
    assert len(told) == 11  # each language of each page waits
    assert set(drafts(Page.objects.all())) == set(pages)  # the desk of their owners says so


def test_replacing_and_publishing_leaves_alone_what_has_other_changes(editor_client, visitor, home, yard):
    page, other = published(page_with(yard, home)), published(page_with(yard, home, title_fi="Kesken"))
    other.lead_fi = "Not public yet."
    other.save()

    response = replace(editor_client, yard, "_publish")

    assert [live_pictures(page), live_pictures(other)] == [["New yard", "New yard"], ["New yard", "Yard"]]
    assert [str(message) for message in response.context["messages"]] == [
        "Replaced: New yard. 3 texts were published with the new picture. "
        "Check that the descriptions on the pages fit the new picture.",
        "Not public yet with the new picture: “Kesken” in Finnish.",
    ]
    old = Edition.objects.filter(page=page, language="fi").order_by("since").first()
    assert [old.picture.name, old.content["picture"]["name"]] == ["Yard", "yard"]
    assert Edition.objects.filter(page=page).latest("since").note == "New picture: New yard"


def test_an_outdated_translation_stays_outdated(editor_client, home, yard):
    page = published(page_with(yard, home))
    page.lead_fi = "Uusi johdanto."
    page.save()
    published(page, "fi")
    assert states(page)[1].is_outdated

    replace(editor_client, yard, "_publish")

    page.refresh_from_db()
    assert [live_pictures(page), states(page)[1].is_outdated] == [["New yard", "New yard"], True]


def test_what_cannot_be_published_has_the_picture_in_its_working_copy_and_says_why(editor_client, home, yard):
    page = published(page_with(yard, home, title_fi="Sivu"), "fi")
    Edition.objects.filter(page=page).update(title="")
    Page.objects.filter(pk=page.pk).update(title_fi="")

    response = replace(editor_client, yard, "_publish")

    assert Page.objects.get(pk=page.pk).picture.name == "New yard"
    assert "Enter a title before publishing." in str(list(response.context["messages"])[1])


def test_both_pictures_say_once_who_replaced_one_by_the_other(editor, editor_client, yard):
    replace(editor_client, yard, "_replace")
    new = Picture.objects.get(name="New yard")
    newest = PictureFactory.build()

    replace_picture(new, newest, by=editor)

    assert [[(row.user, row.get_change_message()) for row in log_of(each)] for each in (yard, new, newest)] == [
        [(editor, f"Replaced by picture {new.pk}.")],
        [(editor, f"Replaced by picture {newest.pk}."), (editor, f"In place of picture {yard.pk}.")],
        [(editor, f"In place of picture {new.pk}.")],
    ]


def test_a_refused_file_replaces_nothing(editor_client, home, yard):
    page_with(yard, home)

    response = replace(editor_client, yard, "_publish", upload=upload("a.jpg", b"<html>"))

    assert response.status_code == 422
    assert "The file is not a PNG, JPEG or WebP picture, whatever its name says." in response.text
    assert [Picture.objects.count(), Page.objects.filter(picture=yard).count()] == [1, 1]


def test_a_picture_is_replaced_once(editor_client, home, yard):
    replace(editor_client, yard, "_replace")

    response = replace(editor_client, yard, "_replace", name="Third")

    assert "This picture has been replaced already: replace the new one." in response.text
    assert not Picture.objects.filter(name="Third").exists()


def test_who_may_not_publish_is_offered_no_publishing(officer_client, editor_client, editor, home, yard):
    page = published(page_with(yard, home))
    editor.groups.first().permissions.remove(*editor.groups.first().permissions.filter(codename__in=["publish_page"]))

    offered = editor_client.get(f"{LIST}{yard.pk}/replace/").text
    replace(editor_client, yard, "_publish")

    assert 'name="_publish"' not in offered
    assert [Page.objects.get(pk=page.pk).picture.name, live_pictures(page)] == ["New yard", ["Yard", "Yard"]]
    assert officer_client.get(f"{LIST}{yard.pk}/replace/").status_code == 403


def test_the_chooser_finds_by_words_and_leaves_out_what_was_replaced(editor_client, yard):
    PictureFactory(name="Gone", replaced_by=yard)
    PictureFactory(name="Yard in winter")

    def found(**query):
        return [
            picture["name"]
            for picture in editor_client.get(reverse("admin:files_picture_choices"), query).json()["pictures"]
        ]

    assert found() == ["Yard in winter", "Yard"]
    assert [found(q="yard win"), found(q="maija"), found(q="a" * 500)] == [["Yard in winter"], ["Yard"], []]
    assert [found(id=str(yard.pk)), found(id="9" * 40), found(id="x")] == [["Yard"], [], []]


def test_the_form_of_a_page_offers_every_picture_without_script(editor_client, home, yard):
    page = page_with(yard, home)

    html = editor_client.get(reverse("admin:pages_page_change", args=[page.pk])).text

    assert f'<option value="{yard.pk}" selected>Yard</option>' in html


def test_the_form_of_a_page_comes_with_the_look_of_its_picture(editor_client, home, yard):
    page = page_with(yard, home)

    html = editor_client.get(reverse("admin:pages_page_change", args=[page.pk])).text

    assert re.search(
        rf'<img class="chooser__chosen"[^>]* src="/pictures/{yard.pk}/[^"]+" data-picture="{yard.pk}"', html
    )


@pytest.mark.parametrize("sent", ["x", "9" * 40, "-1"])
def test_a_picture_that_cannot_be_is_refused_beside_the_field(editor_client, home, sent):
    answer = editor_client.post(reverse("admin:pages_page_add"), {"picture": sent})

    assert "picture" in answer.context["adminform"].form.errors
