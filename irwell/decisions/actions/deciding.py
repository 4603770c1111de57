"""Positions, the scrutineer’s view, the decision, a split and its settling, and a new round."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from irwell.access.permissions import Permission
from irwell.access.policies import can, check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean
from irwell.core.time import london
from irwell.decisions import policies, queries, rules
from irwell.decisions.models import Decision, Position
from irwell.messaging import actions as messaging
from irwell.rulebook.queries import calendar
from irwell.statute import load_decisions, load_positions


class StalePosition(Exception):
    """A colleague recorded the same partner’s position since this page was opened."""


@transaction.atomic
def take_position(
    *,
    case: Case,
    choice: str,
    reasons: str,
    by: User,
    now: dt.datetime,
    instead: str = "",
    seen: str | None = None,
) -> Position:
    """One’s own partner’s position, with reasons; blind to the others until all are in or the chair opens the round.

    It can change until then: the old one stays on the record. `seen`: the id of the position on the page; raises
    StalePosition when it was replaced meanwhile.
    """
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
    before = queries.standing(decision).get(partner)
    if seen is not None and str(before.pk if before else "") != seen:
        raise StalePosition
    instead, reasons = instead if choice == "OTHER" else "", clean(reasons)
    if before and (before.choice, before.instead, before.reasons, before.by_id) == (
        choice,
        instead,
        reasons,
        by.pk,
    ):
        return before
    decision.positions.filter(partner=partner, replaced_at=None).update(replaced_at=now)
    position = Position.objects.create(
        decision=decision, key=case.key, partner=partner, choice=choice, instead=instead, reasons=reasons, by=by,
        at=now, authority=_authority(case, decision, by, now), created_at=now,
    )  # fmt: skip
    audit.record(
        Event.POSITION_RECORDED, by=by, case_id=case.pk, about=position, partner=partner,
        round=decision.round, changed=before is not None,
    )  # fmt: skip
    stands = queries.stands(decision)
    if rules.all_in(stands) and not rules.unanimous(stands):
        _split(case, decision, by, now)
    return position


def _authority(case: Case, decision: Decision, by: User, now: dt.datetime) -> str:
    """As whose deputy or successor a person acts, in words that stay as they are."""
    seat = queries.seat_of(decision.meeting, by)
    lent = seat.delegation if seat is not None and seat.user_id == by.pk else None
    return queries.authority_words(case, by, london(now).date(), lent)


@transaction.atomic
def open_positions(*, case: Case, reason: str, by: User, now: dt.datetime) -> Decision:
    """The chair lets the positions be read before all are in. What is in can then no longer change."""
    case = cases.lock(case)
    check(by, Permission.RUN_MEETING, case_id=case.pk)
    decision = policies.check_can_open_positions(by, case, queries.latest_decision(case))
    if decision.opened_at:
        return decision
    if not clean(reason):
        raise ValidationError("Say why the positions are read before all three are in.")
    decision.opened_at, decision.opened_by, decision.opened_reason = now, by, clean(reason)
    decision.save()
    audit.record(
        Event.ROUND_OPENED_BY_CHAIR, by=by, case_id=case.pk, about=decision, round=decision.round,
        positions=len(queries.standing(decision)),
    )  # fmt: skip
    return decision


def _split(case: Case, decision: Decision, by: User, now: dt.datetime) -> None:
    decision.status = Decision.Status.SPLIT
    decision.split_on_screen = queries.snapshot(decision)
    decision.save()
    due = rules.settle_by(london(now).date(), calendar())
    audit.record(
        Event.DECISION_SPLIT,
        by=by,
        case_id=case.pk,
        about=decision,
        round=decision.round,
        due_on=due,
        sha256=queries.digest(decision.split_on_screen),
    )
    cases.add_task(
        case=case, title="Settle the split positions on a practice review", for_role="statutory_partner",
        due_on=due, by=by, url_name="rapid_reviews:case", once=f"settle {decision.pk}",
    )  # fmt: skip
    _tell_partners(case, by, f"split {decision.pk}", "Split positions to settle", due)


def _tell_partners(case: Case, by: Actor, once: str, subject: str, due: dt.date) -> None:
    url = settings.IRWELL_BASE_URL + reverse("decisions:positions", args=[case.pk])
    for member in queries.roster(case):
        if member.partner and not member.walled:
            messaging.notify(
                to=member.user.email, subject=f"{subject}: {case.reference}", by=by, case_id=case.pk,
                once=f"{once} {member.user.pk}",
                body=f"The partners’ positions differ. Please settle them by {due.day} {due:%B %Y}:\n\n{url}",
            )  # fmt: skip


@transaction.atomic
def escalate_split(*, case: Case, reason: str, by: Actor, now: dt.datetime) -> Decision:
    """Pass a split on to the lead safeguarding partners, with a date of its own. The first date stays on its task."""
    case = cases.lock(case)
    if isinstance(by, User):
        check(by, Permission.READ_RETURNS, case_id=case.pk)
        policies.check_may_escalate(by, case)
    decision = policies.check_can_escalate(case, queries.latest_decision(case))
    if not clean(reason):
        raise ValidationError("Say why the delegated partners could not settle it.")
    decision.escalated_at, decision.escalation = now, clean(reason)
    decision.save()
    due = rules.lead_settle_by(london(now).date(), calendar())
    audit.record(
        Event.SPLIT_ESCALATED,
        by=by,
        case_id=case.pk,
        about=decision,
        round=decision.round,
        due_on=due,
    )
    for task in case.tasks.filter(once=f"settle {decision.pk}"):
        cases.finish_task(task=task, by=by, now=now)
    cases.add_task(
        case=case, title="Lead safeguarding partners: settle the split positions", for_role="statutory_partner",
        due_on=due, by=by, url_name="decisions:positions", once=f"settle lead {decision.pk}",
    )  # fmt: skip
    _tell_partners(
        case, by, f"split lead {decision.pk}", "Split positions for the lead partners", due
    )
    return decision


@transaction.atomic
def record_education_view(*, case: Case, view: str, by: User) -> Decision:
    """Education’s view: heard and kept beside the three positions, and not one of them."""
    case = cases.lock(case)
    check(by, Permission.ADVISE, case_id=case.pk)
    if not can(by, Permission.RECORD_OPINION, case_id=case.pk):
        policies.check_may_speak_for_education(by)
    decision = _open_for_views(case, "education’s view")
    if not clean(view):
        raise ValidationError("Enter education’s view.")
    decision.education_view, decision.education_by = clean(view), by
    decision.save()
    audit.record(Event.EDUCATION_VIEW_RECORDED, by=by, case_id=case.pk, about=decision)
    return decision


def _open_for_views(case: Case, what: str) -> Decision:
    decision = queries.latest_decision(case)
    if decision is None or decision.status in queries.SEALED:
        raise NotPossibleNow(
            f"{what[:1].upper()}{what[1:]} is recorded after a quorate meeting and before the decision is sealed."
        )
    return decision


@transaction.atomic
def record_scrutineer_view(*, case: Case, view: str, by: User) -> Decision:
    """The independent scrutineer’s view, in their words; open until the decision is sealed."""
    case = cases.lock(case)
    check(by, Permission.RECORD_OPINION, case_id=case.pk)
    decision = _open_for_views(case, "the scrutineer’s view")
    if not clean(view):
        raise ValidationError("Enter the scrutineer’s view.")
    decision.scrutineer_view, decision.scrutineer_by = clean(view), by
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
def settle(
    *, case: Case, outcome: str, reasons: str, decided_by: str, by: User, now: dt.datetime
) -> Decision:
    """The delegated (or, passed on, the lead) partners settle a split, with reasons. Dissent stays beside it."""
    case = cases.lock(case)
    check(by, Permission.SIGN_OFF, case_id=case.pk)
    decision = policies.check_can_settle(by, case, queries.latest_decision(case))
    if outcome not in load_decisions():
        raise ValidationError("Choose one of the outcomes.")
    if not clean(decided_by):
        raise ValidationError("Say who settled it: the name and post of each of the three.")
    decision.settled_by, decision.settled_for = by, clean(decided_by)
    decision = _sealed(decision, Decision.Status.SETTLED, outcome, reasons, by, now)
    for task in case.tasks.filter(once__in=(f"settle {decision.pk}", f"settle lead {decision.pk}")):
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
    """Frozen with all that was on the screen; its hash goes into the event log’s chain."""
    if not reasons.strip():
        raise ValidationError("Give the reasons for the decision.")
    decision.status, decision.outcome, decision.decided_at = status, outcome, now
    decision.reasons, decision.recorded_by = clean(reasons), by
    decision.on_screen = queries.snapshot(decision)
    decision.frozen_sha256 = queries.digest(decision.on_screen)
    decision.save()
    event = Event.SPLIT_RESOLVED if status == Decision.Status.SETTLED else Event.DECISION_RECORDED
    audit.record(
        event, by=by, case_id=decision.case_id, about=decision, outcome=outcome, round=decision.round,
        sha256=decision.frozen_sha256, documents=len(decision.on_screen["documents"]),
    )  # fmt: skip
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
        case=case, key=case.key, round=latest.round + 1, meeting=meeting, created_at=now
    )
    audit.record(Event.RECONSIDERED, by=by, case_id=case.pk, about=decision, round=decision.round)
    return decision
