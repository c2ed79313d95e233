"""Bad days, for real: processes are killed (-9) at any moment, the database stops and hangs, mail is refused or hangs, the disk
is full, the clock jumps; meanwhile people send enquiries. Counts those that were acknowledged and are lost, or doubled.

    .venv/bin/python benchmarks/bad_days.py [--database sqlite|postgres] [--kills 200] [--enquiries 5000] [--seed 18]

A small site in a throw-away folder, with the settings of production, `manage.py serve` and `manage.py work`, each started
again as the units of deploy/ say. People fill in the public form over HTTP, each from a network of their own, and send the
very same form again when there was no answer or a 503. It ends with an error where anything that must be 0 is not.
The disk is full only where a file system may be mounted (root).
"""

import argparse
import asyncio
import json
import os
import random
import re
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from contextlib import ExitStack, suppress
from html import unescape
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from threading import Event, Lock, Thread
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.servers import wait_for
from benchmarks.throw_away import Postgres, Service, disk
from tests.browser.demo import free_port
from tests.smtp import MailServer

FORM = "/en/international-visits/enquiry/"
READ = ["/en/", "/fi/", FORM, "/en/search/?q=school", "/en/no-such-page/"]
TOKEN = re.compile(r'name="token" value="([^"]+)"')
SENDERS, FORMS_AHEAD, FILLING_IN = 6, 15, 3.2  # a form sent faster than three seconds is suspected
AT_ONCE = 20
JUMP = 400  # days
MIGRATE = Path("/proc/sys/net/ipv4/tcp_migrate_req")


class Mail(MailServer):
    """By turns it takes mail, refuses it for now, or says nothing at all."""

    def __init__(self):
        super().__init__()
        self.mood, self.taken = "takes", []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.mood == "refuses":
            return "450 Not now"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        while self.mood == "hangs":
            await asyncio.sleep(0.2)
        if server.transport is None or server.transport.is_closing():
            return "451 Nobody is there any more"
        self.taken.extend(envelope.rcpt_tos)
        return "250 OK"

    def change_moods(self, chance, ended):
        while not ended.wait(chance.uniform(3, 30)):
            self.mood = chance.choice(["takes", "takes", "refuses", "hangs"])
        self.mood = "takes"


class People:
    """Who sends enquiries, and who only reads."""

    def __init__(self, port, fields, number):
        self.port, self.fields, self.number = port, fields, number
        self.numbers, self.lock, self.ended = count(1), Lock(), Event()
        self.acknowledged, self.slowest = set(), 0.0
        self.statuses, self.broken = Counter(), Counter()  # answers; why there was none
        self.senders = [Thread(target=self.send_all, daemon=True) for _number in range(SENDERS)]
        self.reader = Thread(target=self.read, daemon=True)

    def ask(self, path, *, who="10.0.0.1", sent=None, kind="page"):
        """(status, text), or None where the connection broke."""
        began = time.monotonic()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"X-Forwarded-For": who, "X-Forwarded-Proto": "http"}
        try:
            if sent is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request("GET" if sent is None else "POST", path, sent, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, HTTPException) as error:
            self.broken[type(error).__name__] += 1
            return None
        finally:
            connection.close()
        self.statuses[kind, answer.status] += 1
        self.slowest = max(self.slowest, time.monotonic() - began)
        return answer.status, text

    def send_all(self):
        """Forms are opened ahead: nobody fills in one in less than three seconds."""
        opened = deque()
        while (number := self.next_number()) is not None:
            while len(opened) < FORMS_AHEAD:
                opened.append(self.open_form())
            token, since = opened.popleft()
            time.sleep(max(0, since + FILLING_IN - time.monotonic()))
            self.send(number, token)

    def next_number(self):
        with self.lock:
            number = next(self.numbers)
        return number if number <= self.number and not self.ended.is_set() else None

    def open_form(self):
        while True:
            answer = self.ask(FORM, kind="form")
            if answer and answer[0] == 200:
                return unescape(TOKEN.search(answer[1])[1]), time.monotonic()
            time.sleep(0.5)

    def send(self, number, token):
        """The very same form, until it is acknowledged."""
        own = {"organisation": f"School {number}", "email": f"school{number}@example.org"}
        sent = urlencode(self.fields | own | {"token": token, "act": "send"}, doseq=True)
        who = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        while number not in self.acknowledged and not self.ended.is_set():
            answer = self.ask(FORM, who=who, sent=sent, kind="enquiry")
            if answer and answer[0] == 303:
                self.acknowledged.add(number)
            else:
                time.sleep(random.uniform(0.1, 1))  # noqa: S311

    def read(self):
        for number in count():
            if self.ended.wait(0.3):
                return
            self.ask(READ[number % len(READ)])


class Site:
    """Web server, worker, mail server and database, in a folder."""

    def __init__(self, place, storage, mail, postgres):
        self.storage, self.mail, self.postgres, self.port = storage, mail, postgres, free_port()
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "oph_site.settings", "VAR_DIR": str(storage.folder), "PORT": str(self.port),
            "SECRET_KEY": secrets.token_urlsafe(60), "ALLOWED_HOSTS": "127.0.0.1", "SITE_URL": f"http://127.0.0.1:{self.port}",
            "BEHIND_PROXY": "1", "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(mail.port), "CHECK_LINKS": "0", "BUILD_WORDS": "0",
            "DATABASE_URL": postgres.url if postgres else f"sqlite:///{storage.folder}/db.sqlite3",
        }  # fmt: skip
        self.log = place / "site.log"
        self.run("manage.py", "migrate", "-v0")
        self.run("manage.py", "collectstatic", "--no-input", "-v0")
        self.fields = self.inside("fill")
        self.web = self.worker = None

    def run(self, *command):
        command = [sys.executable, *command]
        with self.log.open("ab") as log:
            return subprocess.run(command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE, stderr=log).stdout  # noqa: S603  # fmt: skip

    def inside(self, *command):
        return json.loads(self.run("benchmarks/bad_days_inside.py", *command))

    def start(self):
        self.web = Service([sys.executable, "manage.py", "serve"], self.environment, self.log)
        self.worker = Service([sys.executable, "manage.py", "work"], self.environment, self.log)
        wait_for(f"http://127.0.0.1:{self.port}/healthz")

    def stop(self):
        for service in filter(None, [self.web, self.worker]):
            service.stop()


class BadDays:
    """What goes wrong, one after the other, each at a moment that depends on how many enquiries were acknowledged."""

    def __init__(self, site, people, chance):
        self.site, self.people, self.chance = site, people, chance
        self.done, self.anonymised = Counter(), 0
        self.kinds = {self.kill_web_worker: 5, self.kill_web_server: 2, self.kill_mail_worker: 3}
        if site.postgres:
            self.kinds |= {self.stop_database: 2, self.kill_database: 1, self.kill_connection: 1, self.hang_database: 1}

    def rehearse(self, kills):
        acts = self.chance.choices(list(self.kinds), weights=list(self.kinds.values()), k=kills)
        for share, act in (0.3, self.jump), (0.5, self.fill_disk), (0.7, self.jump), (0.85, self.fill_disk):
            acts.insert(int(share * len(acts)), act)
        moments = sorted(self.chance.uniform(0.01, 0.97) * self.people.number for _act in acts)
        for act, moment in zip(acts, moments, strict=True):
            while len(self.people.acknowledged) < moment:
                time.sleep(0.02)
            time.sleep(self.chance.uniform(0, 0.3))
            act()

    def kill_web_worker(self):
        while not (workers := self.site.web.workers()):
            time.sleep(0.1)
        with suppress(ProcessLookupError):
            os.kill(self.chance.choice(workers), signal.SIGKILL)
        self.done["web worker killed"] += 1

    def kill_web_server(self):
        self.site.web.kill()
        self.done["web server killed"] += 1

    def kill_mail_worker(self):
        self.site.worker.kill()
        self.done["mail worker killed"] += 1

    def stop_database(self):
        self.site.postgres.stop()
        time.sleep(self.chance.uniform(0.5, 4))
        self.site.postgres.start()
        self.done["database stopped at once and started"] += 1

    def kill_database(self):
        self.site.postgres.send(signal.SIGKILL, [self.site.postgres.process()])
        self.site.postgres.start()
        self.done["database server killed"] += 1

    def kill_connection(self):
        """After which the server restarts all of its processes by itself."""
        self.site.postgres.send(signal.SIGKILL, [self.chance.choice(self.site.postgres.processes()[1:])])
        self.done["process of the database killed"] += 1

    def hang_database(self):
        processes = self.site.postgres.processes()
        self.site.postgres.send(signal.SIGSTOP, processes)
        time.sleep(self.chance.uniform(4, 6))
        self.site.postgres.send(signal.SIGCONT, processes)
        self.done["database hung for five seconds"] += 1

    def fill_disk(self):
        """With a worker killed meanwhile. A server of PostgreSQL ends when it has no room for its log."""
        if not self.site.storage.can_be_full:
            return
        self.site.storage.fill()
        time.sleep(3)
        self.kill_web_worker()
        time.sleep(5)
        self.site.storage.make_room()
        if self.site.postgres and not self.site.postgres.answers():
            self.site.postgres.start()
        self.done["disk full for eight seconds"] += 1

    def jump(self):
        """The worker's, for one round. Tried again where the database is not ready."""
        self.site.worker.stop()
        for _try in range(10):
            with suppress(subprocess.CalledProcessError):
                self.anonymised += self.site.inside("jump", str(JUMP))
                break
        self.site.worker.go()
        self.done[f"round of a worker {JUMP} days ahead"] += 1


def kill_one_of_two(site, times):
    """[(requests in the two seconds around, those without an answer, seconds until there are two workers again)].

    20 people ask at one time for a page that is never kept. The pause: granian ends when a new worker ends within 5.5 seconds.
    """
    people, ended = People(site.port, site.fields, 0), Event()

    def read():
        while not ended.is_set():
            people.ask(FORM, kind="form")

    readers = [Thread(target=read, daemon=True) for _number in range(AT_ONCE)]
    for reader in readers:
        reader.start()
    rows = [kill_and_count(site, people) for _time in range(times)]
    ended.set()
    for reader in readers:
        reader.join()
    return rows


def kill_and_count(site, people):
    time.sleep(7)
    answered, broken = people.statuses.total(), people.broken.total()
    old = site.web.workers()
    os.kill(old[0], signal.SIGKILL)
    killed = time.monotonic()
    while len(set(site.web.workers()) - {old[0]}) < 2:
        time.sleep(0.05)
    seconds = time.monotonic() - killed
    time.sleep(2)
    failed = people.broken.total() - broken
    return people.statuses.total() - answered + failed, failed, seconds


def must_be_0(days, people, found, stored, times):
    return {
        "acknowledged enquiries lost": len(people.acknowledged - set(stored)),
        "enquiries doubled": sum(number > 1 for number in stored.values()),
        "enquiries never acknowledged": people.number - len(people.acknowledged),
        "enquiries without their event or their two mails": found["half"],
        "enquiries whose receipt was not sent": times.count(0),
        "enquiries anonymised": days.anonymised + found["anonymised"],
        "enquiries suspected": found["suspected"],
        "answers of 5xx other than 503": sum(
            n for (_kind, status), n in people.statuses.items() if status >= 500 and status != 503
        ),
    }


def report(options, days, people, found, single, minutes):
    """Prints the table. Returns what must be 0 and is not."""
    stored = {int(name.split()[1]): number for name, number in found["stored"].items()}
    taken = Counter(days.site.mail.taken)
    times = [taken[f"school{number}@example.org"] for number in people.acknowledged]
    must = must_be_0(days, people, found, stored, times)
    rows = {
        "database, kills and stops, seed": f"{options.database}, {options.kills}, {options.seed}",
        "what went wrong": counted(days.done),
        "enquiries acknowledged, stored": f"{len(people.acknowledged)}, {sum(stored.values())}",
        **must,
        "receipts sent twice or more": sum(number > 1 for number in times),
        "mails to coordinators beyond a notice each": taken["visits@example.org"] - len(stored),
        "one of two workers killed while 20 people ask: without an answer": ", ".join(
            f"{failed} of {number}" for number, failed, _seconds in single
        ),
        "until its process is started again": f"{max(seconds for _number, _failed, seconds in single):.1f} s at most",
        "answers": counted({f"{status} {kind}": n for (kind, status), n in people.statuses.items()}),
        "requests without an answer": counted(people.broken),
        "slowest answer": f"{people.slowest:.1f} s",
        "starts of web server, worker": f"{days.site.web.starts}, {days.site.worker.starts}",
        "outbox": counted(found["outbox"]),
        "time": f"{minutes:.1f} minutes",
    }
    for what, figure in rows.items():
        print(f"| {what} | {figure} |")
    return {what: number for what, number in must.items() if number}


def counted(numbers):
    return ", ".join(f"{number} × {what}" for what, number in sorted(numbers.items()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--enquiries", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=18)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--log", type=Path, help="keep what the site writes there")
    options = parser.parse_args()
    if os.geteuid() == 0 and not options.inside:  # mounts and settings of the kernel that end with us
        within = ["unshare", "--net", "--mount"]
        sys.exit(subprocess.call([*within, sys.executable, *sys.argv, "--inside"]))  # noqa: S603  # ourselves
    if options.inside:
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)  # noqa: S607
        MIGRATE.write_text("1")  # as docs/deploy.md has it
    with tempfile.TemporaryDirectory(prefix="bad-days-") as folder, ExitStack() as stack:
        place = Path(folder)
        place.chmod(0o755)
        wrong = rehearse(options, options.log or place, place, stack)
    sys.exit(f"Not 0: {wrong}" if wrong else 0)


def rehearse(options, logs, place, stack):
    began, chance = time.monotonic(), random.Random(options.seed)  # noqa: S311  # no secret
    storage = stack.enter_context(disk(place / "disk", 640))
    if not storage.can_be_full:
        print("Left out: the full disk (nothing can be mounted here).")
    mail = Mail()
    mail.start()
    stack.callback(mail.stop)
    postgres = Postgres(storage.folder) if options.database == "postgres" else None
    if postgres:
        stack.callback(postgres.stop)
    site = Site(logs, storage, mail, postgres)
    stack.callback(site.stop)
    site.start()
    people, ended = People(site.port, site.fields, options.enquiries), Event()
    single = kill_one_of_two(site, times=1 + options.kills // 50)
    days = BadDays(site, people, chance)
    moods = Thread(target=mail.change_moods, args=[random.Random(options.seed), ended], daemon=True)  # noqa: S311
    for thread in (moods, people.reader, *people.senders):
        thread.start()
    days.rehearse(options.kills)
    for sender in people.senders:
        sender.join()
    ended.set()
    moods.join()
    people.ended.set()
    site.worker.stop()
    site.inside("drain")
    return report(options, days, people, site.inside("count"), single, (time.monotonic() - began) / 60)


if __name__ == "__main__":
    main()
