"""What every calendar file of the site has in common (RFC 5545)."""

from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar

CONTENT_TYPE = "text/calendar; charset=utf-8"


def empty(name, product):
    calendar = Calendar()
    calendar.add("prodid", f"-//{host()}//{product}//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    return calendar


def host():
    """The right half of each uid."""
    return urlsplit(settings.SITE_URL).hostname
