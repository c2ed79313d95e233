"""The password of the demonstration is known to everybody. Outside of it nobody sets it, and nobody gets in with it."""

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.checks import Error, Tags, register

from oph_site.accounts.models import User

DEMO_PASSWORD = "international-demo-2026"  # noqa: S105  # on purpose


class KnownPasswordValidator(CommonPasswordValidator):
    """Django's list of common passwords, and ours."""

    def __init__(self):
        super().__init__()
        self.passwords = {*self.passwords, DEMO_PASSWORD}


def is_refused(password):
    return password == DEMO_PASSWORD and not settings.DEMO


@register(Tags.database, deploy=True)
def nobody_has_it(app_configs, databases=None, **kwargs):
    """Names the accounts. It takes a moment for each: passwords are slow to compare."""
    if not databases or settings.DEMO:
        return []
    people = User.objects.filter(is_active=True).order_by("username")
    names = [person.username for person in people if person.check_password(DEMO_PASSWORD)]
    hint = "They cannot log in with it. Deactivate those that came with the demonstration, under Users."
    says = f"These accounts have the password of the demonstration: {', '.join(names)}."
    return [Error(says, hint=hint, id="accounts.E001")] if names else []
