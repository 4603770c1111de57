"""Reads of meetings: who answered, who was there, quorum, the partnership's own rule."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from irwell.access.queries import walled_off
from irwell.accounts.models import Agency, User
from irwell.agency_returns.models import AgencyReturn, InformationRequest
from irwell.cases.models import Case, Identity
from irwell.cases.queries import register_of
from irwell.core.time import london
from irwell.decisions import rules
from irwell.decisions.models import Attendance, Meeting, QuorumChoice
from irwell.decisions.queries.people import roster
from irwell.decisions.rules import ActionLine, Quorum, QuorumRule, Seat

TASK_ROLES = (
    "business_manager", "chair", "statutory_partner", "agency_lead", "learning_lead", "subgroup_member",
    "information_governance",
)  # fmt: skip


@dataclass(frozen=True)
class Answered:
    """An agency that was asked, and what it answered."""

    request: InformationRequest
    latest: AgencyReturn | None

    @property
    def agency(self) -> Agency:
        return self.request.agency

    @property
    def words(self) -> str:
        if self.latest is None:
            return "No answer yet"
        return "No involvement" if self.latest.kind == AgencyReturn.Kind.NIL else "Answered"


def answered(case: Case) -> list[Answered]:
    """Each agency asked, with its latest signed return."""
    requests = case.requests.select_related("agency").prefetch_related("returns")
    return [
        Answered(r, next((x for x in reversed(r.returns.all()) if x.signed_at), None))
        for r in requests
    ]


def latest_meeting(case: Case) -> Meeting | None:
    return case.meetings.order_by("-number").first()


def deciding_meeting(case: Case) -> Meeting | None:
    """The latest meeting that was held with quorum: the one on which a decision rests."""
    held = case.meetings.exclude(held_at=None).order_by("-number")
    return next((m for m in held if quorum_of(m).quorate), None)


def attendance_of(meeting: Meeting) -> dict[UUID, Attendance]:
    found = meeting.attendance.select_related("user__agency", "delegation__delegator")
    return {a.user_id: a for a in found}


def rule_now() -> QuorumRule:
    """The quorum rule for a meeting that is called now: the partnership’s own, or the proposed one."""
    chosen = QuorumChoice.objects.order_by("created_at").last()
    return rules.own_rule(chosen.needed, chosen.laid_down) if chosen else rules.proposed_rule()


def quorum_choices() -> list[QuorumChoice]:
    return list(QuorumChoice.objects.select_related("chosen_by").order_by("-created_at"))


def quorum_of(meeting: Meeting) -> Quorum:
    """Quorum by the meeting’s own rule, from what was recorded of each person then."""
    walled = walled_off(meeting.case_id)
    seats = [_seat(row, walled) for row in attendance_of(meeting).values()]
    return rules.quorum(seats, rules.rule_of(meeting.quorum))


def _seat(row: Attendance, walled: set[UUID]) -> Seat:
    return Seat(
        partner=row.partner, roles=tuple(row.roles),
        agency=row.user.agency.kind if row.user.agency else "", presence=row.presence,
        conflict=row.conflict or row.user_id in walled,
        authorised=row.delegation_id is not None,
    )  # fmt: skip


def in_conflict(meeting: Meeting, user: User) -> bool:
    """Whether a person declared a conflict of interest for this meeting."""
    return meeting.attendance.filter(user=user, conflict=True).exists()


def attendance_rows(meeting: Meeting) -> list[dict[str, str]]:
    """Who was there, as plain rows."""
    return [
        {
            "name": a.user.name, "job": a.user.job_title,
            "agency": a.user.agency.name if a.user.agency else "", "presence": presence_words(a),
            "conflict": "Conflict of interest declared" if a.conflict else "",
        }
        for a in attendance_of(meeting).values() if a.presence
    ]  # fmt: skip


def presence_words(row: Attendance) -> str:
    words = str(row.get_presence_display()) if row.presence else "Not recorded"
    if row.presence == Attendance.Presence.DEPUTY and row.delegation:
        return f"Present as deputy for {row.delegation.delegator.name}, with delegated authority"
    return words


def action_lines(meeting: Meeting) -> tuple[ActionLine, ...]:
    """The actions in the minutes, with the roles of those named on the case as possible owners."""
    people = {}
    for member in roster(meeting.case):
        role = next((r for r in TASK_ROLES if r in member.roles), "")
        if role:
            people[member.user.name] = role
    day = london(meeting.held_at or meeting.planned_for).date()
    return rules.actions_in(meeting.minutes, on=day, people=people)


def names_of(case: Case) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The identity register as (people, others) for `rules.names_left`."""
    people: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for identity in register_of(case):
        person = identity.kind == Identity.Kind.PERSON
        (people if person else others)[identity.label] = list(identity.names)
        numbers = [v for k in ("addresses", "identifiers") for v in identity.details.get(k, [])]
        others.setdefault(identity.label, []).extend(numbers)
    return people, others


def names_left(case: Case, text: str) -> tuple[str, ...]:
    """Labels of registered identities whose name stands in the text."""
    return rules.names_left(text, *names_of(case))


def meeting_row(meeting: Meeting) -> dict[str, Any]:
    """A meeting as plain data, for what is frozen with a decision."""
    held = london(meeting.held_at or meeting.planned_for)
    return {
        "number": meeting.number, "held_on": held.date().isoformat(),
        "rule": rules.rule_of(meeting.quorum).words,
        "quorum": [f"{line.title}: {line.words}" for line in quorum_of(meeting).lines],
        "attendance": attendance_rows(meeting), "minutes": meeting.minutes,
    }  # fmt: skip
