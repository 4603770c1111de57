"""Another reading of a clock on one open case: proposed by its manager, approved by a statutory partner."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.cases.models import Case
from irwell.core import time
from irwell.core.errors import NotPossibleNow
from irwell.rule_changes import actions, forms, presenters, queries
from irwell.rulebook import actions as rulebook
from irwell.rulebook.models import RuleChange
from irwell.rulebook.policies import can_approve
from irwell.rulebook.rules import READINGS_TAKEN
from irwell.statute import find_policy


@on_case(Permission.MOVE_CASE)
def case_reading(request: PersonRequest, case: Case, clock: str) -> HttpResponse:
    """Propose it, with the date that each reading gives on this case."""
    if clock not in READINGS_TAKEN:
        raise Http404
    dates = queries.dates_by_reading(case, clock)
    form = forms.reading_form(request.POST or None, clock, dates, on_case=True)
    if request.method == "POST" and form.is_valid():
        try:
            rulebook.propose_case_reading(
                case=case, clock=clock, **form.cleaned_data, by=request.user, now=time.now()
            )
            return redirect("cases:dates", case_id=case.pk)
        except ValidationError as error:
            form.add_error(None, error)
    now_taken = find_policy(case.policies.get(clock, READINGS_TAKEN[clock]))
    shown = {"case": case, "form": form, "now_taken": now_taken, "clock": clock}
    return render(
        request, "rule_changes/case_reading.html", shown, status=422 if form.errors else 200
    )


def _found(case: Case, change_id: UUID) -> RuleChange:
    changes = case.rule_changes.select_related("case", "proposed_by", "decided_by")
    return get_object_or_404(changes, pk=change_id)


def _show(
    request: PersonRequest,
    case: Case,
    change: RuleChange,
    form: forms.Decline,
    *,
    warning: str = "",
) -> HttpResponse:
    effects = [] if change.outcome else queries.effects_of(change)
    may = Permission.SIGN_OFF in rights(request.user, case.pk) and can_approve(request.user, change)
    shown = {
        "case": case, "change": change, "title": presenters.title_of(change), "form": form, "warning": warning,
        "rows": presenters.facts_of(change), "look": presenters.LOOK[RuleChange.Outcome(change.outcome)],
        "effects": effects, "digest": queries.digest(effects), "may_approve": may,
        "sentence": presenters.effect_sentence(change, effects),
        "mine": change.proposed_by_id == request.user.pk,
    }  # fmt: skip
    return render(
        request, "rule_changes/on_case.html", shown, status=422 if form.errors or warning else 200
    )


@on_case()
@require_GET
def reading_on_case(request: PersonRequest, case: Case, change_id: UUID) -> HttpResponse:
    """What is proposed for this case, and the date that it gives."""
    return _show(request, case, _found(case, change_id), forms.Decline())


@on_case(Permission.SIGN_OFF)
@require_POST
def approve_reading(request: PersonRequest, case: Case, change_id: UUID) -> HttpResponse:
    """A statutory partner approves what the page showed."""
    change, seen = _found(case, change_id), request.POST.get("seen", "")
    try:
        actions.approve(change=change, seen=seen, by=request.user, now=time.now())
    except NotPossibleNow as error:
        return _show(request, case, _found(case, change_id), forms.Decline(), warning=str(error))
    return redirect("cases:dates", case_id=case.pk)


@on_case()
@require_POST
def decline_reading(request: PersonRequest, case: Case, change_id: UUID) -> HttpResponse:
    """Decline with a reason, or take back one's own proposal."""
    change, form = _found(case, change_id), forms.Decline(request.POST)
    own = change.proposed_by_id == request.user.pk
    if not own and not form.is_valid():
        return _show(request, case, change, form)
    said = "" if own else form.cleaned_data["said"]
    rulebook.decline(change=change, said=said, by=request.user, now=time.now())
    return redirect("cases:dates", case_id=case.pk)
