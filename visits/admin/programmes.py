"""What can be in a programme: themes, lectures, and the samples that are made of them."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oph_site.search.saving import SearchedAdmin
from pages.admin.language_switch import LanguageSwitchAdmin, TranslatedInline
from pages.admin.together import TogetherAdmin
from visits.models import Lecture, Length, SampleItem, SampleProgramme, Site, Theme


class OfferedAdmin(SearchedAdmin, TogetherAdmin, LanguageSwitchAdmin):
    """What is in use is not deleted: it is no longer offered, and stays for the enquiries that name it."""

    actions = None
    change_form_template = "admin/visits/offered.html"

    def is_used(self, obj):
        return False

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and self.is_used(obj))

    def get_changeform_initial_data(self, request):
        """A new one comes last."""
        last = self.model.objects.aggregate(last=Max("position"))["last"]
        return super().get_changeform_initial_data(request) | {"position": 0 if last is None else last + 1}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["is_used"] = change and self.is_used(obj)
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(db_field, request, **kwargs | {"widget": forms.CheckboxSelectMultiple})

    def warn_of(self, request, sentence, things):
        if things:
            messages.warning(request, sentence % {"names": ", ".join(map(str, things))})


@admin.register(Theme)
class ThemeAdmin(OfferedAdmin):
    list_display = ["name", "group", "is_offered", "position"]
    list_filter = ["is_offered", "group"]
    search_fields = ["name_fi", "name_en"]
    fields = ["group", "name", "is_offered", "position"]

    def is_used(self, theme):
        samples = SampleProgramme.objects.filter(themes=theme)
        return theme.enquiries.exists() or theme.lectures.exists() or samples.exists()

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not obj.is_offered:
            offered = [
                *obj.lectures.filter(is_offered=True),
                *SampleProgramme.objects.filter(themes=obj, is_offered=True),
            ]
            self.warn_of(request, _("Still offered, though this theme is not: %(names)s."), offered)


@admin.register(Lecture)
class LectureAdmin(OfferedAdmin):
    list_display = ["title", "theme", "minutes", "is_offered", "position"]
    list_filter = ["is_offered", "minutes", "theme"]
    list_select_related = ["theme"]
    search_fields = ["title_fi", "title_en"]
    fields = ["theme", "title", "minutes", "is_offered", "position"]
    chosen_only = ["theme"]

    def is_used(self, lecture):
        return lecture.enquiries.exists() or SampleProgramme.objects.filter(lectures=lecture).exists()

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not obj.is_offered:
            offered = SampleProgramme.objects.filter(lectures=obj, is_offered=True)
            self.warn_of(request, _("Still offered, though this lecture is not: %(names)s."), offered)


class SampleForm(forms.ModelForm):
    sites = forms.MultipleChoiceField(
        label=gettext_lazy("kinds of places"), choices=Site.choices, widget=forms.CheckboxSelectMultiple, required=False
    )


class TimetableFormSet(forms.BaseInlineFormSet):
    def clean(self):
        """No item is on a day that the programme does not have."""
        super().clean()
        length = self.instance.length
        days = Length(length).days if length in Length else Length.FIVE.days
        for form in self.forms:
            day = form.cleaned_data.get("day") if form.is_valid() and not self._should_delete_form(form) else None
            if day is not None and not 1 <= day <= days:
                form.add_error("day", _("Enter a day of the programme, or choose a longer programme"))


class SampleItemInline(TranslatedInline):
    model = SampleItem
    formset = TimetableFormSet
    fieldsets = [(None, {"fields": [("day", "starts_at"), "what_fi", "what_en"]})]

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 6


@admin.register(SampleProgramme)
class SampleProgrammeAdmin(OfferedAdmin):
    form = SampleForm
    inlines = [SampleItemInline]
    list_display = ["title", "length", "for_whom", "is_offered", "position"]
    list_filter = ["is_offered"]
    search_fields = ["title_fi", "title_en"]
    fields = [
        "title", "for_whom", "length", "themes", "lectures", "sites", ("has_lunch", "has_coffee"), "is_offered", "position",
    ]  # fmt: skip
    chosen_only = ["themes", "lectures"]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        sample = form.instance
        if sample.is_offered:
            left = [*sample.themes.filter(is_offered=False), *sample.lectures.filter(is_offered=False)]
            self.warn_of(
                request, _("Visitors cannot choose these any more, though the programme has them: %(names)s."), left
            )
