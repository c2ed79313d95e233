"""`make test`: everything that is tested, on SQLite and PostgreSQL, in headless Chromium, on two cores.

On Debian as root it first installs what is missing (PostgreSQL, Chromium, Java is used where it is); elsewhere it uses
what it finds and says at the end what it left out.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PACKAGES = {"chromium": "chromium", "pg_ctlcluster": "postgresql", "xgettext": "gettext"}  # command → Debian package
left_out = []
failed = []


def main():
    os.chdir(ROOT)
    install_on_debian()
    postgres = start_postgres()
    fetch_html_checker()
    compile_translations()
    step("style", [BIN / "ruff", "check", "."])
    step("format", [BIN / "ruff", "format", "--check", "."])
    step("imports", [BIN / "lint-imports", "--no-cache"])
    step("migrations", [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run", "-v0"], TEST)
    step("deployment", [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], DEPLOYMENT)
    step("tests on SQLite", [BIN / "pytest", "-n", "2", "--dist", "loadfile", "-m", "not browser"])
    if postgres:
        step(
            "tests on PostgreSQL",
            [BIN / "pytest", "-n", "2", "--dist", "loadfile", "-m", "not browser"],
            {"DATABASE_URL": postgres},
        )
    if shutil.which("chromium"):
        step("tests in Chromium", [BIN / "pytest", "-n", "2", "--dist", "loadfile", "-m", "browser"])
    else:
        left_out.append("the browser tests (no chromium)")
    print("\nLeft out: " + ("; ".join(left_out) or "nothing") + ".")
    sys.exit(f"Failed: {', '.join(failed)}." if failed else 0)


TEST = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
DEPLOYMENT = {
    "DJANGO_SETTINGS_MODULE": "oph_site.settings",
    "SECRET_KEY": "only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",
    "ALLOWED_HOSTS": "www.example.org",
    "SITE_URL": "https://www.example.org",
}


def step(name, command, environment=None):
    print(f"\n— {name}", flush=True)
    start = time.monotonic()
    done = subprocess.run([str(part) for part in command], env=os.environ | (environment or {}), check=False)
    print(f"  {time.monotonic() - start:.0f} s", flush=True)
    if done.returncode:
        failed.append(name)


def install_on_debian():
    missing = [package for command, package in PACKAGES.items() if not shutil.which(command)]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing Debian packages: {', '.join(missing)}", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], check=False, **quiet)


def start_postgres():
    """DATABASE_URL if set; as root on Debian its own server with a role of the tests; else None."""
    if url := os.environ.pop("DATABASE_URL", None):
        return url
    if os.geteuid() != 0 or not shutil.which("pg_lsclusters"):
        left_out.append("PostgreSQL (set DATABASE_URL to a server on which databases may be made)")
        return None
    version, name, port, status = subprocess.check_output(["pg_lsclusters", "-h"], text=True).split()[:4]
    if "online" not in status:
        subprocess.run(["pg_ctlcluster", version, name, "start"], check=True)
    role = "DO $$ BEGIN CREATE ROLE oph_tests LOGIN CREATEDB PASSWORD 'oph_tests'; EXCEPTION WHEN duplicate_object THEN NULL; END $$; ALTER ROLE oph_tests SET synchronous_commit TO off"
    subprocess.run(["su", "postgres", "-c", f'psql -q -p {port} -c "{role.replace("$", chr(92) + "$")}"'], check=True)
    return f"postgres://oph_tests:oph_tests@127.0.0.1:{port}/postgres"


def fetch_html_checker():
    """The Nu checker from its lock file, where Java and npm are present."""
    if not (shutil.which("java") and shutil.which("npm")):
        left_out.append("the HTML checker (no Java or no npm)")
    elif subprocess.run(
        ["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=ROOT / "tests/tools", check=False
    ).returncode:
        left_out.append("the HTML checker (npm could not fetch it)")


def compile_translations():
    for domain in ["django", "djangojs"]:
        subprocess.run([str(BIN / "pybabel"), "-q", "compile", "-d", "locale", "-D", domain], check=True)


if __name__ == "__main__":
    main()
