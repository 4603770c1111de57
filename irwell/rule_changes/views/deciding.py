"""One change with what it would do, and the decision of a second person."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, requires
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.core import time
from irwell.core.errors import NotPossibleNow
from irwell.rule_changes import actions, forms, presenters, queries
from irwell.rulebook import actions as rulebook
from irwell.rulebook.models import RuleChange
from irwell.rulebook.policies import can_approve
from irwell.rulebook.queries import changes
from irwell.rulebook.rules import build_local


def _found(change_id: UUID) -> RuleChange:
    return get_object_or_404(changes(), pk=change_id)


def _show(
    request: PersonRequest, change: RuleChange, form: forms.Decline, *, warning: str = ""
) -> HttpResponse:
    effects = [] if change.outcome else queries.effects_of(change)
    mine, others = queries.visible(request.user, effects)
    is_set = change.kind == RuleChange.Kind.RULESET
    shown = {
        "change": change, "title": presenters.title_of(change), "rows": presenters.facts_of(change),
        "look": presenters.LOOK[RuleChange.Outcome(change.outcome)], "form": form, "effects": mine, "others": others,
        "sentence": presenters.effect_sentence(change, effects), "digest": queries.digest(effects), "warning": warning,
        "differences": presenters.between(queries.set_before(change), build_local(change.content["row"])) if is_set else [],
        "may_approve": can_approve(request.user, change) and Permission.APPROVE_RULES in rights(request.user),
        "mine": change.proposed_by_id == request.user.pk,
    }  # fmt: skip
    status = 422 if form.errors or warning else 200
    return render(request, "rule_changes/one.html", shown, status=status)


@requires(Permission.SEE_BOARD)
@require_GET
def one(request: PersonRequest, change_id: UUID) -> HttpResponse:
    """What is proposed, why, and what it would do to open cases."""
    return _show(request, _found(change_id), forms.Decline())


@requires(Permission.APPROVE_RULES)
@require_POST
def approve(request: PersonRequest, change_id: UUID) -> HttpResponse:
    """Approve what the page showed."""
    change, seen = _found(change_id), request.POST.get("seen", "")
    try:
        actions.approve(change=change, seen=seen, by=request.user, now=time.now())
    except (ValidationError, NotPossibleNow) as error:
        said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        return _show(request, _found(change_id), forms.Decline(), warning=said)
    messages.success(request, "Approved. It is in the event log.")
    return redirect("rule_changes:one", change_id=change.pk)


@requires(Permission.SEE_BOARD)
@require_POST
def decline(request: PersonRequest, change_id: UUID) -> HttpResponse:
    """Decline with a reason, or take back one's own proposal."""
    change, form = _found(change_id), forms.Decline(request.POST)
    own = change.proposed_by_id == request.user.pk
    if not own and not form.is_valid():
        return _show(request, change, form)
    said = "" if own else form.cleaned_data["said"]
    rulebook.decline(change=change, said=said, by=request.user, now=time.now())
    return redirect("rule_changes:one", change_id=change.pk)
