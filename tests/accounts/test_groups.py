import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management.sql import emit_post_migrate_signal

from oph_site.accounts.groups import ACTS, NAMES, RIGHTS, codenames

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


def test_the_page_of_a_group_says_in_words_what_it_may_do(administrator_client, coordinator):
    group = coordinator.groups.get()
    page = administrator_client.get(f"/admin/auth/group/{group.pk}/change/").text

    found = re.findall("<li>([^<]*: [^<]*)</li>", page)
    kept = {line.removesuffix(": see, add, change, delete") for line in found if line.endswith("delete")}
    assert [line for line in found if not line.endswith("delete")] == [
        "Outgoing messages: see, change",
        "Enquiries: see, change",
        "Events: see",
        "Offers: see, add, change",
        "Visits: see, change",
    ]
    assert kept == {
        "Cancellation steps",
        "Closed and tight periods",
        "Items of the timetable",
        "Lectures",
        "Lines of an offer",
        "Message texts",
        "Pauses in taking enquiries",
        "Price lists",
        "Prices",
        "Programme",
        "Sample programmes",
        "Themes",
        "Visit rules",
    }
    assert ["Visit coordinators" in page, f'?groups__id__exact={group.pk}">1</a>' in page] == [True, True]


def test_every_right_of_the_table_has_its_word(administrator):
    acts = {act for rights in RIGHTS.values() for words in rights.values() for act in words.split()}

    assert acts == set(ACTS)


def test_a_group_has_exactly_the_rights_of_the_table_after_migrating(administrator):
    group = Group.objects.get(name="Visit coordinators")
    group.permissions.set(Permission.objects.filter(codename="view_page"))
    Group.objects.filter(name="Editors").delete()

    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")

    assert {name: rights_of(Group.objects.get(name=name)) for name in RIGHTS} == {
        name: set(codenames(rights)) for name, rights in RIGHTS.items()
    }


def test_what_each_group_may_do_beyond_reading():
    """Told a second time on purpose: a right that slips into the table must be meant."""
    may = {name: {f"{app}.{codename}" for app, codename in codenames(rights)} for name, rights in RIGHTS.items()}
    personal = {"visits.view_enquiry", "outbox.view_outboxmessage", "accounts.view_user", "admin.view_logentry"}

    assert may["Editors"] & personal == may["Publications officers"] & personal == set()
    service = [
        "visitrules", "pricelist", "priceline", "cancellationstep", "intakepause", "visitperiod", "theme", "lecture",
        "sampleprogramme", "sampleitem", "messagetext", "offerline", "offeritem", "visititem",
    ]  # fmt: skip
    assert may["Visit coordinators"] == {
        *(f"visits.{act}_{model}" for model in service for act in ("view", "add", "change", "delete")),
        "visits.view_enquiry",
        "visits.change_enquiry",
        "visits.view_enquiryevent",
        *(f"visits.{act}_offer" for act in ("view", "add", "change")),
        "visits.view_visit",
        "visits.change_visit",
        "outbox.view_outboxmessage",
        "outbox.change_outboxmessage",
    }
    assert {right for right in may["Administrators"] if ".delete_" in right} == {
        *(
            f"pages.delete_{part}"
            for part in ["page", "fact", "attachment", "callattachment", "door", "figure", "block"]
        ),
        *(f"pages.delete_{record}" for record in ["notice", "grantcall", "appropriation", "informationsource"]),
        *(f"visits.delete_{model}" for model in service),
        "search.delete_term",
        "publications.delete_languageversion",
    }


def rights_of(group):
    return set(group.permissions.values_list("content_type__app_label", "codename"))
