"""The example with which a help text ends: “… For example: 1.8.2027”. Each language begins it in its own words."""

from django.utils import translation
from django.utils.html import format_html

from oph_site.languages import current_language

BEGINS = {"fi": "simerkiksi: ", "en": "or example: "}  # with a capital or without


def example_of(help_text):
    """What somebody could write, as the help text says it in the active language; "" without an example."""
    _words, begins, example = str(help_text).rpartition(BEGINS[current_language()])
    return example if begins else ""


def with_example_in(language, help_text):
    """The words in the language of the reader, the example in the language of the field."""
    with translation.override(language):
        example = example_of(help_text)
    words, begins, _example = str(help_text).rpartition(BEGINS[current_language()])
    if not (begins and example) or language == current_language():
        return help_text
    return format_html('{}{}<span lang="{}">{}</span>', words, begins, language, example)
