"""Every change to the spine of a case."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access import actions as access
from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.accounts.queries import partnership
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.cases.models import Case, CaseClock, Identity, Move, Note, RecordedDate, Task
from irwell.cases.policies import check_can_move
from irwell.cases.rules import CLOCKS_STARTED_BY, chosen_policy, default_policies
from irwell.core.text import clean
from irwell.crypto.models import Key
from irwell.messaging.actions import close_link, issue_link
from irwell.messaging.models import SignedLink
from irwell.statute import NotStarted, derive, load_calendar

CALENDAR_DAYS = 366  # then the person makes a new address


def lock(case: Case) -> Case:
    """The case's row, locked for this transaction."""
    return Case.objects.select_for_update().get(pk=case.pk)


@transaction.atomic
def open_case(*, key: Key, label: str, by: User, now: datetime) -> Case:
    """Open a case in triage and make the person who opened it its business manager."""
    check(by, Permission.OPEN_CASE)
    year = now.year
    prefix = partnership().case_prefix
    taken = Case.objects.filter(reference__startswith=f"{prefix}-{year}-").count()
    case = Case.objects.create(
        reference=f"{prefix}-{year}-{taken + 1:03d}",
        label=label,
        key=key,
        opened_by=by,
        policies={**default_policies(), **partnership().policies},
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
    case.dates.filter(fact=fact, replaced_at=None).update(replaced_at=now)
    recorded = RecordedDate.objects.create(
        case=case, fact=fact, value=value, has_time=has_time, reason=reason,
        recorded_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    audit.record(
        Event.DATE_RECORDED, by=by, case_id=case.pk, about=recorded, fact=fact, value=value
    )
    _derive_clocks(case, by=by, now=now)
    return recorded


def _derive_clocks(case: Case, *, by: Actor, now: datetime) -> None:
    facts = {d.fact: d.value for d in case.dates.filter(replaced_at=None)}
    for clock_id in CLOCKS_STARTED_BY:
        policy = chosen_policy(clock_id, case.policies)
        derived = derive(policy, facts, load_calendar())
        if isinstance(derived, NotStarted):
            continue
        current = case.clocks.filter(clock=clock_id, replaced_at=None).first()
        if current and current.start_at == derived.start_at and current.policy_id == policy.id:
            continue
        case.clocks.filter(clock=clock_id, replaced_at=None).update(replaced_at=now)
        started = CaseClock.objects.create(
            case=case, clock=clock_id, policy_id=policy.id, policy_version=str(policy.version),
            start_fact=derived.start_fact, start_at=derived.start_at, calendar_version=derived.calendar_version,
            due_on=derived.due_on, due_at=derived.due_at, practical_target=derived.practical_target,
            stopped_at=current.stopped_at if current else None, outcome=current.outcome if current else "",
        )  # fmt: skip
        event = Event.CLOCK_REPLACED if current else Event.CLOCK_STARTED
        audit.record(
            event, by=by, case_id=case.pk, about=started, clock=clock_id, due_on=derived.due_on
        )


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


@transaction.atomic
def change_calendar(*, person: User, wanted: bool, now: datetime) -> str:
    """Close the person's calendar address and, when wanted, make a new one; its token is returned once."""
    check(person, Permission.SEE_BOARD)
    User.objects.select_for_update().get(pk=person.pk)
    purpose = SignedLink.Purpose.CALENDAR
    for link in SignedLink.objects.filter(purpose=purpose, about_id=person.pk, revoked_at=None):
        close_link(
            link=link, reason="This calendar address was replaced or stopped.", by=person, now=now
        )
    if not wanted:
        return ""
    _, token = issue_link(
        purpose=purpose, about_id=person.pk, email=person.email, by=person,
        expires_at=now + timedelta(days=CALENDAR_DAYS),
    )  # fmt: skip
    return token
