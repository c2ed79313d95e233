"""Acts that lock several rows take them in one order: nobody waits in a circle. Only PostgreSQL can show it."""

from threading import Event

import pytest
from django.db import connection

from oph_site.files.replacing import replace_picture
from pages.admin.page import PageAdmin
from pages.models import Edition, Page
from tests.conftest import client_of, member
from tests.factories.files import PictureFactory
from tests.factories.pages import HomeFactory, PageFactory, published
from tests.forms import sent
from tests.threads import errors_of


@pytest.mark.django_db(transaction=True)
def test_publishing_a_page_and_replacing_its_picture_at_once_both_succeed(monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("one writer at a time")
    editor, old, new = member("editor", "Editors"), PictureFactory(), PictureFactory.build()
    page = published(
        PageFactory(parent=published(HomeFactory()), picture=old, picture_alt_fi="Piha", picture_alt_en="Yard")
    )
    client, has_page = client_of(editor), Event()
    form = sent(client.get(page.admin_url).text, id="page_form")
    locked = PageAdmin.locked

    def slow(*args):
        found = locked(*args)
        has_page.set()
        Event().wait(0.5)  # meanwhile the other locks what it can
        return found

    monkeypatch.setattr(PageAdmin, "locked", slow)

    def publish():
        client.post(page.admin_url, form | {"title_fi": ["Uusi"], "_publish_fi": ["1"]})

    def replace():
        has_page.wait(5)
        replace_picture(old, new, by=editor, publish=True)

    failures = errors_of(publish, replace)

    assert failures == []
    assert Page.objects.get(pk=page.pk).picture == new
    assert Edition.objects.filter(page=page, language="fi").order_by("-since").first().title == "Uusi"
