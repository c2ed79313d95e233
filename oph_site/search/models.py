"""What the search reads: documents, the words they hold, and the words that mean the same."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """Two worlds that share nothing: a query names one, and readers' queries can name only the first."""

    PUBLIC = "public"
    WORKING = "working"


class SearchDocument(models.Model):
    """One thing that can be found, in one language. What it says is read from here when results are shown.

    A publication has, beside the document of its record, one for the text of its file (`file`), which names the
    same kind and thing: its words are written once, at upload, and never again when the record is saved.
    """

    scope = models.CharField(max_length=7, choices=Scope)
    kind = models.CharField(max_length=20)  # as registered in sources.py
    thing = models.BigIntegerField()  # the id that the kind knows it by
    language = models.CharField(max_length=7)
    version = models.CharField(
        max_length=64, blank=True
    )  # which of several: a later edition waits in the index already
    file = models.BigIntegerField(null=True)
    is_only_language = models.BooleanField(default=False)
    title = models.CharField(max_length=500)
    summary = models.TextField(blank=True)
    about = models.TextField(blank=True)  # series, numbers, publisher, topics
    headings = models.TextField(blank=True)
    body = models.TextField(blank=True)
    title_length = models.PositiveSmallIntegerField(default=0)  # in words that count
    year = models.PositiveSmallIntegerField(null=True)
    texts_digest = models.CharField(
        max_length=64
    )  # of all that is indexed, and of the analyser: equal means up to date

    class Meta:
        indexes = [models.Index(fields=["scope", "kind", "thing"], name="search_document_thing")]
        # Two, since no database takes NULL for a value that is unique.
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "kind", "thing", "language", "version"], condition=Q(file=None), name="one_row_per_record"
            ),
            models.UniqueConstraint(
                fields=["scope", "kind", "thing", "language", "version", "file"], condition=~Q(file=None),
                name="one_row_per_file",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.title} ({self.language})"


class SearchWord(models.Model):
    """The vocabulary of one scope: a word as it stands in texts, a base form, or a part of a compound."""

    class Kind(models.TextChoices):
        SURFACE = "s"
        BASE = "b"
        PART = "p"

    scope = models.CharField(max_length=7, choices=Scope)
    language = models.CharField(max_length=7)
    kind = models.CharField(max_length=1, choices=Kind)
    text = models.CharField(max_length=64)
    folded = models.CharField(max_length=64)  # without dots and accents
    beginning = models.CharField(max_length=4)  # of the folded word: finds it by its first letters on every database
    length = models.PositiveSmallIntegerField()
    stem = models.CharField(max_length=64, blank=True)  # of base forms
    derivation = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "text", "language", "kind"], name="one_row_per_word")]
        # Each with the scope: SQLite would else take the first index that begins with it, and read the whole vocabulary.
        indexes = [
            models.Index(fields=["scope", "folded"], name="search_word_folded"),
            models.Index(fields=["scope", "stem"], name="search_word_stem"),
            models.Index(fields=["scope", "derivation"], name="search_word_derivation"),
            models.Index(fields=["scope", "beginning"], name="search_word_beginning"),
        ]

    def __str__(self):
        return self.text


class Posting(models.Model):
    """That a document holds a word, and in which of its fields (bits of fields.py)."""

    word = models.ForeignKey(SearchWord, models.CASCADE, db_index=False)
    document = models.ForeignKey(SearchDocument, models.CASCADE)
    fields = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["word", "fields", "document"], name="search_posting_word")]

    def __str__(self):
        return f"{self.word_id} in {self.document_id}"


class Term(models.Model):
    """Words and phrases that mean the same, in each language; the first is the one that the site uses."""

    LANGUAGES = ("fi", "en", "sv")

    fi = models.CharField(_("in Finnish"), max_length=300, blank=True)
    en = models.CharField(_("in English"), max_length=300, blank=True)
    sv = models.CharField(_("in Swedish"), max_length=300, blank=True)

    class Meta:
        ordering = ["fi", "en"]
        verbose_name = _("search term")
        verbose_name_plural = _("search terms")

    def __str__(self):
        return " | ".join(filter(None, [self.fi, self.en]))

    def words(self, language):
        """The words and phrases of one language, as they were written."""
        return [word for part in getattr(self, language).split(",") if (word := part.strip())]

    def all_words(self):
        return [word for language in self.LANGUAGES for word in self.words(language)]


class UnfoundQuery(models.Model):
    """What people searched for on a day and did not find. Nobody knows who it was."""

    language = models.CharField(_("language"), max_length=7)
    text = models.CharField(_("words"), max_length=100)
    day = models.DateField(_("day"))
    times = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        ordering = ["-day", "text"]
        verbose_name = _("search without results")
        verbose_name_plural = _("searches without results")
        constraints = [models.UniqueConstraint(fields=["language", "text", "day"], name="one_row_per_query_and_day")]

    def __str__(self):
        return self.text


class IndexState(models.Model):
    """One row: by which analyser the whole index was last written, and when."""

    analyser = models.CharField(max_length=60)
    built_at = models.DateTimeField()

    def __str__(self):
        return self.analyser
