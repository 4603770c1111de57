"""View models of actions, evidence and briefings."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from irwell.core.text import inert_cell, plural
from irwell.core.time import london, midday
from irwell.learning.models import Action, ActionReview, Evidence
from irwell.learning.queries import Line, Year
from irwell.learning.rules import Again, Standing, Turn, tally
from irwell.statute import NotStarted, derive, find_policy, load_calendar
from irwell.ui.presenters import Card, Column, Happening
from irwell.ui.templatetags.ui import british, british_short, tag

COLOUR = {
    Standing.NOT_STARTED: "grey",
    Standing.IN_PROGRESS: "blue",
    Standing.OVERDUE: "red",
    Standing.COMPLETE_UNPROVEN: "orange",
    Standing.COMPLETE_PROVEN: "green",
    Standing.ABSORBED: "purple",
}
TRACKER = (
    Column("Action"), Column("Recommendation", numeric=True), Column("Owner"), Column("Due"), Column("Where it stands"),
)  # fmt: skip
CSV_HEADER = (
    "Case", "Recommendation", "Action", "Intended impact", "Measure", "Baseline", "Owner", "Agency", "Due",
    "First due", "Where it stands", "Completion accepted", "Impact accepted", "Last note",
)  # fmt: skip


def address(action: Action) -> str:
    return reverse("learning:action", kwargs={"case_id": action.case_id, "action_id": action.pk})


def short(text: str, most: int = 110) -> str:
    """The first words, ending at a word."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def standing_tag(standing: Standing) -> Any:
    return tag(standing.value, COLOUR[standing])


def tags(lines: Iterable[Line]) -> dict[Any, Any]:
    """Action id to its tag."""
    return {line.action.pk: standing_tag(line.standing) for line in lines}


def tracker_rows(lines: Iterable[Line], *, with_case: bool = False) -> list[list[Any]]:
    """Rows of the tracker's table, each action a link."""
    rows = []
    for line in lines:
        action = line.action
        link = format_html(
            '<a class="govuk-link" href="{}">{}</a>', address(action), short(action.text)
        )
        owner = format_html("{}<br>{}", action.owner.name, action.agency.name)
        due = format_html('<span class="irw-nowrap">{}</span>', british_short(action.due_on))
        if action.first_due_on != action.due_on:
            due = format_html("{}<br>first {}", due, british_short(action.first_due_on))
        number: Any = action.recommendation.number
        if with_case:
            number = format_html("{}, {}", action.case.label, number)
        rows.append([link, number, owner, due, standing_tag(line.standing)])
    return rows


def tracker_csv(lines: Iterable[Line]) -> str:
    """The tracker for a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(CSV_HEADER)
    for line in lines:
        a, evidence, notes = line.action, line.action.evidence.all(), line.action.progress.all()
        writer.writerow(
            [
                a.case.reference, a.recommendation.number, inert_cell(a.text), inert_cell(a.intended_impact), inert_cell(a.measure), inert_cell(a.baseline),
                inert_cell(a.owner.name), inert_cell(a.agency.name), a.due_on.isoformat(), a.first_due_on.isoformat(),
                line.standing.value,
                *(
                    min((london(e.accepted_at).date().isoformat() for e in evidence if e.of == of and e.accepted_at), default="")
                    for of in ("completion", "impact")
                ),
                inert_cell(notes[0].note) if notes else "",
            ]
        )  # fmt: skip
    return out.getvalue()


def happenings(line: Line) -> list[Happening]:
    """The action's notes, newest first."""
    return [
        Happening(title=british(p.created_at), when="", by=p.by.name, text=p.note)
        for p in line.action.progress.all()
    ]


TURN_COLOUR = {
    Turn.HELD: "green",
    Turn.DUE: "orange",
    Turn.TO_COME: "grey",
    Turn.NOT_NEEDED: "grey",
}


@dataclass(frozen=True)
class Looked:
    """One of the three turns at which an action is looked at again."""

    after: int
    due_on: date
    tag: Any
    is_due: bool
    review: ActionReview | None


def turn_rows(line: Line, turns: Iterable[Again]) -> list[Looked]:
    """After three, six and twelve months: when, and what was seen."""
    held = {one.after: one for one in line.action.reviews.all()}
    return [
        Looked(
            again.after, again.due_on, tag(again.turn.value, TURN_COLOUR[again.turn]), again.turn is Turn.DUE,
            held.get(again.after),
        )
        for again in turns
    ]  # fmt: skip


@dataclass(frozen=True)
class Given:
    """A piece of evidence, and whether the reader may accept it or send it back."""

    evidence: Evidence
    may_judge: bool


@dataclass(frozen=True)
class Kind:
    """Evidence of completion, or of impact, with what was accepted of it."""

    id: str
    title: str
    plain: str
    given: tuple[Given, ...]
    accepted: bool


PLAIN = {
    Evidence.Of.COMPLETION: "Was it done? Minutes, a policy, a record of training.",
    Evidence.Of.IMPACT: "Did it help? An audit, a figure, the voice of children, practitioners’ own account.",
}


def kinds(line: Line, *, judge: Callable[[Evidence], bool]) -> list[Kind]:
    """Both kinds of evidence, side by side."""
    given = list(line.action.evidence.all())
    return [
        Kind(
            id=of.value,
            title="Evidence of completion"
            if of is Evidence.Of.COMPLETION
            else "Evidence of impact",
            plain=PLAIN[of],
            given=tuple(Given(e, judge(e)) for e in given if e.of == of),
            accepted=any(e.accepted_at for e in given if e.of == of),
        )
        for of in Evidence.Of
    ]


def figures(lines: Sequence[Line]) -> list[tuple[int, str]]:
    """The three numbers that matter: how many, how many overdue, how many complete without impact."""
    counts = tally(line.standing for line in lines)
    done = counts[Standing.COMPLETE_PROVEN]
    return [
        (len(lines), "action" if len(lines) == 1 else "actions"),
        (counts[Standing.OVERDUE], "overdue"),
        (counts[Standing.COMPLETE_UNPROVEN], "complete, impact not evidenced"),
        (done, "complete, impact evidenced"),
    ]


def chosen(lines: Iterable[Line], *, standing: Sequence[str], agency: str) -> list[Line]:
    """Lines that the filter leaves."""
    return [
        line
        for line in lines
        if (not standing or line.standing.name.lower() in standing)
        and (not agency or line.action.agency.name == agency)
    ]


def action_cards(lines: Iterable[Line], *, today: date) -> list[Card]:
    """A person's own actions as cards, soonest due first."""
    cards = []
    for line in lines:
        left = (line.action.due_on - today).days
        words = (
            "due today"
            if left == 0
            else plural(abs(left), "day") + (" left" if left > 0 else " late")
        )
        running = line.standing in (Standing.NOT_STARTED, Standing.IN_PROGRESS, Standing.OVERDUE)
        when = f"Due {british(line.action.due_on)}" + (f", {words}" if running else "")
        cards.append(
            Card(
                title=short(line.action.text, 90), href=address(line.action), text=when,
                meta=f"{line.action.case.label}, recommendation {line.action.recommendation.number}",
                foot=standing_tag(line.standing),
            )
        )  # fmt: skip
    return cards


YEAR = (Column("Actions"), Column("How many", numeric=True))


def due_explained(action: Action) -> tuple[str, ...]:
    """Why the date: the date set for the action (C20), as the statute engine explains it."""
    clock = derive(
        find_policy("ACTION_DUE"), {"action_due_on": midday(action.due_on)}, load_calendar()
    )
    return () if isinstance(clock, NotStarted) else clock.explanation


@dataclass(frozen=True)
class Expected:
    """When answers, plan and review of impact would be due by the model of another field."""

    answer: date
    plan: date
    impact: date


def expected(published_on: date | None) -> Expected | None:
    """C19: two, three and twelve months from publication. A model from another field; nothing here lays it down."""
    if published_on is None:
        return None
    days = []
    for policy in (
        "RECOMMENDATION_REPLY_2M",
        "RECOMMENDATION_PLAN_3M",
        "RECOMMENDATION_IMPACT_12M",
    ):
        clock = derive(
            find_policy(policy), {"report_published_at": midday(published_on)}, load_calendar()
        )
        assert not isinstance(clock, NotStarted)
        days.append(clock.due_on)
    return Expected(*days)


def year_rows(year: Year) -> list[list[Any]]:
    return [[standing_tag(standing), count] for standing, count in year.counts.items()]


def year_csv(year: Year) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Year ended", year.ends.isoformat()])
    writer.writerow(["Recommendations", year.recommendations])
    writer.writerow(["Recommendations answered", year.answered])
    for standing, count in year.counts.items():
        writer.writerow([f"Actions: {standing.value}", count])
    shown = year.per_cent_proven
    writer.writerow(
        ["Complete actions with impact evidenced, per cent", "" if shown is None else shown]
    )
    return out.getvalue()
