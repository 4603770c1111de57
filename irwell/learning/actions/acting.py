"""Actions and what their owners report."""

import datetime as dt
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import Agency, User
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean
from irwell.core.time import london
from irwell.learning.models import Action, Progress
from irwell.learning.policies import check_can_be_owner, check_is_open, check_works_on
from irwell.reviews.models import Recommendation

from .notices import leads_of, tell

SOON = dt.timedelta(days=7)


@transaction.atomic
def add_action(
    *,
    recommendation: Recommendation,
    text: str,
    intended_impact: str,
    measure: str,
    baseline: str = "",
    owner: User,
    due_on: dt.date,
    by: User,
    now: dt.datetime,
    sent_as: UUID | None = None,
) -> Action:
    """Give a recommendation an action with an owner and a date. The same form sent twice adds one."""
    case = cases.lock(recommendation.case)
    check(by, Permission.MANAGE_LEARNING, case_id=case.pk)
    if sent_as and (known := case.actions.filter(pk=sent_as, by=by).first()):
        return known
    check_is_open(case)
    check_can_be_owner(owner, case)
    if due_on < london(now).date():
        raise ValidationError("The date by which it is done cannot be in the past.")
    assert owner.agency is not None
    action = Action(
        case=case, key=case.key, recommendation=recommendation, text=clean(text), measure=clean(measure),
        intended_impact=clean(intended_impact), baseline=clean(baseline), owner=owner, agency=owner.agency, due_on=due_on,
        first_due_on=due_on, by=by, created_at=now,
    )  # fmt: skip
    action.pk = sent_as or action.pk
    action.save(force_insert=True)
    audit.record(
        Event.ACTION_ADDED, by=by, case_id=case.pk, about=action, number=recommendation.number,
        owner=owner.pk, due_on=due_on,
    )  # fmt: skip
    _tell_owner(action, by=by)
    return action


@transaction.atomic
def change_action(
    *, action: Action, owner: User, due_on: dt.date, reason: str, by: User, now: dt.datetime
) -> Action:
    """Another owner or another day, with the reason. The first day stays visible, the reason becomes a note."""
    case = cases.lock(action.case)
    check(by, Permission.MANAGE_LEARNING, case_id=case.pk)
    check_is_open(case)
    action.refresh_from_db()
    if (action.owner_id, action.due_on) == (owner.pk, due_on):
        return action
    if not (reason := clean(reason)):
        raise ValidationError("Give the reason for the change. It is kept with the action.")
    check_can_be_owner(owner, case)
    said = [reason]
    if due_on != action.due_on:
        said.append(f"(Due date moved from {_day(action.due_on)} to {_day(due_on)}.)")
    if owner.pk != action.owner_id:
        said.append(f"(Given to {owner.name}.)")
    assert owner.agency is not None
    action.owner, action.agency, action.due_on = owner, owner.agency, due_on
    action.save(update_fields=["owner", "agency", "due_on"])
    Progress.objects.create(
        action=action, key=action.key, note=" ".join(said), by=by, created_at=now
    )
    audit.record(
        Event.ACTION_CHANGED, by=by, case_id=case.pk, about=action, owner=owner.pk, due_on=due_on
    )
    _tell_owner(action, by=by)
    return action


@transaction.atomic
def note_progress(
    *, action: Action, note: str, by: User, now: dt.datetime, sent_as: UUID | None = None
) -> Progress:
    """A dated note by the owner, or by those who manage the learning."""
    case = cases.lock(action.case)
    check_works_on(by, action)
    if sent_as and (known := action.progress.filter(pk=sent_as, by=by).first()):
        return known
    check_is_open(case)
    progress = Progress(action=action, key=case.key, note=clean(note), by=by, created_at=now)
    progress.pk = sent_as or progress.pk
    progress.save(force_insert=True)
    audit.record(Event.ACTION_PROGRESSED, by=by, case_id=case.pk, about=action)
    return progress


@transaction.atomic
def absorb(*, action: Action, into: str, by: User, now: dt.datetime) -> Action:
    """The subgroup lets another plan carry the action on, and says which and why."""
    case = cases.lock(action.case)
    check(by, Permission.ACCEPT_EVIDENCE, case_id=case.pk)
    check_is_open(case)
    action.refresh_from_db()
    if action.absorbed_at:
        return action
    if action.owner_id == by.pk:
        raise NotPossibleNow("You own this action. Somebody else absorbs it.")
    action.absorbed_into, action.absorbed_by, action.absorbed_at = clean(into), by, now
    action.save(update_fields=["absorbed_into", "absorbed_by", "absorbed_at"])
    audit.record(Event.ACTION_ABSORBED, by=by, case_id=case.pk, about=action)
    return action


def remind_owners(*, action: Action, late: bool, agency: Agency) -> None:
    """Tell the owner that an action is due in a week or overdue; when overdue, the learning leads too. Once each."""
    kind = "overdue" if late else "due soon"
    people = {action.owner.email}
    if late:
        people |= leads_of(action) | ({agency.lead_email} - {""})
    for email in sorted(people):
        tell(
            action=action,
            email=email,
            subject=f"An action on {action.case.reference} is {kind}",
            sentence=f"An action that came out of a review was due on {_day(action.due_on)}."
            " Say how far it is, or give the evidence, here:"
            if late
            else f"An action of yours is due on {_day(action.due_on)}. Say how far it is here:",
            once=f"action-{kind} {action.pk} {action.due_on} {email}",
            by=SYSTEM,
        )


def _tell_owner(action: Action, *, by: Actor) -> None:
    tell(
        action=action,
        email=action.owner.email,
        subject=f"An action on {action.case.reference} is yours",
        sentence=f"You own an action that came out of a review. It is due on {_day(action.due_on)}."
        " Read it, and report on it, here:",
        once=f"action-owner {action.pk} {action.owner_id} {action.due_on}",
        by=by,
    )


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
