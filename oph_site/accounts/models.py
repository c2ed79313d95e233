from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from oph_site.languages import DEFAULT_LANGUAGE, LANGUAGES


class User(AbstractUser):
    """Somebody who works in the admin, in the language of their choice."""

    language = models.CharField(
        _("language of the admin"), max_length=7, choices=LANGUAGES, default=DEFAULT_LANGUAGE,
        help_text=_("The texts of the site are edited in all languages whatever you choose here."),
    )  # fmt: skip
