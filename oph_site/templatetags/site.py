"""Tags and filters of the public pages: dates in the language's form, addresses, data for search engines."""

import json
import re
import textwrap

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_currency
from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import _json_script_escapes
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from oph_site.languages import DEFAULT_LANGUAGE, current_language
from pages import richtext

register = template.Library()

# In words that no narrow column holds: before a consonant and a vowel, five letters from either end.
LONG_WORD = re.compile(r"\w{18,}")
SYLLABLE = re.compile(r"(?<=\w{5})(?=[bcdfghjklmnpqrstvwxz][aeiouyåäö]\w{3})", re.IGNORECASE)


@register.filter
def day(moment):
    """27.3.2027 / 27 March 2027, Helsinki time."""
    if hasattr(moment, "hour"):
        moment = timezone.localtime(moment)
    return format_date(
        moment, {"fi": "d.M.y", "en": "d MMMM y"}.get(current_language(), "long"), locale=current_language()
    )


@register.filter
def clock(moment):
    """klo 13.35 / 13:35, Helsinki time."""
    patterns = {"fi": "'klo' H.mm", "en": "H:mm"}
    return format_time(timezone.localtime(moment), patterns.get(current_language(), "short"), locale=current_language())


@register.filter
def moment(when):
    """torstaina 15.4.2027 klo 16.15 / Thursday 15 April 2027 at 16:15, Helsinki time."""
    patterns = {"fi": "EEEE d.M.y 'klo'\u00a0H.mm", "en": "EEEE d MMMM y 'at'\u00a0H:mm"}
    pattern = patterns.get(current_language(), "full")
    return format_datetime(timezone.localtime(when), pattern, locale=current_language())


@register.filter
def day_and_month(moment):
    """15.4. / 15 Apr: the headline of a deadline that is told in full beside it."""
    pattern = {"fi": "d.M."}.get(current_language(), "d MMM")
    return format_date(timezone.localtime(moment), pattern, locale=current_language())


@register.filter
def euros(amount):
    """1 234 000 € / €1,234,000: whole euros, with spaces that do not break."""
    pattern = {"en": "¤#,##0"}.get(current_language(), "#,##0\u00a0¤")
    return format_currency(amount, "EUR", pattern, locale=current_language(), currency_digits=False)


@register.filter
def moment_in_words(at):
    """27.3.2027 klo 13.35; in the hour that the clock shows twice, also which of the two."""
    local = timezone.localtime(at)
    words = f"{day(at)} {clock(at)}"
    if local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        return words
    season = _("winter time") if local.fold else _("summer time")
    return f"{words} ({season})"


@register.filter
def unbroken(text):
    """Without soft hyphens: for <title>, meta data and e-mail."""
    return richtext.without_soft_hyphens(text or "")


@register.filter
def hyphenated(text, language):
    """With soft hyphens in very long Finnish words, which few browsers can part by themselves. The editor's own win."""
    if language != "fi":
        return text
    return LONG_WORD.sub(lambda word: SYLLABLE.sub(richtext.SOFT_HYPHEN, word[0]), text)


@register.filter
def in_brief(text):
    """As much as search engines show of a description: whole words, at most 160 characters."""
    return textwrap.shorten(unbroken(text), 160, placeholder=" …")


@register.simple_tag
def language_of(record, field):
    """lang="fi" for a translated field that is shown in the source language, since its translation is missing."""
    is_missing = current_language() != DEFAULT_LANGUAGE and not getattr(record, f"{field}_{current_language()}")
    return mark_safe(f' lang="{DEFAULT_LANGUAGE}"') if is_missing else ""  # noqa: S308  # a constant


@register.filter
def absolute(path):
    return f"{settings.SITE_URL}{path}"


@register.simple_tag(takes_context=True)
def alternates(context):
    """The page's own address in every language that has it: [(language, absolute URL)], then x-default."""
    frame = context["frame"]
    own = context.get("canonical") or context["request"].path
    found = [
        (link.language, absolute(own if link.is_current else link.url)) for link in frame.languages if link.is_same_page
    ]
    if len(found) < 2:
        return []
    return [*found, ("x-default", dict(found).get(DEFAULT_LANGUAGE, found[0][1]))]


@register.simple_tag(takes_context=True)
def json_ld(context):
    """Data for search engines: who publishes this, and where in the site the page stands."""
    frame, request = context["frame"], context["request"]
    agency = {
        "@type": "GovernmentOrganization",
        "name": _("Finnish National Agency for Education"),
        "url": absolute(frame.home.get_absolute_url()) if frame.home else settings.SITE_URL,
    }
    if frame.footer_contact:
        agency["contactPoint"] = {
            "@type": "ContactPoint",
            "name": frame.footer_contact.title,
            "email": frame.footer_contact.email,
            "telephone": frame.footer_contact.phone,
        }
    graph = [agency]
    if frame.breadcrumbs:
        graph.append({
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": number, "name": crumb.title, "item": absolute(crumb.url or request.path)}
                for number, crumb in enumerate(frame.breadcrumbs, 1)
            ],
        })  # fmt: skip
    return data_block({"@context": "https://schema.org", "@graph": graph})


def data_block(data):
    """A JSON-LD element. Data, not a script: the content security policy lets it stand."""
    text = json.dumps(data, ensure_ascii=False).translate(_json_script_escapes)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  # escaped like json_script
