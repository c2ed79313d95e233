import os
import subprocess
import sys

import pytest
from django.db import DatabaseError
from django.test import Client

from pages.models import Edition

pytestmark = pytest.mark.django_db

STRICT = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
SAFE = {
    "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOP",
    "ALLOWED_HOSTS": "www.example.org",
    "SITE_URL": "https://www.example.org",
}


# What `check --deploy` wants decided too.
DECIDED = {
    "DATABASE_URL": "postgres://nobody@localhost/nothing",
    "BUILD_WORDS": "1",
    "CHECK_LINKS": "1",
    "BEHIND_PROXY": "1",
    "EMAIL_HOST": "localhost",
    "DEFAULT_FROM_EMAIL": "international@oph.fi",
    "COORDINATORS_EMAIL": "visits@oph.fi",
    "OPERATIONS_EMAIL": "web@oph.fi",
}


def start(**environment):
    """What `manage.py check --deploy` says in a production environment: (exit code, last line)."""
    bare = {
        key: value
        for key, value in os.environ.items()
        if key not in (*SAFE, "DEMO", "DEBUG", "DJANGO_ALLOW_ASYNC_UNSAFE")
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env=bare | {"DJANGO_SETTINGS_MODULE": "oph_site.settings"} | environment, capture_output=True, text=True,
    )  # fmt: skip
    return done.returncode, (done.stderr.strip() or done.stdout.strip()).splitlines()[-1]


def test_production_starts_clean_with_all_that_it_needs():
    """Word data and the first, short HSTS are told of, but stop nothing."""
    assert start(**SAFE, **DECIDED) == (0, "System check identified 2 issues (2 silenced).")


@pytest.mark.parametrize("missing", SAFE)
def test_a_missing_setting_stops_the_start_with_one_clear_line(missing):
    code, line = start(**{key: value for key, value in SAFE.items() if key != missing})

    assert [code, f"Set the environment variable {missing} (" in line] == [1, True]


def test_a_weak_secret_stops_the_start():
    assert start(**SAFE | {"SECRET_KEY": "django-insecure-" + "x" * 50})[0] == 1


@pytest.mark.parametrize("path", ["/fi/", "/fi/haku/", "/en/missing/", "/robots.txt", "/sitemap.xml"])
def test_public_answers_carry_the_strict_policy(visitor, path):
    answer = visitor.get(path)

    assert set(answer["Content-Security-Policy"].split("; ")) >= STRICT
    assert [answer["X-Content-Type-Options"], answer["X-Frame-Options"]] == ["nosniff", "DENY"]
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_the_admin_has_a_policy_of_its_own_without_unsafe(editor_client):
    policy = editor_client.get("/admin/")["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "img-src 'self' data: blob:" in policy


def test_the_admin_is_never_stored(editor_client):
    assert editor_client.get("/admin/")["Cache-Control"] == "private, no-store"


def test_a_form_in_an_odd_charset_is_refused_and_nothing_breaks(visitor):
    answer = visitor.post("/admin/login/", "a=1", content_type="application/x-www-form-urlencoded; charset=utf-16")

    assert answer.status_code == 415


def test_an_error_page_stands_even_when_the_database_is_away(monkeypatch, settings):
    settings.DEBUG_PROPAGATE_EXCEPTIONS = False

    def away(*args, **kwargs):
        raise DatabaseError("away")

    monkeypatch.setattr(Edition.objects, "live", away)
    answer = Client(raise_request_exception=False).get("/en/")

    assert [answer.status_code, b"Something went wrong" in answer.content, b'lang="en"' in answer.content] == [
        500,
        True,
        True,
    ]


def test_an_expired_admin_form_answers_in_words(settings):
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post("/admin/login/", {"username": "x", "password": "y"}, headers={"accept-language": "en"})

    assert [answer.status_code, b"The form had expired" in answer.content] == [403, True]


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/robots.txt", "/.well-known/security.txt", "/sitemap.xml"])
def test_operators_and_robots_get_their_answers(visitor, path):
    assert visitor.get(path).status_code == 200


HUGE = "9" * 30
ODD_ADDRESSES = [
    f"/~/page/{HUGE}/", "/~/preview/x/", f"/~/preview/{'a' * 3000}/", f"/files/{HUGE}/a.pdf", "/files/1/..%2f..%2fetc",
    f"/pictures/{HUGE}/a-400.webp", f"/pictures/1/a-{HUGE}.webp", f"/files/{HUGE}/cover-300.webp", "/fi/%00/", "/fi/%FF/",
    "/fi//", "/fi/a/../b/", "/fi/" + "a/" * 400, "/en/publications/%E2%80%AE/", f"/en/publications/{'x' * 500}/", "/fi/haku/?q=%00",
    "/fi/haku/?q=" + "a" * 5000, "/en/search/?q=%FF%FE", "/fi/julkaisut/?page=abc&year=0&type=zzz&lang=%00", f"/fi/julkaisut/?page={HUGE}&year={HUGE}",
    "/fi/julkaisut/?year=%D9%A2%D9%A0", "/admin/login/?next=http://[", "/admin/%00/", "/static/..%2f..%2fmanage.py", "/FI/", "/fi",
]  # fmt: skip


@pytest.mark.parametrize("path", ODD_ADDRESSES, ids=range(len(ODD_ADDRESSES)))
def test_no_address_breaks_the_site(visitor, path):
    assert visitor.get(path).status_code < 500


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options", "trace"])
def test_no_method_breaks_a_public_page(visitor, method):
    assert getattr(visitor, method)("/fi/").status_code < 500


@pytest.mark.parametrize("address", [
    "pages/page/?kind__exact=", "publications/publication/?versions__language=", "link_check/outsidelink/?state__exact=",
    "visits/enquiry/?state=",
])  # fmt: skip
def test_a_nul_in_a_query_of_the_admin_is_refused(administrator_client, address):
    assert administrator_client.get(f"/admin/{address}a%00").status_code == 400
