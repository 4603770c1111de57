"""What the flowchart says, before it is drawn: one list for the picture and for the words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from irwell.statute.law import plural
from irwell.statute.policies import Direction, find_policy
from irwell.statute.workflow import STAGES, Step, Transition, Workflow

UNITS = {
    "working_day": "working day",
    "calendar_day": "day",
    "calendar_month": "month",
    "calendar_year": "year",
    "hour": "hour",
}


class Mark(StrEnum):
    """Where the case stands: been there, there now, or not. NONE when no case is shown."""

    NONE = ""
    DONE = "done"
    HERE = "here"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Way:
    """A way on that is not simply the next step down. `kind`: exit, skip or back."""

    kind: str
    verb: str
    target: str
    target_title: str


@dataclass(frozen=True)
class FlowItem:
    """One step as shown. `who` acts; `limit` is the time allowed in words; `on` the recorded date.

    `exits` holds the side steps first reached from a main step; `beside`, on a side step, the main
    steps it is reached from. `ways` are all the ways on that are not the plain step down.
    """

    id: str
    title: str
    plain: str
    stage: int
    stage_title: str
    who: str
    who_next: str
    limit: str
    on: dt.date | None
    mark: Mark
    main: bool
    ways: tuple[Way, ...]
    beside: tuple[str, ...] = ()
    exits: tuple[FlowItem, ...] = ()
    track: bool = False


def flowchart_text(
    workflow: Workflow,
    *,
    here: str | None = None,
    dates: Mapping[str, dt.date] | None = None,
    public_only: bool = True,
) -> tuple[FlowItem, ...]:
    """The flowchart as an ordered list of main steps, each with its side exits, and of the local learning's steps.

    `here`: the state of a case. `dates`: state id -> date it was entered; only these count as
    done. With `public_only`, a hidden state shows at the public step before it.
    """
    shown = [s for s in workflow.states.values() if s.public or not public_only]
    at = _shown_place(workflow, here, shown) if here else None
    limits = _limits(shown)
    items = {
        s.id: _item(
            workflow, shown, s, _mark(s.id, at, dates), limits[s.id], (dates or {}).get(s.id)
        )
        for s in shown
    }
    told: set[str] = set()
    rows = []
    for item in (i for i in items.values() if i.main or i.track):
        exits = [items[s.id] for s in workflow.side_exits(item.id) if s.id in items.keys() - told]
        told |= {side.id for side in exits}
        rows.append(replace(item, exits=tuple(exits)))
    return tuple(rows)


def _shown_place(workflow: Workflow, here: str, shown: list[Step]) -> str:
    place = workflow.state(here)
    if place in shown:
        return here
    order = list(workflow.states.values())
    before = [s for s in order[: order.index(place)] if s in shown and s.main]
    return before[-1].id if before else shown[0].id


def _mark(state: str, at: str | None, dates: Mapping[str, dt.date] | None) -> Mark:
    if at is None:
        return Mark.NONE
    if state == at:
        return Mark.HERE
    return Mark.DONE if state in (dates or {}) else Mark.AHEAD


def _limits(shown: list[Step]) -> dict[str, str]:
    """The time a clock allows, told at the first main step where that clock runs."""
    told: set[str] = set()
    limits = {}
    for step in shown:
        new = step.main and step.clock and step.clock not in told
        limits[step.id] = _limit(step.clock) if new else ""
        told.add(step.clock)
    return limits


def _limit(clock: str) -> str:
    policy = find_policy(clock)
    if not policy.length:
        return ""
    length = plural(policy.length, UNITS[policy.unit])
    if policy.direction is Direction.BACK:
        return f"{length}’ notice" if length.endswith("s") else f"{length}’s notice"
    if policy.direction is Direction.KEEP:
        return f"at least {length}"
    return f"about {length}" if policy.kind == "custom" else f"within {length}"


def _item(
    workflow: Workflow, shown: list[Step], step: Step, mark: Mark, limit: str, on: dt.date | None
) -> FlowItem:
    ways = [_way(workflow, shown, step, t) for t in workflow.transitions_from(step.id)]
    sources = [
        t.source
        for t in workflow.transitions
        if t.target == step.id and workflow.state(t.source) in shown
    ]
    aside = not step.main and not step.track
    return FlowItem(
        id=step.id,
        title=step.title,
        plain=step.plain,
        stage=step.stage,
        stage_title=STAGES[step.stage],
        who=workflow.roles[step.owner].title,
        who_next=step.who_next,
        limit=limit,
        on=on,
        mark=mark,
        main=step.main,
        ways=tuple(way for way in ways if way is not None),
        beside=tuple(s for s in sources if workflow.state(s).main) if aside else (),
        track=step.track,
    )


def _way(workflow: Workflow, shown: list[Step], step: Step, move: Transition) -> Way | None:
    """None for the plain step down, and for moves among hidden states."""
    target = workflow.state(move.target)
    main = [s for s in workflow.main_line() if s in shown]
    if target not in shown:
        return None
    if target.track or step.track:
        return _track_way(workflow, step, move)
    if not target.main:
        kind = "exit"
    elif not step.main:
        kind = "back" if _before(workflow, target, step) else "skip"
    elif main.index(target) < main.index(step):
        kind = "back"
    elif main.index(target) == main.index(step) + 1:
        return None
    else:
        kind = "skip"
    return Way(kind, move.verb, target.id, target.title)


def _track_way(workflow: Workflow, step: Step, move: Transition) -> Way | None:
    """Into, along or out of local learning; None for the plain step to the next of its states."""
    target, order = workflow.state(move.target), [s for s in workflow.states.values() if s.track]
    if step.track and target.track and order.index(target) == order.index(step) + 1:
        return None
    kind = "back" if _before(workflow, target, step) else "skip"
    return Way(kind, move.verb, target.id, target.title)


def _before(workflow: Workflow, first: Step, second: Step) -> bool:
    order = list(workflow.states)
    return order.index(first.id) < order.index(second.id)
