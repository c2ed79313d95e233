from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = pgettext_lazy("of the site", "Pages")
