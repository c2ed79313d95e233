from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oph_site.files.models import Picture
from oph_site.languages import LANGUAGES, url_of
from oph_site.soft_hyphens import without_soft_hyphens
from pages.models.link import Link
from pages.models.page import Page
from pages.text import richtext

CONTENT_FORMAT = 1
FORMER_ANCHORS = "former_anchors"  # in the content, where a heading was reworded


class EditionQuerySet(models.QuerySet):
    def live(self, now):
        """What the public may see at that moment: Edition.is_live_at() for the database."""
        return self.filter(Q(until=None) | Q(until__gt=now), since__lte=now)

    def overlapping(self, start, end):
        """Those whose window shares time with [start, end); end None means for ever."""
        editions = self.filter(Q(until=None) | Q(until__gt=start))
        return editions if end is None else editions.filter(since__lt=end)


class Edition(models.Model):
    """What the public may see of one page in one language, at one address, from when until when."""

    page = models.ForeignKey(Page, models.PROTECT, related_name="editions", verbose_name=_("page"))
    language = models.CharField(_("language"), max_length=7, choices=LANGUAGES)
    path = models.CharField(
        _("address"), max_length=500, blank=True, help_text=_("Without the language; empty for the home page.")
    )
    parent = models.ForeignKey(Page, models.PROTECT, null=True, related_name="+", verbose_name=_("parent"))
    position = models.PositiveIntegerField(_("order"), default=0)
    in_menu = models.BooleanField(_("in the main menu"), default=False)
    menu_title = models.CharField(_("title in menus"), max_length=60)
    title = models.CharField(_("title"), max_length=150)
    lead = models.TextField(_("lead"), blank=True)
    content = models.JSONField(_("content"))
    picture = models.ForeignKey(Picture, models.PROTECT, null=True, related_name="editions", verbose_name=_("picture"))
    text_digest = models.CharField(_("digest of the texts"), max_length=64)
    source_digest = models.CharField(_("digest of the source text"), max_length=64, blank=True)
    since = models.DateTimeField(_("public from"))
    until = models.DateTimeField(_("public until"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("published by")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    change_note = models.CharField(_("change note for readers"), max_length=300, blank=True)
    texts_since = models.DateTimeField(_("texts unchanged since"), default=timezone.now)
    is_continuation = models.BooleanField(
        _("moved with its section"), default=False,
        help_text=_("The version before it at a new address: nobody published it, its section moved."),
    )  # fmt: skip
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("unpublished by")
    )
    withdrawal_note = models.CharField(_("note on unpublishing"), max_length=300, blank=True)
    hidden_at = models.DateTimeField(_("hidden from readers"), null=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("hidden by")
    )
    hidden_note = models.CharField(_("reason for hiding"), max_length=300, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        indexes = [
            models.Index(fields=["language", "path", "since"], name="edition_address"),
            models.Index(fields=["page", "language", "since"], name="edition_page"),
            models.Index(fields=["parent", "language"], name="edition_parent"),
            models.Index(fields=["since"], name="edition_since"),
            models.Index(fields=["until"], name="edition_until"),
            models.Index(fields=["language", "texts_since"], name="edition_texts"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="edition_ends_after_it_begins",
                violation_error_message=_("A published version must end after it begins."),
            )
        ]

    def __str__(self):
        return f"{without_soft_hyphens(self.title)} ({self.language})"

    def get_absolute_url(self):
        return page_url(self.path, self.language)

    def is_live_at(self, now):
        return self.since <= now and (self.until is None or self.until > now)

    def is_planned_at(self, now):
        return self.since > now

    @property
    def kind(self):
        return self.content["kind"]

    @property
    def text_language(self):
        """The page in Swedish stands in the Finnish fields."""
        return "sv" if self.kind == Page.Kind.SWEDISH else self.language

    @property
    def former_anchors(self):
        """{anchor of a heading: [those it had in earlier editions]}: links from elsewhere go on leading to it."""
        return self.content.get(FORMER_ANCHORS, {})

    @property
    def links(self):
        """What the edition links to, and in which ways: {(kind, id): {Link.Way}}. Its rows of Link say the same."""
        content, links = self.content, {}
        ways = [(target, Link.Way.TEXT) for target in richtext.linked(content["body"])]
        ways += [(("page", pk), Link.Way.RELATED) for pk in content["related"]]
        ways += [(("page", door["target"]), Link.Way.DOOR) for door in content["doors"]]
        ways += [(("page", block["target"]), Link.Way.BLOCK) for block in content["blocks"] if block.get("target")]
        ways += [(("file", attachment["id"]), Link.Way.ATTACHMENT) for attachment in content["attachments"]]
        ways += [(("contactpoint", pk), Link.Way.CONTACT) for pk in content["contact_points"]]
        for target, way in ways:
            links.setdefault(target, set()).add(way)
        return links

    def linked_ids(self, kind):
        """The ids of all of one kind that the edition links to."""
        return {pk for linked, pk in self.links if linked == kind}


def page_url(path, language=None):
    """The address of a page in a language, the active one if not named."""
    return url_of("pages:page", path, language=language) if path else url_of("pages:home", language=language)
