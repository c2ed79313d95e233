"""Whether the demonstration in var/ was made by the version that runs now."""

from hashlib import sha256

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from oph_site.accounts.models import User

CONTENT = settings.BASE_DIR / "oph_site/demo"
MARK = settings.VAR_DIR / "demo-content.txt"  # the digest of the content that was loaded into this database


def has_other_migrations():
    """Whether the database has migrations that this version does not know: an older or newer one made it."""
    loader = MigrationLoader(connection)
    return bool(loader.applied_migrations.keys() - loader.disk_migrations.keys())


def is_of_another_site(accounts):
    """Whether the database has people, and none of those accounts among them."""
    if User._meta.db_table not in connection.introspection.table_names():
        return False
    addresses = set(User.objects.values_list("email", flat=True))
    return bool(addresses) and not addresses & {f"{name}@example.org" for name in accounts}


def mark():
    """Remembers which content was loaded."""
    MARK.write_text(digest())


def has_other_content():
    """Whether the texts, tables and files of the demonstration have changed since they were loaded."""
    return MARK.exists() and MARK.read_text() != digest()


def digest():
    """Of every file of the content, code and caches left out."""
    paths = sorted(path for path in CONTENT.rglob("*") if path.suffix in {".md", ".toml", ".pdf", ".png"})
    parts = [str(path.relative_to(CONTENT)).encode() + b"\0" + sha256(path.read_bytes()).digest() for path in paths]
    return sha256(b"".join(parts)).hexdigest()
