"""Links to other sites as the daily check would have found them. The demonstration asks no server: one invented link is broken."""

from datetime import timedelta

from django.utils import timezone

from oph_site.link_check.asking import Answer
from oph_site.link_check.checking import gather, record
from oph_site.link_check.models import OutsideLink

BROKEN = "https://archive.example.org/school-years-2019/"


def load():
    now = timezone.now()
    gather(now)
    link = OutsideLink.objects.get(url=BROKEN)
    record(link, Answer("", 200), now - timedelta(days=9))
    for days in (8, 7, 5):
        record(link, Answer(OutsideLink.Reason.GONE, 404), now - timedelta(days=days))
