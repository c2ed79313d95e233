"""The examples of the help texts: the field takes its own, and each is in the language of its field."""

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils import translation
from django.utils.html import strip_tags

from oph_site.examples import example_of, with_example_in
from oph_site.languages import LANGUAGES
from pages.models import Page

EXACT = (
    forms.DateField,
    forms.DateTimeField,
    forms.SplitDateTimeField,
    forms.TimeField,
    forms.IntegerField,
    forms.DecimalField,
    forms.URLField,
    forms.EmailField,
    forms.SlugField,
)


def fields_of_the_admin(user):
    """[(where it stands, the field)] of every form and inline of the admin, as the active language shows them."""
    request = RequestFactory().get("/admin/")
    request.user = user
    found = []
    for model, model_admin in admin.site._registry.items():
        if not model_admin.has_change_permission(request):
            continue
        parts = [model_admin, *model_admin.get_inline_instances(request)]
        forms_ = [
            (part.model, part.get_formset(request).form if part is not model_admin else part.get_form(request))
            for part in parts
        ]
        found += [
            (f"{model.__name__}.{part.__name__}.{name}", field)
            for part, form in forms_
            for name, field in form.base_fields.items()
        ]
    return found


def refusal(field, example):
    try:
        field.clean(example)
    except ValidationError as error:
        return error.messages
    return None


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_field_takes_the_example_of_its_own_help_text(language, administrator):
    with translation.override(language):
        examples = [
            (where, field, strip_tags(example_of(field.help_text)))
            for where, field in fields_of_the_admin(administrator)
            if isinstance(field, EXACT) and example_of(field.help_text)
        ]
        refused = {where: (example, refusal(field, example)) for where, field, example in examples}

    assert len(examples) > 30
    assert {where: found for where, found in refused.items() if found[1]} == {}


@pytest.mark.django_db
def test_the_example_of_an_english_field_is_english_in_the_finnish_admin(administrator):
    with translation.override("fi"):
        fields = dict(fields_of_the_admin(administrator))

    assert fields["GrantCall.GrantCall.for_whom_en"].help_text == (
        'Esimerkiksi: <span lang="en">Providers of vocational education</span>'
    )
    assert fields["GrantCall.GrantCall.for_whom_fi"].help_text == "Esimerkiksi: Ammatillisen koulutuksen järjestäjät"
    assert [fields[f"GrantCall.GrantCall.for_whom_{language}"].label for language in LANGUAGES] == [
        "Hakijat (suomeksi)",
        "Hakijat (englanniksi)",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_around_an_example_are_those_of_the_reader(language):
    lead = Page._meta.get_field("lead").help_text

    with translation.override(language):
        shown = {of: strip_tags(str(with_example_in(of, lead))) for of in LANGUAGES}

    begins = {"fi": "Yksi tai kaksi virkettä. Näkyy myös", "en": "One or two sentences, also shown"}[language]
    assert {of: text.startswith(begins) for of, text in shown.items()} == {"fi": True, "en": True}
    assert shown["fi"].endswith("mihin ja milloin.") and shown["en"].endswith("for what and when.")


@pytest.mark.django_db
def test_an_example_of_a_translated_field_stands_last_in_every_language(administrator):
    """Else its end could not be told from the words after it, and it would stay in the language of the reader."""
    in_language = {}
    for language in LANGUAGES:
        with translation.override(language):
            fields = fields_of_the_admin(administrator)
            in_language[language] = {
                where: bool(example_of(field.help_text))
                for where, field in fields
                if "data-language" in field.widget.attrs
            }

    assert in_language["fi"] == in_language["en"]
    assert sum(in_language["fi"].values()) > 30
