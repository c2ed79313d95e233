"""A worker of the old release serves the style sheet that a page of the new one names."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from oph_site.static_files import StaticFiles


@pytest.fixture
def ask(settings, tmp_path):
    settings.STATIC_ROOT, settings.WHITENOISE_AUTOREFRESH, settings.WHITENOISE_USE_FINDERS = (
        tmp_path / "static",
        False,
        False,
    )
    settings.STATIC_ROOT.mkdir()
    (tmp_path / "secret.css").write_text("outside")
    serve = StaticFiles(lambda request: HttpResponse(status=404))
    (settings.STATIC_ROOT / "new.css").write_text("p { color: red }")
    return lambda path: serve(RequestFactory().get(path))


def test_a_file_that_came_after_the_start_is_served(ask):
    answer = ask("/static/new.css")

    assert (answer.status_code, b"".join(answer)) == (200, b"p { color: red }")
    assert answer["Content-Type"] == 'text/css; charset="utf-8"'


@pytest.mark.parametrize(
    "path",
    [
        "/static/none.css",
        "/static/",
        "/static/../secret.css",
        "/static//etc/passwd",
        "/static/%00",
        f"/static/{'a' * 300}",
    ],
)
def test_nothing_else_is(ask, path):
    assert ask(path).status_code == 404
