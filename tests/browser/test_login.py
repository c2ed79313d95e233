"""What only a browser knows of logging in: passkeys, and the warning before a session ends."""

import re
import shutil
import time

import pytest

from oph_site.accounts.one_time_codes import code_of
from tests.browser.conftest import tab_to


@pytest.fixture
def browser(browser_type, browser_type_launch_args):
    """With a window: the headless shell knows no passkeys."""
    chromium = shutil.which("chromium") or pytest.skip("only the headless shell is here")
    whole = browser_type.launch(**browser_type_launch_args | {"executable_path": chromium})
    yield whole
    whole.close()


@pytest.fixture
def authenticator(page):
    """A passkey keeper inside the browser, whose finger always fits."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def give_password(page, site, username="officer"):
    page.goto(f"{site.url}/admin/login/?language=en")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name=re.compile("^(Log in|Kirjaudu sisään)$")).click()
    page.wait_for_url(lambda url: "/admin/login/" not in url)


def test_a_passkey_is_added_and_then_logs_in_alone_as_second_factor_and_next_to_an_app(
    page, site, watch, authenticator
):
    give_password(page, site, "coordinator")
    speak_english(page)

    # added with the keyboard
    page.goto(f"{site.url}/admin/security/")
    tab_to(page, "Add a passkey")
    page.keyboard.press("Enter")
    page.get_by_label("Name of the passkey").fill("work laptop")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    paper = page.locator(".entry__codes code").first.inner_text()

    # an app beside it
    page.goto(f"{site.url}/admin/security/app/")
    secret = page.locator(".entry__key").inner_text().replace(" ", "")
    page.get_by_label("Code that the app shows").fill(code_of(secret, int(time.time()) // 30))
    page.keyboard.press("Enter")
    page.get_by_text("The authenticator app works.").wait_for()

    # alone
    log_out(page)
    page.goto(f"{site.url}/admin/login/?next=/admin/visits/enquiry/")
    page.get_by_role("button", name="Log in with a passkey").click()
    page.wait_for_url("**/admin/visits/enquiry/")

    # after the password
    log_out(page)
    give_password(page, site, "coordinator")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/admin/")

    # or the next code of the app, sent wrong first
    log_out(page)
    give_password(page, site, "coordinator")
    page.get_by_label("Code").fill("000000")
    page.keyboard.press("Enter")
    page.get_by_text("The code is wrong").wait_for()
    page.get_by_label("Code").fill(code_of(secret, int(time.time()) // 30 + 1))
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")

    # or paper
    log_out(page)
    give_password(page, site, "coordinator")
    page.get_by_label("Code").fill(paper)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")

    # the other tests of this site find the account as it was
    for name in ("Remove work laptop", "Remove the app"):
        page.goto(f"{site.url}/admin/security/")
        page.get_by_role("link", name=name).click()
        page.get_by_role("button", name="Remove").click()
        page.get_by_text("Removed:").wait_for()
    page.get_by_text("You have no second factor yet").wait_for()


def test_a_form_left_open_warns_before_the_session_ends_and_one_press_stays(page, site, watch):
    page.clock.install()
    give_password(page, site, "editor")
    speak_english(page)
    page.goto(f"{site.url}/admin/pages/organisation/add/")
    page.clock.fast_forward("26:00")
    page.get_by_role("button", name="Stay logged in").click()

    page.get_by_text("You stay logged in.").wait_for()


def speak_english(page):
    english = page.get_by_role("button", name="English")
    if english.count():
        english.click()
        page.locator("html[lang=en]").wait_for()


def log_out(page):
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/admin/logout/")
