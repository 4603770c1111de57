"""Positions, the scrutineer’s view, the decision, a split and its settling, and a new round."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean
from irwell.core.time import london
from irwell.decisions import policies, queries, rules
from irwell.decisions.models import Decision, Position
from irwell.messaging import actions as messaging
from irwell.statute import load_decisions, load_positions


@transaction.atomic
def take_position(
    *, case: Case, choice: str, reasons: str, by: User, now: dt.datetime, instead: str = ""
) -> Position:
    """One’s own partner’s position, with reasons. It can change until all three are in, and is blind till then."""
    case = cases.lock(case)
    check(by, Permission.TAKE_POSITION, case_id=case.pk)
    partner = policies.check_speaks_for(by)
    decision = policies.check_can_take_position(by, case, queries.latest_decision(case))
    if rules.all_in(queries.stands(decision)):
        raise NotPossibleNow("All three positions are in; they can no longer change.")
    if choice not in load_positions() or not reasons.strip():
        raise ValidationError("Choose a position and give your reasons.")
    if choice == "OTHER" and instead not in rules.SOMETHING_ELSE:
        raise ValidationError("Say what should happen instead.")
    values = {
        "choice": choice, "instead": instead if choice == "OTHER" else "", "reasons": clean(reasons), "by": by,
    }  # fmt: skip
    position, _ = Position.objects.update_or_create(
        decision=decision,
        partner=partner,
        defaults=values,
        create_defaults={**values, "key": case.key},
    )
    audit.record(
        Event.POSITION_RECORDED, by=by, case_id=case.pk, about=position, partner=partner,
        round=decision.round,
    )  # fmt: skip
    stands = queries.stands(decision)
    if rules.all_in(stands) and not rules.unanimous(stands):
        _split(case, decision, by, now)
    return position


def _split(case: Case, decision: Decision, by: User, now: dt.datetime) -> None:
    decision.status = Decision.Status.SPLIT
    decision.on_screen = queries.snapshot(decision)
    decision.save()
    due = rules.settle_by(london(now).date())
    audit.record(
        Event.DECISION_SPLIT,
        by=by,
        case_id=case.pk,
        about=decision,
        round=decision.round,
        due_on=due,
    )
    cases.add_task(
        case=case, title="Settle the split positions on a practice review", for_role="statutory_partner",
        due_on=due, by=by, url_name="rapid_reviews:case", once=f"settle {decision.pk}",
    )  # fmt: skip
    url = settings.IRWELL_BASE_URL + reverse("decisions:positions", args=[case.pk])
    for member in queries.roster(case):
        if member.partner and not member.walled:
            messaging.notify(
                to=member.user.email, subject=f"Split positions to settle: {case.reference}", by=by,
                case_id=case.pk, once=f"split {decision.pk} {member.user.pk}",
                body=f"The partners’ positions differ. Please settle them by {due.day} {due:%B %Y}:\n\n{url}",
            )  # fmt: skip


@transaction.atomic
def record_scrutineer_view(*, case: Case, view: str, by: User) -> Decision:
    """The independent scrutineer’s view, in their words; open until the decision is sealed."""
    case = cases.lock(case)
    check(by, Permission.RECORD_OPINION, case_id=case.pk)
    decision = queries.latest_decision(case)
    if decision is None or decision.status in queries.SEALED:
        raise NotPossibleNow(
            "The scrutineer’s view is recorded after a quorate meeting and before the decision is sealed."
        )
    if not view.strip():
        raise ValidationError("Enter the scrutineer’s view.")
    decision.scrutineer_view = clean(view)
    decision.save()
    audit.record(Event.SCRUTINEER_VIEW_RECORDED, by=by, case_id=case.pk, about=decision)
    return decision


@transaction.atomic
def conclude(*, case: Case, outcome: str, reasons: str, by: User, now: dt.datetime) -> Decision:
    """All three agree: the chair records the outcome that their position takes, and it is sealed."""
    case = cases.lock(case)
    check(by, Permission.RUN_MEETING, case_id=case.pk)
    decision = policies.check_can_conclude(by, case, queries.latest_decision(case))
    if outcome not in {d.id for d in rules.outcomes_open(queries.stands(decision))}:
        raise ValidationError("Choose an outcome that the partners’ shared position allows.")
    return _sealed(decision, Decision.Status.AGREED, outcome, reasons, by, now)


@transaction.atomic
def settle(*, case: Case, outcome: str, reasons: str, by: User, now: dt.datetime) -> Decision:
    """The delegated safeguarding partners settle a split, with reasons. The dissent stays beside it."""
    case = cases.lock(case)
    check(by, Permission.SIGN_OFF, case_id=case.pk)
    decision = policies.check_can_settle(by, case, queries.latest_decision(case))
    if outcome not in load_decisions():
        raise ValidationError("Choose one of the outcomes.")
    decision.settled_by = by
    decision = _sealed(decision, Decision.Status.SETTLED, outcome, reasons, by, now)
    for task in case.tasks.filter(once=f"settle {decision.pk}"):
        cases.finish_task(task=task, by=by, now=now)
    return decision


def _sealed(
    decision: Decision,
    status: Decision.Status,
    outcome: str,
    reasons: str,
    by: User,
    now: dt.datetime,
) -> Decision:
    if not reasons.strip():
        raise ValidationError("Give the reasons for the decision.")
    decision.status, decision.outcome, decision.decided_at = status, outcome, now
    decision.reasons = clean(reasons)
    decision.on_screen = queries.snapshot(decision)
    decision.save()
    event = Event.SPLIT_RESOLVED if status == Decision.Status.SETTLED else Event.DECISION_RECORDED
    audit.record(
        event,
        by=by,
        case_id=decision.case_id,
        about=decision,
        outcome=outcome,
        round=decision.round,
    )
    return decision


@transaction.atomic
def open_round(*, case: Case, by: User, now: dt.datetime) -> Decision:
    """Reconsider: a new round beside the old ones, which stay. Moves the case back to decision and sign-off."""
    case = cases.lock(case)
    check(by, Permission.SIGN_OFF, case_id=case.pk)
    policies.check_speaks_for(by)
    latest, meeting = queries.latest_decision(case), queries.deciding_meeting(case)
    if latest is None or meeting is None or latest.status not in queries.SEALED:
        raise NotPossibleNow("There is no decision to reconsider.")
    cases.move(case=case, to="rr_signoff", by=by, now=now)
    decision = Decision.objects.create(
        case=case, key=case.key, round=latest.round + 1, meeting=meeting
    )
    audit.record(Event.RECONSIDERED, by=by, case_id=case.pk, about=decision, round=decision.round)
    return decision
