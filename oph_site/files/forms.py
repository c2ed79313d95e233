"""Uploading: the reason of a refusal stands beside the field, that of the disk too."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from oph_site.files.documents import read_document, store_document
from oph_site.files.models import Document, Picture
from oph_site.files.pictures import EXTENSIONS, read_picture, store_picture


class UploadForm(forms.ModelForm):
    """Reads the file when it is cleaned, and writes it once nothing else is wrong; saving the row comes last."""

    reading = None

    def clean_upload(self):
        self.reading = self.read(self.cleaned_data["upload"])
        return self.cleaned_data["upload"]

    def full_clean(self):
        super().full_clean()
        if self.reading and self.errors and "upload" not in self.errors:
            self.add_error("upload", _("Choose the file again: the browser forgets it when the form has mistakes."))

    def clean(self):
        data = super().clean()
        if self.reading and not self.errors:
            try:
                self.store(data)
            except ValidationError as refusal:
                self.add_error("upload", refusal)
        return data


class PictureUploadForm(UploadForm):
    upload = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
        error_messages={"required": _("Choose a picture.")},
        help_text=_("PNG, JPEG or WebP, at most 10 MB; at least 1,200 pixels wide for a large picture."),
    )  # fmt: skip

    class Meta:
        model = Picture
        fields = ["name", "credit"]

    def read(self, upload):
        return read_picture(upload)

    def store(self, data):
        store_picture(self.reading, self.instance)


class DocumentUploadForm(UploadForm):
    upload = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in Document.Kind.values)}),
        error_messages={"required": _("Choose a file.")},
        help_text=_("PDF, Word, Excel, PowerPoint or OpenDocument, at most 50 MB. It cannot be changed later: a new version is a new document."),
    )  # fmt: skip

    class Meta:
        model = Document
        fields = ["title", "language"]

    def read(self, upload):
        return read_document(upload)

    def store(self, data):
        data["language"] = data["language"] or self.reading.document_language
        store_document(data["upload"], self.reading, self.instance)
