"""The sign-in's forms: an e-mail that was copied with a sign nobody sees is still that e-mail."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from django import forms

from referenceledelse.core.web.forms import CleanEmail


def _clean(form: forms.Form, name: str) -> None:
    """Read the library's field as ours, which differs in nothing else."""
    form.fields[name].__class__ = CleanEmail


class SignInForm(LoginForm):
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _clean(self, "login")


class NewPasswordForm(ResetPasswordForm):
    """The e-mail that a new password is asked for with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _clean(self, "email")
