import re
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from oph_site.accounts import one_time_codes
from oph_site.accounts.models import AuthenticatorApp

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def clock(time_machine):
    """Time stands still unless a test moves it: no code runs out in the middle of one."""
    time_machine.move_to(datetime(2026, 11, 30, 9, 0, 10, tzinfo=UTC), tick=False)
    return time_machine


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def app(editor):
    """The editor's authenticator app, whose last code was long ago."""
    return AuthenticatorApp.objects.create(user=editor, secret=one_time_codes.encrypt(SECRET), last_step=0)


def current_code(secret=SECRET, later=0):
    return one_time_codes.code_of(secret, int(timezone.now().timestamp()) // one_time_codes.STEP + later)


def shown_codes(answer):
    return re.findall(r"<code>((?:[a-z2-7]{4}-){3}[a-z2-7]{4})</code>", answer.content.decode())
