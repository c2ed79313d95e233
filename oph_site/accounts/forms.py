from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.admin.forms import AdminPasswordChangeForm as AdminOwnPasswordChangeForm
from django.contrib.auth.forms import AdminPasswordChangeForm, SetPasswordForm, UserChangeForm, UserCreationForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import BadRequest, ValidationError
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oph_site.accounts import attempts
from oph_site.accounts.demo_password import is_refused
from oph_site.accounts.groups import ADMINISTRATORS, is_last_administrator
from oph_site.accounts.log_ins import note, record_login
from oph_site.accounts.models import LoginEvent, User
from oph_site.accounts.second_factor import add_app, use_code
from oph_site.admin_fields import mended

Kind = LoginEvent.Kind

WRONG_CODE = _(
    "The code is wrong or has been used. Wait for the next one and check that the phone shows the right time."
)
LAST_ADMINISTRATOR = _(
    "This is the last account that can manage the accounts. Make somebody else an administrator first."
)
TOO_MANY = _("Too many attempts lately. Wait a few minutes and try again.")


def status_of(form):
    """Of the answer that shows it: 429 when it was not judged at all."""
    is_paused = any(error.code == "too_many" for errors in form.errors.as_data().values() for error in errors)
    return 429 if is_paused else 200


def judged(keys, judge, *, wrong, person):
    """What `judge` says, within the limits of attempts. What is not true or refused counts as wrong (a LoginEvent.Kind)."""
    tries = started(keys, person)
    try:
        verdict = judge()
    except ValidationError:
        record_login(wrong, person)
        raise
    if verdict:
        attempts.forgive(tries)
    else:
        record_login(wrong, person)
    return verdict


def started(keys, person=None):
    """Counts a try. Refused, and not judged at all, in a pause."""
    try:
        return attempts.start(keys)
    except attempts.TooMany:
        note(Kind.PAUSED, person)
        raise ValidationError(TOO_MANY, code="too_many") from None


class LoginForm(AdminAuthenticationForm):
    """The answers are the same whether the account exists or not."""

    error_messages = AdminAuthenticationForm.error_messages | {
        "invalid_login": _("The username or the password is wrong. Check both; capitals matter."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].validators.append(MaxLengthValidator(150))
        self.fields["password"].validators.append(MaxLengthValidator(500))

    def clean(self):
        if "username" not in self.cleaned_data or "password" not in self.cleaned_data:
            return self.cleaned_data
        if is_refused(self.cleaned_data["password"]):
            raise ValidationError(
                _(
                    "This is the password of the demonstration, which everybody knows. Set your own by “Forgotten password?”."
                )
            )
        username = self.cleaned_data["username"]
        person = User.objects.filter(username=username).first()
        keys = attempts.password_keys(username, self.request)
        return judged(keys, super().clean, wrong=Kind.WRONG_PASSWORD, person=person)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"), max_length=40, help_text=_("Six digits from the app, or one of your recovery codes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_code(self):
        code = self.cleaned_data["code"]
        keys, judge = attempts.code_keys(self.user), lambda: use_code(self.user, code, now=timezone.now())
        if not judged(keys, judge, wrong=Kind.WRONG_CODE, person=self.user):
            raise ValidationError(WRONG_CODE)
        return code


class AppForm(forms.Form):
    """The first code of a new app: proves that app and site know the same secret."""

    code = forms.CharField(
        label=_("Code that the app shows"), max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, user, secret, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.secret = user, secret

    def clean_code(self):
        code = "".join(self.cleaned_data["code"].split())
        if not add_app(self.user, self.secret, code, now=timezone.now()):
            raise ValidationError(WRONG_CODE)
        return code


class CredentialField(forms.JSONField):
    """What passkey.js writes. No browser sends anything but JSON: what is none is refused as a request, not as a slip."""

    widget = forms.HiddenInput

    def to_python(self, value):
        try:
            return super().to_python(value)
        except (ValidationError, RecursionError, ValueError):  # the last two: nested too deeply, a number too long
            raise BadRequest("The credential is no JSON.") from None


class PasskeyForm(forms.Form):
    """`credential` is filled by passkey.js with what the browser answers."""

    credential = CredentialField()


class NewPasskeyForm(PasskeyForm):
    name = mended(forms.CharField)(
        label=_("Name of the passkey"),
        max_length=60,
        help_text=_("By which you tell it from others: work laptop, blue key."),
    )


class ConfirmForm(forms.Form):
    password = forms.CharField(
        label=_("Your password"), max_length=500, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip

    def __init__(self, request, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self):
        user, password = self.request.user, self.cleaned_data["password"]
        keys, judge = attempts.password_keys(user.username, self.request), lambda: user.check_password(password)
        if not judged(keys, judge, wrong=Kind.WRONG_PASSWORD, person=user):
            raise ValidationError(_("The password is wrong. Check it; capitals matter."))
        return password


class WithoutAutofocus:
    """For stock forms, which put the focus into a field of theirs: past the skip link and what stands before the form."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("autofocus", None)


class ForgottenPasswordForm(forms.Form):
    name = forms.CharField(
        label=_("Username or e-mail address"), max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip

    def __init__(self, request, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_name(self):
        started(attempts.link_keys(self.cleaned_data["name"], self.request))
        return self.cleaned_data["name"]


class NewPasswordForm(WithoutAutofocus, SetPasswordForm):
    """By the link of a mail. passwords.set_password() saves it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = " ".join(password_validators_help_texts())


HELP = {
    "username": _("With it the person logs in. Letters, digits and @ . + - _ only."),
    "email": _("To this address go the link for the password and what happens to the log-in."),
    "groups": _("What the person may do follows from the groups. Who is in none cannot log in."),
    "is_active": _("Off: the person cannot log in. What they did keeps their name."),
    "is_superuser": _("May do everything and let others do everything. For those who run the site."),
}


class NewUserForm(WithoutAutofocus, UserCreationForm):
    """Without a password: the person sets it by the link of the invitation."""

    password1 = password2 = None

    class Meta(UserCreationForm.Meta):
        help_texts = HELP

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = self.fields["groups"].required = True

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return forms.ModelForm.save(self, commit)


class PersonForm(UserChangeForm):
    class Meta(UserChangeForm.Meta):
        help_texts = HELP

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "password" in self.fields:
            self.fields["password"].help_text = ""

    def clean(self):
        """Somebody must stay who can let others in."""
        cleaned = super().clean()
        if {"is_active", "groups"} <= cleaned.keys() and is_last_administrator(self.instance):
            is_superuser = cleaned.get("is_superuser", self.instance.is_superuser)
            stays = is_superuser or cleaned["groups"].filter(name=ADMINISTRATORS).exists()
            if not (cleaned["is_active"] and stays):
                self.add_error("groups" if cleaned["is_active"] else "is_active", LAST_ADMINISTRATOR)
        return cleaned


class PasswordForm(WithoutAutofocus, AdminPasswordChangeForm):
    """A password that an administrator sets for somebody who gets no mail."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)  # who must not log in is made inactive


class OwnPasswordForm(WithoutAutofocus, AdminOwnPasswordChangeForm):
    """The old password is guessed no oftener here than at the log-in."""

    def __init__(self, request, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self):
        keys = attempts.password_keys(self.user.username, self.request)
        return judged(keys, super().clean_old_password, wrong=Kind.WRONG_PASSWORD, person=self.user)
