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
from irwell.cases.models import Case, Task
from irwell.cases.presenters import steps
from irwell.core import time
from irwell.core.errors import NotAllowed, NotPossibleNow
from irwell.decisions import actions, forms, policies, presenters, queries, rules
from irwell.decisions.models import Decision
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
            seen=request.POST.get("seen"), by=request.user, now=time.now(),
        ),
    )  # fmt: skip


@on_case(Permission.RUN_MEETING)
@require_POST
def open_positions(request: PersonRequest, case: Case) -> HttpResponse:
    """The chair lets the positions be read before all three are in."""
    form = forms.OpenRound(request.POST)
    return _posted(
        request, case, "open_form", form,
        lambda g: actions.open_positions(
            case=case, reason=g["reason"], by=request.user, now=time.now()
        ),
    )  # fmt: skip


@on_case(Permission.READ_RETURNS)
@require_POST
def escalate(request: PersonRequest, case: Case) -> HttpResponse:
    """A split goes on to the lead safeguarding partners."""
    form = forms.Escalate(request.POST)
    return _posted(
        request, case, "escalate_form", form,
        lambda g: actions.escalate_split(
            case=case, reason=g["reason"], by=request.user, now=time.now()
        ),
    )  # fmt: skip


@on_case(Permission.ADVISE)
@require_POST
def education(request: PersonRequest, case: Case) -> HttpResponse:
    """Education’s view, beside the three positions."""
    form = forms.Education(request.POST)
    return _posted(
        request, case, "education_form", form,
        lambda g: actions.record_education_view(case=case, view=g["view"], by=request.user),
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
    decision = queries.latest_decision(case)
    if decision is None or decision.status not in queries.SEALED:
        policies.check_can_conclude(request.user, case, decision)
    stands = queries.stands(decision) if decision else []
    form = forms.conclude(rules.outcomes_open(stands), request.POST)
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
            case=case, outcome=g["outcome"], reasons=g["reasons"], decided_by=g["decided_by"], by=request.user,
            now=time.now(),
        ),
    )  # fmt: skip


def _posted(
    request: PersonRequest, case: Case, name: str, form: Form, act: Callable[[Any], object]
) -> HttpResponse:
    """What is refused is shown again with everything typed, and with what somebody else recorded meanwhile."""
    status, refused = 422, ""
    if form.is_valid():
        try:
            act(form.cleaned_data)
            return redirect("decisions:positions", case_id=case.pk)
        except ValidationError as error:
            form.add_error(None, error)
        except NotPossibleNow as error:
            status, refused = 409, str(error)
        except actions.StalePosition:
            status, refused = 409, STALE
    kept = [
        (f.label, f.value()) for f in form if refused and isinstance(f.value(), str) and f.value()
    ]
    return _show(request, case, status, {"refused": refused, "kept": kept}, **{name: form})


STALE = (
    "A colleague recorded your partner’s position while you were typing. It stands below; what you typed is still in "
    "the boxes. Agree with your colleague, then record it again if it is to change."
)


def _show(
    request: PersonRequest,
    case: Case,
    status: int = 200,
    more: dict[str, Any] | None = None,
    **bound: Form,
) -> HttpResponse:
    user, decision = request.user, queries.latest_decision(case)
    stands = queries.stands(decision) if decision else []
    shown: dict[str, Any] = {
        "case": case, "steps": steps(case), "pages": presenters.pages(case, "decisions:positions"),
        "rounds": [
            presenters.shown_round(d, queries.positions_for(user, d)) for d in case.decisions.order_by("-round")
        ],
        "never_forced": rules.NEVER_FORCED, "education_note": rules.EDUCATION_NOTE, "decision": decision,
        "may": rights(user, case.pk), "unanimous": rules.unanimous(stands), "seen": _seen(request, decision),
        "scrutineers": queries.scrutineers(case), **_possible(user, case), **_blank_forms(request, case, decision),
        "settle_task": _settle_task(case, decision), "refused": "", "kept": [], **(more or {}), **bound,
    }  # fmt: skip
    shown["errors_of"] = next(iter(bound.values()), None)
    return render(request, "decisions/positions.html", shown, status=status)


def _possible(user: Any, case: Case) -> dict[str, Any]:
    """What this person can do now, and why not where that helps."""
    conclude_wait = _why_not(policies.check_can_conclude, user, case)
    return {
        "locked": _why_not(policies.check_can_take_position, user, case),
        "can_conclude": not conclude_wait, "conclude_wait": conclude_wait,
        "can_open": not _why_not(policies.check_can_open_positions, user, case),
        "can_settle": not _why_not(policies.check_can_settle, user, case),
        "can_escalate": not _why_not(_may_escalate, user, case),
        "can_give_education": not _why_not(_may_give_education, user, case),
    }  # fmt: skip


def _may_escalate(user: Any, case: Case, decision: Decision | None) -> None:
    policies.check_may_escalate(user, case)
    policies.check_can_escalate(case, decision)


def _may_give_education(user: Any, case: Case, decision: Decision | None) -> None:
    held = rights(user, case.pk)
    if Permission.ADVISE not in held:
        raise NotAllowed
    if Permission.RECORD_OPINION not in held:
        policies.check_may_speak_for_education(user)


def _blank_forms(request: PersonRequest, case: Case, decision: Decision | None) -> dict[str, Form]:
    stands = queries.stands(decision) if decision else []
    return {
        "position_form": forms.Position(initial=_own(request, case)), "open_form": forms.OpenRound(),
        "scrutineer_form": forms.Scrutineer(initial={"view": decision.scrutineer_view if decision else ""}),
        "education_form": forms.Education(initial={"view": decision.education_view if decision else ""}),
        "conclude_form": forms.conclude(rules.outcomes_open(stands)), "settle_form": forms.Settle(),
        "escalate_form": forms.Escalate(),
    }  # fmt: skip


def _settle_task(case: Case, decision: Decision | None) -> Task | None:
    if decision is None:
        return None
    names = (f"settle {decision.pk}", f"settle lead {decision.pk}")
    return case.tasks.filter(once__in=names).order_by("-due_on").first()


def _seen(request: PersonRequest, decision: Decision | None) -> str:
    """The id of one’s own partner’s position as this page shows it."""
    if decision is None or request.user.agency is None:
        return ""
    own = queries.standing(decision).get(request.user.agency.kind)
    return str(own.pk) if own else ""


def _own(request: PersonRequest, case: Case) -> dict[str, str]:
    decision = queries.latest_decision(case)
    if decision is None or request.user.agency is None:
        return {}
    own = queries.standing(decision).get(request.user.agency.kind)
    return {"choice": own.choice, "instead": own.instead, "reasons": own.reasons} if own else {}


def _why_not(check_can: Callable[..., object], user: Any, case: Case) -> str:
    try:
        check_can(user, case, queries.latest_decision(case))
    except (NotPossibleNow, NotAllowed) as error:
        return str(error)
    return ""
