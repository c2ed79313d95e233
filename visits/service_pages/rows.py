"""The rows that the pages of the service show. Each process keeps them until the public site changes: then a page costs no
query for them. They are shared, so nobody may change them."""

from django.db.models import Prefetch

from oph_site.stamp.kept import kept_until_public_changes
from visits.models import IntakePause, Lecture, PriceList, SampleProgramme, Theme, VisitPeriod, VisitRules


@kept_until_public_changes
def rules_on(today):
    return VisitRules.objects.on(today)


@kept_until_public_changes
def pause_on(today):
    """The pause in taking enquiries, or None."""
    return IntakePause.objects.on(today)


@kept_until_public_changes
def price_lists():
    """All of them, the newest first, with their lines and steps."""
    return list(PriceList.objects.prefetch_related("lines", "steps"))


@kept_until_public_changes
def periods_from(day):
    """The closed and tight periods that have not ended on a day."""
    return tuple(VisitPeriod.objects.filter(last_on__gte=day))


@kept_until_public_changes
def samples():
    """The sample programmes that are offered, with their timetables and lectures."""
    return list(SampleProgramme.objects.filter(is_offered=True).prefetch_related("items", "lectures"))


@kept_until_public_changes
def themes():
    """The themes that are offered, each with its lectures that are."""
    lectures = Prefetch("lectures", Lecture.objects.filter(is_offered=True), to_attr="offered_lectures")
    return list(Theme.objects.filter(is_offered=True).prefetch_related(lectures))
