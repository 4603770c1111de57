"""The journey of a case: one table of states and the moves between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Any, TypeVar

from irwell.statute.law import LawError, read_toml
from irwell.statute.policies import load_policies

STAGES: Mapping[int, str] = MappingProxyType(
    {
        1: "Public pages",
        2: "Referral",
        3: "Criteria",
        4: "Notification",
        5: "Information requests",
        6: "Combined chronology",
        7: "Rapid review",
        8: "Practice review",
        9: "Anonymisation",
        10: "Publication",
        11: "Learning",
    }
)


@dataclass(frozen=True)
class Role:
    """Who acts. `may` says in a sentence what the role is for."""

    id: str
    title: str
    may: str


@dataclass(frozen=True)
class Step:
    """A state of a case. `stage` is the step of the journey (STAGES); `main` is true on the main
    line and false for a side exit; `track` on local learning instead of a practice review; `clock` is
    the clock that matters most there, if any. `act` says what the owner does there, and `act_step` the
    step of the journey where it is done (0: `stage`)."""

    id: str
    title: str
    plain: str
    stage: int
    owner: str
    public: bool
    main: bool
    who_next: str
    clock: str = ""
    act: str = ""
    act_step: int = 0
    track: bool = False


@dataclass(frozen=True)
class Track:
    """A kind of local learning and its own path through the states. `id` is a decision of factors.toml."""

    id: str
    title: str
    plain: str
    path: tuple[str, ...]

    def after(self, state: str) -> str:
        """The next state of this path; empty at its end or outside it."""
        if state not in self.path[:-1]:
            return ""
        return self.path[self.path.index(state) + 1]


@dataclass(frozen=True)
class Annotation:
    """Something that may be true of a case in any state (on hold). Never a state itself."""

    id: str
    title: str
    plain: str


@dataclass(frozen=True)
class Transition:
    """A move. `guards` must hold, `evidence` is kept; clocks started and stopped by id."""

    source: str
    target: str
    verb: str
    actors: tuple[str, ...]
    guards: tuple[str, ...]
    evidence: tuple[str, ...]
    starts: tuple[str, ...]
    stops: tuple[str, ...]


Row = TypeVar("Row", Step, Role, Annotation, Track)


@dataclass(frozen=True)
class Workflow:
    """States, moves and roles, already checked against each other."""

    start: str
    states: Mapping[str, Step]
    transitions: tuple[Transition, ...]
    roles: Mapping[str, Role]
    annotations: Mapping[str, Annotation]
    tracks: Mapping[str, Track]

    def state(self, state_id: str) -> Step:
        """One state; LookupError names the ones there are."""
        if state_id not in self.states:
            raise LookupError(
                f"There is no state {state_id}. The states are: {', '.join(self.states)}."
            )
        return self.states[state_id]

    def can_move(self, source: str, target: str) -> bool:
        """True if the table has that move. Unknown states are a LookupError."""
        return self.transition(source, target) is not None

    def transition(self, source: str, target: str) -> Transition | None:
        """The move from one state to another, or None."""
        self.state(target)
        moves = [t for t in self.transitions_from(source) if t.target == target]
        return moves[0] if moves else None

    def transitions_from(self, source: str) -> tuple[Transition, ...]:
        """Every move that leaves a state, in the order of the table."""
        self.state(source)
        return tuple(t for t in self.transitions if t.source == source)

    def main_line(self) -> tuple[Step, ...]:
        """The states down the middle of the page, in order."""
        return tuple(s for s in self.states.values() if s.main)

    def side_exits(self, source: str) -> tuple[Step, ...]:
        """The side states that can be reached directly from a state."""
        targets = [self.states[t.target] for t in self.transitions_from(source)]
        return tuple(s for s in targets if not s.main and not s.track)

    def owned_by(self, role: str) -> tuple[Step, ...]:
        """The states in which a role holds the case."""
        return tuple(s for s in self.states.values() if s.owner == role)


@cache
def load_workflow() -> Workflow:
    """The workflow of data/workflow.toml. An inconsistent table is a LawError."""
    return build_workflow(read_toml("workflow.toml"))


def build_workflow(raw: Mapping[str, Any]) -> Workflow:
    """A checked workflow from the content of a workflow file."""
    workflow = Workflow(
        start=raw["start"],
        states=_by_id([_step(row) for row in raw["state"]], "state"),
        transitions=tuple(_transition(row) for row in raw["transition"]),
        roles=_by_id([Role(**row) for row in raw["role"]], "role"),
        annotations=_by_id([Annotation(**row) for row in raw["annotation"]], "annotation"),
        tracks=_by_id([_track(row) for row in raw.get("track", ())], "track"),
    )
    for problem in _problems(workflow):
        raise LawError(f"workflow.toml: {problem}")
    return workflow


def _by_id(rows: list[Row], noun: str) -> Mapping[str, Row]:
    found = {row.id: row for row in rows}
    if len(found) != len(rows):
        raise LawError(f"workflow.toml: a {noun} stands there twice.")
    return MappingProxyType(found)


def _step(row: Mapping[str, Any]) -> Step:
    fields = {k: v for k, v in row.items() if k != "line"}
    if row["line"] not in {"main", "side", "track"}:
        raise LawError(f"workflow.toml, state {row['id']}: line is main or side, or track.")
    return Step(main=row["line"] == "main", track=row["line"] == "track", **fields)


def _track(row: Mapping[str, Any]) -> Track:
    return Track(row["id"], row["title"], row["plain"], tuple(row["path"]))


def _transition(row: Mapping[str, Any]) -> Transition:
    return Transition(
        source=row["from"],
        target=row["to"],
        verb=row["verb"],
        actors=tuple(row["actors"]),
        guards=tuple(row["guards"]),
        evidence=tuple(row["evidence"]),
        starts=tuple(row.get("starts", ())),
        stops=tuple(row.get("stops", ())),
    )


def _problems(workflow: Workflow) -> Iterator[str]:
    yield from _unknown_names(workflow)
    pairs = [(t.source, t.target) for t in workflow.transitions]
    for pair in sorted({p for p in pairs if pairs.count(p) > 1}):
        yield f"the move {pair[0]} to {pair[1]} stands there twice."
    owners = {s.owner for s in workflow.states.values()}
    actors = {actor for t in workflow.transitions for actor in t.actors}
    for state in workflow.states.values():
        if state.stage not in STAGES or (state.act_step or 1) not in STAGES:
            yield f"state {state.id} has no stage of the journey."
    yield from _broken_tracks(workflow, set(pairs))
    for unheard in sorted((owners | actors) - set(workflow.roles)):
        yield f"{unheard} is not a role."
    for state_id in sorted(set(workflow.states) - _reached(workflow, {workflow.start})):
        yield f"state {state_id} cannot be reached from {workflow.start}."


def _broken_tracks(workflow: Workflow, pairs: set[tuple[str, str]]) -> Iterator[str]:
    for track in workflow.tracks.values():
        for pair in pairwise(track.path):
            if pair not in pairs:
                yield f"the track {track.id} goes from {pair[0]} to {pair[1]}, and the table has no such move."
        if track.path and track.path[-1] != "closed":
            yield f"the track {track.id} does not end in closed."


def _unknown_names(workflow: Workflow) -> Iterator[str]:
    clocks = {p.clock for p in load_policies().values()}
    if workflow.start not in workflow.states:
        yield f"it starts in {workflow.start}, which is not a state."
    for t in workflow.transitions:
        for state_id in (t.source, t.target):
            if state_id not in workflow.states:
                yield f"the move {t.source} to {t.target} names {state_id}, which is not a state."
        if not (t.actors and t.guards and t.evidence):
            yield f"the move {t.source} to {t.target} needs actors, guards and evidence."
        for clock in t.starts + t.stops:
            if clock not in clocks:
                yield f"the move {t.source} to {t.target} names {clock}, which is not a clock."
    for state in workflow.states.values():
        if state.clock and state.clock not in clocks:
            yield f"state {state.id} names {state.clock}, which is not a clock."


def _reached(workflow: Workflow, found: set[str]) -> set[str]:
    while True:
        more = {t.target for t in workflow.transitions if t.source in found} - found
        if not more:
            return found
        found = found | more
