"""The rapid review's working days as a ladder: past, today, next and late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from irwell.statute.ladders import LadderStep
from irwell.statute.law import long_date, plural, short_date
from irwell.statute.svg import (
    AMBER,
    BRICK,
    DEEP,
    GREEN,
    INK,
    MIST,
    RED,
    RIVER,
    SLATE,
    STONE,
    WHITE,
    element,
    picture,
    text,
    tick,
)

WIDE, RAIL_X, TEXT_X = 440, 128, 164
ROW, GAP_DAY, TODAY_HIGH, TOP = 58, 12, 34, 34


class StepMark(StrEnum):
    """done and late need the record of what was done; without it a past step is only past."""

    DONE = "done"
    LATE = "late"
    PAST = "past"
    TODAY = "today"
    NEXT = "next"
    AHEAD = "ahead"


@dataclass(frozen=True)
class MarkedStep:
    """A step with its mark, and a sentence that says how it stands."""

    step: LadderStep
    mark: StepMark
    sentence: str


def ladder_text(
    steps: Sequence[LadderStep], today: dt.date, done: Mapping[str, dt.date] | None = None
) -> tuple[MarkedStep, ...]:
    """The ladder as a list. `done` maps step ids to the date on which each was finished; with it,
    a step whose day has gone by unfinished is late."""
    marked: list[MarkedStep] = []
    for step in steps:
        finished = (done or {}).get(step.id)
        mark = _mark(step, today, finished, recorded=done is not None)
        if mark is StepMark.AHEAD and not any(m.mark is StepMark.NEXT for m in marked):
            mark = StepMark.NEXT
        marked.append(MarkedStep(step, mark, _sentence(step, mark, today, finished)))
    return tuple(marked)


def ladder_svg(
    steps: Sequence[LadderStep],
    today: dt.date,
    done: Mapping[str, dt.date] | None = None,
    *,
    name: str = "irw-ladder",
) -> str:
    """The ladder as one SVG element; give each on a page its own `name`. See ladder_text()."""
    marked = ladder_text(steps, today, done)
    tops, today_y, high = _places(marked, today)
    parts = [_rail(marked, tops)]
    parts += [_row(one, top) for one, top in zip(marked, tops, strict=True)]
    if today_y is not None:
        parts.append(_today_line(today, today_y))
    return picture(
        "".join(parts),
        title="The rapid review, working day by working day",
        description=" ".join(one.sentence for one in marked),
        wide=WIDE,
        high=high,
        name=name,
        class_="irw-flow irw-flow--ladder",
    )


def _mark(
    step: LadderStep, today: dt.date, finished: dt.date | None, *, recorded: bool
) -> StepMark:
    if finished is not None:
        return StepMark.DONE
    if step.on == today:
        return StepMark.TODAY
    if step.on > today:
        return StepMark.AHEAD
    return StepMark.LATE if recorded else StepMark.PAST


def _sentence(step: LadderStep, mark: StepMark, today: dt.date, finished: dt.date | None) -> str:
    planned = f"Day {step.day}, {long_date(step.on)}: {step.title}"
    if finished is not None:
        return f"{planned}. Done on {long_date(finished)}."
    if mark is StepMark.LATE:
        return f"{planned}. Not done, {plural((today - step.on).days, 'day')} after its date."
    ends = {StepMark.TODAY: ". Due today.", StepMark.NEXT: ". Next."}
    return planned + ends.get(mark, ".")


def _places(
    marked: tuple[MarkedStep, ...], today: dt.date
) -> tuple[list[float], float | None, float]:
    """The middle of each rung, where today falls between rungs (or None), and the height."""
    y, day = float(TOP), 0
    tops: list[float] = []
    today_y: float | None = None
    for number, one in enumerate(marked):
        y += max(one.step.day - day - 1, 0) * GAP_DAY
        before = marked[number - 1].step.on if number else None
        if before is not None and before < today < one.step.on:
            today_y = y - ROW / 2 + TODAY_HIGH / 2
            y += TODAY_HIGH
        tops.append(y)
        day, y = one.step.day, y + ROW
    return tops, today_y, y - ROW / 2 + 10


def _rail(marked: tuple[MarkedStep, ...], tops: list[float]) -> str:
    rail = element(
        "path",
        class_="irw-flow-river",
        d=f"M{RAIL_X} {tops[0]:.1f}V{tops[-1]:.1f}",
        stroke=STONE,
        stroke_width=5,
        stroke_linecap="round",
    )
    reached = [
        top
        for one, top in zip(marked, tops, strict=True)
        if one.mark not in {StepMark.NEXT, StepMark.AHEAD}
    ]
    if reached:
        rail += element(
            "path",
            class_="irw-flow-river",
            d=f"M{RAIL_X} {tops[0]:.1f}V{reached[-1]:.1f}",
            stroke=RIVER,
            stroke_width=5,
            stroke_linecap="round",
        )
    return rail


FILLS = {
    StepMark.DONE: (GREEN, GREEN, WHITE),
    StepMark.LATE: (RED, RED, WHITE),
    StepMark.PAST: (RIVER, RIVER, WHITE),
    StepMark.TODAY: (AMBER, DEEP, INK),
    StepMark.NEXT: (WHITE, DEEP, DEEP),
    StepMark.AHEAD: (WHITE, STONE, SLATE),
}
WORDS = {
    StepMark.LATE: ("Late", RED),
    StepMark.TODAY: ("Today", BRICK),
    StepMark.NEXT: ("Next", DEEP),
}


def _row(one: MarkedStep, y: float) -> str:
    step, mark = one.step, one.mark
    fill, edge, ink = FILLS[mark]
    parts = []
    if mark in {StepMark.TODAY, StepMark.NEXT, StepMark.LATE}:
        parts.append(_panel(mark, y))
    parts.append(
        text(short_date(step.on)[:-5], 92, y + 5, size=15, fill=SLATE, anchor="end", bold=False)
    )
    parts.append(element("circle", cx=RAIL_X, cy=y, r=16, fill=fill, stroke=edge, stroke_width=2.5))
    if mark is StepMark.DONE:
        parts.append(tick(RAIL_X, y, colour=WHITE, size=1.3))
    else:
        parts.append(
            text(str(step.day), RAIL_X, y + 5, size=15, fill=ink, bold=True, anchor="middle")
        )
    parts.append(text(step.title, TEXT_X, y - 3, size=17, fill=DEEP, bold=True))
    parts.append(text(step.who, TEXT_X, y + 16, size=14, fill=SLATE))
    if mark in WORDS:
        word, colour = WORDS[mark]
        parts.append(text(word, WIDE - 14, y + 5, size=15, fill=colour, bold=True, anchor="end"))
    return element("g", "".join(parts), class_=f"irw-flow-step irw-flow-step--{mark}")


def _panel(mark: StepMark, y: float) -> str:
    fill = {StepMark.TODAY: "#fbf0dd", StepMark.LATE: "#fbeae8"}.get(mark, MIST)
    return element("rect", x=4, y=y - 26, width=WIDE - 8, height=52, rx=8, fill=fill)


def _today_line(today: dt.date, y: float) -> str:
    line = element(
        "path",
        d=f"M8 {y:.1f}H{WIDE - 8}",
        stroke=BRICK,
        stroke_width=1.8,
        stroke_dasharray="5 4",
    )
    label = f"Today, {short_date(today)[:-5]}"
    pill = element("rect", x=TEXT_X - 4, y=y - 11, width=140, height=22, rx=11, fill=AMBER)
    words = text(label, TEXT_X + 66, y + 5, size=14, fill=INK, bold=True, anchor="middle")
    return element("g", line + pill + words, class_="irw-flow-today")
