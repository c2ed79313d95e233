"""What officers type: a file fills what it can tell, and only the rest is asked for."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oph_site.files.documents import read_document, save_document, store_document
from oph_site.files.models import Document
from oph_site.search import index
from pages.record_forms import RecordForm
from publications.identifiers import without_wrapping
from publications.models import LanguageVersion, Publication, Series
from publications.tables import OF_VERSION

TOLD_BY_FILE = ["title", "language", "pages"]


class PublicationForm(RecordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["withdraw_anyway"].help_text = _(
            "Its page stays and says since when and why it is withdrawn; it leaves the lists and the search, and its files are no longer offered."
        )
        if "authors" in self.fields:
            self.fields["authors"].widget.attrs["rows"] = 3

    def clean_state(self):
        state, before = self.cleaned_data["state"], self.initial.get("state", Publication.State.DRAFT)
        if state == Publication.State.WITHDRAWN and before == Publication.State.DRAFT:
            raise ValidationError(_("A draft was never public: leave it as it is, or delete it."))
        if state == Publication.State.DRAFT != before:
            raise ValidationError(_("What was public cannot become a draft again: choose “unpublished”."))
        return state


class NumberField(forms.CharField):
    """An ISBN or ISSN as it stands on an imprint page, with whatever stands around it there."""

    def to_python(self, value):
        return without_wrapping(super().to_python(value))


class SeriesForm(forms.ModelForm):
    class Meta:
        model = Series
        fields = ["title", "issn_print", "issn_online"]
        field_classes = {"issn_print": NumberField, "issn_online": NumberField}


class LanguageVersionForm(forms.ModelForm):
    upload = forms.FileField(
        label=gettext_lazy("New file"), required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in Document.Kind.values)}),
        help_text=gettext_lazy("PDF or office file, at most 50 MB. Its title, language and number of pages fill the empty fields. It takes the place of the file chosen below."),
    )  # fmt: skip

    class Meta:
        model = LanguageVersion
        fields = ["upload", *OF_VERSION, "document"]
        field_classes = {"isbn_print": NumberField, "isbn_pdf": NumberField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.reading, self.filled = None, []
        for name in ("title", "language"):
            self.fields[name].required = False  # asked for in clean(), when the file does not tell
            self.fields[name].widget.is_required = False
        if self.instance.language:
            for name in ("title", "subtitle"):
                self.fields[name].widget.attrs["lang"] = self.instance.language

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        self.reading = read_document(upload) if upload else None
        return upload

    def clean(self):
        data = super().clean()
        told = self.reading and {
            "title": self.reading.title,
            "language": self.reading.document_language,
            "pages": self.reading.pages,
        }
        for name in TOLD_BY_FILE if told else []:
            if not data.get(name) and name not in self.errors and told[name]:
                data[name] = told[name]
                self.filled.append(name)
        if not data.get("title") and "title" not in self.errors:
            self.add_error("title", _("Enter the title as it is on the cover."))
        if not data.get("language") and "language" not in self.errors:
            self.add_error("language", _("Choose the language of this version."))
        if self.reading:
            self.store()
        return data

    def store(self):
        try:
            self.document = store_document(self.cleaned_data["upload"], self.reading, Document())
        except ValidationError as refusal:
            self.reading = None
            self.add_error("upload", refusal)

    def save_document(self, title, language):
        self.document.title, self.document.language = title, language
        self.instance.document = save_document(self.document, self.reading)
        index.write("file", [self.document.pk])

    def save(self, commit=True):
        if self.reading:
            self.save_document(self.cleaned_data["title"], self.cleaned_data["language"])
        return super().save(commit)

    def keep_file(self):
        """Chooses the uploaded file in a form that is shown again: it is good, and no browser would send it once more."""
        name = self.cleaned_data["upload"].name
        self.save_document(self.cleaned_data.get("title") or name, self.cleaned_data.get("language", ""))
        self.data = self.data.copy()
        for field in [*self.filled, "document"]:
            self.data[self.add_prefix(field)] = self.document.pk if field == "document" else self.cleaned_data[field]
        self["upload"].help_text = _("%(file)s is kept: it is chosen below.") % {"file": name}


class LanguageVersionFormSet(BaseInlineFormSet):
    def clean(self):
        super().clean()
        kept = [form for form in self.forms if form.has_changed() or form.instance.pk]
        kept = [form for form in kept if not self._should_delete_form(form)]
        if self.instance.is_public and not kept:
            raise ValidationError(_("A public publication needs a version in one language at least, with its title."))
