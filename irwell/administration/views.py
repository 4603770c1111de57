"""Pages of the administrator and the auditor, and the page where an invited person comes in."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from irwell.access import actions as access
from irwell.access.guard import PersonRequest, public, requires
from irwell.access.models import RoleGrant
from irwell.access.permissions import Permission
from irwell.accounts.actions import accept_invitation
from irwell.accounts.models import User
from irwell.administration import actions, forms, presenters, queries
from irwell.audit.queries import verify_log
from irwell.core import time

EVENTS_ON_A_PAGE = 100
MARK = "TOKEN"


@requires(Permission.MANAGE_PEOPLE)
def people(request: PersonRequest) -> HttpResponse:
    """Who has an account; inviting another."""
    form = forms.invite_form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.invite(
                **form.cleaned_data, address_of=_address(), by=request.user, now=time.now()
            )
            messages.success(request, f"{user.name} has been invited.")
            return redirect("administration:people")
        except ValidationError as error:
            form.add_error("email", error)
    shown = {"form": form, "people": queries.people()}
    return render(request, "administration/people.html", shown, status=422 if form.errors else 200)


def _address() -> str:
    path = reverse("administration:join", kwargs={"token": MARK}).replace(MARK, "{token}")
    return f"{settings.IRWELL_BASE_URL}{path}"


@requires(Permission.MANAGE_PEOPLE)
def person(request: PersonRequest, user_id: UUID) -> HttpResponse:
    """One person's roles: giving and ending them."""
    user = get_object_or_404(User.objects.select_related("agency"), pk=user_id)
    form = forms.Give(request.POST or None)
    if request.method == "POST" and form.is_valid():
        access.grant_role(user=user, role=form.cleaned_data["role"], by=request.user)
        return redirect("administration:person", user_id=user.pk)
    grants = presenters.grants(RoleGrant.objects.filter(user=user).order_by("created_at"))
    shown = {
        "form": form, "person": user, "grants": grants, "own": user.pk == request.user.pk,
        "invited_until": queries.invited_until(user), "has_second_factor": queries.has_second_factor(user),
    }  # fmt: skip
    return render(request, "administration/person.html", shown, status=422 if form.errors else 200)


@requires(Permission.MANAGE_PEOPLE)
@require_POST
def end_role(request: PersonRequest, grant_id: UUID) -> HttpResponse:
    grant = get_object_or_404(RoleGrant, pk=grant_id)
    if grant.ended_at is None:
        access.end_role(grant=grant, by=request.user, now=time.now())
    return redirect("administration:person", user_id=grant.user_id)


@requires(Permission.MANAGE_PEOPLE)
@require_POST
def invite_again(request: PersonRequest, user_id: UUID) -> HttpResponse:
    user = get_object_or_404(User, pk=user_id)
    actions.invite_again(user=user, address_of=_address(), by=request.user, now=time.now())
    messages.success(request, f"A new link was sent to {user.email}. The one sent before no longer works.")  # fmt: skip
    return redirect("administration:person", user_id=user.pk)


@requires(Permission.MANAGE_PEOPLE)
@require_POST
def remove_second_factor(request: PersonRequest, user_id: UUID) -> HttpResponse:
    user = get_object_or_404(User, pk=user_id)
    actions.remove_second_factor(user=user, by=request.user, now=time.now())
    messages.success(request, f"Removed. {user.name} signs in with the password and sets up another.")  # fmt: skip
    return redirect("administration:person", user_id=user.pk)


@requires(Permission.MANAGE_PEOPLE)
@require_POST
def close_account(request: PersonRequest, user_id: UUID) -> HttpResponse:
    user = get_object_or_404(User, pk=user_id)
    actions.close_account(user=user, by=request.user)
    messages.success(request, f"{user.name} can no longer sign in.")
    return redirect("administration:person", user_id=user.pk)


@requires(Permission.MANAGE_PEOPLE)
@require_POST
def open_account(request: PersonRequest, user_id: UUID) -> HttpResponse:
    user = get_object_or_404(User, pk=user_id)
    actions.open_account(user=user, by=request.user)
    messages.success(request, f"{user.name} can sign in again.")
    return redirect("administration:person", user_id=user.pk)


@public
def join(request: HttpRequest, token: str) -> HttpResponse:
    """An invited person chooses a password; signing in then asks for the second factor."""
    invitation = queries.open_invitation(token, now=time.now())
    if invitation is None:
        sentence = (
            "This invitation has been used or has expired. Ask the business unit for a new one."
        )
        return render(request, "ui/link_closed.html", {"sentence": sentence}, status=410)
    form = forms.Password(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            accept_invitation(token=token, password=form.cleaned_data["password"], now=time.now())
            messages.success(request, "Your password is saved. Sign in with it now.")
            return redirect("account_login")
        except ValidationError as error:
            form.add_error("password", error)
    shown = {"form": form, "invited": invitation.user}
    return render(request, "administration/join.html", shown, status=422 if form.errors else 200)


@requires(Permission.READ_LOG)
@require_GET
def log(request: PersonRequest) -> HttpResponse:
    """The whole log in words, newest first."""
    return _log(request, None)


@requires(Permission.READ_LOG)
@require_POST
def verify(request: PersonRequest) -> HttpResponse:
    """Walk the chain now and say whether the log is whole."""
    return _log(request, verify_log())


def _log(request: PersonRequest, verdict: object) -> HttpResponse:
    page = Paginator(queries.latest_events(), EVENTS_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = presenters.rows(list(page), queries.names_of(list(page)))
    shown = {"page_obj": page, "rows": rows, "columns": presenters.COLUMNS, "verdict": verdict}
    return render(request, "administration/log.html", shown)
