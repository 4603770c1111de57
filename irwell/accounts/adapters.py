"""How allauth is bent to our rules: invitation only, and authenticator secrets sealed."""

import base64
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from irwell.crypto.keyring import keyring


class InvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """No sign-up; sign-in goes to the board."""

    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is not right. Check both, or choose “Forgot your password?”",
        "too_many_login_attempts": "There were too many tries. Wait five minutes, then try again.",
        "invalid_password_reset": "This link has been used or has expired. Ask for a new one.",
        "rate_limited": "There were too many tries. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class InvitationOnlySocial(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on signs in people already invited and linked by issuer and subject; it makes no account."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


class SealedSecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Authenticator secrets are wrapped by the master key, so a copy of the database holds none."""

    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right or was used before. Wait for the next one, or enter a recovery code.",
    }

    def encrypt(self, text: str) -> str:
        master, wrapped = keyring().wrap(text.encode())
        return f"{master}:{base64.b64encode(wrapped).decode()}"

    def decrypt(self, encrypted_text: str) -> str:
        master, _, body = encrypted_text.partition(":")
        return keyring().unwrap(master, base64.b64decode(body)).decode()
