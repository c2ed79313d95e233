"""The cast of every test: editor, officer, coordinator, administrator and the visitor, and a browser for those that need one."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, settings

from oph_site.accounts.models import User
from oph_site.garbage import collect_rarely
from oph_site.management.commands.demo import compile_translations
from oph_site.stamp import moving
from tests.browser.demo import made_once
from tests.factories.pages import published_home
from tests.properties import examples
from tests.settings import var
from tests.smtp import MailServer
from tests.threads import on_disk

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps an event loop of its own
TESTS = Path(__file__).parent
PASSWORD = "correct horse battery staple"
# The shell draws the same pages in less time, and never shows a window.
SHELL = None if "--headed" in sys.argv else shutil.which("chromium-headless-shell")
CHROMIUM = SHELL or shutil.which("chromium")
# Workers take whole files: what takes longest begins first, so that they end together.
LONGEST = [
    "test_admin_in_finnish.py",
    "test_enquirer.py",
    "test_tasks.py",
    "test_journey.py",
    "test_editor.py",
    "test_accessibility.py",
    "test_admin_in_english.py",
    "test_pictures.py",
    "test_links.py",
    "test_demo_site.py",
    "test_invariants.py",
    "test_together.py",
    "test_page.py",
    "test_access.py",
    "test_documents.py",
    "test_planning.py",
    "test_landing_pages.py",
]
# Files by folder that take two seconds or more, together most of the time: `make check` leaves them to `make test`.
SLOW = {
    ".": "benchmarks",
    "accounts": "second_factor",
    "files": "admin documents hostile_uploads library pdf_texts pictures serving",
    "oph_site": "access lifetimes locale mirror nginx search_page security sitemaps",
    "oph_site/demo": "enquiries",
    "oph_site/desk": "panels",
    "outbox": "smtp",
    "pages": "checks landing_pages version_pages views",
    "pages/admin": "page together",
    "pages/editions": "invariants planning",
    "publications": "admin catalogue statuses",
    "search": "demo_site",
    "stamp": "cold_pages watching",
    "visits": "admin admin_dated at_once enquiry_steps inbox offer_pages offers pages views visits",
}
SLOW_FILES = {TESTS / folder / f"test_{name}.py" for folder, names in SLOW.items() for name in names.split()}
# Long, and about texts and their making: what databases could tell apart has tests of its own.
ON_ONE_DATABASE = {"test_benchmarks.py", "test_lifetimes.py", "test_nginx.py"}
# Only the last such flag counts, so Playwright's own stand here too. The first two are pages of the address bar, drawn
# anew for every window: without them Chromium needs a third less time.
NO_FEATURES = [
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "SpareRendererForSitePerProcess",  # a process for every window that none uses
]


# A busy machine is no fault of what is tried: no test waits against a clock.
settings.register_profile(
    "site", max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("site")


def pytest_configure():
    compile_translations()


def pytest_unconfigure():
    var.cleanup()  # a worker of xdist ends too abruptly to do it by itself


def pytest_collection_modifyitems(items):
    items.sort(key=place_in_line)
    for item in items:
        uses_database = item.get_closest_marker("django_db") or {"db", "transactional_db"}.intersection(
            item.fixturenames
        )
        if uses_database and item.path.name not in ON_ONE_DATABASE:
            item.add_marker(pytest.mark.database)
        if item.path in SLOW_FILES:
            item.add_marker(pytest.mark.slow)
        if item.path.parent.name == "browser":
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no chromium on this machine"))


def place_in_line(item):
    """The longest files first, the slow ones next: with short ones at the end no worker waits long for another."""
    name = item.path.name
    return LONGEST.index(name) if name in LONGEST else len(LONGEST), item.path not in SLOW_FILES


def pytest_collection_finish():
    collect_rarely()  # a tenth of the time


def member(username, group):
    user = User.objects.create_user(username, password=PASSWORD, is_staff=True, language="en")
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture(scope="session", autouse=True)
def stamp_asked_seldom():
    """A slow machine asks for the stamp between two requests of a test, which counts queries. Own writes it sees at once."""
    moving.SECONDS = 60


@pytest.fixture(scope="session", autouse=True)
def emptied_by_deleting():
    """After a test with transactions of its own. TRUNCATE takes PostgreSQL a fifth of a second for all tables, whatever is in them."""

    def delete(style, tables, **options):
        return [" ".join(f"DELETE FROM {connection.ops.quote_name(table)};" for table in tables)]

    if connection.vendor == "postgresql":
        connection.ops.sql_flush = delete


@pytest.fixture
def editor(db):
    return member("editor", "Editors")


@pytest.fixture
def officer(db):
    return member("officer", "Publications officers")


@pytest.fixture
def coordinator(db):
    return member("coordinator", "Visit coordinators")


@pytest.fixture
def administrator(db):
    return member("administrator", "Administrators")


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor_client(editor):
    return client_of(editor)


@pytest.fixture
def officer_client(officer):
    return client_of(officer)


@pytest.fixture
def coordinator_client(coordinator):
    return client_of(coordinator)


@pytest.fixture
def administrator_client(administrator):
    return client_of(administrator)


@pytest.fixture
def home(db):
    return published_home()


@pytest.fixture
def shared_database(transactional_db, tmp_path):
    """The database as several threads or processes use it at once: without the transaction around other tests."""
    with on_disk(tmp_path / "shared.sqlite3"):
        yield


@pytest.fixture
def mail_server(settings):
    """A real mail server, which the site sends by: its `messages` are what came."""
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    yield server
    server.stop()


@pytest.fixture
def in_english():
    """Sentences are compared in English; that all have a Finnish form is tested with the catalogue."""
    with translation.override("en"):
        yield


@pytest.fixture
def visitor():
    return Client()


@pytest.fixture(scope="session")
def made_demonstration(tmp_path_factory):
    """The folder of a demonstration that nobody has served, made once for all workers (and steps, of `make test`): to copy."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    return made_once(Path(os.environ.get("DEMONSTRATIONS", shared)) / "demo")


@pytest.fixture(scope="session")
def browser_type_launch_args():
    flags = "--no-sandbox --disable-gpu --disable-software-rasterizer --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
    return {"executable_path": CHROMIUM, "args": [*flags.split(), f"--disable-features={','.join(NO_FEATURES)}"]}
