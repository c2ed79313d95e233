"""What every admin class of the project has in common."""

from functools import cache

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth.forms import UsernameField
from django.db import models
from django_prose_editor.fields import ProseEditorFormField

from oph_site.admin_fields import AmountField, AsWritten, ClockField, DayField, MomentField, mended

OWN_CLEANING = (forms.JSONField, forms.UUIDField, ProseEditorFormField, UsernameField)


class SiteFormFields:
    """The fields of a form as this admin shows them. Nothing that is typed is cut: a text that is too long gets a message.
    Texts are mended, all but those with a cleaning of their own (OWN_CLEANING).

    chosen_only: names of fields that choose among other records, without the links that add, change or show one.
    """

    formfield_overrides = {
        models.DateTimeField: {"form_class": MomentField, "widget": AsWritten},
        models.DateField: {"form_class": DayField, "widget": AsWritten},
        models.TimeField: {"form_class": ClockField, "widget": AsWritten},
        models.DecimalField: {"form_class": AmountField},
        models.URLField: {"assume_scheme": "https"},
    }
    chosen_only = []

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        field.widget.attrs.pop("maxlength", None)
        if isinstance(field, forms.CharField) and not isinstance(field, OWN_CLEANING):
            field.__class__ = mended(type(field))  # whatever class the model's field chose, modeltranslation's too
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            # A group of choices stays one inside the wrapper: its name is then a legend, not a label of nothing.
            field.widget.use_fieldset = field.widget.widget.use_fieldset
        if db_field.name in self.chosen_only:
            field.widget.can_add_related = field.widget.can_change_related = field.widget.can_view_related = False
        return field


class SiteModelAdmin(SiteFormFields, admin.ModelAdmin):
    """`class Media` of a subclass is for its forms; list_media is what its list needs (admin/change_list.html)."""

    list_media = forms.Media()

    @property
    def media(self):
        """Of the stock scripts only those for pop-up windows: js/admin/form.js adds rows, and nothing fills slugs."""
        return forms.Media(
            js=[
                "admin/js/vendor/jquery/jquery.min.js",
                "admin/js/jquery.init.js",
                "admin/js/admin/RelatedObjectLookups.js",
            ]
        )

    def object_context(self, request, original, title, **more):
        """For a template that extends admin/object_base.html: a page of its own about one object."""
        return self.admin_site.each_context(request) | {"title": title, "opts": self.opts, "original": original} | more


class ReadOnlyAdmin(SiteModelAdmin):
    """What is read and never written by hand."""

    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class SiteStackedInline(SiteFormFields, admin.StackedInline):
    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """What can be chosen is read once for all rows, not by each for itself."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.choices = cache(lambda: list(field.iterator(field)))
        return field

    @property
    def media(self):
        """No stock script: js/admin/form.js adds the rows."""
        return forms.Media()
