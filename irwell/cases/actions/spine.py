"""Opening, moving and holding a case, and notes on it."""

from datetime import date, datetime

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
from irwell.cases.models import Case, Closing, Move, Note
from irwell.cases.policies import check_can_move
from irwell.core.text import clean
from irwell.core.time import london
from irwell.crypto.models import Key
from irwell.rulebook.queries import readings


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
def close(
    *, case: Case, note: str, retain_until: date, by: User, now: datetime, reason: str = ""
) -> Closing:
    """Close the case, with what is to be remembered of it and until when its record is kept."""
    if retain_until <= london(now).date():
        raise ValidationError("The day until which the record is kept is in the future.")
    closing = Closing.objects.create(
        case=case, key=case.key, note=clean(note), retain_until=retain_until, by=by, created_at=now
    )
    move(case=case, to="closed", by=by, now=now, reason=reason)
    return closing


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
def add_note(*, case: Case, text: str, by: User) -> Note:
    """A note for the members of the case."""
    check(by, Permission.SEE_CASE, case_id=case.pk)
    return Note.objects.create(case=case, key=case.key, text=clean(text), by=by)
