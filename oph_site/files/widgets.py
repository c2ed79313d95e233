"""Choosing a picture in a form."""

from django.forms import Script, Select
from django.urls import reverse


class PictureSelect(Select):
    """A select of all pictures, which a script turns into a thumbnail and a dialog that searches by thumbnails."""

    template_name = "admin/files/picture/select.html"

    class Media:
        js = [Script("js/admin/picture_chooser.js", defer=True)]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        return context | {"choices_url": reverse("admin:files_picture_choices")}
