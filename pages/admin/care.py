"""Owner and review in the forms and lists of all content."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from oph_site.model_admin import SiteModelAdmin
from pages import care
from pages.record_forms import CareForm


class OwnerFilter(admin.SimpleListFilter):
    """One's own content, that of nobody (or of somebody who has left), and that of each owner."""

    title = pgettext_lazy("of content", "owner")
    parameter_name = "owner"

    def lookups(self, request, model_admin):
        owners = get_user_model().objects.filter(
            is_active=True, pk__in=model_admin.model._default_manager.order_by().values("owner")
        )
        others = [(str(owner.pk), str(owner)) for owner in owners if owner != request.user]
        return [("mine", _("Mine")), ("nobody", _("No owner")), *others]

    def queryset(self, request, queryset):
        wanted = self.value()
        if wanted == "mine":
            return queryset.filter(owner=request.user)
        if wanted == "nobody":
            return queryset.filter(care.WITHOUT_OWNER)
        known = {key for key, _name in self.lookup_choices}
        return queryset.filter(owner=wanted) if wanted in known else queryset


class ReviewFilter(admin.SimpleListFilter):
    title = gettext_lazy("review")
    parameter_name = "review"

    def lookups(self, request, model_admin):
        return [("due", _("Due within two weeks"))]

    def queryset(self, request, queryset):
        return queryset.filter(care.due(timezone.localdate())) if self.value() == "due" else queryset


class CareAdmin(SiteModelAdmin):
    """The fields of care in a group of their own; new content belongs to the one who makes it."""

    form = CareForm
    chosen_only = ["owner"]

    def care_fieldset(self):
        return (
            _("Ownership and review"),
            {"fields": ["owner", "review_on", "is_reviewed"], "classes": ["fieldset-care"]},
        )

    def get_list_filter(self, request):
        return [*super().get_list_filter(request), OwnerFilter, ReviewFilter]

    def get_changeform_initial_data(self, request):
        return {"owner": request.user.pk} | super().get_changeform_initial_data(request)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "owner":  # somebody who has left is no owner: the next save says so
            kwargs["queryset"] = get_user_model().objects.filter(is_active=True, is_staff=True).order_by("username")
            kwargs["empty_label"] = _("No owner")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        if form.cleaned_data.get("is_reviewed") and "review_on" not in form.changed_data:
            care.review(obj, on=timezone.localdate())
        super().save_model(request, obj, form, change)
