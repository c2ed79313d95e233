"""What the admin's templates ask of the library `admin_forms`."""

import pytest
from django.contrib import admin
from django.forms import Media
from django.utils import translation
from django.utils.safestring import mark_safe

from oph_site.templatetags.admin_forms import in_words, labelled, needed
from pages.models import Page


def test_a_page_loads_only_the_stock_scripts_that_it_uses():
    stock = admin.site.get_model_admin(Page).media + Media(
        css={"all": ["a.css", "django_prose_editor/material-icons.css"]}
    )

    on_form, on_list = str(needed(stock, "form")), str(needed(stock, "list"))

    assert "RelatedObjectLookups" in on_form and "xregexp" not in on_form and "actions.js" not in on_form
    assert "actions.js" in on_list and "jquery" not in on_list
    assert "js/admin/tree.js" not in on_form and "js/admin/tree.js" in on_list
    assert "js/admin/presence.js" in on_form and "js/admin/presence.js" in on_list
    assert "a.css" in on_form and "material-icons" not in on_form
    assert "xregexp" in str(stock)  # the page's own list of scripts stays as it was


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
