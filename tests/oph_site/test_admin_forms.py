"""What the admin's templates ask of the library `admin_forms`, and which scripts they load."""

import re

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from oph_site.accounts.sessions import IDLE
from oph_site.templatetags.admin_forms import in_words, labelled
from pages.presence import PAUSE
from tests.factories.pages import PageFactory
from tests.factories.visits import OutboxMessageFactory


def scripts_of(answer):
    return re.findall(r'<script[^>]* src="/static/([^"]+)"', answer.text)


def test_a_form_loads_only_the_scripts_that_it_uses(editor_client):
    page = PageFactory(title_fi="Sivu")

    scripts = scripts_of(editor_client.get(f"/admin/pages/page/{page.pk}/change/"))

    assert [script for script in scripts if script.startswith("admin/")] == [
        "admin/js/vendor/jquery/jquery.min.js",
        "admin/js/jquery.init.js",
        "admin/js/admin/RelatedObjectLookups.js",
    ]
    assert {"js/admin/form.js", "js/admin/language_switch.js", "js/admin/presence.js"} < set(scripts)
    assert "js/admin/tree.js" not in scripts


def test_a_form_tells_its_scripts_how_long_things_last(editor_client):
    page = PageFactory(title_fi="Sivu")

    answer = editor_client.get(f"/admin/pages/page/{page.pk}/change/")

    assert f'data-idle="{IDLE.seconds}"' in answer.text and f'data-pause="{PAUSE.seconds}"' in answer.text


def test_a_list_loads_only_the_scripts_that_it_uses(editor_client, administrator_client):
    OutboxMessageFactory()

    assert scripts_of(editor_client.get("/admin/pages/page/")) == ["js/admin/tree.js"]
    assert scripts_of(administrator_client.get("/admin/outbox/outboxmessage/")) == ["admin/js/actions.js"]
    assert scripts_of(administrator_client.get("/admin/visits/enquiry/")) == []


def test_the_look_of_the_text_editor_is_ours(editor_client):
    answer = editor_client.get("/admin/pages/page/add/")

    assert "css/admin-editor.css" in answer.text and '<script type="importmap"' in answer.text
    assert "/django_prose_editor/" not in re.sub(r"<script.*?</script>", "", answer.text, flags=re.DOTALL)


def test_cells_say_their_column_where_a_row_is_a_card():
    cells = [mark_safe('<td class="a"><input></td>'), mark_safe("<th><a>x</a></th>")]

    drawn = labelled(cells, [{"text": mark_safe("<input>")}, {"text": 'the "name"'}])

    assert drawn == ['<td class="a"><input></td>', '<th data-label="The &quot;name&quot;"><a>x</a></th>']


def test_icons_for_yes_and_no_are_words():
    drawn = mark_safe('<td><img src="/static/admin/img/icon-no.5d2.svg" alt="False"></td>')

    with translation.override("fi"):
        assert in_words(drawn) == "<td>ei</td>"


@pytest.mark.parametrize("path", ["accounts/user/add/", "password_change/", "accounts/user/{pk}/password/"])
def test_the_focus_begins_before_the_form(administrator, administrator_client, path):
    answer = administrator_client.get(f"/admin/{path.format(pk=administrator.pk)}")

    assert answer.status_code == 200
    assert "autofocus" not in answer.text
