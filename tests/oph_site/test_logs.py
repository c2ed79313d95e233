"""The log as operators read it in production."""

import io
import json
import logging
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from oph_site.access_log import HEADER, PathsShown, shown
from oph_site.logs import JsonLines, RefusalsInOneLine, Words, log_the_end, without_values
from pages import views as page_views

TOKEN = "1.2.Zq3vX0-kPb7yQm2sWc9dLr4tUe8nFa1gHj5iKo6pRxY"


@pytest.fixture
def lines():
    """A function that gives the lines so far, as objects."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    handler.addFilter(RefusalsInOneLine())
    handler.addFilter(PathsShown())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


def break_with(monkeypatch, error):
    def fail(*args, **kwargs):
        secret = "hunter2-of-a-local-variable"  # noqa: F841
        raise error

    monkeypatch.setattr(page_views.Frame, "__init__", fail)


def test_a_fault_is_one_line_whose_number_the_reader_sees(lines, monkeypatch, home):
    break_with(monkeypatch, ValueError("'Maija Meikäläinen' <maija@example.org>, +358 40 123 4567\nDETAIL: of the row"))
    client = Client(raise_request_exception=False)

    answer = client.get("/fi/?q=what+was+asked", headers={"user-agent": "Agent/1\x1b[2J"})
    fault, request = lines()

    assert [fault["level"], fault["logger"], fault["event"]] == [
        "ERROR",
        "django.request",
        "Internal Server Error: /fi/",
    ]
    assert [request["event"], request["status"], request["path"], request["method"]] == ["answered", 500, "/fi/", "GET"]
    assert fault["request"] == request["request"] == answer[HEADER] and request["request"] in answer.text
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", fault["time"])
    assert "in fail" in fault["error"] and fault["error"].endswith("ValueError: … <…>, …")
    assert [word for word in ("Maija", "asked", "DETAIL", "hunter2-of", "Agent") if word in str(fault)] == []


def test_a_request_that_goes_well_is_one_line_with_the_account(lines, editor_client, editor, home):
    answer = editor_client.get("/admin/pages/page/?q=Tampere")
    editor_client.get("/healthz")  # a probe asks all day: only what is wrong is noted

    [line] = lines()
    assert [line["path"], line["status"], line["account"]] == ["/admin/pages/page/", 200, editor.pk]
    assert "Tampere" not in str(line) and HEADER not in answer.headers


def test_the_number_comes_from_the_proxy_and_from_nobody_else(visitor, settings, db):
    ask = lambda number: visitor.get("/fi/nowhere/", headers={HEADER: number})[HEADER]  # noqa: E731
    given = "0123456789abcdef0123456789abcdef"

    assert ask(given) != given
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert ask(given) == given
    assert [bool(re.fullmatch("[0-9a-f]{16}", ask(odd))) for odd in ("", "a b", "<b>", "x" * 65)] == [True] * 4


def routes(resolver, start=""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, start + str(pattern.pattern))
        else:
            yield start + str(pattern.pattern)


def test_no_secret_of_an_address_gets_into_a_line():
    """Of every address that has one, in the words of the address; and of the same mistyped."""
    secret = [f"/{route}" for route in routes(get_resolver()) if "<str:token>" in route]
    paths = [re.sub(r"<\w+:\w+>", TOKEN, path) for path in secret]
    forms = [path for path in paths if not path.startswith("/admin/")]

    assert len(secret) > 18
    assert [path for path in [*paths, *(path.rstrip("/") for path in paths)] if TOKEN in shown(path)] == []
    assert [path for path in forms if TOKEN in shown(path.replace("kansainvaliset-", "kv"))] == []
    assert shown(f"/fi/kansainvaliset-vierailut/vierailupyynto/vierailu/{TOKEN}/ohjelma.ics").endswith(
        "/vierailu/…/ohjelma.ics"
    )
    assert shown(f"/fi/vierailu/{TOKEN}/") == "/fi/vierailu/…/"
    assert shown("/fi/maija@example.org/\x1b[2J\n/") == "/fi/…/…/"
    assert shown("/fi/julkaisut/valtionavustukset-2026-2027/") == "/fi/julkaisut/valtionavustukset-2026-2027/"


def test_the_log_of_the_proxy_holds_no_secret_of_an_address_either():
    """By its own pattern, which Python reads alike."""
    text = (settings.BASE_DIR / "deploy/nginx.conf").read_text()
    pattern = re.compile(re.search(r'"~(\^.+)" "\${open_part}', text)[1].replace("(?<", "(?P<"))
    secret = [re.sub(r"<\w+:\w+>", TOKEN, f"/{route}") for route in routes(get_resolver()) if "<str:token>" in route]
    english = [path.replace("vierailupyynto", "enquiry").replace("/lomake/", "/form/") for path in secret]
    matches = [pattern.match(path) for path in secret + english]

    assert len(matches) > 36 and None not in matches
    assert [match["open_part"] for match in matches if TOKEN in match["open_part"]] == []
    written = re.findall(r"\$\w+", re.search(r"log_format.+?;", text, re.DOTALL)[0])
    assert {"$remote_addr", "$request_uri", "$uri", "$args", "$http_referer"} & set(written) == set()


def test_a_stray_host_is_one_warning(lines, visitor, db):
    visitor.get("/fi/", headers={"host": "evil.example"})
    refusal, request = lines()

    assert [refusal["level"], refusal["logger"], "error" in refusal] == [
        "WARNING",
        "django.security.DisallowedHost",
        False,
    ]
    assert [request["status"], request["request"]] == [400, refusal["request"]]


@pytest.mark.parametrize(("said", "logged"), [
    ('duplicate key value violates unique constraint "outbox_due"\nDETAIL:  Key (to)=(a@b.fi) already exists.',
     'duplicate key value violates unique constraint "outbox_due"'),
    ("{'maija@example.org': (550, b'No such user')}", "{…: (550, …)}"),
    ("invalid literal for int() with base 10: 'Turku'", "invalid literal for int() with base 10: …"),
    ("can't set 'name' to 'Maija M'", "can't set 'name' to …"),
    (f"bad token {TOKEN}", "bad token 1.2.…"),
])  # fmt: skip
def test_an_exception_says_what_went_wrong_but_no_value(said, logged):
    assert without_values(said) == logged


def test_what_ends_a_command_is_a_line_too(lines):
    log_the_end(ValueError, ValueError("no mail to maija@example.org"), None)

    [line] = lines()
    assert [line["level"], line["error"]] == ["CRITICAL", "builtins.ValueError: no mail to …"]


def test_a_line_of_the_demo_is_in_words():
    record = logging.LogRecord("oph_site.jobs", logging.ERROR, __file__, 1, "A job failed", (), None)
    record.job = "deliver_waiting"

    assert Words("%(levelname)s %(message)s").format(record) == "ERROR A job failed job=deliver_waiting"
