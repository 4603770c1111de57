"""Two limits on every signed-in request: idle time, and a second factor for everybody."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from irwell.accounts import actions
from irwell.core import time

GetResponse = Callable[[HttpRequest], HttpResponse]
SEEN = "seen_at"
CSRF_FIELD = "csrfmiddlewaretoken"
ENDED = "session_ended_of"
LAST = (
    "irwell_last"  # a signed cookie: whose session this browser held, for typing that outlives it
)
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
                ended = request.user.pk
                logout(request)
                request.session[ENDED] = str(ended)
                messages.info(
                    request, "You were signed out because nothing happened for 30 minutes."
                )
                return self.get_response(request)
            if moment - seen > 60 or SEEN not in request.session:
                request.session[SEEN] = moment
        return self.get_response(request)


class TypingKept:
    """A form sent after the session ended is kept, sealed, and shown again once the same person has signed in."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and _last(request) != str(request.user.pk):
            response.set_signed_cookie(
                LAST, str(request.user.pk), httponly=True, samesite="Strict",
                secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        guarded = getattr(view, "login_required", True)
        if request.method != "POST" or request.user.is_authenticated or not guarded:
            return None
        return keep_and_sign_in(request)


def keep_and_sign_in(request: HttpRequest) -> HttpResponse | None:
    """Keep the form and go to sign in; None when it is not known whose it is, or it came from elsewhere."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return None
    whose = request.session.pop(ENDED, "") or _last(request)
    if not whose:
        return None
    fields = [(k, v) for k, values in request.POST.lists() for v in values if k != CSRF_FIELD]
    kept = actions.keep_typing(
        user_id=UUID(str(whose)),
        path=request.get_full_path(),
        fields=fields,
        files=len(request.FILES),
    )
    if kept is None:
        return None
    return redirect("accounts:typing", kept_id=kept.pk)


def _last(request: HttpRequest) -> str:
    return str(request.get_signed_cookie(LAST, default=""))


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
