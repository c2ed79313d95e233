import re
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.checks import registry, run_checks

from oph_site import deployment_checks as checks
from oph_site.accounts.demo_password import DEMO_PASSWORD
from oph_site.accounts.models import User
from oph_site.deployment_checks import is_example

GOOD = {"DEFAULT_FROM_EMAIL": "Opetushallitus <international@oph.fi>", "COORDINATORS_EMAIL": "visits@oph.fi"}
GOOD |= {
    "FEEDBACK_EMAIL": "feedback@oph.fi", "DEMO": False, "DEBUG": False, "SITE_URL": "https://www.oph.fi", "ALLOWED_HOSTS": ["www.oph.fi"],
    "CHECK_LINKS": True, "BUILD_WORDS": True, "PAGE_CACHE_MB": 64, "SECURE_HSTS_SECONDS": checks.YEAR, "OPERATIONS_EMAIL": "web@oph.fi",
}  # fmt: skip
CHECKS = [check for check in registry.registry.deployment_checks if check.__module__ == checks.__name__]


@pytest.fixture
def problems(settings, monkeypatch):
    """The ids of what a deployment with these settings and this environment is refused for."""

    def look(environment, engine, **changes):
        monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", f"django.db.backends.{engine}")
        for name in ("EMAIL_HOST", "BEHIND_PROXY"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        for name, value in (GOOD | changes).items():
            setattr(settings, name, value)
        return sorted(problem.id for check in CHECKS for problem in check(None))

    return look


DECIDED = {"EMAIL_HOST": "mail.oph.fi", "BEHIND_PROXY": "0"}


def test_a_deployment_that_decided_everything_passes(problems):
    assert problems(DECIDED, "postgresql") == ["oph_site.I001"]  # the worker builds the word data


def test_what_was_left_at_its_default_is_named(problems):
    left = {"DEFAULT_FROM_EMAIL": "international@example.org", "COORDINATORS_EMAIL": ""}

    assert problems({}, "sqlite3", **left) == named("E001 E002 E003 E004 I001 W001")


def named(ids):
    return [f"oph_site.{one}" for one in ids.split()]


@pytest.mark.parametrize(
    ("ids", "changes"),
    [
        ("E005", {"FEEDBACK_EMAIL": "a@example.org"}),
        ("E006 E007", {"DEMO": True, "DEBUG": True}),
        ("E008", {"SITE_URL": "http://www.oph.fi"}),
        ("E009", {"ALLOWED_HOSTS": ["*"]}),
        ("E010", {"ALLOWED_HOSTS": ["oph.fi", " www.oph.fi"]}),
        ("E011 E012", {"VAR_DIR": Path("/proc/none"), "ERASURES_FILE": Path("erasures.log")}),
        ("E013", {"ACCEL_REDIRECT": "/protected"}),
        ("W002", {"EMAIL_HOST": "mail.oph.fi", "EMAIL_HOST_PASSWORD": "secret", "EMAIL_USE_TLS": False}),
        ("W003", {"PAGE_CACHE_MB": 0}),
        ("I002", {"CHECK_LINKS": False}),
        ("I003", {"SECURE_HSTS_SECONDS": 3600}),
        ("I004", {"OPERATIONS_EMAIL": ""}),
        ("E014", {"OPERATIONS_EMAIL": "web@example.org"}),
        ("E015", {"MIRROR_DIR": "/proc/mirror"}),
    ],
)
def test_each_choice_that_does_not_fit_is_named(problems, monkeypatch, ids, changes):
    monkeypatch.setattr(
        checks.os, "access", lambda path, mode: not str(path).startswith("/proc")
    )  # root may write anywhere

    assert [one for one in problems(DECIDED, "postgresql", **changes) if one != "oph_site.I001"] == named(ids)


def test_without_word_data_and_a_worker_that_builds_it_the_search_is_named(problems):
    assert problems(DECIDED, "postgresql", BUILD_WORDS=False) == named("W004")


# The start is refused without them, or with a value that makes no sense; or any value is right.
NOT_CHECKED = {
    "SECRET_KEY", "SECRET_KEY_FALLBACKS", "KEPT_ENQUIRY_DAYS", "KEPT_SPAM_DAYS", "KEPT_FEEDBACK_DAYS", "BOOKKEEPING_YEARS",
    "EMAIL_PORT", "EMAIL_HOST_USER", "HSTS_SUBDOMAINS", "HSTS_PRELOAD", "DEMO_PASSWORD", "PORT", "RELEASE",
}  # fmt: skip
BY_DJANGO = {"NO_SSL_REDIRECT", "NO_SECOND_FACTOR"}  # security.W008; accounts.W001


def test_the_checks_know_every_setting_of_the_document():
    table = (site.BASE_DIR / "docs/deploy.md").read_text().split("## Settings")[1].split("## Logging in")[0]
    known = (site.BASE_DIR / "oph_site/deployment_checks.py").read_text()

    named_there = set(re.findall(r"^\| (`.+?`) \|", table, re.MULTILINE))
    names = {name for cell in named_there for name in re.findall(r"`(\w+)`", cell)}
    assert [name for name in sorted(names - NOT_CHECKED - BY_DJANGO) if name not in known] == []


@pytest.mark.django_db
def test_accounts_with_the_password_of_the_demonstration_are_named(settings):
    User.objects.create_user("officer", password=DEMO_PASSWORD)
    User.objects.create_user("editor", password="another long password")

    found = [
        one.msg
        for one in run_checks(include_deployment_checks=True, databases=["default"])
        if one.id == "accounts.E001"
    ]

    assert found == ["These accounts have the password of the demonstration: officer."]


@pytest.mark.parametrize(
    ("address", "nobody"),
    [
        ("a@example.org", True),
        ("Visits <a@mail.example.com>", True),
        ("a@site.test", True),
        ("webmaster@localhost", True),
        ("", True),
        ("a@oph.fi", False),
        ("a@myexample.org", False),
    ],
)
def test_addresses_that_nobody_reads(address, nobody):
    assert is_example(address) == nobody
