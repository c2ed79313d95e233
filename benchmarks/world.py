"""A large site of believable data, the same at every run: a tree of pages and a catalogue, some with the text of a PDF.

Words follow Zipf's law: few are everywhere, most are rare. Finnish ones are compounds in several cases.
"""

import random
from itertools import accumulate

from django.db import transaction
from django.utils import timezone

from oph_site.files.models import Document, DocumentText
from pages.editions.publishing import freeze
from pages.landing_pages import make_landing_pages
from pages.models import Block, Door, Edition, Figure
from publications.models import LanguageVersion, Publication, Series, Topic
from tests.factories.pages import ContactPointFactory, PageFactory, published

FIRST_FI = [
    "koulu",
    "opetus",
    "koulutus",
    "kieli",
    "kulttuuri",
    "kansainvälistymis",
    "liikkuvuus",
    "avustus",
    "varhaiskasvatus",
    "lukio",
    "ammatti",
    "opiskelija",
    "opettaja",
    "rehtori",
    "kunta",
    "hanke",
    "verkosto",
    "yhteistyö",
    "arviointi",
    "laatu",
    "osaamis",
    "tutkinto",
    "oppimis",
    "kasvatus",
    "vaihto",
    "vierailu",
    "maailmankansalais",
    "kestävyys",
    "digi",
    "luku",
    "matematiikka",
    "taide",
    "liikunta",
    "hyvinvointi",
    "tasa-arvo",
    "perusopetus",
    "aikuis",
    "sivistys",
    "kirjasto",
    "museo",
    "tilasto",
    "raportti",
    "tulevaisuus",
    "työelämä",
    "yrittäjyys",
    "ohjaus",
    "kotouttamis",
    "suomi",
    "ruotsi",
    "saame",
    "englanti",
    "eurooppa",
    "pohjoismaa",
    "afrikka",
    "aasia",
]
LAST_FI = [
    "suunnitelma",
    "suunnitelman",
    "suunnitelmassa",
    "suunnitelmia",
    "hanke",
    "hankkeen",
    "hankkeessa",
    "hankkeita",
    "ohjelma",
    "ohjelman",
    "ohjelmasta",
    "ohjelmia",
    "toiminta",
    "toiminnan",
    "toimintaa",
    "palvelu",
    "palvelun",
    "palvelut",
    "palveluja",
    "opas",
    "oppaan",
    "oppaassa",
    "oppaita",
    "selvitys",
    "selvityksen",
    "selvitykset",
    "tulos",
    "tuloksen",
    "tulokset",
    "tuloksia",
    "tavoite",
    "tavoitteen",
    "tavoitteet",
    "tavoitteita",
    "järjestö",
    "järjestön",
    "järjestöissä",
    "kokeilu",
    "kokeilun",
    "rahoitus",
    "rahoituksen",
    "rahoitusta",
    "hakemus",
    "hakemuksen",
    "hakemukset",
    "hakemuksia",
    "ryhmä",
    "ryhmän",
    "ryhmissä",
    "aineisto",
    "aineiston",
    "aineistoja",
]
SMALL_FI = [
    "ja",
    "on",
    "ei",
    "että",
    "myös",
    "sekä",
    "voi",
    "ovat",
    "kun",
    "tai",
    "joka",
    "mukaan",
    "vuonna",
    "kuin",
    "niiden",
    "tämä",
    "eri",
    "uusi",
    "hyvin",
    "koko",
    "usein",
    "suomessa",
    "ensimmäinen",
    "järjestää",
    "tukee",
    "kertoo",
    "esittelee",
    "vertailee",
    "hakee",
    "saa",
    "antaa",
    "osallistuu",
    "kehittää",
    "tarvitsee",
]
FIRST_EN = [
    "school",
    "teaching",
    "education",
    "language",
    "culture",
    "mobility",
    "grant",
    "early",
    "secondary",
    "vocational",
    "student",
    "teacher",
    "principal",
    "municipal",
    "project",
    "network",
    "joint",
    "quality",
    "skills",
    "degree",
    "learning",
    "exchange",
    "visit",
    "global",
    "sustainable",
    "digital",
    "reading",
    "mathematics",
    "arts",
    "sports",
    "wellbeing",
    "equality",
    "basic",
    "adult",
    "liberal",
    "library",
    "museum",
    "statistical",
    "future",
    "working",
    "guidance",
    "integration",
    "Finnish",
    "Swedish",
    "Nordic",
    "European",
]
LAST_EN = [
    "plan",
    "plans",
    "planning",
    "project",
    "projects",
    "programme",
    "programmes",
    "activity",
    "activities",
    "service",
    "services",
    "guide",
    "guides",
    "study",
    "studies",
    "result",
    "results",
    "aim",
    "aims",
    "organisation",
    "organisations",
    "trial",
    "trials",
    "funding",
    "application",
    "applications",
    "group",
    "groups",
    "material",
    "materials",
    "report",
    "reports",
    "policy",
    "policies",
    "institution",
    "institutions",
    "partner",
    "partners",
    "week",
    "weeks",
    "course",
    "courses",
    "evaluation",
    "evaluations",
]
SMALL_EN = [
    "the",
    "and",
    "of",
    "in",
    "for",
    "is",
    "are",
    "with",
    "that",
    "by",
    "from",
    "also",
    "can",
    "this",
    "their",
    "which",
    "new",
    "each",
    "year",
    "how",
    "when",
    "into",
    "supports",
    "describes",
    "compares",
    "helps",
    "offers",
    "takes",
    "part",
    "develops",
    "needs",
    "more",
    "between",
    "through",
    "over",
    "first",
]
TOPICS = ["Liikkuvuus", "Kielet", "Kestävä kehitys", "Tasa-arvo", "Varhaiskasvatus", "Ammatillinen koulutus", "Lukio", "Arviointi", "Digitaalisuus"]  # fmt: skip
PDF_PAGES, WORDS_ON_A_PAGE = 20, 150
SECTIONS = 8


class Writer:
    """Sentences of one language."""

    def __init__(self, small, words, chance):
        chance.shuffle(words)
        self.small, self.words, self.chance = small, words, chance
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))

    def take(self, count):
        return self.chance.choices(self.words, cum_weights=self.weights, k=count)

    def title(self):
        return " ".join(self.take(self.chance.randint(2, 4))).capitalize()

    def sentence(self):
        words = self.take(self.chance.randint(4, 9))
        for _number in range(self.chance.randint(2, 5)):
            words.insert(self.chance.randrange(len(words) + 1), self.chance.choice(self.small))
        return " ".join(words).capitalize() + "."

    def text(self, count):
        return " ".join(self.sentence() for _number in range(count))

    def body(self):
        sections = (f"<h2>{self.title()}</h2><p>{self.text(4)}</p><p>{self.text(3)}</p>" for _number in range(3))
        return "".join(sections)


class World:
    """Grows by what is asked for; everything is public."""

    def __init__(self, seed=12):
        self.chance = random.Random(seed)  # noqa: S311  # no secret
        finnish = [first + last for first in FIRST_FI for last in LAST_FI]
        english = [*FIRST_EN, *LAST_EN, *(f"{first}-{last}" for first in FIRST_EN[:20] for last in LAST_EN[:20])]
        self.writers = {
            "fi": Writer(SMALL_FI, finnish, self.chance),
            "en": Writer(SMALL_EN, english, self.chance),
        }
        self.live, self.tree = {}, []

    @transaction.atomic
    def begin(self):
        """The pages that the site itself links to, the home page with all its blocks, and the sections."""
        ContactPointFactory(is_in_footer=True)
        self.topics = [Topic.objects.create(title_fi=title, title_en=title) for title in TOPICS]
        self.series = [
            Series.objects.create(title=f"{title}, sarja") for title in ("Oppaat", "Raportit", "Selvitykset")
        ]
        landing = make_landing_pages()
        home = landing[0]
        self.tree = [self.page(home, in_menu=True, kind="section") for _number in range(SECTIONS)]
        for language in ("fi", "en"):
            Door.objects.create(page=home, language=language, title="Hae", target=self.tree[0])
            Figure.objects.create(page=home, language=language, number="3", text="koulua", source="Oph")
            for kind in Block.Kind:
                lifted = self.tree[0] if kind == Block.Kind.PAGE else None
                Block.objects.create(page=home, language=language, kind=kind, title=kind.label, target=lifted)
        for page in landing:
            for language in ("fi", "en"):
                if page.text("title", language):
                    setattr(page, f"lead_{language}", self.writers[language].sentence())
                    setattr(page, f"body_{language}", self.writers[language].body())
            page.save()
            published(page, *[language for language in ("fi", "en") if page.text("title", language)])
        self.live = {(edition.page_id, edition.language): edition for edition in Edition.objects.all()}
        self.publish(self.tree)

    @transaction.atomic
    def add_pages(self, count):
        """A dozen pages below each section, the rest below those."""
        new = []
        for _number in range(count):
            level = self.tree[: SECTIONS * 13] if len(self.tree) > SECTIONS * 13 else self.tree[:SECTIONS]
            new.append(self.page(level[len(self.tree) % len(level)]))
            self.tree.append(new[-1])
        self.publish(new)

    def page(self, parent, **more):
        texts = {}
        for language, writer in self.writers.items():
            texts |= {f"title_{language}": writer.title(), f"lead_{language}": writer.sentence()}
            texts[f"body_{language}"] = writer.body()
        return PageFactory(parent=parent, position=10 * (len(self.tree) + 1), **texts | more)

    def publish(self, pages):
        """The editions that `publish` would make, without its checks: it takes minutes for a thousand pages."""
        new = []
        for page in pages:
            for language in ("fi", "en"):
                edition = freeze(page, language, parent=self.live[page.parent_id, language])
                edition.since = timezone.now()
                self.live[page.pk, language] = edition
                new.append(edition)
        Edition.objects.bulk_create(new)

    @transaction.atomic
    def add_publications(self, count):
        """One in ten has a PDF in each of its languages."""
        before = Publication.objects.count()
        new = Publication.objects.bulk_create(self.publication(before + number) for number in range(count))
        Publication.topics.through.objects.bulk_create(
            Publication.topics.through(publication=each, topic=topic)
            for each in new
            for topic in self.chance.sample(self.topics, self.chance.choice([1, 1, 2, 3]))
        )
        versions = [
            self.version(each, language)
            for each in new
            for language, share in {"fi": 0.9, "sv": 0.4, "en": 0.3, "se": 0.02}.items()
            if self.chance.random() < share or language == "fi"
        ]
        self.add_documents([version for version in versions if version.publication.pk % 10 == 0])
        LanguageVersion.objects.bulk_create(versions)

    def publication(self, number):
        return Publication(
            state=Publication.State.PUBLIC,
            type=self.chance.choice(Publication.Type.values),
            slug=f"julkaisu-{number}",
            corporate_author_fi="Opetushallitus",
            corporate_author_en="Finnish National Agency for Education",
            summary_fi=self.writers["fi"].text(3),
            summary_en=self.writers["en"].text(3),
        )

    def version(self, publication, language):
        year = self.chance.randint(1991, 2026)
        writer = self.writers["en" if language == "en" else "fi"]
        return LanguageVersion(
            publication=publication,
            language=language,
            title=writer.title(),
            subtitle=writer.title(),
            series=self.chance.choice(self.series),
            number=f"{year}:{self.chance.randint(1, 40)}",
            year=year,
            pages=self.chance.randint(8, 200),
        )

    def add_documents(self, versions):
        for version in versions:
            version.document = Document(
                title=version.title, language=version.language, kind=Document.Kind.PDF, stem=f"{self.chance.getrandbits(128):032x}",
                size=2_100_000, pages=PDF_PAGES, cover_height=424, is_tagged=True, has_text=True,
                file_title=version.title, file_language=version.language,
            )  # fmt: skip
        Document.objects.bulk_create(version.document for version in versions)
        DocumentText.objects.bulk_create(
            DocumentText(document=version.document, pages=self.pages_of_text(version.language)) for version in versions
        )

    def pages_of_text(self, language):
        writer = self.writers["en" if language == "en" else "fi"]
        return [" ".join(writer.take(WORDS_ON_A_PAGE)) for _number in range(PDF_PAGES)]

    def query(self, number):
        """Three words that stand somewhere, the same ones at every size."""
        words = self.writers["fi"].words
        return " ".join(words[rank] for rank in (number, 5 + 3 * number, 40 + 7 * number))
