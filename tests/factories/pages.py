"""Pages as editors leave them: texts in both languages, not published."""

from datetime import timedelta

import factory
from django.utils import timezone

from oph_site.search import index
from oph_site.search.models import Scope
from pages.care import REVIEW_AFTER
from pages.editions.publishing import publish
from pages.editions.working_copy import follow_working_copy
from pages.models import ContactPoint, Edition, Notice, Organisation, Page

EDITIONS_OF_HOME = []  # rows, from the first published_home() on


class PageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Page

    kind = Page.Kind.TEXT
    title_fi = factory.Sequence(lambda n: f"Sivu {n}")
    title_en = factory.Sequence(lambda n: f"Page {n}")
    slug_fi = factory.Sequence(lambda n: f"sivu-{n}")
    slug_en = factory.Sequence(lambda n: f"page-{n}")
    lead_fi = "Johdanto suomeksi."
    lead_en = "A lead in English."
    body_fi = "<p>Teksti suomeksi.</p>"
    body_en = "<p>A text in English.</p>"


class HomeFactory(PageFactory):
    kind = Page.Kind.HOME
    key = "home"
    title_fi, title_en = "Kansainvälinen toiminta", "See how Finland learns"
    slug_fi = slug_en = ""


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    state = Organisation.State.PUBLIC
    kind = Organisation.Kind.INFORMATION
    name_fi = factory.Sequence(lambda n: f"Verkosto {n}")
    name_en = factory.Sequence(lambda n: f"Network {n}")
    what_fi, what_en = "Kuvaa koulutusjärjestelmiä.", "Describes education systems."
    role_fi, role_en = "Jäsen", "Member"


class ContactPointFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContactPoint

    state = ContactPoint.State.PUBLIC
    title_fi, title_en = "Neuvonta", "Advice"
    email = "advice@example.org"
    phone = "0295 000 000"


class NoticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Notice

    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    ends_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=1))
    text_fi, text_en = "Palvelu on suljettu", "The service is closed"


def published(page, *languages, **kwargs):
    """The page, published in these languages (all if none is named)."""
    for language in languages or ("fi", "en"):
        publish(page, language, by=None, **kwargs)
    return page


def published_home():
    """As published(HomeFactory()). Hundreds of tests begin with it: it is published once, and its rows are copied then."""
    home, now = HomeFactory(review_on=timezone.localdate() + REVIEW_AFTER), timezone.now()
    if not EDITIONS_OF_HOME:
        EDITIONS_OF_HOME.extend(published(home).editions.order_by("pk").values())
    else:
        own = {"id": None, "page_id": home.pk, "since": now, "texts_since": now}
        Edition.objects.bulk_create(Edition(**row | own) for row in EDITIONS_OF_HOME)
        index.write("page", [home.pk], [Scope.PUBLIC])
    return home


def published_batch(number, *languages, **fields):
    """So many pages below home with one text, published in these languages: the first by publish(), the others as its copies."""
    pages = PageFactory.create_batch(number, title_fi="Sivu", title_en="Page", **fields)
    rows = {row["language"]: row for row in published(pages[0], *languages).editions.order_by("pk").values()}
    for page in pages[1:]:
        page.review_on = pages[0].review_on
    Page.objects.bulk_update(pages[1:], ["review_on"])
    Edition.objects.bulk_create(
        Edition(
            **row | {"id": None, "page_id": page.pk, "path": page.text("slug", language), "position": page.position}
        )
        for page in pages[1:]
        for language, row in rows.items()
    )
    index.write("page", [page.pk for page in pages[1:]], [Scope.PUBLIC])
    return pages


def saved(page):
    """The page, saved with its parts as the form saves it."""
    page.save()
    follow_working_copy(page)
    return page
