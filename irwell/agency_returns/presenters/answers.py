"""View models of what is asked and of the summary."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from irwell.agency_returns.models import AgencyReturn, InformationRequest
from irwell.agency_returns.queries import departments_of, latest_signed
from irwell.agency_returns.rules.summary import Section, chosen, day_in_words, gaps, in_words
from irwell.statute import long_date
from irwell.ui.presenters import Column, Row, Task

PEOPLE = [Column("Known here as"), Column("Names"), Column("Born")]


def asked(request: InformationRequest) -> list[Row]:
    """What is asked, as a summary list for both sides."""
    period = "The whole time of your involvement"
    if request.period_from and request.period_to:
        period = f"{long_date(request.period_from)} to {long_date(request.period_to)}"
    return [
        Row("Reference", request.case.reference),
        Row("Period", period),
        Row("Answer by", long_date(request.due_on)),
        Row("Legal basis", f"{request.get_basis_display()}. {request.basis_text}"),
    ]


def people_asked_about(request: InformationRequest) -> list[list[str]]:
    return [
        [person["label"], ", ".join(person["names"]), _born(person["date_of_birth"])]
        for person in request.about
    ]


def _born(value: str) -> str:
    try:
        return day_in_words(dt.date.fromisoformat(value))
    except ValueError:
        return value or "not recorded"


@dataclass(frozen=True)
class Answered:
    """A section with its answers in words."""

    section: Section
    rows: list[Row]


def answers(
    summary: Mapping[str, Any], *, only: str = "", blanks: bool = True, asked: Sequence[str] = ()
) -> list[Answered]:
    """Every section asked for with its answers; without `blanks` only what was answered."""
    shown = []
    for section in chosen(asked):
        given = summary.get(section.id) or {}
        rows = [
            Row(q.label, in_words(q, given.get(q.id)) or "No answer")
            for q in section.questions
            if blanks or given.get(q.id)
        ]
        if rows and (not only or only == section.id):
            shown.append(Answered(section, rows))
    return shown


def tasks(draft: AgencyReturn | None, address: Any, asked: Sequence[str] = ()) -> list[Task]:
    """The sections asked for as a task list; `address(section_id)` is its page."""
    summary = draft.summary if draft else {}
    typed = draft.typed if draft else {}
    missing = {s.id for s, _ in gaps(summary, asked)}
    shown = []
    for section in chosen(asked):
        if section.id in typed:
            status, colour = "Not saved yet", "waiting"
        elif section.id in missing:
            status, colour = "To do", "blue"
        else:
            status, colour = "Done", ""
        shown.append(Task(section.title, status, address(section.id), section.help, colour))
    return shown


@dataclass(frozen=True)
class Wrote:
    """What a department wrote in a section."""

    department: str
    rows: list[Row]


def wrote(request: InformationRequest, section_id: str) -> list[Wrote]:
    """What the agency's departments returned for one section, beside which the lead writes."""
    shown = []
    for department in departments_of(request):
        signed = latest_signed(department)
        found = answers(signed.summary, only=section_id, blanks=False) if signed else []
        shown += [Wrote(department.department, one.rows) for one in found]
    return shown
