from django.db import models
from django.utils.translation import gettext_lazy as _


class HarvestRecord(models.Model):
    """What harvesters are told of one language version, for ever: also when it is gone. ledger.py writes it.

    Not a foreign key: the row outlives the publication. digest: of what was said last, so that the datestamp moves when
    anything in it has changed, wherever that stands.
    """

    publication_pk = models.PositiveBigIntegerField()
    language = models.CharField(max_length=7)
    type = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    is_deleted = models.BooleanField(default=False)
    changed_at = models.DateTimeField()  # whole seconds

    class Meta:
        verbose_name = _("harvest record")
        verbose_name_plural = _("harvest records")
        constraints = [models.UniqueConstraint(fields=["publication_pk", "language"], name="one_harvest_record")]
        indexes = [models.Index(fields=["changed_at", "id"], name="harvest_order")]

    def __str__(self):
        return f"{self.publication_pk}/{self.language}"

    @property
    def sets(self):
        return [f"language:{self.language}", f"type:{self.type}"]
