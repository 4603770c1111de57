"""Drawings, each with a table that says the same."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from irwell.themes.rules.codes import Theme, by_code

WIDTH, HEIGHT, TOP = 560, 130, 8
NODES, LINES = 16, 30
CENTRE, RADIUS = 400, 200


@dataclass(frozen=True, slots=True)
class Bar:
    """One year: the part that people gave, and above it what a machine suggests."""

    year: int
    given: int
    suggested: int
    share: str
    x: float
    width: float
    given_y: float
    given_height: float
    suggested_y: float
    suggested_height: float
    middle: float
    labelled: bool

    @property
    def total(self) -> int:
        return self.given + self.suggested


@dataclass(frozen=True, slots=True)
class Trend:
    """A theme over the years."""

    bars: tuple[Bar, ...]
    summary: str
    width: int = WIDTH
    height: int = HEIGHT
    base: int = HEIGHT - 18


def trend(years: Sequence[tuple[int, Counter[str]]], records: Counter[int]) -> Trend | None:
    """Bars from the first year to the last; None with fewer than two years."""
    if len(years) < 2:
        return None
    most = max(sum(counts.values()) for _, counts in years)
    step, base = WIDTH / len(years), HEIGHT - 18
    every = max(1, round(len(years) / 8))
    bars = []
    for number, (year, counts) in enumerate(years):
        suggested = counts["machine"]
        given = sum(counts.values()) - suggested
        low = (base - TOP) * given / most
        high = (base - TOP) * suggested / most
        there = records.get(year, 0)
        bars.append(
            Bar(
                year, given, suggested, f"{round(100 * (given + suggested) / there)} %" if there else "–",
                round(number * step + step * 0.12, 1), round(step * 0.76, 1), round(base - low, 1), round(low, 1),
                round(base - low - high, 1), round(high, 1), round((number + 0.5) * step, 1),
                (len(years) - 1 - number) % every == 0,
            )
        )  # fmt: skip
    fullest = max(bars, key=lambda bar: bar.total)
    words = f"Reports by year, {bars[0].year} to {bars[-1].year}; most in {fullest.year} ({fullest.total})."
    return Trend(tuple(bars), words)


@dataclass(frozen=True, slots=True)
class Node:
    """A theme in the network."""

    theme: Theme
    count: int
    x: float
    y: float
    radius: float
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """Two themes that stand in the same reports."""

    first: Theme
    second: Theme
    count: int
    times: float
    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True, slots=True)
class Network:
    """Which themes stand together."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    reports: int
    width: int = 2 * CENTRE
    height: int = 2 * (RADIUS + 50)


def network(alone: Counter[str], both: Counter[tuple[str, str]], reports: int) -> Network | None:
    """The commonest themes on a circle; a line is thicker the more reports have both."""
    chosen = [code for code, _ in alone.most_common() if code in by_code()][:NODES]
    if len(chosen) < 3:
        return None
    # neighbours of the list stand beside each other
    order = [theme.code for theme in by_code().values() if theme.code in chosen]
    places = {code: _place(number, len(order)) for number, code in enumerate(order)}
    largest = max(alone[code] for code in order)
    nodes = tuple(_node(code, alone[code], largest, *places[code]) for code in order)
    pairs = [(pair, n) for pair, n in both.most_common() if set(pair) <= set(order)][:LINES]
    most = pairs[0][1] if pairs else 1
    lines = tuple(
        Line(
            by_code()[a], by_code()[b], n, round(n * reports / (alone[a] * alone[b]), 1),
            *places[a], *places[b], round(1 + 9 * n / most, 1),
        )
        for (a, b), n in pairs
    )  # fmt: skip
    return Network(nodes, lines, reports)


def _place(number: int, of: int) -> tuple[float, float]:
    turn = 2 * math.pi * number / of - math.pi / 2
    return (
        round(CENTRE + RADIUS * math.cos(turn), 1),
        round(RADIUS + 50 + RADIUS * math.sin(turn), 1),
    )


def _node(code: str, count: int, largest: int, x: float, y: float) -> Node:
    out_x, out_y = (x - CENTRE) / RADIUS, (y - RADIUS - 50) / RADIUS
    anchor = "start" if out_x > 0.15 else "end" if out_x < -0.15 else "middle"
    radius = round(5 + 11 * math.sqrt(count / largest), 1)
    away = radius + 6
    return Node(
        by_code()[code], count, x, y, radius,
        round(x + out_x * away, 1), round(y + out_y * (away + 4) + 4, 1), anchor,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Beside:
    """Another theme that stands in the same reports."""

    theme: Theme
    count: int
    per_cent: int


def beside(theme: Theme, alone: Counter[str], both: Counter[tuple[str, str]]) -> list[Beside]:
    """What stands beside a theme most often."""
    found = []
    for (first, second), count in both.items():
        if theme.code in (first, second):
            other = second if first == theme.code else first
            if other in by_code():
                found.append(
                    Beside(by_code()[other], count, round(100 * count / alone[theme.code]))
                )
    return sorted(found, key=lambda one: (-one.count, one.theme.name))[:8]
