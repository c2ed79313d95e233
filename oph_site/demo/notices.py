"""Notices at the top of the pages: one that runs and one that is to come, dated from the day of loading."""

from datetime import datetime, time, timedelta

from django.utils import timezone, translation

from oph_site.demo import texts
from oph_site.languages import LANGUAGES
from oph_site.wording import day
from pages.models import Notice

TUESDAY = 1


def load():
    for row in texts.records("notices")["notice"]:
        about = next_tuesday(in_days=row.pop("days_before"))
        starts = timezone.now() + timedelta(days=row.pop("starts_in_days"))
        ends = timezone.make_aware(datetime.combine(about, time(row.pop("ends_at_hour"))))
        for language in LANGUAGES:
            with translation.override(language):
                row[f"text_{language}"] = row[f"text_{language}"].format(day=day(about))
        notice = Notice(starts_at=starts, ends_at=ends, **row)
        notice.full_clean()
        notice.save()


def next_tuesday(*, in_days):
    """The first Tuesday that is at least so many days ahead."""
    first = timezone.localdate() + timedelta(days=in_days)
    return first + timedelta(days=(TUESDAY - first.weekday()) % 7)
