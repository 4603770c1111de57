"""The dates of a case and the clocks that run from them. No clock ever changes; a new one stands beside it."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.cases.actions.spine import lock
from irwell.cases.models import Case, CaseClock, RecordedDate
from irwell.cases.rules import (
    CLOCKS_STARTED_BY,
    ON_SOME_CASES,
    READ_ANOTHER_WAY,
    chosen_policy,
    why_not_date,
)
from irwell.core.time import london
from irwell.rulebook.queries import calendar
from irwell.statute import Calendar, Clock, NotStarted, derive, find_policy


@transaction.atomic
def record_date(
    *,
    case: Case,
    fact: str,
    value: datetime,
    by: Actor,
    now: datetime,
    has_time: bool = False,
    reason: str = "",
    anew: bool = False,
) -> RecordedDate:
    """Record or correct a start fact, then derive every clock that starts from it. Old rows and clocks stay.

    `anew`: it is no correction, the moment came again, so the clocks that start from it run again from there.
    """
    case = lock(case)
    current = case.dates.filter(fact=fact, replaced_at=None).first()
    if current and current.value == value and not anew:
        return current
    if current and not reason:
        raise ValidationError(
            "Say why this date is being corrected. The first date stays on the record."
        )
    known = {d.fact: london(d.value).date() for d in case.dates.filter(replaced_at=None)}
    if wrong := why_not_date(fact, london(value).date(), known, today=london(now).date()):
        raise ValidationError(wrong)
    case.dates.filter(fact=fact, replaced_at=None).update(replaced_at=now)
    recorded = RecordedDate.objects.create(
        case=case, fact=fact, value=value, has_time=has_time, reason=reason,
        recorded_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    audit.record(
        Event.DATE_RECORDED, by=by, case_id=case.pk, about=recorded, fact=fact, value=value
    )
    if fact in READ_ANOTHER_WAY:
        clock, policy = READ_ANOTHER_WAY[fact]
        case.policies = {**case.policies, clock: policy}
        case.save(update_fields=["policies"])
    if anew:
        case.clocks.filter(start_fact=fact, replaced_at=None).update(replaced_at=now)
    _derive_clocks(case, calendar(), by=by, now=now, why=reason)
    return recorded


def _derive_clocks(
    case: Case, days: Calendar, *, by: Actor, now: datetime, why: str = ""
) -> list[CaseClock]:
    """A new clock beside the old one wherever start, reading or due date is another now."""
    facts = {d.fact: d.value for d in case.dates.filter(replaced_at=None)}
    made = []
    some = [clock for clock in ON_SOME_CASES if clock in case.policies]
    for clock_id in [*CLOCKS_STARTED_BY, *some]:
        policy = chosen_policy(clock_id, case.policies)
        derived = derive(policy, facts, days)
        if isinstance(derived, NotStarted):
            continue
        current = case.clocks.filter(clock=clock_id, replaced_at=None).first()
        if current and not _differs(current, derived):
            continue
        made.append(_replace(case, current, derived, by=by, now=now, why=why))
    return made


def _differs(current: CaseClock, derived: Clock) -> bool:
    """Another start or reading; or, while the clock runs, another date."""
    if (current.start_at, current.policy_id) != (derived.start_at, derived.policy_id):
        return True
    kept = (current.due_on, current.practical_target)
    return current.stopped_at is None and kept != (derived.due_on, derived.practical_target)


def _replace(
    case: Case, current: CaseClock | None, derived: Clock, *, by: Actor, now: datetime, why: str
) -> CaseClock:
    """The earlier clock stays as it was, marked as replaced; an extension that reaches further goes on."""
    case.clocks.filter(clock=derived.clock, replaced_at=None).update(replaced_at=now)
    aware = derived.facts.get(derived.policy.aware_fact) if derived.policy.aware_fact else None
    started = CaseClock(
        case=case, clock=derived.clock, policy_id=derived.policy_id, policy_version=str(derived.policy_version),
        start_fact=derived.start_fact, start_at=derived.start_at, calendar_version=derived.calendar_version,
        due_on=derived.due_on, due_at=derived.due_at, practical_target=derived.practical_target,
        aware_at=aware, why=why[:300] if case.clocks.filter(clock=derived.clock).exists() else "",
    )  # fmt: skip
    if current:
        started.stopped_at, started.outcome = current.stopped_at, current.outcome
    if current and current.extended_to and current.extended_to > derived.due_on:
        started.extended_to, started.extension_reason = current.extended_to, current.extension_reason  # fmt: skip
        started.extended_by = current.extended_by
    started.save()
    event = Event.CLOCK_REPLACED if current else Event.CLOCK_STARTED
    audit.record(
        event, by=by, case_id=case.pk, about=started, clock=derived.clock, due_on=derived.due_on
    )
    return started


@transaction.atomic
def start_clock(*, case: Case, clock: str, by: Actor, now: datetime) -> None:
    """A clock that only some cases have: its usual reading is frozen now, it runs once its start is recorded."""
    case = lock(case)
    if clock not in case.policies:
        case.policies = {**case.policies, clock: find_policy(clock).id}
        case.save(update_fields=["policies"])
    _derive_clocks(case, calendar(), by=by, now=now)


@transaction.atomic
def count_again(*, why: str, by: Actor, now: datetime) -> list[CaseClock]:
    """After a bank holiday was proclaimed: a new clock beside each running one whose date moves."""
    days = calendar()
    running = CaseClock.objects.filter(replaced_at=None, stopped_at=None).values("case")
    made: list[CaseClock] = []
    for case in Case.objects.select_for_update().filter(pk__in=running).order_by("pk"):
        made += _derive_clocks(case, days, by=by, now=now, why=why)
    return made


@transaction.atomic
def take_reading(
    *, case: Case, clock: str, policy: str, why: str, by: User, now: datetime
) -> list[CaseClock]:
    """Another reading of a clock on this case, approved by a second person; the old clock stays beside it."""
    case = lock(case)
    check(by, Permission.SIGN_OFF, case_id=case.pk)
    case.policies = {**case.policies, clock: policy}
    case.save(update_fields=["policies"])
    return _derive_clocks(case, calendar(), by=by, now=now, why=why)


@transaction.atomic
def stop_clock(
    *, case: Case, clock: str, at: datetime, outcome: str, by: Actor
) -> CaseClock | None:
    """Stop a running clock at a moment: met, late or withdrawn follow from the dates. None if it never started.

    What was to be done for this clock alone is not to be done any more.
    """
    case = lock(case)
    running = case.clocks.filter(clock=clock, replaced_at=None, stopped_at=None).first()
    if running is None:
        return None
    running.stopped_at, running.outcome = at, outcome
    running.save(update_fields=["stopped_at", "outcome"])
    audit.record(
        Event.CLOCK_STOPPED,
        by=by,
        case_id=case.pk,
        about=running,
        clock=clock,
        at=at,
        outcome=outcome,
    )
    for task in case.tasks.filter(clock=clock, done_at=None):
        task.done_at = at
        task.save(update_fields=["done_at"])
        audit.record(Event.TASK_DONE, by=by, case_id=case.pk, about=task)
    return running


@transaction.atomic
def end_clock(*, case: Case, clock: str, at: datetime, by: User, now: datetime) -> None:
    """What a clock of another process waited for was done, as somebody outside said."""
    check(by, Permission.RECORD_FACTS, case_id=case.pk)
    running = lock(case).clocks.filter(clock=clock, replaced_at=None).first()
    if running is None or running.stopped_at:
        raise ValidationError("This date does not wait any more.")
    if london(at).date() > london(now).date():
        raise ValidationError("It cannot have been done in the future.")
    if london(at).date() < london(running.start_at).date():
        raise ValidationError("It cannot have been done before the clock started.")
    stop_clock(case=case, clock=clock, at=at, outcome="done", by=by)


@transaction.atomic
def extend_clock(*, clock: CaseClock, to: date, reason: str, by: User) -> CaseClock:
    """Record an agreed extension. The first due date stays visible beside it."""
    check(by, Permission.SIGN_OFF, case_id=clock.case_id)
    if to <= clock.due_on:
        raise ValidationError("An extension must end after the first due date.")
    clock.extended_to, clock.extension_reason, clock.extended_by = to, reason, by
    clock.full_clean()
    clock.save()
    audit.record(Event.CLOCK_EXTENDED, by=by, case_id=clock.case_id, about=clock, to=to)
    return clock
