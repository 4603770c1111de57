"""The route guard. Every view carries exactly one of these; a test walks the resolver to prove it.

@public                         anyone, signed in or not
@signed_in                      any person with an account (their own affairs only)
@requires(Permission.X)         a right apart from any case
@on_case(Permission.X)          case_id in the address becomes `case`; outsiders get 404
@by_link(Purpose)               a signed link's token in the address becomes `link` (messaging.guard)
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.apps import apps
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse

from irwell.access.actions import record_refusal
from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.access.queries import know_rights, open_memberships
from irwell.accounts.models import User
from irwell.core import time

View = Callable[..., HttpResponse]


class PersonRequest(HttpRequest):
    """A request behind a guard that let only a person with an account through."""

    user: User


def _mark(view: View, guard: str) -> View:
    view.guard = guard  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Anyone may open this page."""
    return _mark(login_not_required(view), "public")


def signed_in(view: View) -> View:
    """Any person with an account; the view shows that person's own affairs only."""
    return _mark(view, "signed_in")


def requires(permission: Permission) -> Callable[[View], View]:
    """A right apart from any case."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            check(request.user, permission)
            return view(request, *args, **kwargs)

        return _mark(guarded, f"requires {permission.name}")

    return decorate


def proven_lately(view: View) -> View:
    """Under another guard: whoever changes this proved within minutes who they are, or does so now; then it goes on."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD") and not _proven_lately(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return guarded


def _proven_lately(request: HttpRequest) -> bool:
    """By signing in or by proving it once more, within the service's limit."""
    proofs = get_authentication_records(request, request.user)
    latest = max((proof["at"] for proof in proofs), default=0.0)
    return bool(time.now().timestamp() - latest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def on_case(permission: Permission = Permission.SEE_CASE) -> Callable[[View], View]:
    """`case_id` in the address; someone with no membership gets 404 and the attempt is logged."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, case_id: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
            case = apps.get_model("cases", "Case").objects.filter(pk=case_id).first()
            if case is None or not open_memberships(request.user).filter(case_id=case_id).exists():
                if case is not None:
                    name = request.resolver_match.view_name if request.resolver_match else ""
                    record_refusal(by=request.user, case_id=case_id, path_name=name)
                raise Http404
            if request.method in ("GET", "HEAD"):
                know_rights(request.user)
            check(request.user, permission, case_id=case_id)
            return view(request, case, *args, **kwargs)

        return _mark(guarded, f"on_case {permission.name}")

    return decorate
