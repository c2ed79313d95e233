from django.db import models
from django.utils.translation import gettext_lazy as _

from pages.models.record import Record


class ContactPoint(Record):
    """How to reach a unit or a role; never a private person."""

    title = models.CharField(
        _("name"), max_length=120, help_text=_("The unit or role, for example: Advice on state grants")
    )
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("A shared mailbox, for example: grants@example.org"))
    phone = models.CharField(
        _("telephone"), max_length=40, blank=True,
        help_text=_("As it is dialled in Finland. English pages show it with +358. For example: 0295 000 001"),
    )  # fmt: skip
    address = models.CharField(
        _("street address"), max_length=200, blank=True, help_text=_("For example: Hakaniemenranta 6, 00530 Helsinki")
    )
    map_url = models.URLField(
        _("link to a map"), blank=True, help_text=_("Shown beside the street address, for example: https://www.openstreetmap.org/way/123")
    )  # fmt: skip
    hours = models.CharField(
        _("hours"), max_length=120, blank=True, help_text=_("For example: Tue and Thu 9am to 11am")
    )
    note = models.CharField(_("note"), max_length=300, blank=True, help_text=_("For example: We answer in a week."))
    position = models.PositiveIntegerField(_("order"), default=0)
    is_in_footer = models.BooleanField(
        _("in the footer"), default=False, help_text=_("Shown at the foot of every page.")
    )

    class Meta(Record.Meta):
        abstract = False
        ordering = ["position", "pk"]
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")

    def __str__(self):
        return self.title
