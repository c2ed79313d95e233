import pytest
from django.contrib.auth.models import Group

from oph_site.accounts.groups import NAMES

pytestmark = pytest.mark.django_db


def test_groups_are_named_in_the_language_of_the_reader(administrator, administrator_client, editor):
    administrator.language = "fi"
    administrator.save()

    form = administrator_client.get(f"/admin/accounts/user/{editor.pk}/change/").text
    listed = administrator_client.get("/admin/accounts/user/").text

    assert "Vierailukoordinaattorit" in form and "Visit coordinators" not in form
    assert "Vierailukoordinaattorit" in listed


def test_every_group_has_a_name(administrator):
    assert set(NAMES) == set(Group.objects.values_list("name", flat=True))
