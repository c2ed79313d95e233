"""Getting in without somebody else's password: the invitation, and "forgotten password"."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client

from oph_site.accounts.models import User
from oph_site.accounts.site_words import NotOfSiteWords
from oph_site.outbox.models import OutboxMessage
from tests.accounts.conftest import current_code
from tests.accounts.test_login import log_in
from tests.accounts.test_sessions import form_of
from tests.conftest import PASSWORD, client_of

pytestmark = pytest.mark.django_db
NEW = "a quite different pass phrase"
WORDS = {"new_password1": NEW, "new_password2": NEW}
FORGOTTEN = "/admin/password/forgotten/"


@pytest.fixture
def aino(administrator_client):
    """A new account as an administrator makes it."""
    form = {"username": "aino", "first_name": "Aino", "email": "aino@example.org", "language": "fi"}
    form["groups"] = [Group.objects.get(name="Editors").pk]
    assert administrator_client.post("/admin/accounts/user/add/", form).status_code == 302
    return User.objects.get(username="aino")


@pytest.fixture
def reachable(editor):
    editor.email = "editor@example.org"
    editor.save()
    return editor


def last_link():
    """The path of the link in the newest mail. Its host is ours."""
    address = re.search(r"https?://\S+", OutboxMessage.objects.latest("pk").text)[0]
    assert address.startswith("http://testserver/admin/password/new/")
    return address.removeprefix("http://testserver")


def test_a_new_person_in_a_group_sets_a_password_and_gets_in(aino, visitor):
    mail = OutboxMessage.objects.get()
    path = last_link()
    looked = visitor.get(path)
    visitor.post(path, WORDS)
    log_in(visitor, "aino", NEW)

    assert [mail.to, mail.language, aino.is_staff, aino.has_usable_password()] == [
        "aino@example.org",
        "fi",
        True,
        False,
    ]
    assert ['<html lang="fi"' in looked.text, visitor.get("/admin/pages/page/").status_code] == [True, 200]


def test_a_new_account_needs_an_address_and_a_group(administrator_client):
    answer = administrator_client.post("/admin/accounts/user/add/", {"username": "aino", "language": "fi"})

    assert set(answer.context["adminform"].form.errors) == {"email", "groups"}


@pytest.mark.parametrize("path", ["add/", "{pk}/change/", "{pk}/password/"])
def test_forms_of_people_speak_of_what_there_is(editor, administrator_client, path):
    page = administrator_client.get(f"/admin/accounts/user/{path.format(pk=editor.pk)}").text

    assert re.findall("LDAP|Single Sign-On|[Ss]taff status|permissions|authentication", page) == []


def test_staff_status_follows_the_groups(editor, administrator_client):
    address, data = f"/admin/accounts/user/{editor.pk}/change/", form_of(editor)
    states = []
    for groups in [[], data["groups"]]:
        administrator_client.post(address, data | {"groups": groups})
        editor.refresh_from_db()
        states.append(editor.is_staff)

    assert states == [False, True]


def test_a_link_works_once(aino, visitor):
    path = last_link()
    statuses = [
        visitor.post(path, WORDS).status_code,
        visitor.post(path, WORDS).status_code,
        visitor.get(path).status_code,
    ]

    assert statuses == [302, 410, 410]


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 410)])
def test_a_link_for_a_forgotten_password_works_for_an_hour(reachable, visitor, clock, minutes, status):
    visitor.post(FORGOTTEN, {"name": "editor"})
    clock.shift(60 * minutes)

    assert visitor.get(last_link()).status_code == status


@pytest.mark.parametrize(("days", "status"), [(6.9, 200), (7.1, 410)])
def test_an_invitation_works_for_a_week(aino, visitor, clock, days, status):
    clock.shift(days * 24 * 60 * 60)

    assert visitor.get(last_link()).status_code == status


def log_in_meanwhile(editor):
    log_in(Client())


def change_the_address(editor):
    User.objects.filter(pk=editor.pk).update(email="other@example.org")


def end_the_account(editor):
    User.objects.filter(pk=editor.pk).update(is_active=False)


@pytest.mark.parametrize("meanwhile", [log_in_meanwhile, change_the_address, end_the_account])
def test_a_link_dies_with_what_makes_it_needless_or_wrong(reachable, visitor, meanwhile):
    visitor.post(FORGOTTEN, {"name": "editor"})
    meanwhile(reachable)

    assert visitor.post(last_link(), WORDS).status_code == 410


@pytest.mark.parametrize("token", ["x", "WzEsIngiXQ:1abc:def", "%00", "å"])
def test_a_made_up_link_opens_nothing(editor, visitor, token):
    assert visitor.get(f"/admin/password/new/{token}/").status_code in {410, 404}


def test_a_new_password_ends_sessions_and_keeps_the_second_factor(reachable, app, visitor):
    inside = client_of(reachable)
    inside.post("/admin/two-factor/", {"code": current_code()})
    before = inside.get("/admin/").status_code
    visitor.post(FORGOTTEN, {"name": "EDITOR@example.org"})
    visitor.post(last_link(), WORDS)
    log_in(visitor, "editor", NEW)

    assert [before, inside.get("/admin/").status_code, visitor.get("/admin/")["Location"]] == [
        200,
        302,
        "/admin/two-factor/?next=%2Fadmin%2F",
    ]


def test_after_wrong_passwords_a_new_one_works_at_once(reachable, visitor):
    for _number in range(5):
        log_in(visitor, "editor", "wrong")
    visitor.post(FORGOTTEN, {"name": "editor"})
    visitor.post(last_link(), WORDS)
    log_in(visitor, "editor", NEW)

    assert visitor.get("/admin/").status_code == 200


def test_the_answer_does_not_tell_whether_an_account_exists(reachable):
    def ask(name):
        client = Client()
        answer = client.post(FORGOTTEN, {"name": name}, follow=True)
        return [answer.redirect_chain, re.sub('value="[^"]*"', "", answer.text), dict(client.cookies)]

    assert ask("editor") == ask("nobody")
    assert [message.to for message in OutboxMessage.objects.all()] == ["editor@example.org"]


def test_links_are_asked_for_in_moderation(reachable, visitor, clock):
    statuses = [visitor.post(FORGOTTEN, {"name": name}).status_code for name in ["editor"] * 4 + ["nobody"] * 4]
    clock.shift(61)
    later = visitor.post(FORGOTTEN, {"name": "editor"}).status_code

    assert [statuses, later, OutboxMessage.objects.count()] == [[302, 302, 302, 429] * 2, 302, 4]


def test_the_host_of_a_request_never_stands_in_the_mail(reachable, visitor, settings):
    settings.ALLOWED_HOSTS = ["*"]
    visitor.post(FORGOTTEN, {"name": "editor"}, headers={"host": "evil.example"})

    assert "evil.example" not in OutboxMessage.objects.get().text + OutboxMessage.objects.get().html
    assert last_link()


def test_a_weak_password_is_refused_in_words_and_the_link_stays(aino, visitor):
    path = last_link()
    answer = visitor.post(path, {"new_password1": "short", "new_password2": "short"})

    assert ["password2" in str(answer.context["form"].errors), visitor.get(path).status_code] == [True, 200]


@pytest.mark.parametrize(("password", "is_taken"), [
    ("Opetushallitus-2026!", False), ("AdminSalasana12345", False), ("international-demo-2026", False),
    ("kolme kettua kävelee Helsinkiin", True), ("correct horse battery staple", True), ("x9!kR2#vQ7$mL4@p", True),
])  # fmt: skip
def test_a_password_is_not_made_of_words_of_the_site(in_english, password, is_taken):
    try:
        NotOfSiteWords().validate(password)
    except ValidationError as refusal:
        assert not is_taken and "Opetushallitus" in refusal.messages[0]
    else:
        assert is_taken


def test_nobody_reads_the_link_of_another_in_the_outgoing_mail(aino, administrator_client, coordinator_client):
    message = OutboxMessage.objects.get()
    pages = [
        client.get(f"/admin/outbox/outboxmessage/{message.pk}/change/").text
        for client in (administrator_client, coordinator_client)
    ]

    assert ["/admin/password/new/" in message.text, *("/admin/password/new/" in page for page in pages)] == [
        True,
        False,
        False,
    ]


def test_an_administrator_sends_the_link_again(aino, administrator_client, visitor):
    asked = administrator_client.get(f"/admin/accounts/user/{aino.pk}/invitation/")
    administrator_client.post(f"/admin/accounts/user/{aino.pk}/invitation/")

    assert ["aino@example.org" in asked.text, OutboxMessage.objects.filter(kind="invitation").count()] == [True, 2]
    assert visitor.get(last_link()).status_code == 200


@pytest.mark.parametrize(("changes", "field"), [({"is_active": None}, "is_active"), ({"groups": []}, "groups")])
def test_the_last_administrator_stays_one(administrator, administrator_client, changes, field):
    address = f"/admin/accounts/user/{administrator.pk}/change/"
    answer = administrator_client.post(address, form_of(administrator, **changes))
    alone = list(answer.context["adminform"].form.errors)
    other = User.objects.create_superuser("other", password=PASSWORD)

    assert [alone, administrator_client.post(address, form_of(administrator, **changes)).status_code] == [[field], 302]
    assert other.is_active
