from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oph_site.search.models import Term


class TermForm(forms.ModelForm):
    """A row of the term list: commas and spaces are put right, a word that stands in another row already is named."""

    class Meta:
        model = Term
        fields = Term.LANGUAGES
        help_texts = {
            "fi": gettext_lazy(
                "Words or short phrases that mean the same, with commas between them. First the one that the site uses, "
                "then what people say: hinta, hinnasto, maksu"
            ),
            "en": gettext_lazy("For example: price, price list, fee, cost, charge"),
            "sv": gettext_lazy("For example: pris, prislista, avgift"),
        }

    def clean(self):
        cleaned = super().clean()
        row = Term(**{language: cleaned.get(language, "").replace(";", ",") for language in Term.LANGUAGES})
        for language in Term.LANGUAGES:
            words = once(row.words(language))
            cleaned[language] = ", ".join(words)
            self.name_duplicates(language, words)
        if not self.errors and len(row.all_words()) < 2:
            raise forms.ValidationError(
                _("Enter at least two words that mean the same, in one language or in several.")
            )
        return cleaned

    def name_duplicates(self, language, words):
        written = {word.casefold(): word for word in words}
        for other in Term.objects.exclude(pk=self.instance.pk):
            for word in {word.casefold() for word in other.words(language)} & written.keys():
                sentence = _("“%(word)s” is already in another row: %(row)s. Add your words to that one.")
                self.add_error(language, sentence % {"word": written[word], "row": other})


def once(words):
    """Each word where it stands first, whatever its letters' case."""
    found = {}
    for word in words:
        found.setdefault(word.casefold(), " ".join(word.split()))
    return list(found.values())
