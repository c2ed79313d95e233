"""The application ends while somebody reads and somebody else writes: both go on, through a real nginx with deploy/nginx.conf."""

import pytest
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from oph_site.mirror.keeping import keep
from tests import nginx
from tests.browser.demo import free_port
from tests.factories.pages import ContactPointFactory, PageFactory, published
from tests.factories.visits import PriceListFactory, VisitRulesFactory, published_service

pytestmark = pytest.mark.skipif(nginx.NGINX is None, reason="no nginx on this machine")
NOTICE = ".notice"  # there is no other


class Application:
    """On one port, until it is stopped, and again."""

    def __init__(self):
        self.port = free_port()
        self.start()

    def start(self):
        self.server = LiveServer(f"127.0.0.1:{self.port}")

    def stop(self):
        self.server.stop()


@pytest.fixture
def application(shared_database, home):
    published_service(home)
    VisitRulesFactory(), PriceListFactory()
    published(
        PageFactory(parent=home, slug_fi="sivu", slug_en="page", title_fi="Sivu", title_en="A page", in_menu=True)
    )
    ContactPointFactory(is_in_footer=True, email="visits@example.org")
    application = Application()
    yield application
    application.stop()


@pytest.fixture
def proxy(application, tmp_path):
    """Without open connections to the application, which the server of tests would go on answering when it is stopped."""
    alone = [("    keepalive 8;\n", "")]
    with nginx.serving(tmp_path / "nginx", var=tmp_path, application=application.port, instead=alone) as proxy:
        yield proxy


def test_a_reader_and_a_writer_go_on_when_the_application_ends(application, proxy, browser, tmp_path):
    keep(tmp_path / "mirror", timezone.now())
    context = browser.new_context(ignore_https_errors=True, java_script_enabled=False)
    reader, writer = context.new_page(), context.new_page()
    reader.goto(f"{proxy.url}/en/")
    writer.goto(f"{proxy.url}/en/international-visits/enquiry/")
    writer.fill("#organisation", "Tartu School Association")

    application.stop()
    reader.reload()
    from_cache = reader.locator(NOTICE).count()
    reader.get_by_role("link", name="A page").first.click()
    from_mirror = reader.locator(NOTICE).inner_text()
    reader.get_by_role("search").first.get_by_role("button").click()
    search = reader.locator("main").inner_text()
    writer.locator("main button[value=check]").first.click()
    refused = writer.locator("main").inner_text()
    application.start()
    writer.reload()  # as the page says; the browser sends the form again
    reader.goto(f"{proxy.url}/en/page/")
    back = reader.locator(NOTICE).count()

    assert [from_cache, back] == [0, 0]
    assert "you are reading a copy of it" in from_mirror and "visits@example.org" in from_mirror
    assert "This does not work at the moment" in search and "visits@example.org" in search
    assert "reload it after a few minutes" in refused
    assert writer.locator("#organisation").input_value() == "Tartu School Association"
    context.close()
