"""What is rehearsed on and thrown away: a disk that can be full, a server of PostgreSQL, commands that are kept running."""

import getpass
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from tests.browser.demo import free_port

ROOT = Path(__file__).resolve().parent.parent
RESTART = 2  # seconds, RestartSec of the units


class Disk:
    """A folder, on a file system of its own where that is permitted: then it can be full."""

    def __init__(self, folder, megabytes):
        self.folder, self.ballast = folder, folder / "ballast"
        folder.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "tmpfs", str(folder)]
        self.can_be_full = subprocess.run(mount, check=False, capture_output=True).returncode == 0  # noqa: S603

    def fill(self):
        """Until not even one more page goes in."""
        with self.ballast.open("ab", buffering=0) as file:
            for size in (1 << 20, 4096):
                with suppress(OSError):
                    while True:
                        file.write(bytes(size))

    def make_room(self):
        self.ballast.unlink()

    def end(self):
        if self.can_be_full:
            subprocess.run(["umount", "--lazy", str(self.folder)], check=False)  # noqa: S603, S607


class Postgres:
    """A server of its own. As root it runs as the user `postgres`, as Debian has it."""

    def __init__(self, folder):
        self.folder, self.port = folder / "postgres", free_port()
        self.programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        self.user = "postgres" if os.geteuid() == 0 else getpass.getuser()
        self.folder.mkdir()
        if os.geteuid() == 0:
            subprocess.run(["chown", "postgres", str(self.folder)], check=True)  # noqa: S603, S607
        self.run("initdb", "--auth", "trust", "--username", "site", "--encoding", "UTF8", "--locale", "C.UTF-8")
        self.start()
        self.url = f"postgres://site@127.0.0.1:{self.port}/postgres"

    def run(self, program, *arguments, check=True):
        as_user = ["runuser", "-u", self.user, "--"] if os.geteuid() == 0 else []
        command = [*as_user, str(self.programs / program), "-D", str(self.folder), *arguments]
        done = subprocess.run(command, check=check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")  # noqa: S603
        return done.returncode == 0

    def start(self):
        """Again and again: processes of a server that was killed need a moment to end."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_wal_size=128MB"
        log = ["-l", str(self.folder.parent.parent / "postgres.log")]  # not on the disk that becomes full
        Path(log[1]).touch()
        Path(log[1]).chmod(0o666)
        for _try in range(30):
            if self.run("pg_ctl", "-w", "-t", "30", "-o", options, *log, "start", check=False) or self.answers():
                return
            time.sleep(0.5)
        sys.exit("The server of PostgreSQL does not start.")

    def answers(self):
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=5):
            return True
        return False

    def stop(self):
        """At once, as if the power had failed."""
        self.run("pg_ctl", "-w", "-m", "immediate", "stop", check=False)

    def process(self):
        return int((self.folder / "postmaster.pid").read_text().split()[0])

    def processes(self):
        return [process := self.process(), *children(process)]

    def send(self, number, processes):
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, number)


class Service:
    """A command that is started again two seconds after it ended, without what it had started: as systemd does by the units."""

    def __init__(self, command, environment, log):
        self.command, self.environment, self.log, self.starts = command, environment, log, 0
        self.go()

    def go(self):
        self.ended = Event()
        self.start()
        Thread(target=self.keep, daemon=True, args=[self.ended]).start()

    def start(self):
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603
                self.command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.starts += 1

    def keep(self, ended):
        while not ended.is_set():
            self.process.wait()
            self.kill_all()
            if not ended.wait(RESTART):
                self.start()

    def kill(self):
        self.process.kill()

    def kill_all(self):
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def workers(self):
        """The processes of the web server that answer."""
        return children(self.process.pid)

    def stop(self):
        self.ended.set()
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(60)
        self.kill_all()


def children(pid):
    return [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/stat") if parent_in(path) == pid]


def parent_in(path):
    """The fourth field; the second, in brackets, may hold anything."""
    try:
        return int(path.read_text().rpartition(")")[2].split()[1])
    except OSError:  # it has ended meanwhile
        return None


@contextmanager
def disk(folder, megabytes):
    made = Disk(folder, megabytes)
    try:
        yield made
    finally:
        made.end()
