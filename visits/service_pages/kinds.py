"""The context of each kind of page of the service. A function takes (request, edition, frame), as pages/kinds says."""

from datetime import timedelta

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from oph_site.midnight import next_midnight
from oph_site.stamp.kept import kept_until_public_changes
from oph_site.workdays import add_workdays
from pages.text import richtext
from visits import weeks
from visits.models import Length, Theme
from visits.service_pages import price_tables, rows, samples, season

OPEN_WEEKS_SHOWN = 3


def begin(frame):
    """What all of them know: today and what follows from it. The page changes at midnight."""
    frame.changes_at.append(next_midnight(frame.now))
    today = timezone.localdate(frame.now)
    rules, pause = rows.rules_on(today), rows.pause_on(today)
    earliest = earliest_day(today, rules, pause)
    lists = rows.price_lists()
    return {
        "today": today,
        "rules": rules,
        "pause": pause,
        "asked_again": pause and pause.last_on and pause.last_on + timedelta(days=1),
        "earliest": earliest,
        "answer_by": None if pause else add_workdays(today, rules.answer_workdays),
        "group": samples.example_group(rules),
        "lists": lists,
        "prices": price_tables.table(price_tables.on(earliest or today, lists), lists),
    }


def earliest_day(today, rules, pause):
    """The first day of a visit that is asked for as soon as enquiries are taken; None while nobody knows when that is."""
    if pause and not pause.last_on:
        return None
    return weeks.earliest_day(pause.last_on + timedelta(days=1) if pause else today, rules)


def service(request, edition, frame):
    """The context of pages/visits.html."""
    known = begin(frame)
    periods = coming_periods(known["today"])
    programmes = rows.samples()
    return known | {
        "open_weeks": open_weeks(known["earliest"], periods, get_language()),
        "lengths": [list(Length)[0].label, list(Length)[-1].label],
        "one_day": one_day(programmes, known),
        "samples": with_prices(programmes, known),
        "season": drawn_season(known["today"], periods, get_language()),
        "contents": [
            ("_steps", _("How a visit is arranged")),
            *([("_samples", _("Programmes to start from"))] if programmes else []),
            ("_season", _("When you can come")),
            ("_prices", _("Prices")),
            *([("_cancellation", _("If you cancel"))] if known["prices"] else []),
            *richtext.contents(edition.content["body"]),
        ],
    }


def on_home(frame, block):
    """What pages/blocks/visits.html tells of the service, where that is public: price, weeks and answer as on its own page."""
    page = frame.landing_page("visits")
    if page is None:
        return {}
    known = begin(frame)
    return known | {
        "edition": page,
        "open_weeks": open_weeks(known["earliest"], coming_periods(known["today"]), get_language()),
        "one_day": one_day(rows.samples(), known),
    }


def coming_periods(today):
    return rows.periods_from(today - timedelta(days=today.weekday()))


@kept_until_public_changes
def drawn_season(today, periods, _language):
    """The weeks of the coming twelve months as {drawing, table}: HTML, in a language, which is the active one."""
    shown = weeks.weeks_from(today, periods=periods)
    drawing = {"bars": season.bars(shown), "months": season.months(shown)}
    return {
        "drawing": render_to_string("components/season.html", drawing),
        "table": render_to_string("components/season_table.html", {"runs": season.runs(shown)}),
    }


@kept_until_public_changes
def open_weeks(earliest, periods, _language):
    """The next ones, in a language, which is the active one."""
    return weeks.next_open_weeks(earliest, OPEN_WEEKS_SHOWN, periods) if earliest else []


def with_prices(programmes, known):
    """The sample programmes, and what each costs."""
    return samples.with_prices(programmes, list_of(known), known["rules"])


def one_day(programmes, known):
    """What a programme of one day costs."""
    return samples.one_day(programmes, list_of(known), known["rules"])


def list_of(known):
    return known["prices"] and known["prices"].prices


def programme(request, edition, frame):
    """The context of pages/visit_programme.html."""
    known = begin(frame)
    themes = rows.themes()
    groups = [(group.label, [theme for theme in themes if theme.group == group]) for group in Theme.Group]
    return known | {
        "groups": [(label, found) for label, found in groups if found],
        "samples": with_prices(rows.samples(), known),
        "contents": [
            ("_themes", _("Themes and lectures")),
            ("_samples", _("Programmes to start from")),
            *richtext.contents(edition.content["body"]),
        ],
    }


def prices(request, edition, frame):
    """The context of pages/visit_prices.html: the list of today and those that follow."""
    known = begin(frame)
    now = price_tables.on(known["today"], known["lists"])
    shown = [prices for prices in reversed(known["lists"]) if prices == now or prices.valid_from > known["today"]]
    tables = [price_tables.table(prices, known["lists"]) for prices in shown]
    example = one_day(rows.samples(), known)
    return known | {
        "one_day": example,
        "tables": tables,
        "cancellations": price_tables.cancellations(tables),
        "contents": [
            ("_prices", _("Price list")),
            *([("_example", _("A worked example"))] if example else []),
            *([("_cancellation", _("If you cancel"))] if tables else []),
            *richtext.contents(edition.content["body"]),
        ],
    }


def swedish(request, edition, frame):
    """The context of pages/swedish.html: the rules and prices that stand below its text."""
    known = begin(frame)
    return {
        "visits": known,
        "contents": [
            *richtext.contents(edition.content["body"]),
            ("_regler", "Regler för studiebesök"),
            ("_priser", "Priser på studiebesök"),
        ],
    }
