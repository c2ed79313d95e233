"""Where links lead. A browser drops control characters from an address, and so does this, before it looks."""

import re

SCHEMES = {"http", "https", "mailto", "tel", "sms", "ftp", "doi", "urn"}  # the last two lead nowhere and harm nobody
SCRIPTS = {"javascript", "vbscript", "data"}
INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]")
SCHEME = re.compile(r"(?![a-z0-9-]+\.[a-z0-9.-]+:\d)([a-z][a-z0-9+.-]*):", re.IGNORECASE)  # www.oph.fi:8080 has none
SHARE = re.compile(r"(/|\\|%5c|%2f){2}", re.IGNORECASE)
DRIVE = re.compile(r"[a-z][:|]", re.IGNORECASE)


def fault_of(link):
    """Why a link that somebody may press is refused: "script", "file_link", "odd_link"; "" where nothing is wrong."""
    link = INVISIBLE.sub("", link)
    scheme = SCHEME.match(link)
    name = scheme[1].lower() if scheme else ""
    if name in SCRIPTS:
        return "script"
    if name == "file" or len(name) == 1 or SHARE.match(link):  # C: is a drive
        return "file_link"
    return "odd_link" if name and name not in SCHEMES else ""


def is_remote(target):
    """Whether a program that opens this asks another machine: a web address or a network share, not a local path."""
    target = re.sub(r"\\|%5c|%2f", "/", INVISIBLE.sub("", target), flags=re.IGNORECASE)
    scheme = SCHEME.match(target)
    if not scheme or scheme[1].lower() != "file":
        return target.startswith("//") or bool(scheme and len(scheme[1]) > 1)
    rest = target.removeprefix(scheme[0])
    path = rest.lstrip("/")
    is_local = DRIVE.match(path) or len(rest) - len(path) in (0, 1, 3)  # file:///home/… is, file://server/… is not
    return not is_local
