from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as StockUserAdmin  # registers its groups too
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.forms import CheckboxSelectMultiple
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from oph_site.accounts import log_admin  # noqa: F401  (registers itself)
from oph_site.accounts.forms import NewUserForm, PasswordForm, PersonForm
from oph_site.accounts.groups import GroupFilter, GroupsField, group_name, let_in, rights_in_words
from oph_site.accounts.models import User
from oph_site.accounts.passwords import invite
from oph_site.accounts.second_factor import reset_second_factor
from oph_site.accounts.sessions import end_sessions, password_needed
from oph_site.model_admin import ReadOnlyAdmin, SiteModelAdmin

RIGHTS = {"is_active", "is_superuser", "groups"}


@admin.register(User)
class UserAdmin(SiteModelAdmin, StockUserAdmin):
    """Accounts end by being made inactive: what they did keeps their name."""

    list_display = ["username", "first_name", "last_name", "language", "is_active", "second_factor", "last_login"]
    list_filter = ["is_active", ("groups", GroupFilter), "language"]
    actions = None
    filter_horizontal = []
    form = PersonForm
    add_form = NewUserForm
    add_form_template = None
    change_password_form = PasswordForm
    fieldsets = [
        (None, {"fields": ["username", "password", "link"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email", "language"]}),
        (_("Rights"), {"fields": ["is_active", "is_superuser", "groups"]}),
        (_("Log-in"), {"fields": ["second_factor_and_reset", "last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name", "email", "language", "groups"]}),
    ]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs["form_class"] = GroupsField
        return super().formfield_for_manytomany(db_field, request, **kwargs | {"widget": CheckboxSelectMultiple})

    def get_queryset(self, request):
        """Superusers are seen by superusers alone: whoever sets a password could become its owner."""
        users = super().get_queryset(request).select_related("authenticator_app").prefetch_related("passkeys")
        return users if request.user.is_superuser else users.filter(is_superuser=False)

    def get_readonly_fields(self, request, obj=None):
        """Only a superuser makes superusers or rights that they do not hold themselves."""
        shown = ["link", "second_factor_and_reset", "last_login", "date_joined"]
        return shown if request.user.is_superuser else [*shown, "is_superuser"]

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        reset = self.admin_site.admin_view(password_needed(self.reset_view))
        invitation = self.admin_site.admin_view(password_needed(self.invitation_view))
        return [
            path("<int:pk>/second-factor/", reset, name="accounts_user_second_factor"),
            path("<int:pk>/invitation/", invitation, name="accounts_user_invitation"),
            *super().get_urls(),
        ]

    @method_decorator(password_needed)
    def changeform_view(self, request, *args, **kwargs):
        return super().changeform_view(request, *args, **kwargs)

    @method_decorator(password_needed)
    def user_change_password(self, request, *args, **kwargs):
        return super().user_change_password(request, *args, **kwargs)

    def save_related(self, request, form, formsets, change):
        """Other rights begin with a new log-in. A new person gets a mail."""
        super().save_related(request, form, formsets, change)
        person = form.instance
        let_in(person)
        if not change:
            invite(person, by=request.user)
            messages.info(
                request, _("A mail to %(email)s asks the person to set a password.") % {"email": person.email}
            )
        elif RIGHTS & set(form.changed_data):
            end_sessions(person)

    def response_add(self, request, obj, post_url_continue=None):
        """The one form held everything: no second one as in stock Django."""
        return super(StockUserAdmin, self).response_add(request, obj, post_url_continue)

    def found(self, request, pk):
        person = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        return person

    def invitation_view(self, request, pk):
        person = self.found(request, pk)
        back = reverse("admin:accounts_user_change", args=[person.pk])
        if request.method == "POST" and person.email:
            invite(person, by=request.user)
            messages.success(request, _("The link is on its way to %(email)s.") % {"email": person.email})
            return HttpResponseRedirect(back)
        title = _("Send %(person)s a link to set the password?") % {"person": person}
        context = self.admin_site.each_context(request) | {"title": title, "person": person, "back": back}
        return render(request, "admin/accounts/invitation.html", context)

    def reset_view(self, request, pk):
        person = self.found(request, pk)
        back = reverse("admin:accounts_user_change", args=[person.pk])
        if request.method == "POST":
            reset_second_factor(person, by=request.user)
            messages.success(request, _("The second factor of %(person)s is removed.") % {"person": person})
            return HttpResponseRedirect(back)
        context = self.admin_site.each_context(request) | {
            "title": _("Remove the second factor of %(person)s?") % {"person": person}, "person": person, "back": back,
        }  # fmt: skip
        return render(request, "admin/accounts/reset.html", context)

    @admin.display(description=_("password by mail"))
    def link(self, person):
        if person is None or person.pk is None:
            return "–"
        words = _("Send a link for a new password") if person.has_usable_password() else _("Send the invitation again")
        address = reverse("admin:accounts_user_invitation", args=[person.pk])
        return format_html('<a class="button" href="{}">{}</a>', address, words)

    @admin.display(description=_("second factor"))
    def second_factor(self, person):
        found = [_("app")] if hasattr(person, "authenticator_app") else []
        found += [_("passkey")] if person.passkeys.all() else []
        return ", ".join(map(str, found)) or _("none")

    @admin.display(description=_("second factor"))
    def second_factor_and_reset(self, person):
        if person is None or person.pk is None:
            return "–"
        found = self.second_factor(person)
        if not person.has_second_factor:
            return found
        address = reverse("admin:accounts_user_second_factor", args=[person.pk])
        return format_html('{} <a class="button" href="{}">{}</a>', found, address, _("Remove (phone lost)"))


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(ReadOnlyAdmin):
    """What each group may do, in words. The rights themselves stand in groups.py, and migrate sets them."""

    ordering = ["pk"]
    list_display = ["named", "members"]
    fields = ["named", "members", "rights"]

    def get_object(self, request, object_id, from_field=None):
        """Its name in words too: nothing here is ever saved."""
        group = super().get_object(request, object_id, from_field)
        if group:
            group.name = str(group_name(group))
        return group

    @admin.display(description=_("group"), ordering="name")
    def named(self, group):
        return group_name(group)

    @admin.display(description=_("members"))
    def members(self, group):
        address = reverse("admin:accounts_user_changelist")
        return format_html('<a href="{}?groups__id__exact={}">{}</a>', address, group.pk, group.user_set.count())

    @admin.display(description=_("may"))
    def rights(self, group):
        rows = ((what, ", ".join(acts)) for what, acts in rights_in_words(group))
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {}</li>", rows))
