"""Positions, blind until all are in; the scrutineer’s view; the decision; settling a split."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.access.queries import rights
from irwell.cases.models import Case
from irwell.cases.presenters import steps
from irwell.core import time
from irwell.core.errors import NotAllowed, NotPossibleNow
from irwell.decisions import actions, forms, policies, presenters, queries, rules
from irwell.ui.forms import Form


@on_case(Permission.READ_RETURNS)
def positions(request: PersonRequest, case: Case) -> HttpResponse:
    """Every round, newest first; a partner’s representative records the position here."""
    if request.method != "POST":
        return _show(request, case)
    check(request.user, Permission.TAKE_POSITION, case_id=case.pk)
    form = forms.Position(request.POST)
    return _posted(
        request, case, "position_form", form,
        lambda g: actions.take_position(
            case=case, choice=g["choice"], instead=g["instead"] or "", reasons=g["reasons"],
            by=request.user, now=time.now(),
        ),
    )  # fmt: skip


@on_case(Permission.RECORD_OPINION)
@require_POST
def scrutineer(request: PersonRequest, case: Case) -> HttpResponse:
    form = forms.Scrutineer(request.POST)
    return _posted(
        request, case, "scrutineer_form", form,
        lambda g: actions.record_scrutineer_view(case=case, view=g["view"], by=request.user),
    )  # fmt: skip


@on_case(Permission.RUN_MEETING)
@require_POST
def conclude(request: PersonRequest, case: Case) -> HttpResponse:
    """The chair records what all three agree on."""
    decision = policies.check_can_conclude(request.user, case, queries.latest_decision(case))
    form = forms.conclude(rules.outcomes_open(queries.stands(decision)), request.POST)
    return _posted(
        request, case, "conclude_form", form,
        lambda g: actions.conclude(
            case=case, outcome=g["outcome"], reasons=g["reasons"], by=request.user, now=time.now()
        ),
    )  # fmt: skip


@on_case(Permission.SIGN_OFF)
@require_POST
def settle(request: PersonRequest, case: Case) -> HttpResponse:
    """The delegated partners settle a split."""
    form = forms.Settle(request.POST)
    return _posted(
        request, case, "settle_form", form,
        lambda g: actions.settle(
            case=case, outcome=g["outcome"], reasons=g["reasons"], by=request.user, now=time.now()
        ),
    )  # fmt: skip


def _posted(
    request: PersonRequest, case: Case, name: str, form: Form, act: Callable[[Any], object]
) -> HttpResponse:
    if form.is_valid():
        try:
            act(form.cleaned_data)
            return redirect("decisions:positions", case_id=case.pk)
        except ValidationError as error:
            form.add_error(None, error)
    return _show(request, case, **{name: form})


def _show(request: PersonRequest, case: Case, **bound: Form) -> HttpResponse:
    user, decision = request.user, queries.latest_decision(case)
    rounds = [
        presenters.shown_round(d, queries.positions_for(user, d))
        for d in case.decisions.order_by("-round")
    ]
    stands = queries.stands(decision) if decision else []
    shown: dict[str, Any] = {
        "case": case, "steps": steps(case), "pages": presenters.pages(case, "decisions:positions"),
        "rounds": rounds, "never_forced": rules.NEVER_FORCED, "decision": decision,
        "may": rights(user, case.pk), "locked": _why_not(policies.check_can_take_position, user, case),
        "position_form": forms.Position(initial=_own(request, case)), "scrutineer_form": forms.Scrutineer(
            initial={"view": decision.scrutineer_view if decision else ""}
        ),
        "can_conclude": not _why_not(policies.check_can_conclude, user, case),
        "conclude_wait": _why_not(policies.check_can_conclude, user, case),
        "unanimous": rules.unanimous(stands), "conclude_form": forms.conclude(rules.outcomes_open(stands)),
        "can_settle": not _why_not(policies.check_can_settle, user, case), "settle_form": forms.Settle(),
        "settle_task": case.tasks.filter(once=f"settle {decision.pk}").first() if decision else None,
        "scrutineers": queries.scrutineers(case), **bound,
    }  # fmt: skip
    shown["errors_of"] = next(iter(bound.values()), None)
    return render(request, "decisions/positions.html", shown, status=422 if bound else 200)


def _own(request: PersonRequest, case: Case) -> dict[str, str]:
    decision = queries.latest_decision(case)
    if decision is None or request.user.agency is None:
        return {}
    own = decision.positions.filter(partner=request.user.agency.kind).first()
    return {"choice": own.choice, "instead": own.instead, "reasons": own.reasons} if own else {}


def _why_not(check_can: Callable[..., object], user: Any, case: Case) -> str:
    try:
        check_can(user, case, queries.latest_decision(case))
    except (NotPossibleNow, NotAllowed) as error:
        return str(error)
    return ""
