"""Logging in: the password, then the second factor; or a passkey for both."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.views.decorators import staff_member_required
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

from oph_site.accounts import passkeys
from oph_site.accounts.forms import CodeForm, ConfirmForm, LoginForm, PasskeyForm, status_of
from oph_site.accounts.gate import missing_step
from oph_site.accounts.sessions import confirm as mark_confirmed
from oph_site.accounts.sessions import log_in, prove, still_here


def own_address(request):
    """Where to go on: an address of the admin, whatever was asked for."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    is_own = url_has_allowed_host_and_scheme(address, allowed_hosts=None) and address.startswith("/admin/")
    return address if is_own else reverse("admin:index")


def page(request, template, *, title, form=None, **context):
    context = admin.site.each_context(request) | {"title": title, "next": own_address(request), "form": form} | context
    return render(request, f"admin/{template}.html", context, status=status_of(form) if form else 200)


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
