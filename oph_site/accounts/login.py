"""Logging in: the password, then the second factor; or a passkey for both."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from oph_site.accounts import attempts, passkeys, passwords
from oph_site.accounts.forms import (
    CodeForm,
    ConfirmForm,
    ForgottenPasswordForm,
    LoginForm,
    NewPasswordForm,
    PasskeyForm,
    status_of,
)
from oph_site.accounts.gate import missing_step
from oph_site.accounts.log_ins import note
from oph_site.accounts.models import LoginEvent
from oph_site.accounts.sessions import confirm as mark_confirmed
from oph_site.accounts.sessions import log_in, prove, still_here


def own_address(request):
    """Where to go on: an address of the admin, whatever was asked for."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    is_own = url_has_allowed_host_and_scheme(address, allowed_hosts=None) and address.startswith("/admin/")
    return address if is_own else reverse("admin:index")


def page(request, template, *, title, form=None, status=None, **context):
    context = admin.site.each_context(request) | {"title": title, "next": own_address(request), "form": form} | context
    return render(request, f"admin/{template}.html", context, status=status or (status_of(form) if form else 200))


@never_cache
@csrf_protect
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request):
    if request.method != "POST" and admin.site.has_permission(request):
        return HttpResponseRedirect(own_address(request))  # the gate asks for what is missing
    form = LoginForm(request, data=request.POST or None)
    if form.is_bound and form.is_valid():
        log_in(request, form.get_user())
        return HttpResponseRedirect(own_address(request))
    return page(request, "login", title=_("Log in"), form=form, app_path=request.get_full_path())


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request):
    """GET: what the browser needs to ask for a passkey. POST: what it answered."""
    if request.method != "POST":
        options, challenge = passkeys.begin_proving(request)
        response = JsonResponse(options)
        response.set_cookie(
            passkeys.COOKIE, challenge, max_age=passkeys.CHALLENGE_LASTS, path=request.path, httponly=True,
            secure=settings.SESSION_COOKIE_SECURE, samesite="Strict",
        )  # fmt: skip
        return response
    form = PasskeyForm(request.POST)
    try:
        used = passkeys.finish_proving(request, form.cleaned_data["credential"] if form.is_valid() else None)
    except passkeys.NotAccepted:
        note(LoginEvent.Kind.WRONG_PASSKEY, request.user if request.user.is_authenticated else None)
        messages.error(request, _("This passkey was not accepted. Try again, or log in another way."))
        return HttpResponseRedirect(f"{reverse('admin:login')}?{urlencode({'next': own_address(request)})}")
    log_in(request, used.user, is_proved=True)
    return HttpResponseRedirect(own_address(request))


@never_cache
@staff_member_required
@sensitive_post_parameters("code")
def second_factor(request):
    if missing_step(request) != "second_factor":
        return HttpResponseRedirect(own_address(request))
    form = CodeForm(request.user, request.POST or None)
    if form.is_bound and form.is_valid():
        prove(request)
        return HttpResponseRedirect(own_address(request))
    has_passkeys = request.user.passkeys.exists()
    return page(request, "accounts/second_factor", title=_("Second factor"), form=form, has_passkeys=has_passkeys)


@never_cache
@staff_member_required
@sensitive_post_parameters("password")
def confirm(request):
    form = ConfirmForm(request, request.POST or None)
    if form.is_bound and form.is_valid():
        mark_confirmed(request)
        return HttpResponseRedirect(own_address(request))
    return page(request, "accounts/confirm", title=_("Your password, please"), form=form)


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_password(request):
    """The answer is the same whether the account exists or not."""
    form = ForgottenPasswordForm(request, request.POST or None)
    if form.is_bound and form.is_valid():
        passwords.ask_for_link(form.cleaned_data["name"])
        return HttpResponseRedirect(_in_language("forgotten_password_sent", request.LANGUAGE_CODE))
    return page(request, "accounts/forgotten_password", title=_("Forgotten password"), form=form)


@never_cache
@require_http_methods(["GET", "HEAD"])
def forgotten_password_sent(request):
    return page(request, "accounts/forgotten_password_sent", title=_("Check your mail"))


@never_cache
@csrf_protect
@sensitive_post_parameters("new_password1", "new_password2")
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request, token):
    """Whoever has the link sets the password, then logs in with it and with the second factor. Looking does not use it up."""
    person = passwords.person_of(token)
    form = NewPasswordForm(person, request.POST or None) if person else None
    if form and form.is_valid():
        person = passwords.set_password(token, form.cleaned_data["new_password1"])
    if person is None:
        return page(request, "accounts/new_password", title=_("The link does not work any more"), status=410)
    if form.is_valid():
        attempts.forget_wrong_passwords(person.username, request)
        logout(request)  # whoever was logged in here
        messages.success(request, _("The password is set. Log in with it."))
        return HttpResponseRedirect(_in_language("login", person.language))
    return page(request, "accounts/new_password", title=_("Set your password"), form=form, person=person)


def _in_language(name, language):
    """Before log-in no person says the language: the address does."""
    return f"{reverse(f'admin:{name}')}?{urlencode({'language': language})}"


@never_cache
@require_http_methods(["GET", "POST"])
def session(request):
    """For scripts. GET: who is logged in, and a token for forms. POST: somebody is at work in an open form."""
    if not request.user.is_authenticated or missing_step(request):
        return JsonResponse({"user": ""}) if request.method == "GET" else HttpResponse(status=403)
    if request.method == "POST":
        still_here(request)
    return JsonResponse({"user": request.user.get_full_name() or request.user.username, "token": get_token(request)})


@never_cache
@require_GET
@staff_member_required
def session_ready(request):
    return page(request, "accounts/session_ready", title=_("You are logged in"))
