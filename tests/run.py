"""`make test`: everything that is tested, on SQLite, in headless Chromium and, where a database is used, on PostgreSQL.

`make check` (`run.py check`) leaves out PostgreSQL, the migrations, Chromium and what is marked slow, and installs nothing.
On Debian as root `make test` first installs what is missing (nginx, PostgreSQL, Chromium; Java is used where it is); elsewhere
it uses what it finds and says at the end what it left out.
"""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock, Thread

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv/bin"
PYTHON = BIN / "python"
QUICK_CHROMIUM = "chromium-headless-shell"  # command and package; where it is not, Chromium does the same
NGINX = Path("/usr/sbin/nginx")
POLICY = Path("/usr/sbin/policy-rc.d")  # while packages are installed: none of them starts a service
NO_SERVER = Path("/etc/postgresql-common/createcluster.d/oph-tests.conf")  # while Debian's package is installed
PYTEST = [BIN / "pytest", "-n", "2", "--dist", "loadfile"]
# The schema as operators get it, by all migrations from nothing; the other tests take it from the models, which is quicker.
MIGRATED = [BIN / "pytest", "--migrations", "--create-db", "tests/accounts/test_groups.py", "tests/pages/editions/test_publishing.py"]  # fmt: skip
ON_POSTGRES = [*PYTEST, "-m", "database and not browser"]
left_out = []
failed = []
printing = Lock()
has_tools = Event()  # what the tests on SQLite need beside Python


def main():
    os.chdir(ROOT)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # some twenty processes would compile everything again
    given = os.environ.pop("DATABASE_URL", None)
    if sys.argv[1:] == ["check"]:
        with beside(look):
            step("quick tests on SQLite", [*PYTEST, "-m", "not browser and not slow"])
    else:
        with tempfile.TemporaryDirectory(prefix="oph-demonstration-") as folder:
            os.environ["DEMONSTRATIONS"] = folder  # SQLite and Chromium share one (conftest.py)
            test_everything(given)
        print("\nLeft out: " + ("; ".join(left_out) or "nothing") + ".")
    sys.exit(f"Failed: {', '.join(failed)}." if failed else 0)


def test_everything(given):
    """Two steps at once where both leave a core idle: they wait for another machine, or have one process."""
    with beside(bring):
        install_python()
        has_tools.wait()
        step("tests on SQLite", [*PYTEST, "-m", "not browser"])
    postgres = on_postgres(given)
    with beside(look_and_migrate):  # while the migrations run on PostgreSQL, which are one process too
        if postgres:
            within, url = postgres
            step("tests on PostgreSQL", [*within, "sh", "-c", f"{joined(MIGRATED)} && {joined(ON_POSTGRES)}"], url)
    test_in_chromium()


def joined(command):
    return shlex.join(map(str, command))


@contextmanager
def beside(work):
    thread = Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def look():
    """What needs no test to run."""
    step("style", [BIN / "ruff", "check", "."])
    step("format", [BIN / "ruff", "format", "--check", "."])
    step("imports", [BIN / "lint-imports", "--no-cache"])
    step("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run", "-v0"], TEST)
    step("deployment", [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], DEPLOYMENT)


def look_and_migrate():
    look()
    step("migrations on SQLite", MIGRATED)


def bring():
    """What comes from package registries; PostgreSQL, Chromium and the HTML checker after what is needed first."""
    try:
        install_on_debian()
    finally:
        has_tools.set()
    install_on_debian(with_servers=True)
    fetch_html_checker()


def install_python():
    """The environment of `make test`, once: by the Python that runs this, as the Makefile does it for everybody."""
    if subprocess.run(
        ["make", "--no-print-directory", f"PYTHON={sys.executable}", ".venv/.ok-dev"], check=False
    ).returncode:
        sys.exit(1)


def on_postgres(given):
    """(what stands before a command, its environment) so that it finds a server. given: the address of one to use, or None."""
    if given:
        return [], {"DATABASE_URL": given}
    if has_postgres():
        return OWN_POSTGRES, {"DATABASE_URL": "postgres:///postgres"}
    left_out.append("PostgreSQL (set DATABASE_URL to a server on which databases may be made)")
    return None


def test_in_chromium():
    if shutil.which("chromium") or shutil.which(QUICK_CHROMIUM):
        step("tests in Chromium", [*PYTEST, "tests/browser"])
    else:
        left_out.append("the browser tests (no chromium)")


# A server of its own in a temporary folder, which ends with the command, whatever that answers. No server that is there
# already is touched. It tells the command by PGHOST, PGPORT, PGUSER and PGPASSWORD where it is.
FOR_TESTS = (
    "fsync=off full_page_writes=off synchronous_commit=off ssl=off jit=off autovacuum=off log_min_messages=fatal"
)
OWN_POSTGRES = ["pg_virtualenv", "-t", *(part for option in FOR_TESTS.split() for part in ("-o", option))]
TEST = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
DEPLOYMENT = {
    "DJANGO_SETTINGS_MODULE": "oph_site.settings",
    "SECRET_KEY": "only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",
    "ALLOWED_HOSTS": "www.example.org",
    "SITE_URL": "https://www.example.org",
    "DATABASE_URL": "postgres://nobody@localhost/nothing",  # it is not asked
    "BEHIND_PROXY": "1",
    "EMAIL_HOST": "localhost",
    "DEFAULT_FROM_EMAIL": "international@oph.fi",
    "COORDINATORS_EMAIL": "visits@oph.fi",
    "OPERATIONS_EMAIL": "web@oph.fi",
}


def step(name, command, environment=None):
    """Runs it and prints what it said when it has ended: another step may run beside it."""
    print(f"… {name}", flush=True)
    start = time.monotonic()
    environment = os.environ | (environment or {})
    done = subprocess.run(
        [str(part) for part in command], env=environment, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )  # fmt: skip
    with printing:
        print(f"\n— {name}\n{done.stdout.strip()}\n  {time.monotonic() - start:.0f} s", flush=True)
    if done.returncode:
        failed.append(name)


def has_postgres():
    return bool(shutil.which("pg_virtualenv")) and any(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))


def install_on_debian(*, with_servers=False):
    """What the tests on SQLite need; with_servers: PostgreSQL and Chromium."""
    missing, wished = [] if shutil.which("xgettext") else ["gettext"], [] if NGINX.exists() else ["nginx-light"]
    if with_servers:
        missing += [] if shutil.which("chromium") else ["chromium"]
        missing += [] if has_postgres() else ["postgresql"]
        wished += [] if shutil.which(QUICK_CHROMIUM) else [QUICK_CHROMIUM]
    if not (missing or wished) or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing Debian packages: {', '.join(missing + wished)}", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "check": False}
    NO_SERVER.parent.mkdir(parents=True, exist_ok=True)
    NO_SERVER.write_text("create_main_cluster = false\n")
    if has_own_policy := not POLICY.exists():
        POLICY.write_text("#!/bin/sh\nexit 101\n")
        POLICY.chmod(0o755)
    try:
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        for packages in filter(None, [missing, wished]):  # apart: what is not there keeps nothing else away
            subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], **quiet)
    finally:
        NO_SERVER.unlink()
        if has_own_policy:
            POLICY.unlink()


def fetch_html_checker():
    """The Nu checker from its lock file, where Java and npm are present."""
    if not (shutil.which("java") and shutil.which("npm")):
        left_out.append("the HTML checker (no Java or no npm)")
    elif subprocess.run(
        ["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=ROOT / "tests/tools", check=False
    ).returncode:
        left_out.append("the HTML checker (npm could not fetch it)")


if __name__ == "__main__":
    main()
