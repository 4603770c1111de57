"""Minutes: kept while typed, brought in from notes, saved; their actions become tasks."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case, Task
from irwell.core.text import clean
from irwell.decisions import content, policies, queries
from irwell.decisions.models import Meeting
from irwell.documents.actions import read, take_in
from irwell.documents.rules import Purpose


class StaleMinutes(Exception):
    """Somebody else saved the minutes since this page was opened."""


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
    _track(case, meeting, by)
    return meeting


def _track(case: Case, meeting: Meeting, by: User) -> None:
    """Each action line with an owner and a date becomes a task; the rest are offered on the page."""
    for line in queries.action_lines(meeting):
        if not line.missing and not queries.names_left(case, line.what):
            _add(case, meeting, line.what, line.role, line.due, by)


def bring_in_notes(*, meeting: Meeting, notes: "UploadedFile[Any]", by: User) -> str:
    """Notes from a file, put into the box of minutes that this person is typing. Nothing saved is replaced."""
    check(by, Permission.RUN_MEETING, case_id=meeting.case_id)
    policies.check_at_meeting(meeting.case)
    # Outside the transaction, so that the log keeps a refused file.
    document = take_in(
        upload=notes,
        purpose=Purpose.MEETING_NOTES,
        key=meeting.case.key,
        by=by,
        case_id=meeting.case_id,
    )
    text = clean(content.text_of(read(document), document.file_name))
    if not text:
        raise ValidationError(
            "No text was found in this file. Copy the notes and paste them into the box."
        )
    return _brought_in(meeting, text, by)


@transaction.atomic
def _brought_in(meeting: Meeting, text: str, by: User) -> str:
    cases.lock(meeting.case)
    meeting.refresh_from_db()
    kept = meeting.typed.get(str(by.pk))
    before = kept["text"] if kept else meeting.minutes
    together = "\n\n".join(part for part in (before.strip(), text) if part)
    meeting.typed = {**meeting.typed, str(by.pk): {"text": together, "saves": meeting.saves}}
    meeting.save()
    audit.record(Event.NOTES_BROUGHT_IN, by=by, case_id=meeting.case_id, about=meeting)
    return together


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
    return _add(case, meeting, title, for_role, due_on, by)


def _add(
    case: Case, meeting: Meeting, title: str, for_role: str, due_on: dt.date | None, by: User
) -> Task:
    return cases.add_task(
        case=case, title=title[:200], for_role=for_role, due_on=due_on, by=by,
        url_name="rapid_reviews:case", once=f"minutes {meeting.number} {title}"[:120],
    )  # fmt: skip
