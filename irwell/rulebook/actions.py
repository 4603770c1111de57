"""Proposing, approving, declining and taking back a change of rules. Effects on cases are made by `rule_changes`."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.core.text import clean
from irwell.core.time import london
from irwell.rulebook import queries
from irwell.rulebook.models import RuleChange
from irwell.rulebook.policies import check_can_approve, check_is_open
from irwell.rulebook.rules import as_row, build_local, why_not_a_holiday, why_not_a_reading
from irwell.statute import LawError

Kind, Outcome = RuleChange.Kind, RuleChange.Outcome


@transaction.atomic
def propose_holiday(
    *, day: dt.date, name: str, reason: str, by: User, now: dt.datetime
) -> RuleChange:
    """Propose a proclaimed bank holiday. Nothing moves before another person approves it."""
    check(by, Permission.PROPOSE_RULES)
    today = london(now).date()
    if why := why_not_a_holiday(day, queries.calendar(), today=today):
        raise ValidationError({"day": why})
    if not name.strip():
        raise ValidationError({"name": "Give the day its name: it is shown in every explanation."})
    return _propose(Kind.HOLIDAY, day.isoformat(), {"name": clean(name)}, reason, today, by)


@transaction.atomic
def propose_ruleset(
    *, row: dict[str, Any], reason: str, in_force_from: dt.date, by: User, now: dt.datetime
) -> RuleChange:
    """Propose a version of a local rule set, checked as Irwell checks its own law."""
    check(by, Permission.PROPOSE_RULES)
    if in_force_from < london(now).date():
        raise ValidationError({"in_force_from": "A rule cannot come into force in the past."})
    try:
        ruleset = build_local(row)
    except LawError as error:
        raise ValidationError({"rules": str(error)}) from error
    content = {"row": as_row(ruleset)}
    return _propose(Kind.RULESET, ruleset.id, content, reason, in_force_from, by)


@transaction.atomic
def propose_reading(
    *, clock: str, policy: str, reason: str, in_force_from: dt.date, by: User, now: dt.datetime
) -> RuleChange:
    """Propose which reading of a clock new cases take. Open cases keep theirs."""
    check(by, Permission.PROPOSE_RULES)
    today = london(now).date()
    if in_force_from < today:
        raise ValidationError({"in_force_from": "A reading cannot come into force in the past."})
    if why := why_not_a_reading(clock, policy):
        raise ValidationError({"policy": why})
    if queries.readings(on=in_force_from)[clock] == policy:
        raise ValidationError({"policy": "New cases take this reading already."})
    return _propose(Kind.READING, clock, {"policy": policy}, reason, in_force_from, by)


@transaction.atomic
def propose_case_reading(
    *, case: Any, clock: str, policy: str, reason: str, by: User, now: dt.datetime
) -> RuleChange:
    """Propose another reading of a clock for one open case (domain, scenario 4: an approved override)."""
    check(by, Permission.MOVE_CASE, case_id=case.pk)
    if why := why_not_a_reading(clock, policy):
        raise ValidationError({"policy": why})
    content, today = {"policy": policy}, london(now).date()
    return _propose(Kind.CASE_READING, clock, content, reason, today, by, case=case)


def _propose(
    kind: RuleChange.Kind,
    subject: str,
    content: dict[str, Any],
    reason: str,
    from_: dt.date,
    by: User,
    *,
    case: Any = None,
) -> RuleChange:
    if not reason.strip():
        raise ValidationError({"reason": "Say why, and where it was announced or agreed."})
    waiting = RuleChange.objects.filter(kind=kind, subject=subject, outcome="", case=case)
    if waiting.exists():
        raise ValidationError(
            "A change of this is waiting for approval already. Decide on that one first."
        )
    change = RuleChange.objects.create(
        kind=kind, subject=subject, content=content, reason=clean(reason), in_force_from=from_,
        proposed_by=by, case=case,
    )  # fmt: skip
    _note(Event.RULE_PROPOSED, change, by)
    return change


@transaction.atomic
def approve(
    *, change: RuleChange, shown: list[dict[str, Any]], by: User, now: dt.datetime
) -> RuleChange:
    """Approve what another person proposed. `shown` is the effect that the page showed, kept with it."""
    change = _locked(change)
    if change.case_id:
        check(by, Permission.SIGN_OFF, case_id=change.case_id)
    else:
        check(by, Permission.APPROVE_RULES)
    check_can_approve(by, change)
    if change.kind == Kind.HOLIDAY:
        day, today = dt.date.fromisoformat(change.subject), london(now).date()
        if why := why_not_a_holiday(day, queries.calendar(), today=today):
            raise ValidationError(why)
    today = london(now).date()
    change.in_force_from = max(change.in_force_from, today)
    change.number = queries.next_number(change)
    change.shown = shown
    return _decide(change, Outcome.APPROVED, by, now)


@transaction.atomic
def decline(*, change: RuleChange, said: str, by: User, now: dt.datetime) -> RuleChange:
    """Decline, with the reason; or take back one's own proposal."""
    change = _locked(change)
    check_is_open(change)
    if by.pk == change.proposed_by_id:
        return _decide(change, Outcome.TAKEN_BACK, by, now)
    if change.case_id:
        check(by, Permission.SIGN_OFF, case_id=change.case_id)
    else:
        check(by, Permission.APPROVE_RULES)
    if not said.strip():
        raise ValidationError("Say why it is declined, so that the person who proposed it knows.")
    change.said = clean(said)
    return _decide(change, Outcome.DECLINED, by, now)


def _locked(change: RuleChange) -> RuleChange:
    return RuleChange.objects.select_for_update().get(pk=change.pk)


def _decide(
    change: RuleChange, outcome: RuleChange.Outcome, by: User, now: dt.datetime
) -> RuleChange:
    change.outcome, change.decided_by, change.decided_at = outcome, by, now
    change.save()
    _note(EVENTS[outcome], change, by)
    return change


EVENTS = {
    Outcome.APPROVED: Event.RULE_APPROVED,
    Outcome.DECLINED: Event.RULE_DECLINED,
    Outcome.TAKEN_BACK: Event.RULE_TAKEN_BACK,
}


def _note(event: Event, change: RuleChange, by: User) -> None:
    audit.record(
        event, by=by, about=change, case_id=change.case_id, kind=change.get_kind_display().lower(),
        subject=change.subject,
    )  # fmt: skip
