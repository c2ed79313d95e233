"""Pages as editors leave them: texts in both languages, not published."""

from datetime import timedelta

import factory
from django.utils import timezone

from pages.editions.publishing import publish
from pages.editions.working_copy import follow_working_copy
from pages.models import ContactPoint, Notice, Organisation, Page


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


def saved(page):
    """The page, saved with its parts as the form saves it."""
    page.save()
    follow_working_copy(page)
    return page
