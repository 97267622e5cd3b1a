"""The three forms of signing in, in our words; what they do is django-allauth's."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _


def _rules() -> str:
    return " ".join(str(text) for text in password_validators_help_texts())


rules_of_passwords = lazy(_rules, str)


def _in_our_words(field: forms.Field, label: Any, autocomplete: str, help_text: Any = "") -> None:
    field.label, field.help_text = label, help_text
    field.widget.attrs = {"class": "kern-form-input__input", "autocomplete": autocomplete}


class SignInForm(LoginForm):
    """User name or e-mail address, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self.fields["login"], _("User name or e-mail address"), "username")
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        _in_our_words(self.fields["password"], _("Password"), "current-password")
        self.fields["remember"].label = _("Stay signed in on this device")
        self.fields["remember"].help_text = _("Not on a computer that others use too.")
        self.fields["remember"].widget.attrs = {"class": "kern-form-check__checkbox"}

    def user_credentials(self) -> dict[str, str]:
        """The name alone; allauth's backend looks it up as address and as user name.

        Its own form gives an address twice, so that the password is hashed twice where an account has it and once where
        none does: the time would tell which addresses exist.
        """
        return {"username": self.cleaned_data["login"], "password": self.cleaned_data["password"]}


class ForgottenForm(ResetPasswordForm):
    """Where the mail goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self.fields["email"], _("E-mail address of your account"), "email")


class NewPasswordForm(ResetPasswordKeyForm):
    """A new password, by the link of the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self.fields["password1"], _("New password"), "new-password", rules_of_passwords())
        _in_our_words(self.fields["password2"], _("New password once more"), "new-password")


class OtherPasswordForm(ChangePasswordForm):
    """Another password, by somebody who is signed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self.fields["oldpassword"], _("Present password"), "current-password")
        _in_our_words(self.fields["password1"], _("New password"), "new-password", rules_of_passwords())
        _in_our_words(self.fields["password2"], _("New password once more"), "new-password")
