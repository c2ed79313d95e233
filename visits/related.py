"""What else was asked by the same organisation, and what may have been sent twice: hints for coordinators, with their reasons.

Few hundred enquiries a year come in, and their names are emptied in time (retention.py): they are compared one by one.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from visits.models import Enquiry

SENT_WITHIN = timedelta(days=30)  # two that may be one
SHOWN = 10
# Words that say what kind of legal person it is, not who; and the article.
LEGAL_FORMS = {
    "ab", "ag", "as", "asbl", "aps", "bv", "bvba", "co", "company", "corp", "corporation", "doo", "dd", "ehf", "ev", "eood", "gmbh", "inc",
    "incorporated", "kft", "kk", "kg", "limited", "llc", "llp", "ltd", "mb", "nv", "oo", "oy", "oyj", "ou", "plc", "pte", "pty", "pvt", "rf", "ry",
    "sa", "sarl", "sas", "sia", "sl", "sp", "spa", "srl", "sro", "the", "tmi", "uab", "vzw", "zoo", "zrt",
}  # fmt: skip
# Anybody can have an address there. A name without a dot stands for all its countries: yahoo.co.jp, yahoo.fr …
PUBLIC_MAIL = {
    "gmail", "googlemail", "gmx", "hotmail", "icloud", "live", "msn", "outlook", "proton", "protonmail", "yahoo", "yandex", "ymail",
    "126.com", "163.com", "abv.bg", "aol.com", "centrum.cz", "daum.net", "free.fr", "hanmail.net", "hot.ee", "inbox.lv", "interia.pl", "kolumbus.fi",
    "laposte.net", "libero.it", "luukku.com", "mail.com", "mail.ee", "mail.ru", "me.com", "naver.com", "o2.pl", "onet.pl", "orange.fr", "pm.me",
    "qq.com", "rambler.ru", "rediffmail.com", "sapo.pt", "seznam.cz", "sina.com", "suomi24.fi", "t-online.de", "tutanota.com", "ukr.net", "wanadoo.fr",
    "web.de", "welho.com", "wp.pl", "zoho.com",
}  # fmt: skip


@dataclass(frozen=True)
class Related:
    """reasons: sentences that say why it is thought to belong together."""

    enquiry: Enquiry
    reasons: list
    is_duplicate: bool


def related(enquiry):
    """([Related] that may be the same enquiry sent twice, [Related] of the same organisation), the newest first.

    Of one that has ended or was accepted nobody asks any more whether it came twice.
    """
    if enquiry.anonymised_at:
        return [], []
    others = Enquiry.objects.exclude(pk=enquiry.pk).filter(anonymised_at=None).exclude(state=Enquiry.State.SPAM)
    names = others.order_by().only("organisation", "on_behalf_of", "email", "new_email")
    near = [other.pk for other in names if reasons_of(enquiry, other)]
    found = others.filter(pk__in=near).select_related("visit").prefetch_related("dates")
    rows = [compared(enquiry, other) for other in found]
    duplicates = [row for row in rows if row.is_duplicate][:SHOWN]
    return duplicates, [row for row in rows if not row.is_duplicate][:SHOWN]


def compared(enquiry, other):
    reasons = reasons_of(enquiry, other)
    weeks = weeks_in_common(enquiry, other) if enquiry.state in Enquiry.OPEN else ""
    if not (weeks and is_sent_near(enquiry, other) and is_same_sender(enquiry, other)):
        return Related(other, reasons, False)
    return Related(other, [*reasons, weeks, apart(enquiry, other)], True)


def apart(enquiry, other):
    days = abs(timezone.localdate(enquiry.received_at) - timezone.localdate(other.received_at)).days
    if not days:
        return _("sent on the same day")
    return ngettext("sent %(count)d day apart", "sent %(count)d days apart", days) % {"count": days}


def reasons_of(enquiry, other):
    """Why both come from the same organisation, none when they do not seem to."""
    reasons = []
    if names_of(enquiry) & names_of(other):
        reasons.append(_("same organisation"))
    if addresses_of(enquiry) & addresses_of(other):
        reasons.append(_("same e-mail address"))
    elif domains_of(enquiry) & domains_of(other):
        domain = min(domains_of(enquiry) & domains_of(other))
        reasons.append(_("e-mail addresses of %(domain)s") % {"domain": domain})
    return reasons


def is_same_sender(enquiry, other):
    return bool(names_of(enquiry) & names_of(other) or addresses_of(enquiry) & addresses_of(other))


def is_sent_near(enquiry, other):
    return abs(enquiry.received_at - other.received_at) <= SENT_WITHIN


def weeks_in_common(enquiry, other):
    """In words what the days wished for have in common: a week, or that one names none. "" where they are of other weeks."""
    mine, theirs = list(enquiry.dates.all()), list(other.dates.all())
    if not mine or not theirs:
        return _("one of them names no days")
    for a in mine:
        for b in theirs:
            if monday(a.first_on) <= b.last_on and monday(b.first_on) <= a.last_on:
                return _("for the same week (%(days)s)") % {"days": b}
    return ""


def monday(day):
    return day - timedelta(days=day.weekday())


def names_of(enquiry):
    return {name_key(name) for name in (enquiry.organisation, enquiry.on_behalf_of)} - {""}


def name_key(name):
    """Equal for names that differ in case, spaces, accents, punctuation or legal form: “Tartu Koolid OÜ”, “TARTU  koolid”."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign))
    words = re.findall(r"\w+", re.sub(r"(?<=\w)\.(?=\w\b)|['’]", "", bare))  # S.A. is sa, Children's is childrens
    return " ".join(word for word in words if word not in LEGAL_FORMS) or " ".join(words)


def addresses_of(enquiry):
    return {address.casefold() for address in (enquiry.email, enquiry.new_email)} - {""}


def domains_of(enquiry):
    """Of the addresses, without those where anybody can have one."""
    domains = {address.rpartition("@")[2] for address in addresses_of(enquiry)}
    return {domain for domain in domains if domain not in PUBLIC_MAIL and domain.split(".")[0] not in PUBLIC_MAIL}
