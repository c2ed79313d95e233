import warnings

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from PIL import Image


class FilesConfig(AppConfig):
    name = "oph_site.files"
    verbose_name = _("Files")

    def ready(self):
        Image.MAX_IMAGE_PIXELS = 20_000_000  # Pillow only warns up to twice that: make it an error
        warnings.simplefilter("error", Image.DecompressionBombWarning)
