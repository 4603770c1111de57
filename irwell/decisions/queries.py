"""Reads of meetings, the grid, positions and decisions."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from irwell.access.queries import is_walled_off, members
from irwell.access.roles import ROLES
from irwell.accounts.models import Agency, User
from irwell.agency_returns.models import AgencyReturn, InformationRequest
from irwell.cases.models import Case, Identity
from irwell.cases.queries import clock_of, register_of
from irwell.core.time import london
from irwell.criteria.queries import current_values, latest_evaluation
from irwell.decisions import rules
from irwell.decisions.models import Attendance, Decision, FactorAnswer, Meeting, Position
from irwell.decisions.rules import Quorum, Seat, Stand
from irwell.statute import facts_by_id, load_decisions, load_factors, load_positions

SEALED = (Decision.Status.AGREED, Decision.Status.SETTLED)


@dataclass(frozen=True)
class Member:
    """A person named on the case, with their roles there. `walled`: kept from the case altogether."""

    user: User
    roles: tuple[str, ...]
    walled: bool

    @property
    def agency(self) -> str:
        return self.user.agency.name if self.user.agency else ""

    @property
    def titles(self) -> str:
        return ", ".join(ROLES[r].title for r in self.roles if r in ROLES)

    @property
    def partner(self) -> str:
        """The statutory partner whose representative this person is; empty for others."""
        agency = self.user.agency
        return agency.kind if agency and agency.is_statutory and self.represents else ""

    @property
    def represents(self) -> bool:
        return "statutory_partner" in self.roles


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


def roster(case: Case) -> list[Member]:
    """Everyone named on the case now, once each, by name."""
    roles: dict[UUID, list[str]] = {}
    people: dict[UUID, User] = {}
    for membership in members(case.pk):
        people[membership.user_id] = membership.user
        roles.setdefault(membership.user_id, []).append(membership.role)
    return [
        Member(user, tuple(dict.fromkeys(roles[pk])), is_walled_off(user, case.pk))
        for pk, user in people.items()
    ]


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
    return {a.user_id: a for a in meeting.attendance.select_related("user__agency")}


def quorum_of(meeting: Meeting) -> Quorum:
    """Quorum from what is recorded at this moment."""
    there = attendance_of(meeting)
    known = {m.user.pk: m for m in roster(meeting.case)}
    seats = [_seat(row, known.get(pk)) for pk, row in there.items()]
    return rules.quorum(seats)


def _seat(row: Attendance, member: Member | None) -> Seat:
    agency = row.user.agency
    deputy = row.presence == Attendance.Presence.DEPUTY and agency and agency.is_statutory
    partner = member.partner if member else ""
    return Seat(
        partner=agency.kind if deputy and agency else partner,
        chair=bool(member and "chair" in member.roles),
        education=bool(agency and agency.kind == Agency.Kind.EDUCATION),
        presence=row.presence,
        conflict=row.conflict or bool(member and member.walled),
    )


def current_answers(case: Case) -> dict[str, FactorAnswer]:
    """Factor id to its current answer."""
    rows = case.factor_answers.filter(replaced_at=None).select_related("by")
    return {row.factor: row for row in rows}


def earlier_answers(case: Case) -> dict[str, list[FactorAnswer]]:
    """Factor id to the answers that were replaced, oldest first."""
    found: dict[str, list[FactorAnswer]] = {}
    for row in case.factor_answers.exclude(replaced_at=None).select_related("by"):
        found.setdefault(row.factor, []).append(row)
    return found


def unanswered(case: Case) -> list[str]:
    """Titles of factors that nobody has answered. “Not known” is an answer."""
    there = current_answers(case)
    return [f.title for f in load_factors().values() if f.id not in there]


def latest_decision(case: Case) -> Decision | None:
    """The newest round, whether it is sealed or not."""
    return case.decisions.order_by("-round").first()


def current_decision(case: Case) -> Decision | None:
    """The newest decision that was made (agreed or settled); None while there is none."""
    return case.decisions.filter(status__in=SEALED).order_by("-round").first()


def stands(decision: Decision) -> list[Stand]:
    return [Stand(p.partner, p.choice, p.instead) for p in decision.positions.all()]


def positions_for(user: User, decision: Decision) -> list[tuple[str, Position | None, bool]]:
    """Partner's title, its position where the person may see it, whether one is recorded.

    Blind until all three are in: until then each partner sees its own alone.
    """
    rows = {p.partner: p for p in decision.positions.select_related("by")}
    open_to_all = rules.all_in(stands(decision))
    own = user.agency.kind if user.agency else ""
    return [
        (title, rows.get(partner) if open_to_all or partner == own else None, partner in rows)
        for partner, title in rules.PARTNERS.items()
    ]


def scrutineers(case: Case) -> list[Member]:
    return [m for m in roster(case) if "scrutineer" in m.roles and not m.walled]


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


def snapshot(decision: Decision) -> dict[str, Any]:
    """What was on the screen when the decision was made: grid, facts, rule version, meeting, positions."""
    case = decision.case
    evaluation = latest_evaluation(case)
    clock = clock_of(case, "C6")
    return {
        "grid": grid_rows(case),
        "facts": [
            {"fact": k, "question": facts_by_id()[k].question, "value": v}
            for k, v in current_values(case).items()
        ],
        "rules": {
            "ruleset": evaluation.statute_id if evaluation else "",
            "criteria_met": evaluation.statute_met if evaluation else "unknown",
            "rapid_review_policy": clock.policy_id if clock else "",
            "policy_version": clock.policy_version if clock else "",
        },
        "meeting": _meeting_row(decision.meeting),
        "positions": position_rows(decision),
    }


def grid_rows(case: Case) -> list[dict[str, str]]:
    """The grid as plain rows, for the snapshot and the report."""
    there = current_answers(case)
    return [
        {
            "id": f.id, "title": f.title, "question": f.question, "source": f.citation,
            "group": f.group,
            "value": there[f.id].value if f.id in there else "",
            "reasons": there[f.id].reasons if f.id in there else "",
            "by": there[f.id].by.name if f.id in there else "",
        }
        for f in load_factors().values()
    ]  # fmt: skip


def position_rows(decision: Decision) -> list[dict[str, str]]:
    """All positions as plain rows: only for a decision that is no longer open."""
    said = {p.partner: p for p in decision.positions.select_related("by")}
    rows = []
    for partner, title in rules.PARTNERS.items():
        position = said.get(partner)
        if position is None:
            continue
        choice = load_positions()[position.choice].title
        instead = load_decisions().get(position.instead)
        rows.append({
            "partner": title, "choice": f"{choice}: {instead.title}" if instead else choice,
            "reasons": position.reasons, "by": position.by.name,
        })  # fmt: skip
    return rows


def _meeting_row(meeting: Meeting) -> dict[str, Any]:
    held = london(meeting.held_at or meeting.planned_for)
    return {
        "number": meeting.number, "held_on": held.date().isoformat(),
        "quorum": [f"{line.title}: {line.words}" for line in quorum_of(meeting).lines],
        "attendance": attendance_rows(meeting),
    }  # fmt: skip


def attendance_rows(meeting: Meeting) -> list[dict[str, str]]:
    """Who was there, as plain rows."""
    return [
        {
            "name": a.user.name, "job": a.user.job_title,
            "agency": a.user.agency.name if a.user.agency else "",
            "presence": a.get_presence_display(),
            "conflict": "Conflict of interest declared" if a.conflict else "",
        }
        for a in meeting.attendance.select_related("user__agency")
    ]  # fmt: skip
