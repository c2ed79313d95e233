"""Passwords that people set themselves by a link in a mail: the invitation of a new account, and a forgotten password.

The second factor stays as it is. A link lives for a while, and dies with the next log-in or change of the password or
the address, so that it works once. It is built from SITE_URL, whatever Host a request gave.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from oph_site.accounts.log_ins import record_login
from oph_site.accounts.models import LoginEvent, User
from oph_site.audit import record_change
from oph_site.outbox.mail import post

# kind of the mail → how long its link works
LASTS = {"invitation": timedelta(days=7), "new_password": timedelta(hours=1)}
CHANGED = gettext_lazy("The password was set by a link that this address had got by mail.")


@transaction.atomic
def invite(person, *, by):
    """Sends a person the link with which they set their password, the first or a new one."""
    _send_link(person)
    record_change(person, by=by, message=_("A link to set the password was sent."))


@transaction.atomic
def ask_for_link(name):
    """Somebody who cannot log in gave this username or address. Nobody learns whether it exists.

    For an unknown one the same is written and taken back: otherwise the time that it takes would tell.
    """
    people = list(_who_may_log_in().filter(Q(username__iexact=name) | Q(email__iexact=name))[:5])
    for person in people or [User(email="nobody@localhost.invalid", language=get_language())]:
        with transaction.atomic():
            _send_link(person)
            transaction.set_rollback(not people)
        record_login(LoginEvent.Kind.LINK, person if people else None)


def person_of(token, *, to_change=False):
    """Whose link it is, or None when it is none of ours, was used or has run out."""
    for kind, lasts in LASTS.items():
        try:
            pk, state = signing.loads(token, salt=_salt(kind), max_age=lasts)
        except signing.BadSignature:
            continue
        people = _who_may_log_in().select_for_update() if to_change else _who_may_log_in()
        person = people.filter(pk=pk).first()
        return person if person and state == _state(person) else None
    return None


@transaction.atomic
def set_password(token, password):
    """The person, with the new password and without sessions; None when somebody was faster with the same link."""
    person = person_of(token, to_change=True)
    if person is None:
        return None
    person.set_password(password)
    person.save(update_fields=["password"])
    record_change(person, by=person, message=[{"changed": {"fields": ["password"]}}])
    post("second_factor", to=person.email, language=person.language, context={"what": CHANGED, "user": person})
    return person


def _send_link(person):
    kind = "new_password" if person.has_usable_password() and person.password else "invitation"
    token = signing.dumps([person.pk, _state(person)], salt=_salt(kind))
    address = f"{settings.SITE_URL}{reverse('admin:new_password', args=[token])}?language={person.language}"
    context = {"user": person, "address": address, "until": timezone.now() + LASTS[kind]}
    post(kind, to=person.email, language=person.language, context=context)


def _who_may_log_in():
    return User.objects.filter(is_active=True, is_staff=True).exclude(email="")


def _state(person):
    """What changes with a log-in, a new password or another address."""
    text = f"{person.password} {person.last_login} {person.email}"
    return salted_hmac("accounts.passwords", text, algorithm="sha256").hexdigest()


def _salt(kind):
    return f"accounts.passwords.{kind}"
