"""The sign-in library's forms in our words: what to type, and what is missing when it is."""

from typing import Any, ClassVar

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm

CODE = "Code from your authenticator app"
ADDRESS = "E-mail address"


class InOurWords:
    """Labels, hints and what to do about an empty field. `words`: label, hint and sentence of each field."""

    words: ClassVar[dict[str, tuple[str, str, str]]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        for name, (label, hint, missing) in self.words.items():
            fields[name].label = label
            fields[name].help_text = hint or fields[name].help_text
            fields[name].error_messages["required"] = missing


class SignIn(InOurWords, LoginForm):  # type: ignore[misc]
    """E-mail address and password."""

    words: ClassVar = {
        "login": (ADDRESS, "", "Enter your e-mail address"),
        "password": ("Password", "", "Enter your password"),
    }


class ForgottenPassword(InOurWords, ResetPasswordForm):  # type: ignore[misc]
    """Where to send the link."""

    words: ClassVar = {"email": (ADDRESS, "", "Enter your e-mail address")}


class NewPassword(InOurWords, ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password, twice."""

    words: ClassVar = {
        "password1": (
            "New password",
            "At least 12 characters; three or more unrelated words work well",
            "Enter a new password",
        ),
        "password2": ("The same password again", "", "Enter the same password again"),
    }


class ChangePassword(InOurWords, ChangePasswordForm):  # type: ignore[misc]
    """The password of today, and another twice."""

    words: ClassVar = {
        "oldpassword": ("Password of today", "", "Enter the password that you use today"),
        **NewPassword.words,
    }


class SecondFactor(InOurWords, AuthenticateForm):  # type: ignore[misc]
    """The code after the password."""

    words: ClassVar = {
        "code": (CODE, "Six figures, new every 30 seconds. A recovery code will do too, once.", "Enter the code"),
    }  # fmt: skip


class SecondFactorAgain(InOurWords, ReauthenticateForm):  # type: ignore[misc]
    """The code once more, before a step that weighs much."""

    words: ClassVar = SecondFactor.words


class FirstCode(InOurWords, ActivateTOTPForm):  # type: ignore[misc]
    """The first code, which proves that the app was set up."""

    words: ClassVar = {
        "code": (CODE, "Six figures that the app shows now", "Enter the code that the app shows now"),
    }  # fmt: skip
