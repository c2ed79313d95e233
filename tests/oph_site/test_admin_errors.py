"""Errors below /admin/ look and speak like the admin."""

import pytest
from django.test import Client, RequestFactory

from oph_site import views


@pytest.fixture
def finnish(editor):
    editor.language = "fi"
    editor.save()
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(editor)
    return client


def looks_like_the_admin(answer):
    text = answer.content.decode()
    return 'lang="fi"' in text and 'id="user-tools"' in text and "Oma työpöytä" in text and 'role="search"' not in text


def test_a_wrong_address_a_missing_right_and_an_expired_form(finnish):
    found = [
        (finnish.get("/admin/nothing/"), 404, "Sivua ei löytynyt"),
        (finnish.get("/admin/accounts/user/"), 403, "Sinulla ei ole"),
        (finnish.post("/admin/pages/page/add/"), 403, "Lomake"),
    ]
    for answer, status, words in found:
        assert answer.status_code == status
        assert looks_like_the_admin(answer)
        assert words in answer.content.decode()


def test_a_fault_of_ours(finnish, monkeypatch):
    monkeypatch.setattr("oph_site.admin.SiteAdmin.get_app_list", lambda *args, **kwargs: 1 / 0)

    answer = finnish.get("/admin/")

    assert answer.status_code == 500
    assert "Vika on meidän" in answer.content.decode()


def test_a_request_that_broke_before_anybody_was_known_gets_bare_words():
    answer = views.bad_request(RequestFactory().get("/admin/"))

    assert answer.status_code == 400
    assert b'id="user-tools"' not in answer.content


@pytest.mark.parametrize("query", ["owner__id__exact={}", "organisation__exact={}", "pk__in=1,{}", "p={}", "q={}"])
def test_an_id_that_no_database_can_hold_is_no_fault_of_ours(finnish, query):
    answer = finnish.get(f"/admin/pages/informationsource/?{query.format('9' * 30)}", follow=True)

    assert answer.status_code in (200, 404)
