"""The density strip: how much was recorded when, each slice a link to its lines. Drawn on the server."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from irwell.combined_chronology.rules.zoom import Slice, Window
from irwell.core.text import plural

WIDTH, HEIGHT, BASE, TALLEST = 1200, 74, 54, 44
BAR, PALE, BAND, ALARM, GREY = "#1d7382", "#9dbcc1", "#fdf3dc", "#b10e1e", "#505a5f"


def strip(
    slices: Sequence[Slice], *, chosen: Window | None, incident: date | None, href: Callable[[Slice], str], title: str
) -> SafeString:  # fmt: skip
    """The strip as SVG. By pointer a slice is chosen, or with scripts several; the keyboard goes by the dates below."""
    if not slices:
        return SafeString("")
    room = WIDTH / len(slices)
    most = max(max(one.lines for one in slices), 1)
    parts = [
        (
            f'<svg class="irw-strip" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{escape(title)}"'
            ' font-family="Arial, sans-serif" data-brush>'
        )
    ]
    for number, one in enumerate(slices):
        parts.append(
            _slice(one, number * room, room, most, _within(one, chosen), chosen, href(one))
        )
    parts += _years(slices, room)
    parts += _line(slices, incident)
    return mark_safe("".join([*parts, "</svg>"]))  # noqa: S308  every text is escaped


def _within(one: Slice, chosen: Window | None) -> bool:
    return chosen is None or (one.first <= chosen.last and one.last >= chosen.first)


def _band(within: bool, chosen: Window | None) -> str:
    return BAND if within and chosen is not None else "#ffffff"


def _slice(
    one: Slice, x: float, room: float, most: int, within: bool, chosen: Window | None, href: str
) -> str:
    height = max(3.0, TALLEST * one.lines / most) if one.lines else 0
    words = f"{one.words}: {plural(one.lines, 'line')}"
    return (
        f'<a href="{escape(href)}" tabindex="-1" data-first="{one.first}" data-last="{one.last}"'
        f' aria-label="{escape(words)}"><title>{escape(words)}</title>'
        f'<rect x="{x:.2f}" y="0" width="{room:.2f}" height="{BASE}" fill="{_band(within, chosen)}"/>'
        f'<rect x="{x + 0.5:.2f}" y="{BASE - height:.1f}" width="{max(room - 1, 0.8):.2f}" height="{height:.1f}"'
        f' fill="{BAR if within else PALE}"/></a>'
    )


def _years(slices: Sequence[Slice], room: float) -> list[str]:
    """The year where each begins; over a short time the first and last day."""
    parts = [f'<path d="M0 {BASE}H{WIDTH}" stroke="{GREY}"/>']
    marks = [
        (n * room, str(s.first.year))
        for n, s in enumerate(slices)
        if s.first.month == 1 and s.first.day <= 7
    ]
    if slices[-1].last.toordinal() - slices[0].first.toordinal() < 400 or not marks:
        marks = [(0.0, slices[0].words), (WIDTH - 150.0, slices[-1].words)]
    every = 1 + len(marks) * 44 // WIDTH
    for x, words in marks[::every]:
        parts.append(f'<path d="M{x:.1f} {BASE}v5" stroke="{GREY}"/>')
        parts.append(
            f'<text x="{x + 3:.1f}" y="{HEIGHT - 5}" font-size="13" fill="{GREY}">{escape(words)}</text>'
        )
    return parts  # fmt: skip


def _line(slices: Sequence[Slice], incident: date | None) -> list[str]:
    first, last = slices[0].first, slices[-1].last
    if incident is None or not first <= incident <= last:
        return []
    x = WIDTH * ((incident - first).days + 0.5) / ((last - first).days + 1)
    return [f'<path d="M{x:.1f} 0V{BASE}" stroke="{ALARM}" stroke-width="2"><title>Incident</title></path>']  # fmt: skip
