"""Deputies with delegated authority, and seats handed over to successors; the partnership’s quorum rule."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case, requires
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.core import time
from irwell.core.errors import NotPossibleNow
from irwell.decisions import actions, forms, queries, rules
from irwell.decisions.views.meetings import base
from irwell.ui.forms import Form


@on_case(Permission.READ_RETURNS)
@require_GET
def seats(request: PersonRequest, case: Case) -> HttpResponse:
    """Who speaks for each partner now, who deputises, who took over."""
    return _show(request, case)


@on_case(Permission.READ_RETURNS)
@require_POST
def delegate(request: PersonRequest, case: Case) -> HttpResponse:
    """Record a deputy’s authority."""
    form = _delegate_form(request, case, request.POST, request.FILES)
    return _posted(
        request, case, "delegate_form", form,
        lambda g: actions.delegate(
            case=case, delegator=_user(g["delegator"]), deputy=_user(g["deputy"]), from_on=g["from_on"],
            until_on=g["until_on"], evidence=g["evidence"], letter=g["letter"], by=request.user, now=time.now(),
        ),
    )  # fmt: skip


@on_case(Permission.READ_RETURNS)
@require_POST
def end_delegation(request: PersonRequest, case: Case, delegation_id: UUID) -> HttpResponse:
    """A deputy’s authority ends today; what was done under it stays."""
    delegation = get_object_or_404(case.delegations, pk=delegation_id)
    actions.end_delegation(delegation=delegation, by=request.user, now=time.now())
    return redirect("decisions:seats", case_id=case.pk)


@on_case(Permission.MANAGE_MEMBERS)
@require_POST
def hand_over(request: PersonRequest, case: Case) -> HttpResponse:
    """A representative leaves; the successor takes what is open."""
    form = _hand_over_form(case, request.POST)
    return _posted(
        request, case, "hand_over_form", form,
        lambda g: actions.hand_over(
            case=case, leaver=_user(g["leaver"]), successor=_user(g["successor"]), reason=g["reason"],
            by=request.user, now=time.now(),
        ),
    )  # fmt: skip


def _user(pk: str) -> User:
    return User.objects.select_related("agency").get(pk=pk)


def _own(request: PersonRequest, case: Case) -> bool:
    """Whether the person runs the meeting, and so records for every partner."""
    return Permission.RUN_MEETING in rights(request.user, case.pk)


def _delegate_form(request: PersonRequest, case: Case, data: Any = None, files: Any = None) -> Form:
    speaking = [u for p in rules.PARTNERS for u in queries.representatives(case, p)]
    delegators = speaking if _own(request, case) else [u for u in speaking if u == request.user]
    kinds = tuple(dict.fromkeys(u.agency.kind for u in delegators if u.agency))
    return forms.delegate(delegators, queries.could_deputise(case, kinds), data, files)


def _hand_over_form(case: Case, data: Any = None) -> Form:
    return forms.hand_over(
        queries.leavers(case), queries.could_deputise(case, tuple(rules.PARTNERS)), data
    )


def _posted(
    request: PersonRequest, case: Case, name: str, form: Form, act: Callable[[Any], object]
) -> HttpResponse:
    if form.is_valid():
        try:
            act(form.cleaned_data)
            return redirect("decisions:seats", case_id=case.pk)
        except ValidationError as error:
            form.add_error(None, error)
        except NotPossibleNow as error:
            form.add_error(None, str(error))
    return _show(request, case, **{name: form})


def _show(request: PersonRequest, case: Case, **bound: Form) -> HttpResponse:
    may, today = rights(request.user, case.pk), time.today()
    shown: dict[str, Any] = {
        **base(request, case, "decisions:seats"), "today": today, "handovers": queries.handovers(case),
        "partners": [(title, queries.representatives(case, p)) for p, title in rules.PARTNERS.items()],
        "delegations": queries.delegations(case), "may_delegate": bool({Permission.RUN_MEETING, Permission.SIGN_OFF} & may),
        "manages": Permission.MANAGE_MEMBERS in may, "delegate_form": _delegate_form(request, case),
        "hand_over_form": _hand_over_form(case), "errors_of": next(iter(bound.values()), None), **bound,
    }  # fmt: skip
    return render(request, "decisions/seats.html", shown, status=422 if bound else 200)


@requires(Permission.MANAGE_PARTNERSHIP)
def quorum(request: PersonRequest) -> HttpResponse:
    """The partnership’s quorum rule: chosen here, kept by each meeting from when it is called."""
    now = queries.rule_now()
    form = forms.Quorum(request.POST or None, initial={"more": now.needed})
    if request.method == "POST" and form.is_valid():
        actions.choose_quorum(
            more=form.cleaned_data["more"],
            laid_down=form.cleaned_data["laid_down"],
            by=request.user,
        )
        messages.success(request, "The rule counts for meetings that are called from now on.")
        return redirect("decisions:quorum")
    shown = {
        "form": form,
        "rule": now,
        "choices": queries.quorum_choices(),
        "conditions": rules.conditions(),
    }
    return render(request, "decisions/quorum.html", shown, status=422 if form.errors else 200)
