"""The journey as a picture: a river down the page, with side exits to the right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise

from irwell.statute.flow import FlowItem, Mark, flowchart_text
from irwell.statute.law import listed, short_date
from irwell.statute.svg import (
    AMBER,
    BRICK,
    DEEP,
    GREEN,
    INK,
    MIST,
    RIVER,
    SHALLOW,
    SLATE,
    STONE,
    WHITE,
    clock_face,
    element,
    person,
    picture,
    text,
    tick,
    wrap,
)
from irwell.statute.workflow import Workflow

WIDE = 440
RIVER_X = 24
CARD_X, CARD_RIGHT = 48, 430
MAIN_RIGHT = 262  # where a main card ends when something stands beside it
SIDE_X = 284
PAD = 12
TITLE, SMALL = 17, 14
PALE = "#9dbfbf"  # water not yet reached
GAP = 16  # between cards
BAND_TOP, BAND_FOOT = 40, 16
TRACK_X = CARD_X + 26  # where a card of local learning begins
TRACK_BAND = "Local learning, instead of a practice review"


@dataclass(frozen=True)
class Box:
    """A card placed on the page."""

    item: FlowItem
    left: float
    top: float
    right: float
    high: float

    @property
    def middle(self) -> float:
        return self.top + self.high / 2


@dataclass(frozen=True)
class Band:
    """One stage of the journey, from top to foot."""

    title: str
    top: float
    foot: float


def flowchart_svg(
    workflow: Workflow,
    *,
    here: str | None = None,
    dates: Mapping[str, dt.date] | None = None,
    public_only: bool = True,
    name: str = "irw-flow",
) -> str:
    """The workflow as one SVG element, drawn from the table and nothing else.

    `here` marks the state of a case; `dates` (state id -> date entered) ticks what is done. Give
    each picture on a page its own `name`. Pair it with flowchart_text() as the text alternative.
    """
    items = flowchart_text(workflow, here=here, dates=dates, public_only=public_only)
    boxes, bands, high = _layout(items)
    parts = [_band(band, number) for number, band in enumerate(bands)]
    parts += [_river(boxes), *_branches(boxes), _side_stream(boxes)]
    parts += [_card(box) for box in boxes.values()]
    return picture(
        "".join(parts),
        title="What happens to a referral, step by step",
        description=_description(items),
        wide=WIDE,
        high=high,
        name=name,
        class_="irw-flow",
    )


def _description(items: tuple[FlowItem, ...]) -> str:
    side = [side for item in items for side in item.exits]
    main = [item for item in items if item.main]
    words = f"{len(main)} steps, from {main[0].title} to {main[-1].title}."
    words += f" Side exits: {listed([item.title for item in side])}."
    if tracks := [item.title for item in items if item.track]:
        words += f" {TRACK_BAND}: {listed(tracks)}."
    now = [item for item in (*items, *side) if item.mark is Mark.HERE]
    return words + "".join(f" You are here: {i.title}. Next: {i.who_next}" for i in now)


# ------------------------------------------------------------------------------------------ layout


def _layout(items: tuple[FlowItem, ...]) -> tuple[dict[str, Box], list[Band], float]:
    boxes: dict[str, Box] = {}
    bands: list[Band] = []
    y = 0.0
    for stage, group in groupby(items, key=_band_of):
        top, y = y, y + BAND_TOP
        for item in group:
            y = _place_row(item, y, boxes) + GAP
        y += BAND_FOOT - GAP
        bands.append(Band(stage, top, y))
    return boxes, bands, y


def _band_of(item: FlowItem) -> str:
    return TRACK_BAND if item.track else item.stage_title


def _place_row(main: FlowItem, y: float, boxes: dict[str, Box]) -> float:
    right = MAIN_RIGHT if main.exits else CARD_RIGHT
    left = TRACK_X if main.track else CARD_X
    high = _height(main, right - left)
    side_y = y
    for side in main.exits:
        side_high = _height(side, CARD_RIGHT - SIDE_X)
        boxes[side.id] = Box(side, SIDE_X, side_y, CARD_RIGHT, side_high)
        side_y += side_high + GAP * 0.75
    boxes[main.id] = Box(main, left, y, right, high)
    return max(y + high, side_y - GAP * 0.75 if main.exits else 0)


def _height(item: FlowItem, wide: float) -> float:
    title, notes = _lines(item, wide)
    high = PAD * 2 + len(title) * TITLE * 1.2 - 4
    high += sum(len(note.lines) * SMALL * 1.3 + 3 for note in notes)
    return high + (26 if item.mark is Mark.HERE else 0)


# ------------------------------------------------------------------------------------------- cards


@dataclass(frozen=True)
class Note:
    """Small lines under a title, with the sign in front of them."""

    sign: str
    lines: list[str]


def _lines(item: FlowItem, wide: float) -> tuple[list[str], list[Note]]:
    room = wide - PAD * 2
    title = wrap(item.title, TITLE, room, bold=True)
    small = room - 20
    whole = item.main or item.track
    notes = [Note("person", wrap(item.who, SMALL, small))] if whole else []
    if item.on:
        notes.append(Note("tick", wrap(short_date(item.on), SMALL, small)))
    if item.limit and item.mark is not Mark.DONE:
        notes.append(Note("clock", wrap(item.limit, SMALL, small)))
    if item.mark is Mark.HERE:
        notes.append(Note("skip", wrap(f"Next: {item.who_next}", SMALL, small)))
    notes += [Note(kind, wrap(words, SMALL, small)) for kind, words in _ways(item)]
    if item.main and wide < CARD_RIGHT - CARD_X:
        notes.append(Note("", wrap(item.plain, SMALL, room)))
    return title, notes


def _ways(item: FlowItem) -> list[tuple[str, str]]:
    """Ways on in words; an exit is drawn, so it is not told again."""
    if not item.main and not item.track:
        verbs = [way.verb[:1].lower() + way.verb[1:] for way in item.ways]
        return [("skip", f"Then: {listed(verbs, 'or')}")] if verbs else []
    found = [
        (way.kind, f"{way.verb}: on to {way.target_title}")
        for way in item.ways
        if way.kind == "skip"
    ]
    back = [way.target_title for way in item.ways if way.kind == "back"]
    return found + ([("back", f"Can go back to {listed(back, 'or')}")] if back else [])


def _card(box: Box) -> str:
    here = box.item.mark is Mark.HERE
    colours = (WHITE, "#d3e3e2") if here else (DEEP, SLATE)
    title, notes = _lines(box.item, box.right - box.left)
    y = box.top + PAD + TITLE - 3
    parts = [_frame(box)]
    if here:
        parts.append(_flag(box))
        y += 26
    parts.append(
        text(title, box.left + PAD, y, size=TITLE, fill=colours[0], bold=True)
        if box.item.main or here
        else text(title, box.left + PAD, y, size=TITLE, fill=BRICK, bold=True)
    )
    y += (len(title) - 1) * TITLE * 1.2 + 3
    for note in notes:
        y += SMALL * 1.3 + 3
        parts.append(_note(note, box.left + PAD, y - 3, colours[1], here=here))
        y += (len(note.lines) - 1) * SMALL * 1.3
    return element("g", "".join(parts), class_=f"irw-flow-card{_class_of(box.item)}")


def _class_of(item: FlowItem) -> str:
    side = "" if item.main else " irw-flow-card--side"
    return side + (f" irw-flow-card--{item.mark}" if item.mark else "")


def _frame(box: Box) -> str:
    item = box.item
    here = item.mark is Mark.HERE
    edge = {Mark.HERE: DEEP, Mark.DONE: GREEN}.get(item.mark, STONE)
    if not item.main and not here and item.mark is not Mark.DONE:
        edge = "#d9b9a8"
    frame = element(
        "rect",
        x=box.left,
        y=box.top,
        width=box.right - box.left,
        height=box.high,
        rx=8,
        fill=DEEP if here else WHITE,
        stroke=edge,
        stroke_width=1.5,
    )
    return frame


def _flag(box: Box) -> str:
    x, y = box.left + PAD, box.top + PAD - 1
    pill = element("rect", x=x, y=y, width=104, height=20, rx=10, fill=AMBER)
    return pill + text(
        "You are here", x + 52, y + 14.5, size=14, fill=INK, bold=True, anchor="middle"
    )


def _note(note: Note, x: float, y: float, colour: str, *, here: bool) -> str:
    if not note.sign:
        return text(note.lines, x, y + 3, size=SMALL, fill=colour, leading=1.3)
    signs = {"person": person, "clock": clock_face, "tick": tick}
    if note.sign in signs:
        drawn = signs[note.sign](x + 6, y - 5, colour=AMBER if here else RIVER)
    else:
        drawn = _arrow_sign(note.sign, x + 6, y - 5, AMBER if here else BRICK)
    return drawn + text(note.lines, x + 20, y, size=SMALL, fill=colour, leading=1.3)


def _arrow_sign(kind: str, x: float, y: float, colour: str) -> str:
    if kind == "back":
        path = f"M{x - 5:.1f} {y + 1:.1f}a5 5 0 1 1 3 4M{x - 8:.1f} {y - 2:.1f}l3 3.4l3.4 -2.6"
    else:
        path = f"M{x - 6:.1f} {y:.1f}h11M{x + 1:.1f} {y - 4:.1f}l4 4l-4 4"
    return element(
        "path", d=path, fill="none", stroke=colour, stroke_width=1.6, stroke_linecap="round"
    )


def _band(band: Band, number: int) -> str:
    ground = element(
        "rect",
        class_="irw-flow-band",
        x=0,
        y=band.top,
        width=WIDE,
        height=band.foot - band.top,
        fill=MIST if number % 2 == 0 else SHALLOW,
    )
    label = text(band.title, CARD_X, band.top + 27, size=15, fill=RIVER, bold=True)
    return ground + element("g", label, class_="irw-flow-stage")


# --------------------------------------------------------------------------------- river and exits


def _river(boxes: dict[str, Box]) -> str:
    """The main line; what lies beyond "you are here" is drawn paler."""
    main = [box for box in boxes.values() if box.item.main]
    reached = _reached(main)
    water = _water(main[reached:], PALE) if main[reached:] else ""
    return water + _water(main[: reached + 1], RIVER) + "".join(_stone(box) for box in main)


def _reached(main: list[Box]) -> int:
    """The index of the last main card passed or present; the last of all when no case is shown."""
    if all(box.item.mark is Mark.NONE for box in main):
        return len(main) - 1
    passed = [n for n, box in enumerate(main) if box.item.mark in {Mark.DONE, Mark.HERE}]
    return max(passed, default=0)


def _water(main: list[Box], colour: str) -> str:
    course = [f"M{RIVER_X} {main[0].middle:.1f}"]
    for number, (above, below) in enumerate(pairwise(main)):
        bend = 9 if number % 2 == 0 else -9
        third = (below.middle - above.middle) / 3
        course.append(
            f"C{RIVER_X + bend} {above.middle + third:.1f} {RIVER_X + bend} "
            f"{below.middle - third:.1f} {RIVER_X} {below.middle:.1f}"
        )
    return element(
        "path",
        class_="irw-flow-river",
        d="".join(course),
        fill="none",
        stroke=colour,
        stroke_width=5,
        stroke_linecap="round",
    )


def _stone(box: Box) -> str:
    y, mark = box.middle, box.item.mark
    link = element(
        "path", d=f"M{RIVER_X + 9} {y:.1f}H{CARD_X}", stroke=RIVER, stroke_width=2, fill="none"
    )
    fill = {Mark.DONE: GREEN, Mark.HERE: AMBER, Mark.NONE: RIVER}.get(mark, WHITE)
    radius = 12 if mark is Mark.HERE else 10
    stone = element(
        "circle",
        cx=RIVER_X,
        cy=y,
        r=radius,
        fill=fill,
        stroke=DEEP if mark is Mark.HERE else RIVER if mark is not Mark.DONE else GREEN,
        stroke_width=3,
    )
    if mark is Mark.DONE:
        return link + stone + tick(RIVER_X, y, colour=WHITE)
    dot = WHITE if mark is Mark.NONE else DEEP if mark is Mark.HERE else STONE
    return link + stone + element("circle", cx=RIVER_X, cy=y, r=3.5, fill=dot)


def _branches(boxes: dict[str, Box]) -> list[str]:
    """An arrow from each main card to the side exits that can be reached from it."""
    found = []
    for side in (box for box in boxes.values() if not box.item.main):
        for number, source in enumerate(side.item.beside):
            draw = _across if number == 0 else _upward
            found.append(draw(boxes[source], side))
    return found


def _across(source: Box, side: Box) -> str:
    y = min(max(side.middle, source.top + 14), source.top + source.high - 14)
    if abs(y - side.middle) < 1:
        path = f"M{source.right:.1f} {y:.1f}H{side.left - 7:.1f}"
    else:
        bend = (source.right + side.left) / 2
        path = f"M{source.right:.1f} {y:.1f}H{bend:.1f}V{side.middle:.1f}H{side.left - 7:.1f}"
    x, head = side.left - 1, side.middle
    return _branch(path) + _head(f"M{x:.1f} {head:.1f}l-8 -4.5v9z")


def _upward(source: Box, side: Box) -> str:
    """From a later card: out to the right and up to the foot of the exit drawn above it."""
    x, foot = side.right - 22.0, side.top + side.high
    path = f"M{x:.1f} {source.top:.1f}V{foot + 7:.1f}"
    return _branch(path) + _head(f"M{x:.1f} {foot + 1:.1f}l-4.5 8h9z")


def _side_stream(boxes: dict[str, Box]) -> str:
    """The line along the cards of local learning, with a short link to each."""
    track = [box for box in boxes.values() if box.item.track]
    if not track:
        return ""
    x = TRACK_X - 12.0
    path = f"M{x:.1f} {track[0].middle:.1f}V{track[-1].middle:.1f}"
    links = "".join(f"M{x:.1f} {box.middle:.1f}H{box.left:.1f}" for box in track)
    return _branch(path + links)


def _branch(path: str) -> str:
    return element(
        "path",
        class_="irw-flow-branch",
        d=path,
        fill="none",
        stroke=BRICK,
        stroke_width=1.8,
        stroke_dasharray="5 4",
    )


def _head(path: str) -> str:
    return element("path", class_="irw-flow-head", d=path, fill=BRICK)
