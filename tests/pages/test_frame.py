"""What stands around every page is kept: by the clock it changes all the same."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from pages.editions.preview import preview_url
from pages.editions.publishing import publish
from pages.models import Edition, Page
from tests.factories.pages import ContactPointFactory, PageFactory, published
from tests.pages.test_notices import notice

pytestmark = pytest.mark.django_db(transaction=True)


def frame_of(visitor, path):
    return visitor.get(path).context["frame"]


def menu(visitor, path="/fi/haku/"):
    return [edition.menu_title for edition, _current in frame_of(visitor, path).menu]


def test_a_planned_page_comes_into_the_menu_and_leaves_it_by_itself(visitor, home, time_machine):
    now = timezone.now()
    page = PageFactory(parent=home, in_menu=True, menu_title_fi="Uusi")
    publish(page, "fi", by=None, at=now + timedelta(hours=1))
    Edition.objects.filter(page=page).update(until=now + timedelta(hours=2))

    shown = []
    for hours in (0, 1.5, 2.5):
        time_machine.move_to(now + timedelta(hours=hours), tick=False)
        shown.append(menu(visitor))

    assert shown == [[], ["Uusi"], []]


def test_a_notice_begins_and_ends_by_itself(visitor, home, time_machine):
    now = timezone.now()
    notice(since=1, until=2)

    shown = []
    for hours in (0, 1.5, 2.5):
        time_machine.move_to(now + timedelta(hours=hours), tick=False)
        shown.append(len(frame_of(visitor, "/fi/haku/").notices))

    assert shown == [0, 1, 0]


def test_what_is_published_stands_in_the_menu_at_once(visitor, home):
    page = published(PageFactory(parent=home, in_menu=True, menu_title_fi="Vanha"))
    before = menu(visitor)
    page.menu_title_fi = "Uusi"
    page.save()
    published(page)

    assert [before, menu(visitor)] == [["Vanha"], ["Uusi"]]


def test_the_page_of_an_app_costs_no_query_for_what_surrounds_it(visitor, home, django_assert_num_queries):
    published(PageFactory(parent=home, in_menu=True, kind=Page.Kind.VISITS, key="visits"))
    ContactPointFactory(is_in_footer=True)
    notice()
    visitor.get("/fi/haku/")  # reads what is kept

    with django_assert_num_queries(0):
        assert menu(visitor) == menu(visitor)


def test_a_notice_without_a_link_in_a_language_has_none_there(visitor, home):
    notice(link_url_fi="/fi/palvelukatkot/", link_text_fi="Ohjeet")

    assert frame_of(visitor, "/en/").notices[0]["link_url"] == ""


def test_what_is_on_every_page_stands_there_in_its_language_and_as_it_was_published(visitor, home):
    duty = published(PageFactory(parent=home, key="contact", title_fi="Yhteystiedot", title_en="Contact us"))
    duty.title_fi = "Luonnos"
    duty.save()

    pages = [visitor.get(path).text for path in (preview_url(duty, "fi"), "/fi/", "/en/", "/fi/haku/")]
    links = [re.findall(r">(Yhteystiedot|Contact us|Luonnos)</a>", html[html.index("<footer") :]) for html in pages]

    assert links == [["Yhteystiedot"], ["Yhteystiedot"], ["Contact us"], ["Yhteystiedot"]]
