from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_prose_editor.fields import ProseEditorField
from tree_queries.models import OrderableTreeNode

from oph_site.files.models import Document, Picture
from oph_site.languages import LANGUAGES
from oph_site.soft_hyphens import without_soft_hyphens
from pages.models.care import Cared
from pages.text import richtext
from pages.text.editor import EXTENSIONS


class Page(Cared, OrderableTreeNode):
    """The working copy of a page, in all languages. Nothing public reads it: readers see editions."""

    class Kind(models.TextChoices):
        HOME = "home", _("home page")
        SECTION = "section", _("section with its pages as cards")
        TEXT = "text", _("text")
        CONTACT = "contact", _("contact details")
        ORGANISATIONS = "organisations", _("register of organisations")
        PUBLICATIONS = "publications", _("catalogue of publications")
        VISITS = "visits", _("visit service")
        VISIT_PROGRAMME = "visit_programme", _("themes, lectures and sample programmes of visits")
        VISIT_PRICES = "visit_prices", _("price list of visits")
        GRANTS = "grants", _("state grants with their calls")
        SOURCES = "sources", _("networks, databases and reports")
        SIGNPOST = "signpost", _("redirect page to another service")
        SITE_MAP = "site_map", _("map of the site")
        SWEDISH = "swedish", _("page in Swedish, in the Finnish fields")

    key = models.SlugField(
        _("fixed key"), max_length=40, null=True, blank=True, unique=True, editable=False,
        help_text=_("Pages that the site itself links to. They cannot be deleted, nor their address changed."),
    )  # fmt: skip
    kind = models.CharField(_("page type"), max_length=20, choices=Kind, default=Kind.TEXT)
    in_menu = models.BooleanField(
        _("in the main menu"),
        default=False,
        help_text=_("Only for pages right below the home page, for example: Visits."),
    )
    title = models.CharField(
        pgettext_lazy("of a page", "title"), max_length=150, blank=True,
        help_text=_("The heading of the page. In a long word | marks where it may break. For example: inter|nationalisation"),
    )  # fmt: skip
    menu_title = models.CharField(
        _("title in menus"),
        max_length=60,
        blank=True,
        help_text=_("Shorter than the title. If you leave the field empty, the title is used. For example: Visits"),
    )
    slug = models.SlugField(
        _("end of the address"), max_length=80, blank=True,
        help_text=_("Old addresses go on working. If you leave the field empty, it is made from the title at publishing. For example: state-grants"),
    )  # fmt: skip
    lead = models.TextField(
        _("lead"), max_length=300, blank=True,
        help_text=_("One or two sentences, also shown on cards and in the search. For example: See who can apply for a grant, for what and when."),
    )  # fmt: skip
    body = ProseEditorField(_("text"), blank=True, max_length=60_000, sanitize=richtext.clean, extensions=EXTENSIONS)
    description = models.CharField(
        _("description for search engines"), max_length=200, blank=True,
        help_text=_("70–155 characters. If you leave the field empty, the lead is used. For example: State grants for the international projects of schools: who can apply, and when"),
    )  # fmt: skip
    link_url = models.URLField(
        _("address of the other service"),
        blank=True,
        help_text=_("Redirect pages only, for example: https://www.cimo.fi/"),
    )
    link_text = models.CharField(
        _("text of the link"),
        max_length=100,
        blank=True,
        help_text=_("Redirect pages only, for example: Go to cimo.fi"),
    )
    picture = models.ForeignKey(
        Picture, models.PROTECT, null=True, blank=True, verbose_name=_("picture"), related_name="+"
    )
    is_picture_decorative = models.BooleanField(
        _("the picture is decorative"),
        default=False,
        help_text=_("It tells nothing that the text does not, for example: a view of Helsinki."),
    )
    picture_alt = models.CharField(
        _("alternative text"), max_length=250, blank=True,
        help_text=_("What a reader who cannot see it should know, for example: Pupils planting a tree in a school yard"),
    )  # fmt: skip
    contact_points = models.ManyToManyField("pages.ContactPoint", blank=True, verbose_name=_("contact points"))
    related_pages = models.ManyToManyField("self", blank=True, symmetrical=False, verbose_name=_("related pages"))

    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta(OrderableTreeNode.Meta):
        abstract = False
        verbose_name = _("page")
        verbose_name_plural = pgettext_lazy("of the site", "pages")  # not those of a document
        permissions = [("publish_page", _("Can publish and unpublish pages"))]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", f"slug_{language}"],
                condition=~Q(**{f"slug_{language}": ""}),
                name=f"one_slug_{language}_per_parent",
                violation_error_message=_("Another page below the same parent has this address already."),
            )
            for language in LANGUAGES
        ]

    def __str__(self):
        return without_soft_hyphens(self.title_fi or self.title_en or f"#{self.pk}")

    @property
    def admin_url(self):
        """Where editors change it."""
        return reverse("admin:pages_page_change", args=[self.pk])

    @property
    def is_landing_page(self):
        return bool(self.key)

    def language_of_texts(self, language):
        """What stands in the fields of a language is in that language; only the page in Swedish is written in others."""
        return "sv" if self.kind == self.Kind.SWEDISH else language

    def text(self, field, language):
        """One translated field in exactly that language, never the fallback; "" where it is empty."""
        return getattr(self, f"{field}_{language}") or ""


class PagePart(models.Model):
    """A row that belongs to a page and is frozen with it."""

    position = models.PositiveIntegerField(
        _("order"), default=0, help_text=_("The smallest number comes first, for example: 10")
    )

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Fact(PagePart):
    """One line of the panel "in short" beside the text; left out in a language where its value is empty."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="facts")
    term = models.CharField(_("term"), max_length=60, blank=True, help_text=_("For example: Group size"))
    value = models.CharField(_("value"), max_length=200, blank=True, help_text=_("For example: 5–25 people"))

    class Meta(PagePart.Meta):
        verbose_name = _("fact")
        verbose_name_plural = _("in short")

    def __str__(self):
        return self.term or ""


class Attachment(PagePart):
    """A document offered on a page. Its language is the document's, whatever the language of the page."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="attachments")
    document = models.ForeignKey(Document, models.PROTECT, verbose_name=_("document"), related_name="+")
    title = models.CharField(
        pgettext_lazy("of a page", "title"),
        max_length=200,
        blank=True,
        help_text=_(
            "If you leave the field empty, the file is not offered on the page in this language. For example: Terms of visits in 2027"
        ),
    )

    class Meta(PagePart.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self):
        return self.title or ""


class HomePart(PagePart):
    """What the home page lifts is chosen and ordered for each language on its own."""

    language = models.CharField(_("language"), max_length=7, choices=LANGUAGES)

    class Meta(PagePart.Meta):
        abstract = True
        ordering = ["language", "position", "pk"]


class Door(HomePart):
    """An errand of many visitors, at the top of the home page."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="doors")
    title = models.CharField(_("shortcut"), max_length=80, help_text=_("For example: Apply for a state grant"))
    text = models.CharField(
        _("text"), max_length=120, blank=True, help_text=_("For example: Who can apply, for what and when")
    )
    target = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name=_("leads to"))

    class Meta(HomePart.Meta):
        verbose_name = _("shortcut")
        verbose_name_plural = _("shortcuts")

    def __str__(self):
        return self.title


class Figure(HomePart):
    """A number set like a headline, with its source."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="figures")
    number = models.CharField(_("number"), max_length=20, help_text=_("As it is shown, for example: 3,724"))
    text = models.CharField(
        _("text"), max_length=200, help_text=_("For example: pupils and students went abroad in 2024")
    )
    source = models.CharField(_("source"), max_length=120, help_text=_("For example: Statistics Finland, 2025"))

    class Meta(HomePart.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")

    def __str__(self):
        return self.number


class Block(HomePart):
    """One part of the home page below the errands."""

    class Kind(models.TextChoices):
        CALLS = "calls", _("grant calls that are open or upcoming")
        PAGE = "page", _("one page and its chapters")
        NETWORKS = "networks", _("organisations and networks")
        FIGURES = "figures", _("figures")
        PUBLICATIONS = "publications", _("newest publications")
        VISITS = "visits", _("visit service")
        CHANGES = "changes", _("new and changed pages")

    page = models.ForeignKey(Page, models.CASCADE, related_name="blocks")
    kind = models.CharField(_("what it shows"), max_length=20, choices=Kind)
    title = models.CharField(_("heading"), max_length=80)
    text = models.CharField(_("text"), max_length=300, blank=True)
    target = models.ForeignKey(
        Page, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("which page"),
        help_text=_("Only for a block that shows one page."),
    )  # fmt: skip

    class Meta(HomePart.Meta):
        verbose_name = _("block of the home page")
        verbose_name_plural = _("blocks of the home page")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="page", target__isnull=False) | ~Q(kind="page") & Q(target=None),
                name="block_of_a_page_names_it",
                violation_error_message=_("Choose the page for a block that shows one page, and for no other block."),
            )
        ]

    def __str__(self):
        return self.title
