from django.db import models
from django.utils.translation import gettext_lazy as _

from pages.models.care import Cared


class RecordQuerySet(models.QuerySet):
    def public(self):
        return self.filter(state=Record.State.PUBLIC)


class Record(Cared):
    """A row that has no working copy: saving it while it is public publishes it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLIC = "public", _("public")
        WITHDRAWN = "withdrawn", _("unpublished")

    state = models.CharField(
        _("status"), max_length=10, choices=State, default=State.DRAFT,
        help_text=_("A public record is on the site as soon as it is saved."),
    )  # fmt: skip

    translation_marks = models.JSONField(
        _("what is known of the translations"), default=dict, editable=False
    )  # written by pages/record_translations.py

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_public(self):
        return self.state == self.State.PUBLIC

    def shown_with_it(self):
        """The public records that readers see only while this one is public."""
        return []
