from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.utils.translation import gettext_lazy as _

from oph_site.accounts.models import User


@admin.register(User)
class UserAdmin(StockUserAdmin):
    """Accounts end by being made inactive: what they did keeps their name."""

    list_display = ["username", "first_name", "last_name", "language", "is_active", "last_login"]
    list_filter = ["is_active", "groups", "language"]
    actions = None
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email", "language"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "language", "usable_password", "password1", "password2"]}),
    ]

    def get_queryset(self, request):
        """Superusers are seen by superusers alone: whoever sets a password could become its owner."""
        users = super().get_queryset(request)
        return users if request.user.is_superuser else users.filter(is_superuser=False)

    def get_readonly_fields(self, request, obj=None):
        """Only a superuser makes superusers or rights that they do not hold themselves."""
        return ["last_login", "date_joined", *([] if request.user.is_superuser else ["is_superuser"])]

    def has_delete_permission(self, request, obj=None):
        return False
