"""Who was at a meeting and for whom, and conflicts of interest for one meeting or the whole case."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access import actions as access
from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.text import clean
from irwell.core.time import london
from irwell.decisions import policies, queries
from irwell.decisions.actions.meetings import open_round_on
from irwell.decisions.models import Attendance, Meeting
from irwell.decisions.queries import Member


@transaction.atomic
def record_attendance(
    *, meeting: Meeting, rows: Mapping[UUID, tuple[str, bool]], by: User, now: dt.datetime
) -> Meeting:
    """Who was there and who declared a conflict: person id to (presence, conflict); "" means not recorded."""
    case = cases.lock(meeting.case)
    check(by, Permission.RUN_MEETING, case_id=case.pk)
    policies.check_at_meeting(case)
    policies.check_attendance_open(meeting)
    known = {m.user.pk: m for m in queries.roster(case) if not m.walled}
    for person, (presence, conflict) in rows.items():
        if person not in known:
            raise ValidationError("Only people named on the case, and not walled off, are listed.")
        if not presence and not conflict:
            meeting.attendance.filter(user_id=person).delete()
            continue
        _seat(case, meeting, known[person], presence, conflict)
    quorum = queries.quorum_of(meeting)
    audit.record(
        Event.ATTENDANCE_RECORDED, by=by, case_id=case.pk, about=meeting, quorate=quorum.quorate,
        people=meeting.attendance.exclude(presence="").count(),
        conflicts=meeting.attendance.filter(conflict=True).count(),
    )  # fmt: skip
    if meeting.held_at:
        open_round_on(case, meeting)
    return meeting


def _seat(
    case: Case, meeting: Meeting, member: Member, presence: str, conflict: bool
) -> Attendance:
    """What the person was on that day is kept with the row, so that nobody’s leaving undoes a quorum."""
    delegation = None
    if presence == Attendance.Presence.DEPUTY:
        day = london(meeting.planned_for).date()
        delegation = queries.delegation_on(case, member.user, day)
    agency = member.user.agency
    deputy = presence == Attendance.Presence.DEPUTY and agency and agency.is_statutory
    values = {
        "presence": presence, "conflict": conflict, "delegation": delegation, "roles": list(member.roles),
        "partner": agency.kind if deputy and agency else member.partner,
    }  # fmt: skip
    row, _ = Attendance.objects.update_or_create(
        meeting=meeting, user=member.user, defaults=values,
        create_defaults={**values, "key": case.key},
    )  # fmt: skip
    return row


def seat_deputy(case: Case, deputy: User) -> None:
    """A delegation was recorded or ended: deputies listed already are looked at again, while that is possible."""
    meeting = queries.latest_meeting(case)
    if meeting is None or meeting.decisions.exclude(positions=None).exists():
        return
    row = meeting.attendance.filter(user=deputy, presence=Attendance.Presence.DEPUTY).first()
    if row is None:
        return
    row.delegation = queries.delegation_on(case, deputy, london(meeting.planned_for).date())
    row.save()
    if meeting.held_at:
        open_round_on(case, meeting)


@transaction.atomic
def declare_conflict(*, meeting: Meeting, reason: str, by: User) -> Attendance:
    """One’s own conflict for this meeting: no pack and no part in deciding, but a place to give facts."""
    case = cases.lock(meeting.case)
    check(by, Permission.SEE_CASE, case_id=case.pk)
    policies.check_can_declare(meeting)
    if not clean(reason):
        raise ValidationError("Say in a few words what the conflict is, real or perceived.")
    values = {"conflict": True, "conflict_reason": clean(reason), "declared_by": by}
    row, _ = Attendance.objects.update_or_create(
        meeting=meeting, user=by, defaults=values, create_defaults={**values, "key": case.key}
    )
    audit.record(Event.MEETING_CONFLICT_DECLARED, by=by, case_id=case.pk, about=meeting)
    return row


@transaction.atomic
def step_aside(*, meeting: Meeting, by: User) -> None:
    """A lasting conflict of one's own: the person leaves this meeting's list and is kept from the case.

    The reason given for the meeting stands for the case.
    """
    if meeting.attendance.filter(user=by).exists():
        policies.check_attendance_open(meeting)
        meeting.attendance.filter(user=by).update(conflict=True)
    own = meeting.attendance.filter(user=by).first()
    access.declare_conflict(
        case_id=meeting.case_id, key=meeting.case.key, user=by, by=by,
        reason=own.conflict_reason if own else "",
    )  # fmt: skip
