"""All settings of the site. Each deployment choice is one line from the environment; docs/deploy.md lists them.

Nothing set means production: the start is refused without a secret, a host and the site's address.
DEMO=1 (`make run`) fills them for this machine alone, DEBUG=1 (`make dev`) adds reload and tracebacks.
"""

import os
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django_prose_editor.config import html_tags
from js_asset import static_lazy
from whitenoise.compress import Compressor

from oph_site.languages import IN_LANGUAGE
from oph_site.languages import LANGUAGES as SITE_LANGUAGES

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))  # everything that the running site writes


def is_on(name, default=""):
    return os.environ.get(name, default).lower() in ("1", "true", "yes", "on")


def at_least(name, least, *, default):
    """A whole number of the environment. With a smaller one the start is refused: it would destroy what must be kept, or means nothing."""
    value = os.environ.get(name) or str(default)
    if not value.isascii() or not value.isdecimal() or int(value) < least:
        raise ImproperlyConfigured(f"{name} is {value}: it must be a whole number, {least} or more.")
    return int(value)


def required(name, *, demo, what):
    """The value of an environment variable that production cannot do without."""
    value = os.environ.get(name) or (demo if DEMO else "")
    if not value:
        raise ImproperlyConfigured(
            f"Set the environment variable {name} ({what}). For a trial on this machine: make run"
        )
    return value


def demo_secret():
    """The secret of the demo on this machine, made once."""
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    path = VAR_DIR / "demo-secret"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(60))
    return path.read_text()


# Mode
DEMO = is_on("DEMO")
DEBUG = is_on("DEBUG")

# Address
PORT = os.environ.get("PORT", "8000")
ALLOWED_HOSTS = required("ALLOWED_HOSTS", demo="localhost,127.0.0.1", what="host names, parted by commas").split(",")
SITE_URL = required(
    "SITE_URL", demo=f"http://localhost:{PORT}", what="the site's own address, for links in mail"
).rstrip("/")
IS_HTTPS = SITE_URL.startswith("https://")

# Secrets
SECRET_KEY = required("SECRET_KEY", demo=DEMO and demo_secret(), what="50 random characters or more")
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if key]
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or SECRET_KEY.startswith("django-insecure"):
    raise ImproperlyConfigured("SECRET_KEY is too weak: give it 50 random characters or more.")

# Database
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE and WAL: a web process and the worker write without lock errors; FULL: a commit survives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["ENGINE"] = "oph_site.postgres"  # web processes give it up when it hangs
    # A server that is gone without a word is noticed by everybody within two minutes, not within two hours.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        keepalives_idle=30, keepalives_interval=10, keepalives_count=3, tcp_user_timeout=120_000
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Applications
INSTALLED_APPS = [
    "modeltranslation",  # before the admin, so that its admin classes find translated models
    "oph_site.apps.SiteConfig",
    "oph_site.stamp",
    "oph_site.accounts",
    "oph_site.files",
    "oph_site.outbox",
    "oph_site.link_check",
    "oph_site.search",
    "oph_site.health",
    "pages",
    "visits",
    "publications",
    "publications.oai",
    "feedback",
    "oph_site.apps.SiteAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
    "django_prose_editor",
    "js_asset",
    "tree_queries",
]
MIDDLEWARE = [
    "oph_site.access_log.AccessLog",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "oph_site.security.ContentSecurityPolicy",
    "oph_site.security.Headers",
    "oph_site.static_files.StaticFiles",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "oph_site.security.TwoWorlds",
    "oph_site.security.RefuseOddRequests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "oph_site.accounts.sessions.SessionLimits",
    "oph_site.languages.LanguageFromAddress",  # knows the person; messages are stored in their language
    "django.contrib.messages.middleware.MessageMiddleware",
    "oph_site.accounts.gate.Gate",
    "oph_site.answers.PrintableAnswers",
]
ROOT_URLCONF = "oph_site.urls"
WSGI_APPLICATION = "oph_site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# The text editor's own parts (pages/text/editor.py says what it offers; pages/text/richtext.py what may be stored)
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy(f"js/admin/{name}.js") for name in ("richtext", "link", "paste")],
        "extensions": dict.fromkeys(["Lang", "Link", "Paste", "Site", "Table"], html_tags([])),
    }
]

# People
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "admin:login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "oph_site.accounts.demo_password.KnownPasswordValidator"},
    {"NAME": "oph_site.accounts.site_words.NotOfSiteWords"},
]
SECOND_FACTOR_REQUIRED = not DEMO and not is_on("NO_SECOND_FACTOR")
SESSION_COOKIE_AGE = 8 * 60 * 60  # idle and absolute limits: accounts/sessions.py

# Languages and time
LANGUAGE_CODE = "fi"
LANGUAGES = [(code, name) for code, name in SITE_LANGUAGES.items()]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": (), "en": ("fi",)}
MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME = lambda name, language: f"{name} ({IN_LANGUAGE[language]})"  # noqa: E731
FORMAT_MODULE_PATH = ["oph_site.formats"]
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True

# Static files and uploads
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]  # for developers alone, and large
FILE_UPLOAD_PERMISSIONS = 0o640
PAGE_CACHE_MB = 0 if DEBUG else at_least("PAGE_CACHE_MB", 0, default=64)  # page_cache.py, in each process; 0: none
MIRROR_DIR = os.environ.get("MIRROR_DIR", "")  # where the worker keeps a copy of the public site as files (mirror/)
ACCEL_REDIRECT = os.environ.get("ACCEL_REDIRECT", "")  # the proxy's internal address of the uploads: /protected/
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# Mail: written into the outbox by the web process, sent by `manage.py work`
EMAIL_BACKEND = (
    "django.core.mail.backends.dummy.EmailBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = is_on("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "international@example.org")
COORDINATORS_EMAIL = os.environ.get("COORDINATORS_EMAIL", "visits@example.org")
FEEDBACK_EMAIL = os.environ.get("FEEDBACK_EMAIL", DEFAULT_FROM_EMAIL)
OPERATIONS_EMAIL = os.environ.get("OPERATIONS_EMAIL", "")  # health/report.py writes there each day

# How long personal data of the visit service is kept (visits/retention.py). The privacy notice promises the same. Enquiries
# that led to no visit: after the last thing that happened. Bookkeeping: after the year of the visit (1336/1997, 2:10).
KEPT_ENQUIRY_DAYS = at_least("KEPT_ENQUIRY_DAYS", 1, default=365)
KEPT_SPAM_DAYS = at_least("KEPT_SPAM_DAYS", 1, default=30)
KEPT_FEEDBACK_DAYS = at_least("KEPT_FEEDBACK_DAYS", 1, default=365)  # feedback/retention.py
BOOKKEEPING_YEARS = at_least("BOOKKEEPING_YEARS", 6, default=6)
# What was erased, to be repeated after a restore: outside the database and its backups (erasures.py)
ERASURES_FILE = Path(os.environ.get("ERASURES_FILE", VAR_DIR / "erasures.log"))

# The worker asks other servers whether the links to them still work; a demo asks nobody by itself.
CHECK_LINKS = is_on("CHECK_LINKS", default="" if DEMO else "1")

# Whoever shows this token reads /metrics (health/metrics.py); without one there is no such address.
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")
if METRICS_TOKEN and len(METRICS_TOKEN) < 32:
    raise ImproperlyConfigured("METRICS_TOKEN is too short: give it 32 random characters or more.")
RELEASE = os.environ.get("RELEASE", "")  # what was deployed, for /metrics

# The worker builds the word data of the search where deployment has not (manage.py build_words).
BUILD_WORDS = is_on("BUILD_WORDS", default="1")

# Security (the headers that Django lacks are in security.py)
SECURE_SSL_REDIRECT = IS_HTTPS and not is_on("NO_SSL_REDIRECT")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if is_on("BEHIND_PROXY") else None
# Browsers cannot be told otherwise before it has run out: an hour at first. Other hosts are for those who run them to say.
SECURE_HSTS_SECONDS = at_least("HSTS_SECONDS", 0, default=60 * 60) if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = is_on("HSTS_SUBDOMAINS")
SECURE_HSTS_PRELOAD = is_on("HSTS_PRELOAD")
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # they want the two lines above in any case
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
# "__Host-": browsers take such a cookie from this host alone, and over https
SESSION_COOKIE_NAME = "__Host-sessionid" if IS_HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_HTTPS else "csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "oph_site.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"

# SECURITY.md, control "CSP": nothing inline, nothing from elsewhere. The admin's text editor needs a nonce for its
# import map, one constant style of its own (by hash) and data: pictures.
PUBLIC_CSP = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}
ADMIN_CSP = PUBLIC_CSP | {
    "script-src": [SELF, NONCE],
    "style-src": [SELF, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
    "img-src": [SELF, "data:", "blob:"],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": PUBLIC_CSP}

# Logs, to standard error: in production each event is a line of JSON (logs.py), in the demo words. Of requests the demo
# says only what Django says by itself.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "oph_site.logs.JsonLines"},
        "words": {"()": "oph_site.logs.Words", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
    },
    "filters": {
        "refusals": {"()": "oph_site.logs.RefusalsInOneLine"},
        "paths": {"()": "oph_site.access_log.PathsShown"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "words" if DEMO or DEBUG else "json",
            "filters": ["refusals", "paths"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "oph_site.accounts.log_ins": {"level": "INFO"},
        "oph_site.access_log": {"level": "WARNING" if DEMO or DEBUG else "INFO"},
        "django.request": {"level": "WARNING" if DEMO or DEBUG else "ERROR"},  # the line of access_log has the others
    },
}
