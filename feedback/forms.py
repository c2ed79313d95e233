"""The feedback form, as a stranger fills it in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.models import MESSAGE_LENGTH, Feedback
from oph_site.public_forms.choices import OneChoice, capitalised
from oph_site.public_forms.fields import EmailLine, Paragraphs
from oph_site.public_forms.plain_form import PlainForm

EMAIL_MISSING = _("Enter your e-mail address, or choose that you do not need an answer")


class FeedbackForm(PlainForm):
    subject = forms.ChoiceField(
        label=_("What is your feedback about?"), choices=capitalised(Feedback.Subject.choices), widget=OneChoice,
        error_messages={"required": _("Choose what your feedback is about"), "invalid_choice": _("Choose from the list what your feedback is about")},
    )  # fmt: skip
    message = Paragraphs(
        label=_("Your feedback"), length=MESSAGE_LENGTH, rows=8, missing=_("Enter your feedback"),
        help_text=_("What were you doing, and what happened? Which device and browser do you use? Do not write sensitive personal data."),
    )  # fmt: skip
    answer = forms.ChoiceField(
        label=_("Do you want an answer?"), choices=[("no", _("No")), ("yes", _("Yes, by e-mail"))], widget=OneChoice,
        error_messages={"required": _("Choose whether you want an answer"), "invalid_choice": _("Choose yes or no")},
    )  # fmt: skip
    email = EmailLine(
        label=_("E-mail"), help_text=_("Only if you want an answer. We use the address for nothing else."),
        wrong=_("Enter the e-mail address in full, like name@example.org"),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[
            "email"
        ].is_conditional = True  # asked of those alone who want an answer: neither optional nor required

    def clean(self):
        """An address that was typed though no answer is wanted is not kept: not even a wrong one is complained about."""
        cleaned = super().clean()
        if cleaned.get("answer") == "no":
            self.errors.pop("email", None)
            cleaned["email"] = ""
        elif cleaned.get("answer") == "yes" and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", EMAIL_MISSING)

    def answers(self):
        """What `acts.submit` keeps."""
        return {name: self.cleaned_data[name] for name in ("subject", "message", "email")}


class AccessibleVersionForm(PlainForm):
    """The same, for somebody who cannot use a file: what it is about is known, and an answer is wanted."""

    message = Paragraphs(
        label=_("What kind of version do you need?"), length=MESSAGE_LENGTH, rows=5, missing=_("Write what kind of version you need"),
        help_text=_("For example: one for a screen reader, one in large print, or pages 4–9 as text. You need not say why. Do not write sensitive personal data."),
    )  # fmt: skip
    email = EmailLine(
        label=_("E-mail"), missing=_("Enter your e-mail address"), help_text=_("We send the version or our answer there, and use the address for nothing else."),
        wrong=_("Enter the e-mail address in full, like name@example.org"),
    )  # fmt: skip

    def answers(self):
        return self.cleaned_data | {"subject": Feedback.Subject.ACCESSIBILITY}
