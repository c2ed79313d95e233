"""A person's own second factor: what they have, adding and removing it, recovery codes."""

from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from oph_site.accounts import one_time_codes, passkeys
from oph_site.accounts import second_factor as acts
from oph_site.accounts.forms import AppForm, NewPasskeyForm
from oph_site.accounts.login import page
from oph_site.accounts.models import AuthenticatorApp
from oph_site.accounts.sessions import is_proved, password_needed, prove

NEW_SECRET = "new_app_secret"  # noqa: S105  (a key of the session)


@never_cache
@staff_member_required
def security(request):
    user = request.user
    return page(
        request, "accounts/security", title=_("Log-in and second factor"),
        app=AuthenticatorApp.objects.filter(user=user).first(), passkeys=user.passkeys.all(),
        codes_left=user.recovery_codes.count(), has_factor=user.has_second_factor,
    )  # fmt: skip


@never_cache
@staff_member_required
@password_needed
@sensitive_post_parameters("code")
def app(request):
    """Shows the secret as a picture and as text until a code proves that the app has it."""
    secret = request.session.setdefault(NEW_SECRET, one_time_codes.new_secret())
    form = AppForm(request.user, secret, request.POST or None)
    if form.is_bound and form.is_valid():
        del request.session[NEW_SECRET]
        return _added(request, _("The authenticator app works."))
    picture = one_time_codes.qr_picture(one_time_codes.setup_address(secret, request.user.username))
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return page(
        request, "accounts/app", title=_("Set up an authenticator app"), form=form, picture=picture, secret=groups
    )


@never_cache
@staff_member_required
@password_needed
def passkey(request):
    form = NewPasskeyForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            passkeys.finish_adding(request, form.cleaned_data["credential"], name=form.cleaned_data["name"])
        except passkeys.NotAccepted:
            form.add_error(None, _("The browser’s answer could not be used. Try again."))
        else:
            return _added(request, _("The passkey works."))
    return page(request, "accounts/passkey", title=_("Add a passkey"), form=form)


@never_cache
@require_GET
@staff_member_required
@password_needed
def passkey_options(request):
    return JsonResponse(passkeys.begin_adding(request))


@never_cache
@staff_member_required
@password_needed
def remove_app(request):
    found = get_object_or_404(AuthenticatorApp, user=request.user)
    return _removal(request, _("the authenticator app"), lambda: acts.remove_app(found.user))


@never_cache
@staff_member_required
@password_needed
def remove_passkey(request, pk):
    found = get_object_or_404(request.user.passkeys, pk=pk)
    return _removal(request, found.name, lambda: acts.remove_passkey(found))


@never_cache
@require_POST
@staff_member_required
@password_needed
def recovery_codes(request):
    """New ones, shown in the answer alone."""
    if not request.user.has_second_factor:
        return HttpResponseRedirect(reverse("admin:security"))
    return _show_codes(request)


def _added(request, sentence):
    """The first factor brings recovery codes along. The session that added it has just proved that it works."""
    if not is_proved(request):
        prove(request)
    messages.success(request, sentence)
    if request.user.recovery_codes.exists():
        return HttpResponseRedirect(reverse("admin:security"))
    return _show_codes(request)


def _show_codes(request):
    codes = acts.make_recovery_codes(request.user)
    return page(request, "accounts/recovery_codes", title=_("Your recovery codes"), codes=codes)


def _removal(request, what, remove):
    if request.method != "POST":
        return page(request, "accounts/removal", title=_("Remove %(what)s?") % {"what": what}, what=what)
    remove()
    messages.success(request, _("Removed: %(what)s.") % {"what": what})
    return HttpResponseRedirect(reverse("admin:security"))
