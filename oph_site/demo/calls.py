"""Grant calls: real ones with their days, examples with days and months counted from the day of loading."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from oph_site.demo import texts
from oph_site.demo.pages import with_addresses
from oph_site.files.documents import add_document
from oph_site.languages import DEFAULT_LANGUAGE, LANGUAGES
from oph_site.workdays import add_workdays
from pages.models import CallAttachment, GrantCall

OPENING, CLOSING = time(8, 0), time(16, 15)


def load(made, contact_point):
    """made: {name: page}, for the links in the texts. Texts are cleaned as those of editors."""
    for row in texts.records("calls")["call"]:
        load_call(row, made, contact_point, timezone.localdate())


def load_call(row, made, contact_point, today):
    attachments = row.pop("attachments", [])
    call = GrantCall(state="public", contact_point=contact_point, **times(row, today))
    for name in GrantCall.RICH_TEXTS:
        for language in LANGUAGES:
            written = texts.markdown.render(getattr(call, f"{name}_{language}") or "")
            setattr(call, f"{name}_{language}", with_addresses(written, made, language))
    call.slug = call.free_slug()
    call.full_clean()
    call.save()
    for position, attachment in enumerate(attachments):
        attach(call, position, **attachment)


def times(row, today):
    """The row with its moments and days in place of numbers."""
    if "opens_in_days" in row:
        row["opens_at"] = datetime.combine(workday(today, row.pop("opens_in_days")), OPENING)
        row["closes_at"] = datetime.combine(workday(today, row.pop("closes_in_days")), CLOSING)
    if "decided_in_days" in row:
        row["decided_on"] = workday(today, row.pop("decided_in_days"))
    if "use_in_months" in row:
        first, after = (month(today, months) for months in row.pop("use_in_months"))
        row["use_begins_on"], row["use_until"] = first, after - timedelta(days=1)
    return row | {name: timezone.make_aware(row[name]) for name in ("opens_at", "closes_at")}


def workday(today, days):
    return add_workdays(today + timedelta(days=days - 1), 1)


def month(today, months):
    """The first day of the month that is so many months away."""
    years, number = divmod(today.month - 1 + months, 12)
    return date(today.year + years, number + 1, 1)


def attach(call, position, *, file, language, **titles):
    """A demonstration PDF of the catalogue, offered with a call as well."""
    document = add_document(titles[f"title_{DEFAULT_LANGUAGE}"], texts.pdf(file), language=language)
    CallAttachment.objects.create(call=call, document=document, position=position, **titles)
