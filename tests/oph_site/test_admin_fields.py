import re
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation

from oph_site.admin_fields import AmountField, AsWritten, ClockField, DayField, MendedText, MomentField
from oph_site.model_admin import OWN_CLEANING
from pages.admin.parts import parts_of
from pages.models import Page
from publications.admin import PublicationAdmin
from visits.admin import PriceListAdmin, SampleProgrammeAdmin

NINE = datetime(2027, 1, 4, 7, 0, tzinfo=UTC)  # nine o'clock in Helsinki


@pytest.mark.parametrize(
    "typed",
    ["4.1.2027 9.00", "04.01.2027 klo 9.00", " 4.1.2027, 09:00 ", "4/1/2027 at 9:00", "2027-01-04T09:00", "2027-1-4 9.00:00"],
)  # fmt: skip
def test_a_moment_is_read_as_people_write_it(typed):
    assert MomentField().clean(typed) == NINE


@pytest.mark.parametrize(
    "typed", ["4.1.2027", "Monday", "4.1.27 9.00", "4.1.2027 25.00", "4.1.2027 9.75", "9.00 4.1.2027"]
)
def test_what_is_no_moment_is_refused_with_an_example(in_english, typed):
    with pytest.raises(ValidationError, match="Enter the day and the time|no such day"):
        MomentField().clean(typed)


def test_a_day_that_does_not_exist_is_called_so(in_english):
    for field, typed in [(MomentField(), "31.2.2027 9.00"), (DayField(), "31.2.2027")]:
        with pytest.raises(ValidationError, match="There is no such day"):
            field.clean(typed)


def test_the_hour_that_spring_leaves_out_is_refused_and_the_double_hour_of_autumn_is_its_first(in_english):
    with pytest.raises(ValidationError, match="clocks go forward"):
        MomentField().clean("28.3.2027 3.30")

    assert MomentField().clean("31.10.2027 3.30") == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(("language", "shown"), [("fi", "4.1.2027 klo 9.00"), ("en", "4.1.2027 9:00")])
def test_a_moment_is_shown_in_helsinki_time_and_reads_itself(language, shown):
    field = MomentField()
    with translation.override(language):
        assert field.widget.format_value(field.prepare_value(NINE)) == shown
        assert field.clean(shown) == NINE
        assert not field.has_changed(NINE.replace(second=30), shown)
        assert field.has_changed(NINE, "4.1.2027 9.01")


@pytest.mark.parametrize("typed", ["9.15", "9:15", "klo 9.15", " 09:15 ", "at 9:15", "9.15.00"])
def test_a_time_of_the_clock_is_read_as_people_write_it(typed):
    assert ClockField().clean(typed) == time(9, 15)


@pytest.mark.parametrize("typed", ["9", "nine", "24.00", "9.60", "9.15 pm"])
def test_what_is_no_time_of_the_clock_is_refused_with_an_example(in_english, typed):
    with pytest.raises(ValidationError, match="Enter the time as numbers, for example 9.15"):
        ClockField().clean(typed)


@pytest.mark.parametrize(("language", "shown"), [("fi", "9.15"), ("en", "9:15")])
def test_a_time_of_the_clock_is_shown_as_it_reads_itself(language, shown):
    field = ClockField()
    with translation.override(language):
        assert field.widget.format_value(field.prepare_value(time(9, 15))) == shown
        assert not field.has_changed(time(9, 15), shown)


@pytest.mark.parametrize("language", ["fi", "en"])
@pytest.mark.parametrize("typed", ["1310,50", "1310.50", "1 310,50", "1\u00a0310.5"])
def test_an_amount_is_read_with_a_comma_or_a_point(language, typed):
    with translation.override(language):
        assert AmountField(decimal_places=2).clean(typed) == Decimal("1310.50")


@pytest.mark.parametrize("typed", ["12 e", "1,2,3", "NaN", "1.234"])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(ValidationError):
        AmountField(decimal_places=2).clean(typed)


@pytest.mark.parametrize(("language", "shown"), [("fi", "310,50"), ("en", "310.50")])
def test_an_amount_is_shown_in_the_language_of_the_admin_and_unchanged_by_that(language, shown):
    field = AmountField(decimal_places=2)
    with translation.override(language):
        assert field.widget.format_value(Decimal("310.50")) == shown
        assert not field.has_changed(Decimal("310.50"), shown)


def test_what_was_typed_wrong_comes_back_as_it_was():
    assert 'value="next Monday"' in str(MomentField().widget.render("at", "next Monday"))


def test_days_are_read_and_shown():
    assert DayField().clean("4.1.2027") == DayField().clean("2027-01-04") == date(2027, 1, 4)
    assert DayField().widget.format_value(date(2027, 1, 4)) == "4.1.2027"
    assert DayField(required=False).clean("") is None


def own_admins():
    """The admin classes of the project and their inlines."""
    stock = [model_admin for model_admin in admin.site._registry.values() if type(model_admin) is not GroupAdmin]
    inlines = [
        PublicationAdmin.inlines,
        PriceListAdmin.inlines,
        SampleProgrammeAdmin.inlines,
        parts_of(None),
        parts_of(Page(kind=Page.Kind.HOME)),
    ]
    return [*stock, *(inline(Page, admin.site) for group in inlines for inline in group)]


@pytest.mark.parametrize("model_admin", own_admins(), ids=lambda model_admin: type(model_admin).__name__)
def test_every_form_of_the_admin_has_them_and_cuts_nothing(model_admin, rf):
    for db_field, kind in [(models.DateTimeField(name="at"), MomentField), (models.DateField(name="on"), DayField)]:
        field = model_admin.formfield_for_dbfield(db_field, rf.get("/"))
        assert (type(field), type(field.widget)) == (kind, AsWritten)

    text = model_admin.formfield_for_dbfield(models.CharField(name="words", max_length=3), rf.get("/"))
    assert "maxlength" not in text.widget.attrs


EXAMPLE = re.compile(r"(?:for example|esimerkiksi):? (.*?\d)(?:\. \D|$)")


@pytest.mark.parametrize("language", ["fi", "en"])
def test_every_example_of_a_day_or_time_is_taken_by_its_own_field(language):
    with translation.override(language):
        fields = [field for model in admin.site._registry for field in model._meta.fields if field.help_text]
        forms = {models.DateTimeField: MomentField(), models.DateField: DayField()}
        examples = [
            (EXAMPLE.search(str(field.help_text)), forms[type(field)]) for field in fields if type(field) in forms
        ]
        moments = [form.clean(example[1]) for example, form in examples if example]

    assert len(moments) > 1


def fields_of(model_admin, request):
    """The form fields that the admin makes of the fields of its model."""
    editable = [field for field in model_admin.model._meta.get_fields() if getattr(field, "editable", False)]
    return [model_admin.formfield_for_dbfield(field, request) for field in editable]


@pytest.mark.django_db
@pytest.mark.parametrize("model_admin", own_admins(), ids=lambda model_admin: type(model_admin).__name__)
def test_every_text_of_the_admin_is_mended(model_admin, rf, administrator):
    request = rf.get("/")
    request.user = administrator
    texts = [field for field in fields_of(model_admin, request) if isinstance(field, forms.CharField)]

    plain = [field for field in texts if not isinstance(field, (MendedText, *OWN_CLEANING))]

    assert plain == []
    for field in texts:
        if isinstance(field, MendedText):
            assert field.to_python("a\x0bA\u0308") in ("a Ä", "a\nÄ", "https://aÄ")
