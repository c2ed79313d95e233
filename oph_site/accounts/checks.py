from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security, deploy=True)
def second_factor_is_required(app_configs, **kwargs):
    if settings.SECOND_FACTOR_REQUIRED:
        return []
    return [Warning("Staff may log in with a password alone.", hint="Unset NO_SECOND_FACTOR.", id="accounts.W001")]
