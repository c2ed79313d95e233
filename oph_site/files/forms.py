"""Uploading: the reason of a refusal stands beside the field."""

from django import forms
from django.utils.translation import gettext_lazy as _

from oph_site.files.documents import read_document, store_document
from oph_site.files.models import Document, Picture
from oph_site.files.pictures import read_picture, store_picture


class PictureUploadForm(forms.ModelForm):
    upload = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.webp"}),
        error_messages={"required": _("Choose a picture.")},
        help_text=_("PNG, JPEG or WebP, at most 10 MB; at least 1,200 pixels wide for a large picture. It cannot be changed later: a new picture gets a new name."),
    )  # fmt: skip

    class Meta:
        model = Picture
        fields = ["name"]

    def clean_upload(self):
        self.image = read_picture(self.cleaned_data["upload"])

    def save(self, commit=True):
        self.instance = store_picture(self.cleaned_data["name"], self.image)
        return self.instance

    def save_m2m(self):
        pass


class DocumentUploadForm(forms.ModelForm):
    upload = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in Document.Kind.values)}),
        error_messages={"required": _("Choose a file.")},
        help_text=_("PDF, Word, Excel, PowerPoint or OpenDocument, at most 50 MB. It cannot be changed later: a new version is a new document."),
    )  # fmt: skip

    class Meta:
        model = Document
        fields = ["title", "language"]

    def clean_upload(self):
        self.reading = read_document(self.cleaned_data["upload"])
        return self.cleaned_data["upload"]

    def save(self, commit=True):
        data = self.cleaned_data
        self.instance = store_document(data["title"], data["upload"], self.reading, language=data["language"])
        return self.instance

    def save_m2m(self):
        pass
