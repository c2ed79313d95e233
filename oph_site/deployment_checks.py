"""What `check --deploy` refuses beyond Django's own checks: choices whose default is good for a trial alone."""

import os

from django.conf import settings
from django.core.checks import Error, Warning, register

EXAMPLES = ("example.org", "example.com", "example.net", "example", "invalid", "test", "localhost")


@register(deploy=True)
def mail_goes_to_somebody(app_configs, **kwargs):
    """An address of the documentation swallows every enquiry without anybody noticing."""
    return [
        Error(
            f"{name} is {value or 'empty'}: nobody reads that.",
            hint=f"Set {name} to an address of your own.",
            id=f"oph_site.E00{number}",
        )
        for number, name in enumerate(["DEFAULT_FROM_EMAIL", "COORDINATORS_EMAIL"], start=1)
        if is_example(value := getattr(settings, name))
    ]


@register(deploy=True)
def mail_server_is_named(app_configs, **kwargs):
    if os.environ.get("EMAIL_HOST"):
        return []
    hint = "Set EMAIL_HOST to its name; EMAIL_HOST=localhost when this machine has one."
    return [Error("No mail server is named: no receipt, invitation or notice goes out.", hint=hint, id="oph_site.E003")]


@register(deploy=True)
def proxy_is_decided(app_configs, **kwargs):
    if os.environ.get("BEHIND_PROXY"):
        return []
    hint = "Set BEHIND_PROXY=1 when a proxy overwrites X-Forwarded-For and X-Forwarded-Proto, else BEHIND_PROXY=0."
    return [
        Error(
            "It is not said whether a proxy stands before the site: behind one all visitors would share one address.",
            hint=hint,
            id="oph_site.E004",
        )
    ]


@register(deploy=True)
def database_is_a_server(app_configs, **kwargs):
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
        return []
    hint = "Set DATABASE_URL to a PostgreSQL database. SQLite will do for one small server that is backed up as a file."
    return [Warning("The database is SQLite.", hint=hint, id="oph_site.W001")]


def is_example(address):
    """Whether mail to it reaches nobody: a domain that RFC 2606 reserves for examples, or none. “Name <address>” counts too."""
    domain = address.rpartition("@")[2].strip(" >").lower()
    return not domain or any(f".{domain}".endswith(f".{name}") for name in EXAMPLES)
