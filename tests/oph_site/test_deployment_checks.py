import pytest

from oph_site import deployment_checks as checks
from oph_site.deployment_checks import is_example

GOOD = {"DEFAULT_FROM_EMAIL": "Opetushallitus <international@oph.fi>", "COORDINATORS_EMAIL": "visits@oph.fi"}
CHECKS = [
    checks.mail_goes_to_somebody,
    checks.mail_server_is_named,
    checks.proxy_is_decided,
    checks.database_is_a_server,
]


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
        return [problem.id for check in CHECKS for problem in check(None)]

    return look


DECIDED = {"EMAIL_HOST": "mail.oph.fi", "BEHIND_PROXY": "0"}


def test_a_deployment_that_decided_everything_passes(problems):
    assert problems(DECIDED, "postgresql") == []


def test_what_was_left_at_its_default_is_named(problems):
    left = {"DEFAULT_FROM_EMAIL": "international@example.org", "COORDINATORS_EMAIL": ""}

    assert problems({}, "sqlite3", **left) == [
        "oph_site.E001",
        "oph_site.E002",
        "oph_site.E003",
        "oph_site.E004",
        "oph_site.W001",
    ]


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
