"""The silence grid: agencies by months, drawn on the server, and the same by year in a table."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from irwell.chronology import Cell, Grid, marks
from irwell.combined_chronology.queries import Reading
from irwell.core.text import plural

LEFT, TOP, ROW, MONTH = 190, 30, 30, 13
LEAST, EDGE = 1000, 12
QUIET, INK, GREY, ALARM = "#fbe3d0", "#0b0c0c", "#505a5f", "#b10e1e"
SHADES = ("#d3e5e8", "#9dc5cb", "#5b9ba5", "#1d7382")


def grid(
    reading: Reading, found: Grid, *, incident: date | None, href: Callable[[str, date], str]
) -> SafeString:
    """A square a month for each agency: darker for more, tinted with a bar through it where nothing was recorded."""
    if not found.months:
        return SafeString("")
    month = max(MONTH, (LEAST - LEFT) // len(found.months))
    month = min(month, 60)
    wide, high = LEFT + month * len(found.months) + EDGE, TOP + ROW * len(found.rows) + EDGE
    head = (
        f'<svg class="irw-grid" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="group"'
        ' aria-label="Lines of each agency in each month" font-family="Arial, sans-serif">'
    )
    parts = [head]
    parts += _years(found.months, month, high)
    letters = marks(reading.head.agencies)
    for number, (agency, cells) in enumerate(found.rows):
        y, name = TOP + number * ROW, reading.say(agency)
        mark = letters.get(name)
        if mark is not None:
            parts.append(
                f'<rect x="0" y="{y + 4}" width="22" height="22" rx="3" fill="{mark.strong}"/><text x="11" y="{y + 20}"'
                f' font-size="14" font-weight="700" fill="#ffffff" text-anchor="middle">{escape(mark.letter)}</text>'
            )
        parts.append(
            f'<text x="28" y="{y + 19}" font-size="12" fill="{INK}">{escape(_short(name))}</text>'
        )
        for at, cell in enumerate(cells):
            x = LEFT + at * month
            parts.append(
                _square(cell, x, y, month, name, found.months[at], href(agency, found.months[at]))
            )
    parts += _incident(found.months, month, high, incident)
    return mark_safe("".join([*parts, "</svg>"]))  # noqa: S308  every text is escaped


def _short(name: str) -> str:
    return name if len(name) <= 26 else f"{name[:25]}…"


def _years(months: tuple[date, ...], month: int, high: int) -> list[str]:
    parts = []
    for at, day in enumerate(months):
        if day.month == 1 or at == 0:
            x = LEFT + at * month
            parts.append(f'<path d="M{x} 16V{high - EDGE}" stroke="#b1b4b6"/>')
            if day.month == 1 or months[min(len(months) - 1, 3)].year == day.year:
                parts.append(
                    f'<text x="{x + 3}" y="22" font-size="12" fill="{GREY}">{day.year}</text>'
                )
    return parts


def _square(cell: Cell, x: int, y: int, month: int, name: str, day: date, href: str) -> str:
    if not cell.entries and not cell.quiet:
        return ""
    size, words = month - 2, f"{name}, {day:%B %Y}: {_words(cell)}"
    fill = QUIET if cell.quiet else SHADES[min(len(cell.entries), 7) // 2]
    shape = f'<rect x="{x + 1}" y="{y + 3}" width="{size}" height="{ROW - 6}" fill="{fill}"/>'
    if cell.quiet:
        middle = y + ROW // 2
        shape += f'<path d="M{x + 3} {middle}H{x + size - 1}" stroke="#a3470a" stroke-width="2"/>'
        return f"<g>{shape}<title>{escape(words)}</title></g>"
    if cell.seen:
        dark = len(cell.entries) > 3
        shape += f'<circle cx="{x + month / 2:.1f}" cy="{y + ROW / 2:.1f}" r="3" fill="{"#ffffff" if dark else INK}"/>'
    return f'<a href="{escape(href)}" tabindex="-1" aria-label="{escape(words)}"><title>{escape(words)}</title>{shape}</a>'


def _words(cell: Cell) -> str:
    if cell.quiet:
        return "nothing recorded"
    seen = ", child seen" if cell.seen else ""
    return f"{plural(len(cell.entries), 'line')}{seen}"


def _incident(months: tuple[date, ...], month: int, high: int, incident: date | None) -> list[str]:
    if incident is None or incident.replace(day=1) not in months:
        return []
    x = LEFT + (months.index(incident.replace(day=1)) + (incident.day - 1) / 31) * month
    beside = min(x + 3, LEFT + month * len(months) - 50)
    return [
        f'<path d="M{x:.1f} 12V{high - EDGE}" stroke="{ALARM}" stroke-width="2"><title>Incident</title></path>',
        f'<text x="{beside:.1f}" y="11" font-size="11" fill="{ALARM}">Incident</text>',
    ]


def grid_table(reading: Reading, found: Grid) -> dict[str, Any]:
    """The grid by year: lines, and in how many months nothing was recorded while the agency was at work."""
    years = sorted({day.year for day in found.months})
    rows = []
    for agency, cells in found.rows:
        row: list[Any] = [reading.say(agency)]
        for year in years:
            own = [cell for cell, day in zip(cells, found.months, strict=True) if day.year == year]
            lines, quiet = sum(len(cell.entries) for cell in own), sum(cell.quiet for cell in own)
            row.append(f"{lines}" + (f" ({plural(quiet, 'quiet month')})" if quiet else ""))
        rows.append(row)
    return {"columns": ["Agency", *map(str, years)], "rows": rows}
