"""Dates, times, sums and addresses as the active language writes them, and data for search engines: plain functions."""

import json
import re
from datetime import datetime, time
from functools import lru_cache

from babel import dates, numbers
from django.conf import settings
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from oph_site.characters import printable
from oph_site.languages import current_language
from oph_site.soft_hyphens import without_soft_hyphens

# Babel reads its patterns anew each time, and the same days and sums stand on page after page.
format_date, format_datetime, format_time, format_currency, format_decimal = map(
    lru_cache(maxsize=5_000),
    [dates.format_date, dates.format_datetime, dates.format_time, numbers.format_currency, numbers.format_decimal],
)

# How each language writes a day and a time of the clock; Django's own formats for the admin agree (oph_site/formats).
DAYS = {"fi": "d.M.y", "en": "d MMMM y"}
CLOCKS = {"fi": "'klo' H.mm", "en": "H:mm"}
TIMES_OF_DAY = {"fi": "H.mm"}  # in a timetable, where the column says that they are times
COUNTRY_CODE = "+358"
# How a range begins when its ends share the month, or only the year.
BEGINNINGS = {"fi": ("d.", "d.M."), "en": ("d", "d MMMM")}
HARMLESS = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})  # in JSON: nothing that could end a <script>


def day(moment):
    """27.3.2027 / 27 March 2027, Helsinki time."""
    if hasattr(moment, "hour"):
        moment = timezone.localtime(moment)
    return format_date(moment, DAYS.get(current_language(), "long"), locale=current_language())


def date_range(first, last):
    """12.–13.4.2027 / 12–13 April 2027; a single day stands alone."""
    if first == last:
        return day(first)
    beginning = day(first)
    if first.year == last.year:
        in_month, in_year = BEGINNINGS.get(current_language(), ("long", "long"))
        pattern = in_month if first.month == last.month else in_year
        beginning = format_date(first, pattern, locale=current_language())
    dash = " – " if " " in beginning else "–"
    return f"{beginning}{dash}{day(last)}"


def range_without_year(first, last):
    """26.3., 1.–4.6. / 26 March, 1–4 June: where the year is plain."""
    in_month, in_year = BEGINNINGS.get(current_language(), ("d", "d MMMM"))
    end = format_date(last, in_year, locale=current_language())
    if first == last:
        return end
    beginning = format_date(first, in_month if first.month == last.month else in_year, locale=current_language())
    return f"{beginning}{' – ' if ' ' in beginning else '–'}{end}"


def clock(moment):
    """klo 13.35 / 13:35, Helsinki time."""
    return clock_of(timezone.localtime(moment))


def clock_of(local):
    return format_time(local, CLOCKS.get(current_language(), "short"), locale=current_language())


def hours(begins, ends):
    """9.00–10.30 / 9:00–10:30: two times of the clock of one day."""
    pattern = {"fi": "H.mm"}.get(current_language(), "H:mm")
    return "–".join(format_time(each, pattern, locale=current_language()) for each in (begins, ends))


def weekday(day):
    """maanantai 12.4.2027 / Monday 12 April 2027, as a heading."""
    pattern = DAYS.get(current_language(), "d MMMM y")
    return format_date(day, f"cccc {pattern}", locale=current_language())


def on_weekday(day):
    """maanantaina 12.4.2027 / Monday 12 April 2027, within a sentence."""
    pattern = DAYS.get(current_language(), "d MMMM y")
    return format_date(day, f"EEEE {pattern}", locale=current_language())


def in_a_field(value):
    """27.3.2027, 27.3.2027 klo 9.00 / 27.3.2027 9:00, 9.00 / 9:00: a day, a local moment or a time of the clock as
    numbers, as a field shows and reads them."""
    if isinstance(value, time):
        return time_of_day(value)
    numbers = format_date(value, DAYS["fi"], locale=current_language())
    return f"{numbers} {clock_of(value)}" if isinstance(value, datetime) else numbers


def moment(when):
    """torstaina 15.4.2027 klo 16.15 / Thursday 15 April 2027 at 16:15, Helsinki time."""
    patterns = {"fi": f"EEEE {DAYS['fi']} 'klo'\u00a0H.mm", "en": f"EEEE {DAYS['en']} 'at'\u00a0H:mm"}
    pattern = patterns.get(current_language(), "full")
    return format_datetime(timezone.localtime(when), pattern, locale=current_language())


def day_and_month(moment):
    """15.4. / 15 Apr: the headline of a deadline that is told in full beside it."""
    pattern = {"fi": "d.M."}.get(current_language(), "d MMM")
    return format_date(timezone.localtime(moment), pattern, locale=current_language())


def euros(amount):
    """1 234 000 € / €1,234,000: whole euros, with spaces that do not break."""
    pattern = {"en": "¤#,##0"}.get(current_language(), "#,##0\u00a0¤")
    return format_currency(amount, "EUR", pattern, locale=current_language(), currency_digits=False)


def amount(value):
    """1 503,37 / 1,503.37: euros and cents, as a table shows them."""
    return format_decimal(value, "#,##0.00", locale=current_language())


def money(value):
    """1 503,37 € / €1,503.37; whole euros without cents: 1 222 € / €1,222."""
    if value == int(value):
        return euros(value)
    pattern = {"en": "¤#,##0.00"}.get(current_language(), "#,##0.00\u00a0¤")
    return format_currency(value, "EUR", pattern, locale=current_language(), currency_digits=False)


def number(value):
    """28 / 1,5 / 1.5: no needless zeros."""
    return format_decimal(value, "#,##0.##", locale=current_language())


def percent(number):
    """25,5 % / 25.5%; no needless zeros."""
    sign = {"en": "%"}.get(current_language(), "\u00a0%")
    return f"{format_decimal(number, '#,##0.##', locale=current_language())}{sign}"


def time_of_day(time):
    """9.15 / 9:15, as a timetable shows it."""
    return format_time(time, TIMES_OF_DAY.get(current_language(), "H:mm"), locale=current_language())


def phone(number):
    """As the reader dials it: 0295 000 003 on Finnish pages, +358 295 000 003 on others."""
    return number if current_language() == "fi" else phone_from_abroad(number)


def phone_from_abroad(number):
    """A number of Finland with the country's code: 0295 000 003 → +358 295 000 003."""
    return re.sub(r"^0(?=\d)", f"{COUNTRY_CODE} ", number.strip())


def phone_address(number):
    """tel:+358295000003, the same in every language; "" where nobody could dial it."""
    digits = re.sub(r"[^\d+]", "", phone_from_abroad(number))
    return f"tel:{digits}" if re.fullmatch(r"\+?\d{3,}", digits) else ""


def moment_in_words(at):
    """27.3.2027 klo 13.35; in the hour that the clock shows twice, also which of the two."""
    local = timezone.localtime(at)
    words = f"{day(at)} {clock(at)}"
    if local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        return words
    season = _("winter time") if local.fold else _("summer time")
    return f"{words} ({season})"


def absolute(path):
    return f"{settings.SITE_URL}{path}"


def data_block(data):
    """A JSON-LD element. Data, not a script: the content security policy lets it stand."""
    text = json.dumps(for_machines(data), ensure_ascii=False).translate(HARMLESS)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  # escaped like json_script


def for_machines(data):
    """Data with its texts as other programs read them: without soft hyphens and what XML cannot hold."""
    if isinstance(data, dict):
        return {key: for_machines(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [for_machines(value) for value in data]
    if not isinstance(data, str) or data.isprintable():  # most are: then there is nothing to take out
        return data
    return without_soft_hyphens(printable(data))
