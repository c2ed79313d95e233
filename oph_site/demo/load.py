"""Loads the demonstration content into a site that has no pages yet; a site with content is never touched."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone, translation

from oph_site.accounts.models import User
from oph_site.demo import (
    calls,
    care,
    enquiries,
    feedback,
    links,
    message_texts,
    notices,
    pages,
    publications,
    records,
    searches,
    texts,
    visits,
)
from oph_site.search import index
from oph_site.search.starting_terms import add_starting_terms
from pages.models import ContactPoint, Page

# account → its group
ACCOUNTS = {
    "editor": "Editors",
    "officer": "Publications officers",
    "coordinator": "Visit coordinators",
    "administrator": "Administrators",
}


@transaction.atomic
def load(password):
    """True when the content was loaded, False when the site had pages already."""
    if Page.objects.exists():
        return False
    accounts = {name: account(name, group, password) for name, group in ACCOUNTS.items()}
    contact_points = {
        row["name"]: contact_point(row, n) for n, row in enumerate(texts.records("contact_points")["contact_point"])
    }
    records.load()
    add_starting_terms()
    searches.load()
    offered = visits.load()
    with translation.override("fi"):
        publications.load()  # pages link to them
        made = pages.load(contact_points, by=accounts["editor"], first_day=timezone.now() - timedelta(days=18))
        calls.load(made, contact_points["grants"])
        notices.load()
        care.load(made, accounts)
    links.load()
    index.rebuild()
    message_texts.load()
    enquiries.load(*offered, by=accounts["coordinator"])
    feedback.load(by=accounts["editor"])
    return True


def account(name, group, password):
    user = User.objects.create_user(name, email=f"{name}@example.org", password=password, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


def contact_point(row, position):
    fields = {key: value for key, value in row.items() if key != "name"}
    return ContactPoint.objects.create(state="public", position=position, **fields)
