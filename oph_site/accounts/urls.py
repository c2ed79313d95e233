"""Addresses below /admin/ (oph_site.admin adds them to the admin's own). Which are open to whom: gate.py."""

from django.urls import path

from oph_site.accounts import login, views

urlpatterns = [
    path("login/passkey/", login.passkey, name="passkey_login"),
    path("two-factor/", login.second_factor, name="second_factor"),
    path("confirm/", login.confirm, name="confirm"),
    path("password/forgotten/", login.forgotten_password, name="forgotten_password"),
    path("password/forgotten/sent/", login.forgotten_password_sent, name="forgotten_password_sent"),
    path("password/new/<str:token>/", login.new_password, name="new_password"),
    path("session/", login.session, name="session"),
    path("session/ready/", login.session_ready, name="session_ready"),
    path("security/", views.security, name="security"),
    path("security/app/", views.app, name="app"),
    path("security/app/removal/", views.remove_app, name="app_removal"),
    path("security/passkey/", views.passkey, name="passkey"),
    path("security/passkey/options/", views.passkey_options, name="passkey_options"),
    path("security/passkey/<int:pk>/removal/", views.remove_passkey, name="passkey_removal"),
    path("security/recovery-codes/", views.recovery_codes, name="recovery_codes"),
]
