import pytest
from django.core.exceptions import ValidationError

from oph_site.audit import log_of
from pages.tree import move
from tests.factories.pages import PageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_who_moved_a_page_stands_in_its_log(home, editor):
    first, last = PageFactory(parent=home), PageFactory(parent=home)

    move(last, parent=home, after=None, by=editor)

    assert list(home.children.order_by("position")) == [last, first]
    assert [(row.user, row.get_change_message()) for row in log_of(last)] == [(editor, "Changed parent and order.")]


def test_a_refused_move_leaves_no_row(home, editor):
    page = PageFactory(parent=home)

    with pytest.raises(ValidationError, match="below itself"):
        move(page, parent=page, after=None, by=editor)

    assert list(log_of(page)) == []
