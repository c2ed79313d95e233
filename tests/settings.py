"""The site's settings with what a test run needs: a secret, a host, fast passwords, uploads in a folder of its own."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("SITE_URL", "http://testserver")
os.environ["CHECK_LINKS"] = "0"  # no test asks another server
os.environ["BUILD_WORDS"] = "0"  # ten seconds
var = tempfile.TemporaryDirectory(prefix="oph-tests-", ignore_cleanup_errors=True)  # conftest throws it away
os.environ["VAR_DIR"] = var.name

from oph_site.settings import *  # noqa: E402, F403

SECOND_FACTOR_REQUIRED = False  # most tests log in by force; tests/accounts turn it on
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
