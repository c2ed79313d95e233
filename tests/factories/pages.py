"""Pages as editors leave them: texts in both languages, not published."""

from datetime import timedelta

import factory
from django.db.models import prefetch_related_objects
from django.utils import timezone

from oph_site.languages import DEFAULT_LANGUAGE
from oph_site.search import index
from oph_site.search.models import Scope
from pages.care import begin
from pages.editions import publishing
from pages.editions.link_table import write_links
from pages.editions.publishing import publish
from pages.editions.working_copy import follow_working_copy
from pages.models import ContactPoint, Edition, Notice, Organisation, Page


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
    languages = languages or ("fi", "en")
    if kwargs or page.editions.exists():
        for language in languages:
            publish(page, language, by=None, **kwargs)
    else:
        publish_first(page, languages)
    return page


def publish_first(page, languages):
    """What publish() stores of a page that was never public, in half its time: for the worlds of a thousand tests."""
    now, parents = timezone.now(), {}
    if page.parent_id:
        parents = {row.language: row for row in Edition.objects.live(now).filter(page=page.parent_id)}
    for language in languages:
        publishing.fill_slug(page, language)
    prefetch_related_objects([page], *publishing.FROZEN)  # once for all languages
    editions = [
        publishing.freeze(page, language, parent=parents[language] if page.parent_id else None)
        for language in languages
    ]
    page._prefetched_objects_cache.clear()  # a test may add to them
    source = next((edition.text_digest for edition in editions if edition.language == DEFAULT_LANGUAGE), "")
    for edition in editions:
        edition.since = edition.texts_since = now
        edition.source_digest = "" if edition.language == DEFAULT_LANGUAGE else source
    for edition in Edition.objects.bulk_create(editions):
        write_links(edition)
    if begin(page, on=timezone.localdate(now)):
        Page.objects.filter(pk=page.pk).update(review_on=page.review_on)
    index.write("page", [page.pk], [Scope.PUBLIC])
    if files := set().union(*(edition.linked_ids("file") for edition in editions)):
        index.write("file", files, [Scope.PUBLIC])


def published_home():
    """The home page, published."""
    return published(HomeFactory())


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
