"""Choosing a picture in a form."""

from django.forms import Script, Select
from django.urls import reverse

from oph_site.files.models import Picture
from oph_site.files.signatures import signed_url
from oph_site.numbers import whole_number


class PictureSelect(Select):
    """A select of all pictures, which a script turns into a thumbnail and a dialog that searches by thumbnails."""

    template_name = "admin/files/picture/select.html"

    class Media:
        js = [Script("js/admin/picture_chooser.js", type="module")]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        pk = whole_number(str(value))
        chosen = Picture.objects.filter(pk=pk).first()
        return context | {
            "choices_url": reverse("admin:files_picture_choices"),
            "chosen": chosen and {"id": str(pk), "src": signed_url(chosen.url(chosen.widths[0]))},
        }
