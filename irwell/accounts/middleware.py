"""Two limits on every signed-in request: idle time, and a second factor for everybody."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from irwell.core import time

GetResponse = Callable[[HttpRequest], HttpResponse]
SEEN = "seen_at"
# Where a person without a second factor may go: to make one, to prove who they are, or to leave.
ALLOWED = ("/account/", "/static/")


class IdleLimit:
    """Signs a person out after the idle limit."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            moment = time.now().timestamp()
            seen = request.session.get(SEEN, moment)
            if moment - seen > settings.IRWELL_IDLE_MINUTES * 60:
                logout(request)
                messages.info(
                    request, "You were signed out because nothing happened for 30 minutes."
                )
                return self.get_response(request)
            if moment - seen > 60 or SEEN not in request.session:
                request.session[SEEN] = moment
        return self.get_response(request)


class SecondFactorRequired:
    """A person with no second factor reaches only the pages that set one up (allauth has no such switch)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if (
            user.is_authenticated
            and not request.path.startswith(ALLOWED)
            and not is_mfa_enabled(user)
        ):
            return redirect("mfa_index")
        return self.get_response(request)


class SignInElsewhere:
    """Lets the sign-in pages, and no others, post to the identity provider (the browser checks redirects too)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/account/"):
            issuers = [app["settings"]["server_url"] for app in _single_sign_on()]
            response._csp_update = {"form-action": [_origin(url) for url in issuers]}  # type: ignore[attr-defined]
        return response


def _single_sign_on() -> list[dict[str, Any]]:
    provider: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {})
    apps: list[dict[str, Any]] = provider.get("APPS", [])
    return apps


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
