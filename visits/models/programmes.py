"""What can be in a programme: themes, lectures, kinds of places; and samples to start from."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from visits.models.prices import PriceLine


class Length(models.TextChoices):
    HALF = "half", pgettext_lazy("length of a visit", "half a day")
    ONE = "1", pgettext_lazy("length of a visit", "one day")
    TWO = "2", pgettext_lazy("length of a visit", "two days")
    THREE = "3", pgettext_lazy("length of a visit", "three days")
    FOUR = "4", pgettext_lazy("length of a visit", "four days")
    FIVE = "5", pgettext_lazy("length of a visit", "five days")

    @property
    def days(self):
        """Days that the visit touches."""
        return 1 if self == Length.HALF else int(self)


class Site(models.TextChoices):
    DAY_CARE = "day-care", pgettext_lazy("place", "day-care centre")
    PRE_PRIMARY = "pre-primary", pgettext_lazy("place", "pre-primary education")
    BASIC = "basic", pgettext_lazy("place", "comprehensive school")
    UPPER = "upper", pgettext_lazy("place", "general upper secondary school")
    VOCATIONAL = "vocational", pgettext_lazy("place", "vocational institution")
    SPECIAL = "special", pgettext_lazy("place", "school for special needs")
    TEACHER_TRAINING = "teacher-training", pgettext_lazy("place", "teacher training school")
    WORKPLACE = "workplace", pgettext_lazy("place", "workplace where students learn")
    AGENCY = "agency", pgettext_lazy("place", "Finnish National Agency for Education")


class Theme(models.Model):
    """What a group can learn about. One that somebody has asked for is not deleted but no longer offered."""

    class Group(models.TextChoices):
        SYSTEM = "system", _("The system and how it is steered")
        TEACHING = "teaching", _("Teaching and learning")
        SUPPORT = "support", _("Support and well-being")
        VOCATIONAL = "vocational", _("Vocational education and training")

    group = models.CharField(_("group"), max_length=12, choices=Group)
    name = models.CharField(_("name"), max_length=100, help_text=_("For example: Evaluation without inspection"))
    is_offered = models.BooleanField(_("offered"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self):
        return self.name or ""


class Lecture(models.Model):
    """A lecture that can be asked for."""

    class Minutes(models.IntegerChoices):
        SHORT = 45, _("45 minutes")
        LONG = 90, _("90 minutes")

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="lectures", verbose_name=_("theme"))
    title = models.CharField(_("title"), max_length=120)
    minutes = models.PositiveSmallIntegerField(_("length"), choices=Minutes)
    is_offered = models.BooleanField(_("offered"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["theme__position", "position", "pk"]
        verbose_name = _("lecture")
        verbose_name_plural = _("lectures")

    def __str__(self):
        return self.title or ""

    @property
    def counted(self):
        Counted = PriceLine.Counted
        return Counted.LONG_LECTURE if self.minutes == self.Minutes.LONG else Counted.SHORT_LECTURE


class SampleProgramme(models.Model):
    """A timetable that shows the pace; the form can start from it."""

    title = models.CharField(_("title"), max_length=100, help_text=_("For example: From curriculum to classroom"))
    for_whom = models.CharField(_("target group"), max_length=150)
    length = models.CharField(_("length"), max_length=4, choices=Length)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), related_name="+")
    lectures = models.ManyToManyField(Lecture, verbose_name=_("lectures"), related_name="+", blank=True)
    sites = models.JSONField(_("kinds of places"), default=list, blank=True)
    has_lunch = models.BooleanField(_("with lunch"), default=True)
    has_coffee = models.BooleanField(_("with coffee"), default=True)
    is_offered = models.BooleanField(_("offered"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("sample programme")
        verbose_name_plural = _("sample programmes")

    def __str__(self):
        return self.title or ""


class SampleItem(models.Model):
    """One line of the timetable."""

    programme = models.ForeignKey(SampleProgramme, models.CASCADE, related_name="items", verbose_name=_("programme"))
    day = models.PositiveSmallIntegerField(_("day"), default=1, help_text=_("1 is the first day of the visit."))
    starts_at = models.TimeField(_("begins"), help_text=_("For example: 9:15"))
    what = models.CharField(_("what"), max_length=150)

    class Meta:
        ordering = ["day", "starts_at", "pk"]
        verbose_name = _("item of the timetable")
        verbose_name_plural = _("items of the timetable")

    def __str__(self):
        return self.what or ""
