from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pages.models.record import Record


class Organisation(Record):
    """An international organisation, network or programme that the agency works in."""

    class Kind(models.TextChoices):
        INTERNATIONAL = "international", _("International organisations")
        INFORMATION = "information", _("Information networks")
        RECOGNITION = "recognition", _("Recognition and qualifications")
        PROGRAMME = "programme", _("Programmes")

    name = models.CharField(_("name"), max_length=200, help_text=_("In full, for example: Council of Europe"))
    short_name = models.CharField(_("short name"), max_length=60, blank=True, help_text=_("For example: OECD"))
    kind = models.CharField(_("type"), max_length=20, choices=Kind)
    what = models.TextField(
        pgettext_lazy("of an organisation", "description"),
        max_length=600,
        help_text=_("One or two sentences, for example: Collects and compares descriptions of education systems."),
    )
    role = models.CharField(
        _("the agency's role"), max_length=300, help_text=_("For example: National coordinator of the network")
    )
    since = models.PositiveSmallIntegerField(
        pgettext_lazy("of an organisation", "since"), null=True, blank=True, help_text=_("The year, for example: 1995")
    )
    url = models.URLField(_("web site"), blank=True, help_text=_("For example: https://www.coe.int/"))

    class Meta(Record.Meta):
        abstract = False
        ordering = ["kind", "pk"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self):
        return self.name or ""

    def shown_with_it(self):
        """Its information sources: it is their heading."""
        return list(self.sources.filter(state=self.State.PUBLIC))
