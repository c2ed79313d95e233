"""Tags and filters of the public pages. What a date or a sum looks like in each language says oph_site/wording.py."""

import re
import textwrap
from functools import lru_cache
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from oph_site.languages import DEFAULT_LANGUAGE, current_language
from oph_site.line_breaks import bound
from oph_site.private import is_private
from oph_site.search.analysis import pieces
from oph_site.soft_hyphens import SOFT_HYPHEN, without_soft_hyphens
from oph_site.wording import (
    absolute,
    amount,
    clock,
    data_block,
    date_range,
    day,
    day_and_month,
    euros,
    moment,
    moment_in_words,
    money,
    number,
    percent,
    phone,
    phone_address,
    phone_from_abroad,
    time_of_day,
    weekday,
)

register = template.Library()
for function in (
    bound, day, date_range, clock, time_of_day, moment, day_and_month, weekday, euros, amount, money, number, percent, phone, phone_address, moment_in_words, absolute,
):  # fmt: skip
    register.filter(function)

LONG_WORD = re.compile(rf"[\w{SOFT_HYPHEN}]{{14,}}")  # longer than the narrowest line of a title


@register.filter
def unbroken(text):
    """Without soft hyphens: for <title>, meta data and e-mail."""
    return without_soft_hyphens(text or "")


@register.filter
def hyphenated(text, language):
    """With soft hyphens between the parts of long Finnish compounds, where few browsers know them. The editor's own win."""
    return LONG_WORD.sub(_with_seams, text) if language == "fi" else text


def _with_seams(match):
    word, seams, place = match[0], [], 0
    for piece in [] if SOFT_HYPHEN in word else pieces(word.lower()):
        seams.append(word[place : place + len(piece)])
        place += len(piece)
    return SOFT_HYPHEN.join(seams) or word


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
def as_lang(code):
    """lang="sv" for a text in a language that is not the page's."""
    return _lang(code) if code and code != current_language() else ""


@lru_cache(maxsize=100)
def _lang(code):
    return format_html(' lang="{}"', code)


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
def feedback_url(context):
    """The feedback form, which is told the page that the reader comes from; of a private page only what it lies below."""
    path = context["request"].path
    page = context["frame"].landing_url if is_private(path) else path
    return f"{reverse('feedback:form')}?{urlencode({'page': page})}"


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
            "telephone": phone_from_abroad(frame.footer_contact.phone),
        }
        if frame.footer_contact.address:
            agency["address"] = frame.footer_contact.address
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
