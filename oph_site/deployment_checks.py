"""What `check --deploy` refuses beyond Django's own checks: choices whose default is good for a trial alone."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Info, Warning, register

from oph_site.search.analysis import has_word_data

YEAR = 365 * 24 * 60 * 60
WRITTEN = {"VAR_DIR": "oph_site.E011", "ERASURES_FILE": "oph_site.E012", "MIRROR_DIR": "oph_site.E015"}
MAILBOXES = {"E001": "DEFAULT_FROM_EMAIL", "E002": "COORDINATORS_EMAIL", "E005": "FEEDBACK_EMAIL"}
EXAMPLES = ("example.org", "example.com", "example.net", "example", "invalid", "test", "localhost")


@register(deploy=True)
def mail_goes_to_somebody(app_configs, **kwargs):
    """An address of the documentation swallows every enquiry without anybody noticing."""
    return [
        Error(
            f"{name} is {value or 'empty'}: nobody reads that.",
            hint=f"Set {name} to an address of your own.",
            id=f"oph_site.{number}",
        )
        for number, name in (MAILBOXES | ({"E014": "OPERATIONS_EMAIL"} if settings.OPERATIONS_EMAIL else {})).items()
        if is_example(value := getattr(settings, name))
    ]


@register(deploy=True)
def somebody_watches(app_configs, **kwargs):
    if settings.OPERATIONS_EMAIL or settings.METRICS_TOKEN:
        return []
    says = "Nobody is told when mail fails or the worker stops."
    hint = (
        "Set OPERATIONS_EMAIL to a mailbox that operators read, or METRICS_TOKEN for Prometheus (docs/operations.md)."
    )
    return [Info(says, hint=hint, id="oph_site.I004")]


@register(deploy=True)
def mail_server_is_named(app_configs, **kwargs):
    if os.environ.get("EMAIL_HOST"):
        return []
    hint = "Set EMAIL_HOST to its name; EMAIL_HOST=localhost when this machine has one."
    return [Error("No mail server is named: no receipt, invitation or notice goes out.", hint=hint, id="oph_site.E003")]


@register(deploy=True)
def mail_password_is_not_sent_in_clear(app_configs, **kwargs):
    if settings.EMAIL_USE_TLS or not settings.EMAIL_HOST_PASSWORD or settings.EMAIL_HOST in ("localhost", "127.0.0.1"):
        return []
    hint = "Set EMAIL_USE_TLS=1, on the port that the mail server names for it (587)."
    return [Warning("EMAIL_HOST_PASSWORD goes over the network in clear.", hint=hint, id="oph_site.W002")]


@register(deploy=True)
def it_is_no_trial(app_configs, **kwargs):
    hint = "Unset it: a production site is what runs without it."
    return [
        Error(f"{name} is on.", hint=hint, id=f"oph_site.{number}")
        for number, name in {"E006": "DEMO", "E007": "DEBUG"}.items()
        if getattr(settings, name)
    ]


@register(deploy=True)
def addresses_fit(app_configs, **kwargs):
    """Links in mail lead to SITE_URL, which has to answer, and over TLS."""
    site, hosts = urlsplit(settings.SITE_URL), settings.ALLOWED_HOSTS
    if site.scheme != "https":
        hint = "Set SITE_URL to the https:// address that readers use."
        yield Error(
            f"SITE_URL is {settings.SITE_URL}: log-ins would go over the network in clear.",
            hint=hint,
            id="oph_site.E008",
        )
    if any(host.strip().startswith((".", "*")) for host in hosts):
        hint = "Name each host that the site answers by."
        yield Error("ALLOWED_HOSTS lets in any host.", hint=hint, id="oph_site.E009")
    elif site.hostname not in hosts:
        hint = "Add it to ALLOWED_HOSTS, without spaces around the commas."
        yield Error(f"ALLOWED_HOSTS lacks {site.hostname}, the host of SITE_URL.", hint=hint, id="oph_site.E010")


@register(deploy=True)
def folders_can_be_written(app_configs, **kwargs):
    """Run the check as the account of the site: root may write everywhere."""
    places = {"VAR_DIR": settings.VAR_DIR, "ERASURES_FILE": settings.ERASURES_FILE}
    if settings.MIRROR_DIR:
        places["MIRROR_DIR"] = Path(settings.MIRROR_DIR)
    return [
        Error(
            f"{name} is {path}, where this account cannot write.",
            hint="Give the folder to the account of the site, or choose another one.",
            id=WRITTEN[name],
        )
        for name, path in places.items()
        if not path.is_absolute() or not os.access(existing(path), os.W_OK)
    ]


@register(deploy=True)
def proxy_finds_the_uploads(app_configs, **kwargs):
    address = settings.ACCEL_REDIRECT
    if not address or (address.startswith("/") and address.endswith("/")):
        return []
    hint = "It is the internal location of the proxy, for example /protected/."
    return [Error(f"ACCEL_REDIRECT is {address}: it begins and ends with a slash.", hint=hint, id="oph_site.E013")]


@register(deploy=True)
def pages_are_kept(app_configs, **kwargs):
    if settings.PAGE_CACHE_MB:
        return []
    return [Warning("PAGE_CACHE_MB is 0: every reader costs queries.", hint="Unset it.", id="oph_site.W003")]


@register(deploy=True)
def search_knows_its_words(app_configs, **kwargs):
    if has_word_data():
        return []
    if settings.BUILD_WORDS:
        says = "The word data of the search is not there yet: the worker builds it after its start."
        return [Info(says, hint="Or run manage.py build_words.", id="oph_site.I001")]
    hint = "Run manage.py build_words."
    return [Warning("The search knows no words, and BUILD_WORDS is off.", hint=hint, id="oph_site.W004")]


@register(deploy=True)
def links_are_checked(app_configs, **kwargs):
    if settings.CHECK_LINKS:
        return []
    says = "Links to other sites are not checked (CHECK_LINKS)."
    return [Info(says, hint="Unset it when the worker can reach other sites.", id="oph_site.I002")]


@register(deploy=True)
def browsers_insist_on_tls(app_configs, **kwargs):
    """The first step is short: what browsers have been told cannot be called back."""
    if settings.SECURE_HSTS_SECONDS >= YEAR or not settings.SECURE_HSTS_SECONDS:  # 0: Django's own W004
        return []
    says = f"Browsers insist on TLS for {settings.SECURE_HSTS_SECONDS} seconds after a visit."
    hint = "When TLS and its renewal have worked for some weeks: HSTS_SECONDS=31536000 (docs/deploy.md)."
    return [Info(says, hint=hint, id="oph_site.I003")]


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


def existing(path):
    """The path, or the nearest folder above it that is there."""
    return next(place for place in [path, *path.parents, Path.cwd()] if place.exists())
