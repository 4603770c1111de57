"""Calling a meeting, going to it, holding it; the partnership's own quorum rule."""

import datetime as dt
from collections.abc import Collection, Mapping

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
from irwell.decisions.models import Decision, Meeting, QuorumChoice
from irwell.messaging import actions as messaging
from irwell.rulebook.queries import calendar


@transaction.atomic
def call_meeting(*, case: Case, planned_for: dt.datetime, by: User, now: dt.datetime) -> Meeting:
    """Call a meeting and tell the members. A meeting not held yet is moved to the new time instead."""
    case = cases.lock(case)
    check(by, Permission.RUN_MEETING, case_id=case.pk)
    policies.check_can_call(case)
    meeting = queries.latest_meeting(case)
    if meeting is None or meeting.held_at:
        number = meeting.number + 1 if meeting else 1
        meeting = Meeting(
            case=case, key=case.key, number=number, called_by=by, quorum=queries.rule_now().kept()
        )
    elif meeting.planned_for == planned_for:
        return meeting
    meeting.planned_for = planned_for
    meeting.save()
    audit.record(
        Event.MEETING_CALLED, by=by, case_id=case.pk, about=meeting, number=meeting.number,
        planned_for=planned_for,
    )  # fmt: skip
    for task in case.tasks.filter(once__startswith="reconvene ", done_at=None):
        cases.finish_task(task=task, by=by, now=now)
    _tell_members(case, meeting, by)
    return meeting


def _tell_members(case: Case, meeting: Meeting, by: User) -> None:
    when = london(meeting.planned_for)
    url = settings.IRWELL_BASE_URL + reverse("rapid_reviews:case", args=[case.pk])
    for member in queries.roster(case):
        if member.walled or not set(member.roles) & ATTENDING:
            continue
        messaging.notify(
            to=member.user.email, subject=f"Rapid Review meeting: {case.reference}", by=by, case_id=case.pk,
            body=f"A meeting is called for {when:%A} {when.day} {when:%B %Y}, {when:%H:%M}. If you have a conflict "
            f"of interest, or a deputy comes for you, say so here:\n\n{url}",
            once=f"meeting {meeting.pk} {when:%Y-%m-%dT%H:%M} {member.user.pk}",
        )  # fmt: skip


ATTENDING = {
    "business_manager", "chair", "statutory_partner", "subgroup_member", "scrutineer",
}  # fmt: skip


@transaction.atomic
def circulate(*, case: Case, explained: Mapping[str, str], by: User, now: dt.datetime) -> Meeting:
    """Go from gathering to the meeting. Each agency without a signed return needs an explanation."""
    case = cases.lock(case)
    check(by, Permission.RUN_MEETING, case_id=case.pk)
    meeting = queries.latest_meeting(case)
    if meeting is None:
        raise NotPossibleNow("Call the meeting first: choose its day and time.")
    if case.state == "rr_meeting":
        return meeting
    kept = {}
    for row in queries.answered(case):
        if row.latest is None:
            reason = clean(explained.get(str(row.agency.pk), ""))
            if not reason:
                raise ValidationError(f"Say why the meeting goes ahead without {row.agency.name}.")
            kept[str(row.agency.pk)] = reason
    meeting.explained = kept
    meeting.save()
    cases.move(case=case, to="rr_meeting", by=by, now=now)
    _send_packs_round(case, meeting, by)
    return meeting


def _send_packs_round(case: Case, meeting: Meeting, by: User) -> None:
    """A link to one’s own pack for everyone named on the case, but not for those with a conflict."""
    url = settings.IRWELL_BASE_URL + reverse("decisions:pack", args=[case.pk, meeting.pk])
    for member in queries.roster(case):
        if member.walled or not member.user.is_active or queries.in_conflict(meeting, member.user):
            continue
        messaging.notify(
            to=member.user.email, subject=f"Pack for the Rapid Review meeting: {case.reference}", by=by,
            case_id=case.pk, once=f"pack {meeting.pk} {member.user.pk}",
            body=f"Your pack for the meeting is ready. It holds what your role may see, and bears your name:\n\n{url}",
        )  # fmt: skip


@transaction.atomic
def hold(*, meeting: Meeting, by: User, now: dt.datetime) -> Meeting:
    """The meeting was held. With quorum the round of positions opens; without, a reconvene task is added."""
    case = cases.lock(meeting.case)
    check(by, Permission.RUN_MEETING, case_id=case.pk)
    policies.check_at_meeting(case)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.held_at:
        return meeting
    if not meeting.attendance.exists():
        raise NotPossibleNow("Record who was there first.")
    meeting.held_at = min(meeting.planned_for, now)
    meeting.save()
    quorum = queries.quorum_of(meeting)
    audit.record(
        Event.MEETING_HELD, by=by, case_id=case.pk, about=meeting, number=meeting.number,
        held_at=meeting.held_at, quorate=quorum.quorate,
    )  # fmt: skip
    if quorum.quorate:
        open_round_on(case, meeting)
    else:
        cases.add_task(
            case=case, title="Hold the Rapid Review meeting again: it was not quorate", for_role="chair",
            due_on=rules.reconvene_by(london(meeting.held_at).date(), calendar()), by=by,
            url_name="rapid_reviews:case", once=f"reconvene {meeting.pk}",
        )  # fmt: skip
    return meeting


def open_round_on(case: Case, meeting: Meeting) -> None:
    """Positions may be taken: the first round opens, or an untouched one rests on the newer meeting."""
    if not queries.quorum_of(meeting).quorate:
        return
    latest = queries.latest_decision(case)
    if latest is None:
        Decision.objects.create(case=case, key=case.key, round=1, meeting=meeting)
    elif latest.status == Decision.Status.OPEN and not latest.positions.exists():
        latest.meeting = meeting
        latest.save()


@transaction.atomic
def choose_quorum(*, more: Collection[str], laid_down: str, by: User) -> QuorumChoice:
    """The partnership’s own rule for meetings called from now on. Meetings called already keep theirs."""
    check(by, Permission.MANAGE_PARTNERSHIP)
    if not clean(laid_down):
        raise ValidationError("Say where the partnership laid this rule down.")
    needed = [c.id for c in rules.conditions().values() if c.id in more and not c.always]
    chosen = QuorumChoice.objects.create(needed=needed, laid_down=clean(laid_down), chosen_by=by)
    audit.record(Event.QUORUM_CHOSEN, by=by, about=chosen, needed=needed)
    return chosen
