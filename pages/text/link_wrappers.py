"""Addresses inside the addresses that mail programs and searches put around links."""

import re
from base64 import urlsafe_b64decode
from urllib.parse import parse_qs, unquote, urlsplit

from oph_site.typed_links import SAFE_SCHEMES

DEPTH = 5  # one wrapper may stand in another
URLDEFENSE = re.compile(r"https://urldefense\.(?:com|us)/v3/__(.+?)__;([\w=-]*)!", re.IGNORECASE)
URLDEFENSE_GAP = re.compile(r"\*(?:\*(.))?")
RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"  # the first one stands for two signs


def unwrapped(href):
    """The address that a reader gets to; "" when the wrapper holds none that a text may link to."""
    for _wrapper in range(DEPTH):
        inner = _inner(href)
        if inner is None:
            return href
        href = inner.strip()
        if href.partition(":")[0].lower() not in SAFE_SCHEMES:
            return ""
    return href


def _inner(href):
    """What one wrapper holds, None when the address is no wrapper."""
    try:
        parts = urlsplit(href)
        host, query = (parts.hostname or "").lower(), parse_qs(parts.query)
    except ValueError:
        return None
    if host.endswith(".safelinks.protection.outlook.com"):
        return query.get("url", [None])[0]
    if host == "statics.teams.cdn.office.net" and "safelinks" in parts.path:
        return query.get("url", [None])[0]
    if re.fullmatch(r"(?:www\.)?google\.[a-z.]{2,6}", host) and parts.path == "/url":
        return (query.get("q") or query.get("url") or [None])[0]
    if host == "urldefense.proofpoint.com" and "u" in query:
        return unquote(query["u"][0].replace("-", "%").replace("_", "/"))
    defended = URLDEFENSE.match(href)
    return _without_gaps(*defended.groups()) if defended else None


def _without_gaps(address, signs):
    """Urldefense puts an asterisk for every sign that it does not trust, and the signs themselves behind the address."""
    try:
        signs = urlsafe_b64decode(signs + "=" * (-len(signs) % 4)).decode()
    except ValueError:
        return address
    place = 0

    def sign(match):
        nonlocal place
        length = RUNS.find(match[1]) + 2 if match[1] else 1
        place += length
        return signs[place - length : place]

    address = URLDEFENSE_GAP.sub(sign, address)
    return re.sub(r"^([a-z]+:/)(?=[^/])", r"\1/", address, flags=re.IGNORECASE)
