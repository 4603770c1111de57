"""The timeline as one SVG: attributes and classes only, so that it shows under a strict policy."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from xml.sax.saxutils import escape, quoteattr

from irwell.chronology.colours import INK, PAPER, Mark, Pattern, marks
from irwell.chronology.entry import Entry
from irwell.chronology.merge import Timeline
from irwell.chronology.picture.layout import Placed, Size, bins, place
from irwell.chronology.picture.scale import Scale
from irwell.chronology.when.value import day_words

_GUTTER, _UNDATED, _EDGE = 176.0, 76.0, 12.0
_STRIP, _AXIS, _PADDING = 62.0, 26.0, 9.0
_TALLEST = 36.0
_GREY, _RULE, _BAND, _ALARM = "#505a5f", "#b1b4b6", "#f6f7f8", "#b10e1e"
_FONT = "Helvetica, Arial, sans-serif"
_SHORT = 90  # characters of an event told in a mark's title

Link = Callable[[Entry], str]


@dataclass(frozen=True, slots=True)
class View:
    """What to draw: the days shown, the page's width in pixels, the incident, links to entries."""

    title: str = "Timeline"
    first: date | None = None
    last: date | None = None
    width: int = 1200
    incident: date | None = None
    incident_label: str = "Incident"
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class _Lane:
    mark: Mark
    placed: list[Placed]
    undated: list[Entry]
    top: float
    height: float


def to_svg(timeline: Timeline, view: View | None = None) -> str:
    """Draw the timeline: a lane for each agency, a strip of how much happened when, an axis.

    Exact days are solid marks; imprecise dates are bars as long as what is not known, dashed when
    uncertain or "about", and open at one end for "before" and "after". Entries with no date stand
    in a column of their own. Colour is never alone: each agency has a letter and a pattern.
    """
    view = view or View()
    scale = _scale(timeline, view)
    size = Size.fitting(len(timeline.entries))
    lanes = _lanes(timeline, scale, size)
    bottom = (lanes[-1].top + lanes[-1].height) if lanes else _STRIP + _AXIS + 40
    height = bottom + _AXIS + 34
    parts = [
        *_head(timeline, view, scale, height),
        _patterns(lanes),
        f'<rect width="{view.width}" height="{_n(height)}" fill="{PAPER}"/>',
        *_bands(lanes, view),
        *_grid(scale, bottom),
        *_strip(timeline, lanes, scale),
        *_gutter(lanes),
        *_undated_column(lanes, view, size),
        *(part for lane in lanes for part in _marks(lane, view, size)),
        *_incident(view, scale, bottom),
        *_key(bottom + _AXIS, view),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part)


def to_svg_pages(timeline: Timeline, view: View | None = None, *, days: int = 366) -> list[str]:
    """The same picture over several pages, each of so many days, to print on A3 landscape."""
    view = view or View()
    whole = _scale(timeline, view)
    pages: list[str] = []
    first = whole.first
    while first <= whole.last:
        last = min(first + timedelta(days=days - 1), whole.last)
        title = f"{view.title}, {day_words(first)} to {day_words(last)}"
        page = View(title, first, last, 1587, view.incident, view.incident_label, view.link)
        pages.append(to_svg(timeline, page))
        first = last + timedelta(days=1)
    return pages


def _n(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")


def _scale(timeline: Timeline, view: View) -> Scale:
    anchors = [entry.when.anchor for entry in timeline.entries if entry.when.anchor is not None]
    known = [*anchors, view.incident] if view.incident else anchors
    days = [day for day in known if day is not None]
    first = view.first or min(days, default=view.last or date(2000, 1, 1))
    last = view.last or max(days, default=first)
    if view.first is None and view.last is None and last > first:
        room = timedelta(days=max(1, (last - first).days // 60))
        first, last = first - room, last + room
    left, right = _GUTTER, view.width - _UNDATED - _EDGE
    return Scale(first, max(first, last), left, right)


def _lanes(timeline: Timeline, scale: Scale, size: Size) -> list[_Lane]:
    letters = marks(timeline.agencies or {entry.agency for entry in timeline.entries})
    lanes: list[_Lane] = []
    top = _STRIP + _AXIS + 16
    columns = int((_UNDATED - 12) // (size.dot + 2))
    dated: dict[str, list[Entry]] = defaultdict(list)
    without: dict[str, list[Entry]] = defaultdict(list)
    for entry in timeline.entries:
        (dated if entry.when.dated else without)[entry.agency].append(entry)
    for agency, mark in letters.items():
        placed, rows = place(dated[agency], scale, size)
        undated = without[agency]
        rows = max(rows, math.ceil(len(undated) / columns))
        height = max(46.0, rows * size.row + 2 * _PADDING)
        lanes.append(_Lane(mark, placed, undated, top, height))
        top += height
    return lanes


def _head(timeline: Timeline, view: View, scale: Scale, height: float) -> Iterator[str]:
    role = "img" if view.link is None else "group"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="timeline" role="{role}"'
        f' viewBox="0 0 {view.width} {_n(height)}" width="{view.width}" height="{_n(height)}"'
        f' aria-labelledby="timeline-title timeline-desc" font-family="{_FONT}">'
    )
    yield f'<title id="timeline-title">{escape(view.title)}</title>'
    yield f'<desc id="timeline-desc">{escape(describe(timeline, view, scale))}</desc>'


def describe(timeline: Timeline, view: View, scale: Scale) -> str:
    """The picture in words, for a reader who cannot see it."""
    shown = [entry for entry in timeline.dated if entry.when.overlaps(scale.first, scale.last)]
    counts = Counter(entry.agency for entry in shown)
    agencies = ", ".join(f"{agency} {counts[agency]}" for agency in marks(timeline.agencies))
    words = f"{len(shown)} dated entries from {day_words(scale.first)}"
    words += f" to {day_words(scale.last)}, in one lane for each agency: {agencies}."
    if timeline.undated:
        words += f" {len(timeline.undated)} have no date and stand apart on the right."
    if view.incident is not None:
        words += f" A line marks {view.incident_label.lower()}, {day_words(view.incident)}."
    return f"{words} The table of entries says the same in text."


def _patterns(lanes: Sequence[_Lane]) -> str:
    return f"<defs>{''.join(_pattern(lane.mark) for lane in lanes)}</defs>"


_STROKES = {
    Pattern.DIAGONAL: "M-1 7L7 -1M-1 1L1 -1M5 7L7 5",
    Pattern.BACK_DIAGONAL: "M-1 -1L7 7M5 -1L7 1M-1 5L1 7",
    Pattern.HORIZONTAL: "M0 3H6",
    Pattern.VERTICAL: "M3 0V6",
    Pattern.CROSS: "M0 3H6M3 0V6",
}


def _pattern(mark: Mark) -> str:
    inner = f'<rect width="6" height="6" fill="{mark.tint}"/>'
    if mark.pattern in _STROKES:
        inner += f'<path d="{_STROKES[mark.pattern]}" stroke="{mark.strong}" stroke-width="1.2"/>'
    elif mark.pattern is Pattern.DOTS:
        inner += f'<circle cx="3" cy="3" r="1.3" fill="{mark.strong}"/>'
    elif mark.pattern is Pattern.RINGS:
        inner += f'<circle cx="3" cy="3" r="1.8" fill="none" stroke="{mark.strong}"/>'
    return (
        f'<pattern id="fill-{mark.letter}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f"{inner}</pattern>"
    )


def _bands(lanes: Sequence[_Lane], view: View) -> Iterator[str]:
    for number, lane in enumerate(lanes):
        if number % 2 == 0:
            yield (
                f'<rect y="{_n(lane.top)}" width="{view.width}" height="{_n(lane.height)}"'
                f' fill="{_BAND}"/>'
            )


def _grid(scale: Scale, bottom: float) -> Iterator[str]:
    top = _STRIP + _AXIS
    yield f'<g class="axis" font-size="11" fill="{_GREY}" text-anchor="start">'
    reached = 0.0
    for tick in scale.ticks():
        colour, wide = (_GREY, "1") if tick.major else (_RULE, "0.5")
        x = _n(tick.x)
        yield (
            f'<path d="M{x} {_n(top)}V{_n(bottom + 6)}" stroke="{colour}" stroke-width="{wide}"'
            f' stroke-opacity="{"0.55" if tick.major else "0.8"}"/>'
        )
        if tick.x < reached or tick.x + 6.2 * len(tick.label) > scale.right + 8:
            continue
        reached = tick.x + 6.2 * len(tick.label) + 5
        weight = f' font-weight="700" fill="{INK}"' if tick.major else ""
        for y in (top + 11, bottom + 18):
            yield f'<text x="{_n(tick.x + 3)}" y="{_n(y)}"{weight}>{tick.label}</text>'
    yield "</g>"


def _strip(timeline: Timeline, lanes: Sequence[_Lane], scale: Scale) -> Iterator[str]:
    width = 6.0
    counts = bins(timeline.entries, scale, width)
    most = max((sum(count.values()) for count in counts), default=0)
    base = _STRIP + 8
    yield f'<g class="density"><text x="12" y="{_n(base - 16)}" font-size="11" fill="{_GREY}">'
    yield f'How much, when</text><text x="12" y="{_n(base - 3)}" font-size="11" fill="{_GREY}">'
    yield f"{f'tallest bar: {most}' if most else 'nothing dated'}</text>"
    step = (scale.right - scale.left) / len(counts)
    for number, count in enumerate(counts):
        y = base
        for lane in lanes:
            if share := count.get(lane.mark.agency, 0):
                tall = share / most * _TALLEST
                y -= tall
                x = scale.left + number * step
                yield (
                    f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(step - 1)}" height="{_n(tall)}"'
                    f' fill="{lane.mark.strong}"/>'
                )
    yield (f'<path d="M{_n(scale.left)} {_n(base)}H{_n(scale.right)}" stroke="{_GREY}"/></g>')


def _gutter(lanes: Sequence[_Lane]) -> Iterator[str]:
    for lane in lanes:
        y = lane.top + min(lane.height / 2, 40)
        mark = lane.mark
        total = len(lane.placed) + len(lane.undated)
        size = 20 if len(mark.letter) == 1 else 28
        yield (
            f'<g class="lane-label"><rect x="12" y="{_n(y - 11)}" width="{size}" height="22" rx="4"'
            f' fill="{mark.strong}"/><text x="{12 + size / 2:g}" y="{_n(y + 4.5)}" font-size="13"'
            f' font-weight="700" fill="{PAPER}" text-anchor="middle">{mark.letter}</text>'
        )
        lines = _wrapped(mark.agency, 19)
        for number, line in enumerate(lines):
            line_y = y - 1 + (number - (len(lines) - 1) / 2) * 13 - (3 if len(lines) == 1 else 6)
            yield (
                f'<text x="{18 + size}" y="{_n(line_y + 3)}" font-size="12" font-weight="700"'
                f' fill="{INK}">{escape(line)}</text>'
            )
        yield (
            f'<text x="{18 + size}" y="{_n(y + (13 if len(lines) == 1 else 17))}" font-size="11"'
            f' fill="{_GREY}">{total} {"entry" if total == 1 else "entries"}</text></g>'
        )


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= width or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    kept = lines[:2]
    cut = [line if len(line) <= width + 2 else f"{line[:width]}…" for line in kept]
    if len(lines) > 2:
        cut[-1] = f"{cut[-1].rstrip('…')}…"
    return cut


def _undated_column(lanes: Sequence[_Lane], view: View, size: Size) -> Iterator[str]:
    if not lanes:
        return
    left = view.width - _UNDATED - 2
    top, bottom = lanes[0].top, lanes[-1].top + lanes[-1].height
    yield (
        f'<path d="M{_n(left)} {_n(top - 16)}V{_n(bottom)}" stroke="{_GREY}"'
        f' stroke-dasharray="3 3"/><text x="{_n(left + 8)}" y="{_n(top - 5)}" font-size="11"'
        f' fill="{_GREY}">No date</text>'
    )
    columns = int((_UNDATED - 12) // (size.dot + 2))
    for lane in lanes:
        for number, entry in enumerate(lane.undated):
            x = left + 8 + number % columns * (size.dot + 2)
            y = lane.top + _PADDING + number // columns * size.row
            shape = (
                f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(size.dot)}" height="{_n(size.dot)}" rx="2"'
                f' fill="url(#fill-{lane.mark.letter})" stroke="{lane.mark.strong}"/>'
            )
            yield _linked(entry, shape, view)


def _marks(lane: _Lane, view: View, size: Size) -> Iterator[str]:
    mark = lane.mark
    yield f'<g class="lane" fill="{mark.strong}" stroke="{mark.strong}">'
    plain = f'height="{_n(size.dot)}" rx="{_n(size.dot / 2)}"'
    rows = max((placed.row for placed in lane.placed), default=0) + 1
    tops = [lane.top + _PADDING + row * size.row for row in range(rows)]
    written = [_n(top) for top in tops]
    for placed in lane.placed:
        if placed.exact:
            shape = _day(placed, written[placed.row], plain)
        else:
            shape = _span(placed, tops[placed.row], mark, size.dot)
        yield _linked(placed.entry, shape, view)
    yield "</g>"


def _day(placed: Placed, y: str, plain: str) -> str:
    when = placed.entry.when
    doubtful = when.uncertain or when.qualifier is not None
    hollow = f' fill="{PAPER}" stroke-width="1.6" stroke-dasharray="2.5 2"' if doubtful else ""
    return f'<rect x="{_n(placed.x)}" y="{y}" width="{_n(placed.width)}" {plain}{hollow}/>'


def _span(placed: Placed, y: float, mark: Mark, dot: float) -> str:
    x, width = _n(placed.x), _n(placed.width)
    doubtful = placed.entry.when.uncertain or placed.entry.when.qualifier is not None
    dash = ' stroke-dasharray="2.5 2"' if doubtful else ""
    fill = f'fill="url(#fill-{mark.letter})"'
    if not placed.opens:
        return f'<rect x="{x}" y="{_n(y)}" width="{width}" height="{_n(dot)}" rx="2" {fill}{dash}/>'
    left, right, middle = placed.x, placed.x + placed.width, y + dot / 2
    if placed.opens == "left":
        path = f"M{_n(right)} {_n(y)}H{_n(left + 5)}L{_n(left)} {_n(middle)}L{_n(left + 5)}"
        path += f" {_n(y + dot)}H{_n(right)}Z"
    else:
        path = f"M{_n(left)} {_n(y)}H{_n(right - 5)}L{_n(right)} {_n(middle)}L{_n(right - 5)}"
        path += f" {_n(y + dot)}H{_n(left)}Z"
    return f'<path d="{path}" {fill}/>'


def _linked(entry: Entry, shape: str, view: View) -> str:
    """The mark with its words (a tooltip, and the name of the link), inside a link if asked."""
    when = str(entry.when) if entry.when.dated else "No date"
    said = f"{when}, {entry.agency}"
    if entry.event:
        event = " ".join(entry.event.split())
        said += f": {event if len(event) <= _SHORT else f'{event[:_SHORT]}…'}"
    words = f"<title>{escape(said)}</title>"
    opened = shape[:-2] + f">{words}"
    closed = f"{opened}</{'path' if shape.startswith('<path') else 'rect'}>"
    if view.link is None:
        return closed
    return f"<a href={quoteattr(view.link(entry))}>{closed}</a>"


def _incident(view: View, scale: Scale, bottom: float) -> Iterator[str]:
    if view.incident is None or not scale.shows(view.incident):
        return
    x = scale.x(view.incident, 0.5)
    label = f"{view.incident_label}, {day_words(view.incident)}"
    wide = 6.3 * len(label) + 14
    left = min(max(x - wide / 2, scale.left), scale.right + _UNDATED - wide)
    yield (
        f'<g class="incident"><path d="M{_n(x)} 20V{_n(bottom + 6)}" stroke="{_ALARM}"'
        f' stroke-width="2"/><rect x="{_n(left)}" y="4" width="{_n(wide)}" height="18" rx="3"'
        f' fill="{_ALARM}"/><text x="{_n(left + wide / 2)}" y="17" font-size="12" font-weight="700"'
        f' fill="{PAPER}" text-anchor="middle">{escape(label)}</text></g>'
    )


def _key(top: float, view: View) -> Iterator[str]:
    """What the shapes mean, in the picture itself so that it survives being copied."""
    y = top + 14
    x = _GUTTER
    yield f'<g class="key" font-size="11" fill="{_GREY}" stroke="none">'
    hollow = f'fill="{PAPER}" stroke="{INK}" stroke-width="1.6" stroke-dasharray="2.5 2"'
    grey = f'fill="#dfe2e4" stroke="{INK}"'
    shapes = (
        ("One day", f'<rect width="9" height="9" rx="4.5" fill="{INK}"/>', 9),
        ("Day uncertain or approximate", f'<rect width="9" height="9" rx="4.5" {hollow}/>', 9),
        ("Somewhere in, or lasting, this time", f'<rect width="26" height="9" rx="2" {grey}/>', 26),
        ("Before or after a day", f'<path d="M0 0H19L24 4.5L19 9H0Z" {grey}/>', 24),
    )
    for words, shape, width in shapes:
        yield f'<g transform="translate({_n(x)} {_n(y)})">{shape}'
        yield f'<text x="{width + 6}" y="8.5">{words}</text></g>'
        x += width + 6 + 5.9 * len(words) + 18
    yield "</g>"
