"""How allauth is bent to our rules: invitation only, and authenticator secrets sealed."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from irwell.crypto.keyring import keyring


class InvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """No sign-up; sign-in goes to the board."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class InvitationOnlySocial(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on signs in people already invited and linked by issuer and subject; it makes no account."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


class SealedSecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Authenticator secrets are wrapped by the master key, so a copy of the database holds none."""

    def encrypt(self, text: str) -> str:
        master, wrapped = keyring().wrap(text.encode())
        return f"{master}:{base64.b64encode(wrapped).decode()}"

    def decrypt(self, encrypted_text: str) -> str:
        master, _, body = encrypted_text.partition(":")
        return keyring().unwrap(master, base64.b64decode(body)).decode()
