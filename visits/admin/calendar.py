"""The visits of a month as a table and a list, and the address of a private feed for one's own calendar."""

import calendar
from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from visits import feed, weeks
from visits.models import Visit
from visits.programme import why_closed


class CalendarPages:
    def calendar_urls(self):
        view = self.admin_site.admin_view
        return [
            path("calendar/", view(self.calendar_view), name="visits_visit_calendar"),
            path("calendar/feed/", view(self.renew_feed_view), name="visits_visit_feed"),
        ]

    def calendar_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        first = asked_month(request.GET.get("month", ""), timezone.localdate())
        visits = visits_of(first, next_month(first))
        context = self.object_context(
            request, None, _("Calendar of visits"), month=in_words(first), rows=rows(first, visits), visits=visits,
            weekdays=[capfirst(WEEKDAYS[n]) for n in range(7)], media=self.list_media, feed_url=feed.url_of(request.user),
            before=month_link(first - timedelta(days=1)), after=month_link(next_month(first)),
        )  # fmt: skip
        return TemplateResponse(request, "admin/visits/visit/calendar.html", context)

    def renew_feed_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        feed.renew(request.user)
        messages.success(request, _("Your calendar has a new address. The old one has ended."))
        return redirect("admin:visits_visit_calendar")


def visits_of(first, after):
    """Those that have a day in the month and are not cancelled."""
    found = Visit.objects.filter(first_on__lt=after, last_on__gte=first).exclude(state=Visit.State.CANCELLED)
    return list(found.select_related("enquiry", "offer"))


def asked_month(text, today):
    """The first day of the month that is asked for (2027-04), of this month for anything else."""
    try:
        year, month = map(int, text.split("-"))
        asked = date(year, month, 1)
    except (ValueError, OverflowError):
        asked = today
    return asked.replace(day=1) if 2000 <= asked.year <= 2100 else today.replace(day=1)


def next_month(first):
    return (first + timedelta(days=31)).replace(day=1)


def month_link(day):
    """(query, words) of the month of a day."""
    return f"?month={day:%Y-%m}", in_words(day)


def in_words(day):
    return f"{capfirst(MONTHS[day.month])} {day.year}"


def rows(first, visits):
    """[(number of the week, [(day, is it of this month, why nobody receives, [visit])])], Monday first."""
    found = calendar.Calendar().monthdatescalendar(first.year, first.month)
    periods = weeks.periods_between(found[0][0], found[-1][-1])
    return [
        (
            week[0].isocalendar().week,
            [
                (
                    day, day.month == first.month, why_closed(day, periods) if day.weekday() < 5 else "",
                    [visit for visit in visits if visit.first_on <= day <= visit.last_on],
                )
                for day in week
            ],
        )
        for week in found
    ]  # fmt: skip
