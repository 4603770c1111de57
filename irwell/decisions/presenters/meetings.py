"""View models of a meeting: who answered, who was there, who deputises."""

import datetime as dt
from uuid import UUID

from irwell.cases.models import Case
from irwell.core.time import london
from irwell.decisions.models import Attendance, Meeting
from irwell.decisions.queries import Answered, Member, presence_words
from irwell.ui.presenters import Row


def answered_table(rows: list[Answered], explained: dict[str, str]) -> list[list[str]]:
    """Agency, what it answered, when; why the meeting goes ahead without it."""
    return [
        [
            row.agency.name,
            row.words,
            _day(row.latest.signed_at) if row.latest and row.latest.signed_at else "",
            explained.get(str(row.agency.pk), ""),
        ]
        for row in rows
    ]


def _day(moment: dt.datetime) -> str:
    day = london(moment)
    return f"{day.day} {day:%b %Y}"


def attendance_table(members: list[Member], there: dict[UUID, Attendance]) -> list[list[str]]:
    """Everyone named on the case, how they are recorded, and who was there but has left the case since."""
    here = {m.user.pk for m in members}
    left = [row for pk, row in there.items() if pk not in here]
    return [
        [
            m.user.name,
            f"{m.agency} ({m.titles})" if m.agency else m.titles,
            _presence(m, there.get(m.user.pk)),
        ]
        for m in members
    ] + [
        [row.user.name, f"{row.user.agency or ''} (no longer on the case)".strip(), _words(row)]
        for row in left
    ]


def _presence(member: Member, row: Attendance | None) -> str:
    if member.walled:
        return "Kept from this case by a lasting conflict of interest"
    if row is None:
        return "Not recorded"
    return _words(row)


def _words(row: Attendance) -> str:
    words = presence_words(row)
    return f"{words}; conflict of interest declared" if row.conflict else words


def pack_rows(meeting: Meeting, case: Case) -> list[Row]:
    """What every page of the pack begins with."""
    when = london(meeting.planned_for)
    return [
        Row("Case", case.reference),
        Row("Meeting", f"{meeting.number}"),
        Row("When", f"{when:%A} {when.day} {when:%B %Y}, {when:%H:%M}"),
    ]
