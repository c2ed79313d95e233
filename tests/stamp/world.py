"""A small site that has every kind of public page, and the addresses of all of them."""

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from pages.editions.versions import version_url
from pages.models import Attachment, Block, CallAttachment, ContactPoint, Door, Fact, Figure, GrantCall, Page
from publications.models import FormerFile, Publication
from publications.oai.ledger import catch_up
from tests.factories.files import DocumentFactory, PictureFactory
from tests.factories.pages import (
    ContactPointFactory,
    HomeFactory,
    NoticeFactory,
    OrganisationFactory,
    PageFactory,
    published,
)
from tests.factories.publications import LanguageVersionFactory, PublicationFactory, SeriesFactory, TopicFactory
from tests.factories.records import AppropriationFactory, GrantCallFactory, InformationSourceFactory
from tests.factories.visits import PriceListFactory, SampleProgrammeFactory, VisitPeriodFactory, VisitRulesFactory
from visits.models import SampleProgramme

# Landing pages whose address is that of the site's own words.
SLUGS = {
    Page.Kind.PUBLICATIONS: ("julkaisut", "publications"),
    Page.Kind.VISITS: ("kansainvaliset-vierailut", "international-visits"),
}


def make():
    """Every page type, with all that each can show, and every kind of record."""
    make_records()
    home = HomeFactory()
    pages = [make_page(home, kind) for kind in Page.Kind if kind != Page.Kind.HOME]
    for language in ("fi", "en"):
        Door.objects.create(page=home, language=language, title="Hae", target=pages[0])
        Figure.objects.create(page=home, language=language, number="3", text="koulua", source="Oph")
        for kind in Block.Kind:
            lifted = pages[0] if kind == Block.Kind.PAGE else None
            Block.objects.create(page=home, language=language, kind=kind, title=kind.label, target=lifted)
    for page in [home, *pages]:
        published(page, *(["fi"] if page.kind == Page.Kind.SWEDISH else ["fi", "en"]), change_note="Uusi sivu.")
    Page.objects.filter(kind=Page.Kind.TEXT).update(lead_fi="Uusi johdanto.")
    published(Page.objects.get(kind=Page.Kind.TEXT), "fi")  # the English one is outdated from now on


def make_records():
    ContactPointFactory(is_in_footer=True)
    NoticeFactory()
    OrganisationFactory()
    InformationSourceFactory()
    make_call()
    AppropriationFactory()
    PictureFactory()
    make_publications()
    make_visits()


def make_call():
    """With links of its own and all that its page can show."""
    document = DocumentFactory()
    call = GrantCallFactory(
        slug="hankehaku",
        contact_point=ContactPointFactory(),
        announcement_fi=f'<p><a href="/~/file/{document.pk}/">Ehdot</a></p>',
    )
    CallAttachment.objects.create(call=call, document=document, title_fi="Liite", title_en="Attachment")


def make_visits():
    """What the pages of the visit service show."""
    VisitRulesFactory()
    PriceListFactory()
    SampleProgrammeFactory()
    VisitPeriodFactory()


def make_publications():
    """Two on one topic, each in two languages with a file."""
    topic = TopicFactory()
    for slug in ("kouluopas", "jatko-opas"):
        guide = PublicationFactory(slug=slug)
        guide.topics.add(topic)
        for language in ("fi", "en"):
            LanguageVersionFactory(
                publication=guide, language=language, series=SeriesFactory(), document=DocumentFactory()
            )
    FormerFile.objects.create(version=guide.versions.first(), document=DocumentFactory(title="Vanha"))
    catch_up(timezone.now())


def make_page(home, kind):
    """With links of every kind and all its parts."""
    guide = Publication.objects.first()
    word = kind.replace("_", "-")
    fi, en = SLUGS.get(kind, (f"{word}-fi", f"{word}-en"))
    document = DocumentFactory(title=f"Liite {kind}")
    body = (
        f'<p><a href="/~/publication/{guide.pk}/">Opas</a> <a href="/~/file/{document.pk}/">Liite</a>'
        f' <a href="/~/page/{home.pk}/">Etusivu</a></p>'
    )
    page = PageFactory(
        parent=home, kind=kind, key=kind if kind in (*SLUGS, Page.Kind.SWEDISH) else None, in_menu=True,
        slug_fi=fi, slug_en=en, body_fi=body, body_en=body, link_url_fi="https://example.org/", link_url_en="https://example.org/",
        link_text_fi="Siirry",
        link_text_en="Go", picture=PictureFactory(), is_picture_decorative=True,
    )  # fmt: skip
    page.contact_points.set(ContactPoint.objects.all())
    page.related_pages.add(home)
    Fact.objects.create(page=page, term_fi="Hinta", value_fi="100", term_en="Price", value_en="100")
    Attachment.objects.create(page=page, document=document, title_fi="Liite", title_en="Attachment")
    return page


def addresses():
    """{name of the view: addresses}: of every page type and of all else that readers, robots and caches ask for."""
    pages = [f"/{language}/{path}/" for language, path in live_paths()]
    page = Page.objects.get(kind=Page.Kind.TEXT)
    document = page.attachments.get().document
    guide = Publication.objects.get(slug="kouluopas")
    past = [version_url(edition, timezone.now()) for edition in page.editions.filter(language="fi")]
    past += [f"{url}?compare=today" for url in past[1:]]
    return {
        "home": ["/fi/", "/en/"],
        "page": pages,
        "no page": ["/fi/ei-ole/"],
        "search": ["/fi/haku/", "/fi/haku/?q=sivu", "/en/search/?q=page"],
        "publication": ["/fi/julkaisut/kouluopas/", "/en/publications/kouluopas/"],
        "series": [guide.versions.first().series.get_absolute_url()],
        "reference_file": [f"/fi/julkaisut/kouluopas/fi.{end}" for end in ("ris", "bib", "json")],
        "citations": ["/fi/lahdeviitteet/", f"/en/citations/?id={guide.pk}"],
        "citations_file": ["/fi/lahdeviitteet.ris", "/en/citations.json?type=guide"],
        "publications_feed": ["/fi/julkaisut.xml", "/en/publications.xml?lang=en"],
        "publications_csv": ["/fi/julkaisut.csv"],
        "publications_json": ["/fi/julkaisut.json"],
        "oai": [f"/oai?verb={verb}" for verb in ("Identify", "ListSets", "ListRecords&metadataPrefix=oai_dc")],
        "file": ["/fi/julkaisut/kouluopas/fi.pdf"],
        "enquiry": [
            "/fi/kansainvaliset-vierailut/vierailupyynto/",
            f"/en/international-visits/enquiry/?programme={SampleProgramme.objects.get().pk}",
        ],
        "accessible_version": [f"/fi/palaute/lomake/tiedosto/{document.pk}/"],
        "form": ["/fi/palaute/lomake/?page=/fi/", "/en/feedback/form/"],
        "call": ["/fi/grants-fi/haut/hankehaku/", "/en/grants-en/calls/hankehaku/"],
        "call_calendar": ["/fi/grants-fi/haut/hankehaku.ics"],
        "calls_calendar": ["/fi/haut.ics", "/en/calls.ics"],
        "calls": ["/fi/haut.xml", "/en/calls.xml"],
        "appropriations_csv": ["/fi/maararahat.csv"],
        "changes": ["/fi/muutokset.xml", "/en/changes.xml"],
        "page_changes": ["/fi/muutokset/text-fi.xml"],
        "section_changes": ["/fi/osion-muutokset/section-fi.xml"],
        "source_changes": ["/en/changes-in-finnish/text-en/"],
        "versions": ["/fi/versiot/", "/fi/versiot/text-fi/"],
        "page_version": past,
        "robots": ["/robots.txt"],
        "sitemap": ["/sitemap.xml"],
        "sitemap_part": [
            "/sitemap-pages-1.xml",
            "/sitemap-publications-1.xml",
            "/sitemap-series-1.xml",
            "/sitemap-calls-1.xml",
        ],
        "security_txt": ["/.well-known/security.txt"],
        "page_by_identity": [f"/~/page/{page.pk}/"],
        "file_by_identity": [f"/~/file/{document.pk}/"],
        "publication_by_identity": [f"/~/publication/{guide.pk}/"],
        "call_by_identity": [f"/~/call/{GrantCall.objects.get().pk}/"],
        "document": [document.get_absolute_url(), FormerFile.objects.get().document.get_absolute_url()],
        "cover": [document.cover_url(300)],
        "picture": [page.editions.first().picture.url(400)],
    }


def live_paths():
    for page in Page.objects.exclude(kind=Page.Kind.HOME):
        yield from page.editions.values_list("language", "path")


def view_names(resolver=None):
    """The names of all views outside the admin."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name
        elif isinstance(pattern, URLResolver) and pattern.namespace != "admin":
            yield from view_names(pattern)
