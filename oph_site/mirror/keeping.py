"""One round: what is no more public goes first, then all pages are drawn anew and written where they have changed."""

import logging
import re
from contextlib import suppress
from datetime import timedelta
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from oph_site.languages import DEFAULT_LANGUAGE, LANGUAGES
from oph_site.mirror import addresses, stand_ins
from oph_site.mirror.asking import Asking
from oph_site.mirror.folder import Busy, Folder
from oph_site.mirror.places import address_of, is_copied, links, own_address, place, with_links_to_files
from oph_site.stamp import moving
from oph_site.visibility import public_documents, public_pictures
from pages.calls import lists
from pages.frame import notices
from pages.public_tree import epoch

logger = logging.getLogger(__name__)
UPLOAD = re.compile(r"/(files|pictures)/(\d+)/")
AT_ONCE = 500  # ids in one query
AGAIN = timedelta(minutes=10)  # after a round in which a page could not be drawn
CODE = ["oph_site", "pages", "visits", "publications", "feedback", "templates", "locale"]  # what draws the pages


class Away(Exception):
    """The database is away: the copy stays as it is."""


def keep_mirror(now):
    """The worker's job."""
    if settings.MIRROR_DIR:
        with suppress(Busy):  # `manage.py mirror` runs beside the worker
            keep(settings.MIRROR_DIR, now)


def keep(path, now):
    """The copy in that folder is that of now. Returns the Round, or None when nothing had changed since the last one.

    Raises Busy, NotAMirror and Away.
    """
    with Folder(path).alone() as folder:
        state, mark = folder.state(), mark_of(now)
        if mark and state.get("mark") == mark and now.isoformat() < state.get("again_at", "9999"):
            return None
        done = Round(folder)
        done.take_away(state, now)
        done.draw(now)
        again = {"again_at": (now + AGAIN).isoformat()} if done.failed else {}
        folder.remember(done.state | {"mark": mark} | again)
        return done


def mark_of(now):
    """What all pages hang on: another value as soon as one of them may have changed, None when that is not known."""
    if (stamp := moving.current()) is None:
        return None
    of_notices = [moment for notice in notices() for moment in notice.moments]
    moments = [epoch(now)[1], *lists.changes(), *of_notices]
    ahead = min(
        (moment for moment in moments if moment and moment > now), default=None
    )  # another one when it has passed
    return [list(stamp), *map(str, (ahead, timezone.localdate(now), settings.SITE_URL, version_of_code()))]


@cache
def version_of_code():
    """When what draws the pages last changed, also by an update that moves no stamp."""
    files = [path for folder in CODE for path in (settings.BASE_DIR / folder).rglob("*.*") if path.suffix != ".pyc"]
    return max(path.stat().st_mtime for path in [*files, *Path(settings.STATIC_ROOT).glob("staticfiles.json")])


class Round:
    """state: what the next round needs to know. failed: addresses that could not be drawn; their files stay as they were."""

    def __init__(self, folder):
        self.folder = folder
        self.asking = Asking()
        self.places = set()  # all that the copy holds now
        self.uploads = {}  # place → "files/12"
        self.listed = set()
        self.failed = []

    @property
    def state(self):
        return {"listed": sorted(self.listed), "uploads": self.uploads}

    def take_away(self, state, now):
        """Before anything is drawn, which may take a while: pages and files that were public in the last round and are not now."""
        self.listed = addresses.listed()
        for address in set(state.get("listed", ())) - self.listed:
            for found in self.folder.of_page(address):
                self.folder.remove(found)
        uploads = state.get("uploads", {})
        public = public_uploads(set(uploads.values()))
        for found in [each for each, upload in uploads.items() if upload not in public]:
            self.folder.remove(found)

    def draw(self, now):
        """Everything, by following the links from what the database knows."""
        self.write_own()
        self.link_static_files()
        waiting = [*self.listed, *addresses.known(now)]
        seen = set(waiting)
        while waiting:
            for found in map(stand_ins.without_query, self.draw_one(waiting.pop())):
                if found not in seen and is_copied(found):
                    seen.add(found)
                    waiting.append(found)
        if self.failed:  # what only their pages link to is asked for by itself
            for left in self.folder.others(self.places):
                self.draw_one(address_of(left))
        self.folder.keep_only(self.places)

    def draw_one(self, address):
        """Writes the file of one address. Returns the addresses that it links to."""
        if stand_ins.has_stand_in(address):
            self.write(place(address), stand_ins.stand_in(address))
            return []
        answer = self.asking.ask(address)
        if answer.status == 200:
            return self.keep_answer(address, answer)
        if answer.status in (301, 302):
            return self.lead(address, own_address(urljoin(settings.SITE_URL, answer.location)))
        if answer.status == 503:
            raise Away(address)
        if answer.status in (404, 410):
            self.folder.remove(place(address))
        else:
            self.leave(address, answer.status)
        return []

    def leave(self, address, why):
        """As it was, if it was there."""
        logger.error("The mirror could not draw %s: %s", address, why)
        self.failed.append(address)
        self.places.add(place(address))

    def keep_answer(self, address, answer):
        if answer.stored_name:
            return self.link_upload(address, address, answer.stored_name)
        if not answer.content_type.startswith("text/html"):
            self.write(place(address), answer.body)
            return []
        self.write(place(address), with_links_to_files(answer.body))
        return links(address, answer.body.decode())

    def link_upload(self, address, upload_address, stored_name):
        """upload_address: its own, of which others lead to it."""
        kind, pk = UPLOAD.match(upload_address).groups()
        if not default_storage.exists(stored_name):
            self.leave(address, "its file is missing")
            return []
        self.folder.link(place(address), default_storage.path(stored_name))
        self.places.add(place(address))
        self.uploads[place(address)] = f"{kind}/{pk}"
        return [reverse("file_by_identity", args=[pk])] if kind == "files" else []

    def lead(self, address, target):
        """A server of files leads nowhere: a page that does, and for the lasting address of a file the file itself."""
        if target is None:
            return []
        if address.endswith("/"):
            self.write(place(address), stand_ins.leading_to(target))
        elif (answer := self.asking.ask(target)).stored_name:
            self.link_upload(address, target, answer.stored_name)
        return [target]

    def write(self, where, body):
        self.folder.write(where, body)
        self.places.add(where)

    def write_own(self):
        """What the site itself has at no address."""
        self.write("index.html", stand_ins.root())
        for language in LANGUAGES:
            self.write(stand_ins.AWAY.format(language=language), stand_ins.away(language))
            self.write(f"{language}/404.html", stand_ins.not_found(language))
        self.write("404.html", (self.folder.path / DEFAULT_LANGUAGE / "404.html").read_bytes())

    def link_static_files(self):
        root = Path(settings.STATIC_ROOT)
        for file in root.rglob("*"):
            where = f"{settings.STATIC_URL.strip('/')}/{file.relative_to(root)}"
            if file.is_file():
                self.folder.link(where, file)
                self.places.add(where)


def public_uploads(uploads):
    """Those of "files/12", "pictures/3" … that readers may fetch. A query for each 500 of them."""
    found = set()
    for kind, public in {"files": public_documents, "pictures": public_pictures}.items():
        pks = sorted(int(each.partition("/")[2]) for each in uploads if each.startswith(f"{kind}/"))
        for begin in range(0, len(pks), AT_ONCE):
            found |= {f"{kind}/{pk}" for pk in public(set(pks[begin : begin + AT_ONCE]))}
    return found
