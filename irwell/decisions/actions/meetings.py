"""Calling a meeting, going to it, who was there, its minutes and its actions."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from irwell.access import actions as access
from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case, Task
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean
from irwell.core.time import london
from irwell.decisions import policies, queries, rules
from irwell.decisions.models import Attendance, Decision, Meeting
from irwell.messaging import actions as messaging


class StaleMinutes(Exception):
    """Somebody else saved the minutes since this page was opened."""


@transaction.atomic
def call_meeting(*, case: Case, planned_for: dt.datetime, by: User, now: dt.datetime) -> Meeting:
    """Call a meeting and tell the members. A meeting not held yet is moved to the new time instead."""
    case = cases.lock(case)
    check(by, Permission.RUN_MEETING, case_id=case.pk)
    policies.check_can_call(case)
    meeting = queries.latest_meeting(case)
    if meeting is None or meeting.held_at:
        number = meeting.number + 1 if meeting else 1
        meeting = Meeting(case=case, key=case.key, number=number, called_by=by)
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
            body=f"A meeting is called for {when:%A} {when.day} {when:%B %Y}, {when:%H:%M}. "
            f"The pack is here:\n\n{url}",
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
    return meeting


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
        if not presence:
            meeting.attendance.filter(user_id=person).delete()
            continue
        Attendance.objects.update_or_create(
            meeting=meeting, user_id=person, defaults={"presence": presence, "conflict": conflict}
        )
    quorum = queries.quorum_of(meeting)
    audit.record(
        Event.ATTENDANCE_RECORDED, by=by, case_id=case.pk, about=meeting, quorate=quorum.quorate,
        people=meeting.attendance.count(), conflicts=meeting.attendance.filter(conflict=True).count(),
    )  # fmt: skip
    if meeting.held_at:
        _open_round(case, meeting)
    return meeting


@transaction.atomic
def step_aside(*, meeting: Meeting, by: User) -> None:
    """A lasting conflict of one's own: the person leaves this meeting's list and is kept from the case."""
    if meeting.attendance.filter(user=by).exists():
        policies.check_attendance_open(meeting)
        meeting.attendance.filter(user=by).update(conflict=True)
    access.declare_conflict(case_id=meeting.case_id, user=by, by=by)


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
        _open_round(case, meeting)
    else:
        cases.add_task(
            case=case, title="Hold the Rapid Review meeting again: it was not quorate", for_role="chair",
            due_on=rules.reconvene_by(london(meeting.held_at).date()), by=by,
            url_name="rapid_reviews:case", once=f"reconvene {meeting.pk}",
        )  # fmt: skip
    return meeting


def _open_round(case: Case, meeting: Meeting) -> None:
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
def keep_minutes(*, meeting: Meeting, text: str, saves: int, by: User) -> None:
    """Keep what a person is typing; it becomes the minutes when they save."""
    cases.lock(meeting.case)
    check(by, Permission.RUN_MEETING, case_id=meeting.case_id)
    meeting.refresh_from_db()
    meeting.typed = {**meeting.typed, str(by.pk): {"text": text, "saves": saves}}
    meeting.save()


@transaction.atomic
def save_minutes(*, meeting: Meeting, text: str, saves: int, by: User) -> Meeting:
    """Save the minutes. Raises StaleMinutes when another person saved meanwhile; nothing is lost."""
    case = cases.lock(meeting.case)
    check(by, Permission.RUN_MEETING, case_id=case.pk)
    policies.check_at_meeting(case)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if saves != meeting.saves:
        raise StaleMinutes
    meeting.minutes, meeting.saves = clean(text), meeting.saves + 1
    meeting.typed = {k: v for k, v in meeting.typed.items() if k != str(by.pk)}
    meeting.save()
    audit.record(Event.MINUTES_SAVED, by=by, case_id=case.pk, about=meeting, saves=meeting.saves)
    return meeting


@transaction.atomic
def add_action(
    *, meeting: Meeting, title: str, for_role: str, due_on: dt.date | None, by: User
) -> Task:
    """An action from the minutes becomes a task of the case. Its title may name nobody."""
    case = cases.lock(meeting.case)
    check(by, Permission.RUN_MEETING, case_id=case.pk)
    title = clean(title)[:200]
    named = queries.names_left(case, title)
    if named:
        raise ValidationError(
            f"An action names nobody, because tasks are not sealed. Write {', '.join(named)} instead of the name."
        )
    return cases.add_task(
        case=case, title=title, for_role=for_role, due_on=due_on, by=by,
        url_name="rapid_reviews:case", once=f"minutes {meeting.number} {title}"[:120],
    )  # fmt: skip
