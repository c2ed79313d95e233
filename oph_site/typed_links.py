"""Addresses as people type and paste them: completed where it is plain what was meant; what is wrong with the others."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from oph_site import characters

SAFE_SCHEMES = ("http", "https", "mailto", "tel")
WRAPPING = " <>\"'“”„"
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
WEB = re.compile(r"(https?)(?:[:;]/*|//+)(?:https?:/+)?", re.IGNORECASE)  # https:/www, https//www, https://https://www
MAIL = re.compile(r"[^\s@/:,;<>]+@(?:[\w-]+\.)+[^\W\d_]{2,}")
PHONE = re.compile(r"\+[\d ().-]{6,25}")
# oecd.org, www.oecd.org:8080/x?y#z, yhdistys.ääkkö.fi; no file names
HOST = re.compile(r"(?:[\w-]+\.)+([^\W\d_]{2,}|xn--[\w-]+)\.?(?::\d{1,5})?(?=[/?#]|$)", re.IGNORECASE)
FILE_ENDINGS = {
    "asp", "aspx", "csv", "doc", "docx", "gif", "htm", "html", "jpeg", "jpg", "jsp", "odp", "ods", "odt", "pdf", "php", "png",
    "pps", "ppsx", "ppt", "pptx", "rtf", "svg", "txt", "webp", "xls", "xlsm", "xlsx", "xml", "zip",
}  # fmt: skip
OWN_COMPUTER = re.compile(r"file:|[a-z]:[\\/]|\\\\", re.IGNORECASE)


def bare(typed):
    """The address as browsers read it: without control characters, invisible ones and what it was wrapped into."""
    text = re.sub("[\x00-\x1f\x7f-\x9f]", "", typed)
    return characters.code(text).strip(WRAPPING)


def completed(typed):
    """The address with its scheme, where it is plain what was meant; any other as bare() leaves it."""
    address = bare(typed)
    if found := WEB.match(address):
        return f"{found[1].lower()}://{address[found.end() :]}".replace(" ", "%20")
    if MAIL.fullmatch(address):
        return f"mailto:{address}"
    if PHONE.fullmatch(address):
        return f"tel:+{re.sub(r'[^0-9]', '', address)}"
    if address.lower().startswith("mailto:"):
        return f"mailto:{address[len('mailto:') :].strip()}"
    found = HOST.match(address)
    if found and found[1].lower() not in FILE_ENDINGS:
        return f"https://{address}".replace(" ", "%20")
    return address


def problem(address):
    """Why a text cannot link to a completed address, and what to do: a sentence; "" when it can."""
    if OWN_COMPUTER.match(address):
        return _("Readers cannot open a file of your computer or of a network drive: add the file to the site and link to it.")  # fmt: skip
    if is_of_own_site(address):
        return ""
    scheme = SCHEME.match(address)
    kind = scheme[1].lower() if scheme else ""
    if kind in PROBLEMS:
        return PROBLEMS[kind](address)
    if kind and not re.match(r"\d", address[scheme.end() :]):
        sentence = _("A link leads to a web page (https://), an e-mail address or a phone number, not to “%(scheme)s:”. Check how the address begins.")  # fmt: skip
        return sentence % {"scheme": scheme[1]}
    return whole_address_needed()


def is_of_own_site(address):
    """A path or a place on the page. // and \\ lead elsewhere: browsers read both as the beginning of another host."""
    return bool(re.match(r"/(?![/\\])|#.", address)) and bare(address) == address


def whole_address_needed():
    return _("Enter the whole address, for example https://www.oecd.org/, or choose the page on the site.")


def _problem_of_web(address):
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        host = ""
    is_whole = re.fullmatch(r"(?:[\w-]+\.)+[\w-]+\.?|[\da-f:]+:[\da-f:.]+", host, re.IGNORECASE)
    is_own = host == urlsplit(settings.SITE_URL).hostname  # may be a name without a dot
    return "" if (is_whole or is_own) and "\\" not in address else whole_address_needed()


def _problem_of_mail(address):
    people = address[len("mailto:") :].partition("?")[0].split(",")
    are_whole = all(MAIL.fullmatch(person.replace("%20", " ").strip()) for person in people)
    return "" if are_whole else _("Enter the e-mail address in full, for example grants@example.org.")


def _problem_of_phone(address):
    is_number = re.fullmatch(r"tel:\+?[\d ().;=a-z-]*\d[\d ().-]*", address, re.IGNORECASE)
    return "" if is_number else _("Enter the phone number with its country code, for example +358 29 533 1000.")


PROBLEMS = {"http": _problem_of_web, "https": _problem_of_web, "mailto": _problem_of_mail, "tel": _problem_of_phone}
