"""One member's pack of a meeting: only what that member may see, with labels in place of names."""

from dataclasses import dataclass, field
from typing import Any

from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.accounts.models import User
from irwell.agency_returns.presenters import answers
from irwell.audit.events import Event
from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case
from irwell.cases.queries import date_of, register_of
from irwell.chronology import PseudonymKey
from irwell.combined_chronology.queries import pseudonym_key, timeline_of
from irwell.combined_chronology.rules import in_pseudonyms
from irwell.criteria.queries import latest_evaluation, possible_links
from irwell.decisions.models import Meeting
from irwell.decisions.queries.frozen import DATES
from irwell.decisions.queries.grid import grid_rows
from irwell.decisions.queries.meetings import Answered, answered, in_conflict
from irwell.decisions.queries.people import Member, roster
from irwell.statute import facts_by_id

MOST_LINES = 600
VALUES = {"true": "Yes", "false": "No", "unknown": "Not known"}
PARTS = (
    ("people", "Who is invited", Permission.SEE_CASE),
    ("labels", "Labels used in this case", Permission.SEE_CASE),
    ("facts", "Facts and criteria", Permission.SEE_CASE),
    ("answers", "Who has answered", Permission.READ_RETURNS),
    ("returns", "Each agency’s return", Permission.READ_RETURNS),
    ("chronology", "Combined chronology", Permission.READ_RETURNS),
    ("grid", "The grid as it stands", Permission.READ_RETURNS),
    ("minutes", "Minutes of earlier meetings", Permission.READ_RETURNS),
    ("similar", "Similar cases that you may see", Permission.READ_RETURNS),
)


@dataclass(frozen=True)
class Pack:
    """What stands in one person’s copy. `parts`: their titles; `left_out`: what is not in it, and why."""

    receiver: User
    parts: tuple[str, ...]
    left_out: tuple[str, ...]
    people: list[dict[str, str]] = field(default_factory=list)
    labels: list[dict[str, str]] = field(default_factory=list)
    facts: list[dict[str, str]] = field(default_factory=list)
    dates: list[dict[str, str]] = field(default_factory=list)
    criteria: str = ""
    answers: list[dict[str, str]] = field(default_factory=list)
    returns: list[dict[str, Any]] = field(default_factory=list)
    chronology: list[dict[str, str]] = field(default_factory=list)
    chronology_note: str = ""
    grid: list[dict[str, str]] = field(default_factory=list)
    minutes: list[dict[str, Any]] = field(default_factory=list)
    similar: list[dict[str, str]] = field(default_factory=list)


def parts_for(user: User, case: Case) -> tuple[list[str], list[str]]:
    """Ids of the parts that a person’s role on the case may see, and sentences about those it may not."""
    held = rights(user, case.pk)
    may = [part for part, _, right in PARTS if right in held]
    out = [
        f"{title}: your role on this case does not see it."
        for part, title, right in PARTS
        if right not in held
    ]
    if "returns" not in may and _own(user, case):
        may.append("returns")
        out = [o for o in out if not o.startswith("Each agency’s return")]
        out.append("Other agencies’ returns: your copy holds your own agency’s return only.")
    return may, out


def _own(user: User, case: Case) -> list[Answered]:
    return [row for row in answered(case) if user.agency_id and row.agency.pk == user.agency_id]


def pack_for(user: User, meeting: Meeting) -> Pack:
    """Gathered from what is recorded at this moment."""
    case = meeting.case
    may, out = parts_for(user, case)
    key, made = (
        pseudonym_key(case),
        _Gathering(user, meeting, Permission.READ_RETURNS in rights(user, case.pk)),
    )
    found: dict[str, Any] = {}
    for part in may:
        found |= getattr(made, part)(key)
    titles = tuple(
        title if found.get(part) or part == "facts" else f"{title}: nothing recorded yet"
        for part, title, _ in PARTS if part in may
    )  # fmt: skip
    return Pack(user, titles, tuple(out), **found)


class _Gathering:
    """One method a part, so that no part can be gathered that was not asked for."""

    def __init__(self, user: User, meeting: Meeting, everything: bool) -> None:
        self.user, self.meeting, self.case, self.everything = (
            user,
            meeting,
            meeting.case,
            everything,
        )

    def people(self, _key: PseudonymKey) -> dict[str, Any]:
        invited = [m for m in roster(self.case) if not m.walled]
        return {
            "people": [{"name": m.user.name, "agency": m.agency, "role": m.titles} for m in invited]
        }

    def labels(self, _key: PseudonymKey) -> dict[str, Any]:
        return {
            "labels": [
                {"label": i.label, "role": i.role.replace("_", " ")} for i in register_of(self.case)
            ]
        }

    def facts(self, _key: PseudonymKey) -> dict[str, Any]:
        known, now = facts_by_id(), self.case.fact_records.filter(replaced_at=None)
        rows = [
            {"question": known[r.fact].question, "value": VALUES.get(r.value, r.value)}
            for r in now if r.fact in known
        ]  # fmt: skip
        dates = [
            {
                "what": title,
                "when": f"{on.day} {on:%B %Y}"
                if (on := date_of(self.case, fact))
                else "Not recorded",
            }
            for fact, title in DATES.items()
        ]
        evaluation = latest_evaluation(self.case)
        met = VALUES.get(evaluation.statute_met, "Not known") if evaluation else "Not evaluated"
        rule = f" (rule set {evaluation.statute_id})" if evaluation else ""
        return {
            "facts": rows,
            "dates": dates,
            "criteria": f"Statutory criteria met: {met.lower()}{rule}.",
        }

    def answers(self, key: PseudonymKey) -> dict[str, Any]:
        explained = self.meeting.explained
        return {
            "answers": [
                {
                    "agency": row.agency.name, "words": row.words,
                    "on": f"{row.latest.signed_at:%d %b %Y}".lstrip("0")
                    if row.latest and row.latest.signed_at else "",
                    "why": key.apply(explained.get(str(row.agency.pk), "")),
                }
                for row in answered(self.case)
            ]
        }  # fmt: skip

    def returns(self, key: PseudonymKey) -> dict[str, Any]:
        rows = answered(self.case) if self.everything else _own(self.user, self.case)
        return {"returns": [_return(row, key) for row in rows if row.latest]}

    def chronology(self, key: PseudonymKey) -> dict[str, Any]:
        timeline = in_pseudonyms(timeline_of(self.case), key)
        lines = [
            {
                "when": str(e.when) if e.when.dated else "No date", "agency": e.agency,
                "event": e.event, "action": e.action, "source": e.source,
            }
            for e in timeline.entries[:MOST_LINES]
        ]  # fmt: skip
        count = len(timeline.entries)
        note = f"{count} lines." if count <= MOST_LINES else (
            f"The first {MOST_LINES} of {count} lines. Read the rest on the screen, or export the chronology."
        )  # fmt: skip
        return {"chronology": lines, "chronology_note": note}

    def grid(self, key: PseudonymKey) -> dict[str, Any]:
        return {
            "grid": [
                {
                    "title": row["title"], "said": VALUES.get(row["value"], "Not answered"),
                    "reasons": key.apply(row["reasons"]), "source": row["source"],
                }
                for row in grid_rows(self.case)
            ]
        }  # fmt: skip

    def minutes(self, key: PseudonymKey) -> dict[str, Any]:
        before = self.case.meetings.filter(number__lt=self.meeting.number)
        return {
            "minutes": [
                {"title": f"Meeting {m.number}", "paragraphs": key.apply(m.minutes).splitlines()}
                for m in before if m.minutes
            ]
        }  # fmt: skip

    def similar(self, _key: PseudonymKey) -> dict[str, Any]:
        return {
            "similar": [
                {"reference": other.reference, "why": "; ".join(why)}
                for other, _, why in possible_links(self.user, self.case)
            ]
        }


def _return(row: Answered, key: PseudonymKey) -> dict[str, Any]:
    signed = row.latest
    sections = answers(signed.summary, blanks=False) if signed else []
    return {
        "agency": row.agency.name, "words": f"{row.words}, version {signed.version if signed else 0}",
        "sections": [
            {
                "title": s.section.title,
                "rows": [{"label": str(r.label), "value": key.apply(str(r.value))} for r in s.rows],
            }
            for s in sections
        ],
    }  # fmt: skip


@dataclass(frozen=True)
class Receiver:
    """A person named on the case, what their pack holds, and when they last took it."""

    member: Member
    parts: tuple[str, ...]
    conflict: bool
    taken: Any

    @property
    def holds(self) -> str:
        """What the copy holds, in words: the agenda is in each."""
        if len(self.parts) == len(PARTS):
            return "Agenda and all parts"
        return "Agenda, " + ", ".join(title.lower() for title in self.parts)


def receivers(meeting: Meeting) -> list[Receiver]:
    """Everyone named on the case and what each one’s copy holds; nobody in conflict has one."""
    taken: dict[str, Any] = {}
    downloads = LoggedEvent.objects.filter(
        name=Event.EXPORTED, case=meeting.case_id, about_id=str(meeting.pk)
    ).order_by("seq")
    for event in downloads:
        taken[str(event.by)] = event.at
    found = []
    for member in roster(meeting.case):
        barred = member.walled or in_conflict(meeting, member.user)
        may = [] if barred else parts_for(member.user, meeting.case)[0]
        titles = tuple(title for part, title, _ in PARTS if part in may)
        found.append(Receiver(member, titles, barred, taken.get(str(member.user.pk))))
    return found
