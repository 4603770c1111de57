"""View models of the meeting, the grid, the positions and the decision."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from irwell.accounts.models import User
from irwell.cases.models import Case, Identity
from irwell.core.time import london
from irwell.decisions import rules
from irwell.decisions.models import Attendance, Decision, FactorAnswer, Meeting, Position
from irwell.decisions.queries import Answered, Member
from irwell.statute import Factor, load_decisions, load_factors, load_positions
from irwell.ui.presenters import Link, NavItem, Row

PAGES = (
    ("Overview", "rapid_reviews:case"),
    ("Meeting", "decisions:meetings"),
    ("Grid", "decisions:grid"),
    ("Positions and decision", "decisions:positions"),
    ("Report", "rapid_reviews:report"),
    ("Sign-off", "rapid_reviews:signoff"),
    ("The Panel", "rapid_reviews:panel"),
)
SAID = {"true": ("Yes", "blue"), "false": ("No", "grey"), "unknown": ("Not known", "amber")}


def pages(case: Case, here: str) -> list[NavItem]:
    """The pages of step 7."""
    return [NavItem(text, reverse(name, args=[case.pk]), name == here) for text, name in PAGES]


def address(name: str, case: Case) -> str:
    """The address of another step's page on the case; empty where there is none."""
    try:
        return reverse(name, args=[case.pk])
    except NoReverseMatch:
        return ""


@dataclass(frozen=True)
class GridLine:
    """One factor: its question and source, the current answer, the answers before it."""

    factor: Factor
    answer: FactorAnswer | None
    before: list[FactorAnswer]

    @property
    def code(self) -> str:
        """The short name that people use: R11A, W1."""
        return self.factor.id.partition("_")[0]

    @property
    def said(self) -> str:
        return SAID[self.answer.value][0] if self.answer else "Not answered"

    @property
    def colour(self) -> str:
        return SAID[self.answer.value][1] if self.answer else "todo"


@dataclass(frozen=True)
class GridGroup:
    title: str
    lines: list[GridLine]


def grid(
    current: dict[str, FactorAnswer], earlier: dict[str, list[FactorAnswer]]
) -> list[GridGroup]:
    """Regulation 11 first, then the circumstances of Working Together."""
    titles = {
        "regulation_11": "Regulation 11: what the partners must take into account",
        "working_together": "Working Together: circumstances to have regard to",
    }
    return [
        GridGroup(
            title,
            [
                GridLine(f, current.get(f.id), earlier.get(f.id, []))
                for f in load_factors().values()
                if f.group == group
            ],
        )
        for group, title in titles.items()
    ]


@dataclass(frozen=True)
class Voice:
    """A partner’s place in the round: recorded or not, and what was said where it may be seen."""

    title: str
    recorded: bool
    choice: str
    reasons: str
    by: str
    at: dt.datetime | None
    dissents: bool

    @property
    def hidden(self) -> bool:
        return self.recorded and not self.choice


def voices(rows: list[tuple[str, Position | None, bool]], decision: Decision) -> list[Voice]:
    return [_voice(title, position, there, decision) for title, position, there in rows]


def _voice(title: str, position: Position | None, there: bool, decision: Decision) -> Voice:
    if position is None:
        return Voice(title, there, "", "", "", None, False)
    choice = load_positions()[position.choice].title
    if position.instead:
        choice = f"{choice}: {load_decisions()[position.instead].title}"
    fits = decision.outcome in (position.instead or rules.OUTCOMES_OF[position.choice])
    dissents = decision.status == Decision.Status.SETTLED and not fits
    return Voice(
        title, True, choice, position.reasons, position.by.name, position.created_at, dissents
    )


@dataclass(frozen=True)
class Round:
    """A round as the page shows it."""

    decision: Decision
    words: str
    voices: list[Voice]
    plain: str

    @property
    def is_open(self) -> bool:
        return self.decision.status == Decision.Status.OPEN

    @property
    def all_in(self) -> bool:
        return all(v.recorded for v in self.voices)


def shown_round(decision: Decision, rows: list[tuple[str, Position | None, bool]]) -> Round:
    known = load_decisions().get(decision.outcome)
    words = rules.decision_words(decision.status, decision.outcome)
    if decision.status == Decision.Status.OPEN and all(there for _, _, there in rows):
        words = "All three partners agree; the chair records the decision"
    return Round(decision, words, voices(rows, decision), known.plain if known else "")


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
    """Everyone named on the case, and how they are recorded."""
    return [
        [
            m.user.name,
            f"{m.agency} ({m.titles})" if m.agency else m.titles,
            _presence(m, there.get(m.user.pk)),
        ]
        for m in members
    ]


def _presence(member: Member, row: Attendance | None) -> str:
    if member.walled:
        return "Kept from this case by a lasting conflict of interest"
    if row is None:
        return "Not recorded"
    words = str(row.get_presence_display())
    return f"{words}; conflict of interest declared" if row.conflict else words


def pack_rows(meeting: Meeting, case: Case) -> list[Row]:
    """What every page of the pack begins with."""
    when = london(meeting.planned_for)
    return [
        Row("Case", case.reference),
        Row("Meeting", f"{meeting.number}"),
        Row("When", f"{when:%A} {when.day} {when:%B %Y}, {when:%H:%M}"),
    ]


def material(case: Case) -> list[Link]:
    """Where the material of the meeting lies, for the pages that exist."""
    found = [
        Link("Each agency’s return", address("agency_returns:wall", case)),
        Link("Combined chronology", address("combined_chronology:timeline", case)),
        Link("Facts, criteria and the decision to notify", address("criteria:case", case)),
        Link("Identity register", address("cases:register", case)),
    ]
    return [link for link in found if link.href]


def pack_context(
    meeting: Meeting, case: Case, answers: list[list[str]], people: list[list[str]],
    labels: list[Identity], similar: list[Any], partnership: str,
) -> dict[str, Any]:  # fmt: skip
    """The pack as Word takes it: labels only, never a name of a child or family."""
    when = london(meeting.planned_for)
    return {
        "partnership": partnership, "reference": case.reference, "number": meeting.number,
        "when": f"{when:%A} {when.day} {when:%B %Y} at {when:%H:%M}",
        "agenda": [{"n": n, "title": t, "help": h} for n, (t, h) in enumerate(rules.AGENDA, 1)],
        "answers": [{"agency": a, "words": w, "on": on, "why": why} for a, w, on, why in answers],
        "people": [{"name": n, "agency": a} for n, a, _ in people],
        "labels": [{"label": i.label, "role": i.role.replace("_", " ")} for i in labels],
        "similar": [{"reference": other.reference, "why": "; ".join(w)} for other, _, w in similar],
        "never_forced": rules.NEVER_FORCED, "quorum": rules.QUORUM_SOURCE,
    }  # fmt: skip


def own_typed(meeting: Meeting, user: User) -> dict[str, Any] | None:
    """What this person typed into the minutes and did not save, when it differs from what is saved."""
    kept: dict[str, Any] | None = meeting.typed.get(str(user.pk))
    return kept if kept and kept["text"].strip() != meeting.minutes else None
