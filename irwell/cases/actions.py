"""Every change to the spine of a case."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access import actions as access
from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.actions import next_reference
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.accounts.queries import partnership
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.cases.models import Case, CaseClock, Identity, Move, Note, RecordedDate, Task
from irwell.cases.policies import check_can_move
from irwell.cases.rules import CLOCKS_STARTED_BY, ON_SOME_CASES, chosen_policy, why_not_date
from irwell.core.text import clean
from irwell.core.time import london
from irwell.crypto.models import Key
from irwell.rulebook.queries import calendar, readings
from irwell.statute import Calendar, Clock, NotStarted, derive, find_policy


def lock(case: Case) -> Case:
    """The case's row, locked for this transaction."""
    return Case.objects.select_for_update().get(pk=case.pk)


@transaction.atomic
def open_case(*, key: Key, label: str, by: User, now: datetime) -> Case:
    """Open a case in triage and make the person who opened it its business manager."""
    check(by, Permission.OPEN_CASE)
    case = Case.objects.create(
        reference=next_reference(Case.objects.all(), f"{partnership().case_prefix}-{now.year}-", 3),
        label=label,
        key=key,
        opened_by=by,
        policies=readings(on=london(now).date()),
    )
    audit.record(Event.CASE_OPENED, by=by, case_id=case.pk, about=case, policies=case.policies)
    access.add_member(
        case_id=case.pk, user=by, role="business_manager", reason="Opened the case",
        by=SYSTEM, now=now,
    )  # fmt: skip
    return case


@transaction.atomic
def move(*, case: Case, to: str, by: Actor, now: datetime, reason: str = "") -> Case:
    """Move to another state of the workflow. Raises NotPossibleNow when the table has no such transition."""
    case = lock(case)
    check_can_move(case, to)
    Move.objects.create(
        case=case, from_state=case.state, to_state=to, at=now, reason=reason,
        by=by if isinstance(by, User) else None,
    )  # fmt: skip
    audit.record(
        Event.CASE_MOVED, by=by, case_id=case.pk, about=case, from_state=case.state, to_state=to
    )
    case.state = to
    case.save(update_fields=["state"])
    return case


@transaction.atomic
def hold(*, case: Case, reason: str, by: User, now: datetime) -> Case:
    """Annotate a hold (a parallel process). Clocks keep running and first dates stay visible."""
    case = lock(case)
    check(by, Permission.MOVE_CASE, case_id=case.pk)
    case.held_since, case.held_reason = now, reason
    case.full_clean()
    case.save()
    audit.record(Event.CASE_HELD, by=by, case_id=case.pk, about=case)
    return case


@transaction.atomic
def end_hold(*, case: Case, by: User) -> Case:
    """What the case waited for is over. Twice changes nothing."""
    case = lock(case)
    check(by, Permission.SEE_CASE, case_id=case.pk)
    if case.held_since is not None:
        case.held_since, case.held_reason = None, ""
        case.save(update_fields=["held_since", "held_reason"])
        audit.record(Event.HOLD_ENDED, by=by, case_id=case.pk, about=case)
    return case


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
) -> RecordedDate:
    """Record or correct a start fact, then derive every clock that starts from it. Old rows and clocks stay."""
    case = lock(case)
    current = case.dates.filter(fact=fact, replaced_at=None).first()
    if current and current.value == value:
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
        aware_at=aware, why=why[:300] if current else "",
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
    """Stop a running clock at a moment: met, late or withdrawn follow from the dates. None if it never started."""
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
    return running


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


@transaction.atomic
def add_identity(
    *,
    case: Case | None,
    key: Key,
    kind: str,
    role: str,
    label: str,
    names: list[str],
    details: dict[str, Any],
    by: Actor,
) -> Identity:
    """Add an entry to the identity register. Needs EDIT_REGISTER on the case unless the system does it."""
    if isinstance(by, User) and case is not None:
        check(by, Permission.EDIT_REGISTER, case_id=case.pk)
    names = [n for n in (clean(name) for name in names) if n]
    if not names and not any(
        details.get(k) for k in ("identifiers", "addresses", "dates_of_birth")
    ):
        raise ValidationError("Give a name, an address, a date of birth or a number to look for.")
    identity = Identity(
        case=case, key=key, kind=kind, role=role, label=clean(label), names=names, details=details,
        added_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    identity.full_clean(exclude=["names", "details"])
    identity.save()
    audit.record(
        Event.REGISTER_CHANGED,
        by=by,
        case_id=case.pk if case else None,
        about=identity,
        change="added",
    )
    return identity


@transaction.atomic
def change_identity(
    *, identity: Identity, label: str, names: list[str], details: dict[str, Any], by: User
) -> Identity:
    """Change an entry; labels stay unique within the case."""
    check(by, Permission.EDIT_REGISTER, case_id=identity.case_id)
    identity.label, identity.names, identity.details = (
        clean(label),
        [clean(n) for n in names if n],
        details,
    )
    identity.full_clean(exclude=["names", "details"])
    identity.save()
    audit.record(
        Event.REGISTER_CHANGED, by=by, case_id=identity.case_id, about=identity, change="changed"
    )
    return identity


@transaction.atomic
def add_task(
    *,
    case: Case,
    title: str,
    for_role: str,
    by: Actor,
    due_on: date | None = None,
    url_name: str = "",
    once: str = "",
) -> Task:
    """Add a task; with `once`, the same one is not added twice."""
    if once:
        known = case.tasks.filter(once=once).first()
        if known:
            return known
    task = Task.objects.create(
        case=case, title=title, for_role=for_role, due_on=due_on, url_name=url_name, once=once
    )
    audit.record(
        Event.TASK_ADDED, by=by, case_id=case.pk, about=task, for_role=for_role, due_on=due_on
    )
    return task


@transaction.atomic
def finish_task(*, task: Task, by: Actor, now: datetime) -> Task:
    """Mark a task done; doing it twice changes nothing."""
    if task.done_at is None:
        task.done_at, task.done_by = now, by if isinstance(by, User) else None
        task.save(update_fields=["done_at", "done_by"])
        audit.record(Event.TASK_DONE, by=by, case_id=task.case_id, about=task)
    return task


@transaction.atomic
def add_note(*, case: Case, text: str, by: User) -> Note:
    """A note for the members of the case."""
    check(by, Permission.SEE_CASE, case_id=case.pk)
    return Note.objects.create(case=case, key=case.key, text=clean(text), by=by)
