"""Rows that hold from a day on, until the next one begins. What has begun is only read; a copy of it takes its place."""

from datetime import timedelta

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Subquery
from django.forms import BaseInlineFormSet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oph_site.model_admin import SiteModelAdmin
from oph_site.numbers import whole_number
from pages.admin.together import TogetherAdmin


def source(request, model):
    """The row that the form of a new one is filled with: what ?copy= names, else the newest; None when there is none."""
    rows = model.objects.order_by("-valid_from")
    return rows.filter(pk=whole_number(request.GET.get("copy"))).first() or rows.first()


def has_begun(row):
    """Asked of the database: a form that was sent has changed the row."""
    return type(row).objects.filter(pk=row.pk, valid_from__lte=timezone.localdate()).exists()


def values(row):
    """What a form of a copy begins with: {field: value} without keys."""
    fields = [field for field in row._meta.fields if not (field.primary_key or field.is_relation)] if row else []
    return {field.name: getattr(row, field.name) for field in fields}


class DatedForm(forms.ModelForm):
    def clean_valid_from(self):
        first = self.cleaned_data["valid_from"]
        if first < timezone.localdate():
            raise ValidationError(_("Choose today or a later day: what held in the past is not changed"))
        if type(self.instance).objects.filter(valid_from=first).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Something begins on this day already. Change that, or choose another day"))
        return first


class DatedAdmin(TogetherAdmin, SiteModelAdmin):
    """copy_label: what makes a new row out of this one. stays: why one that has begun is not changed."""

    actions = None
    form = DatedForm
    change_form_template = "admin/visits/dated.html"
    ordering = ["-valid_from"]
    copy_label = ""
    stays = ""

    def get_queryset(self, request):
        begun = self.model.objects.filter(valid_from__lte=timezone.localdate()).order_by("-valid_from")
        return super().get_queryset(request).annotate(current_from=Subquery(begun.values("valid_from")[:1]))

    @admin.display(description=gettext_lazy("in force"))
    def holds(self, row):
        if row.valid_from > timezone.localdate():
            return _("later")
        return _("now") if row.valid_from == row.current_from else _("past")

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and has_begun(obj))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and has_begun(obj))

    def first_day(self, newest):
        """From when a new row holds, unless somebody writes another day. newest: the row with the latest day, or None."""
        tomorrow = timezone.localdate() + timedelta(days=1)
        return max(tomorrow, newest.valid_from + timedelta(days=1)) if newest else timezone.localdate()

    def get_changeform_initial_data(self, request):
        row = source(request, self.model)
        newest = self.model.objects.order_by("-valid_from").first()
        return super().get_changeform_initial_data(request) | values(row) | {"valid_from": self.first_day(newest)}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {
            "copied_from": source(request, self.model) if add else None,
            "may_copy": change and self.has_add_permission(request),
            "copy_label": self.copy_label,
            "stays": self.stays if change and has_begun(obj) else "",
        }
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """The rows of a new one are filled, too; what was sent says for itself how many there are."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "GET" and obj.pk is None:
            kwargs["initial"] = inline.copied_rows(request)
        return kwargs


class CopiedRows(BaseInlineFormSet):
    """Rows that were filled for a new parent say so to the template, which lets one cross them out."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.is_copy = index is not None and index >= self.initial_form_count()

    def kept(self):
        """The forms of the rows that there will be, also those with an error."""
        return [
            form
            for form in self.forms
            if not self._should_delete_form(form) and (form.instance.pk or form.has_changed())
        ]


class CopiedInline:
    """An inline of a DatedAdmin. rows: the name by which its parent knows them. empty_rows: for the very first parent."""

    extra = 0
    rows = ""
    empty_rows = 0

    def copied_rows(self, request):
        """[{field: value}] of the parent that is copied."""
        row = source(request, self.parent_model)
        return [values(each) for each in getattr(row, self.rows).all()] if row else []

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else len(self.copied_rows(request)) or self.empty_rows
