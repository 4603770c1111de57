"""The journey as a picture (SVG with its own description) and as text. Classes and attributes only."""

from __future__ import annotations

from html import escape
from textwrap import wrap

from irwell.statute.workflow import Step, Workflow

WIDTH, BOX, HEIGHT, GAP, SIDE_X, SIDE_W = 640, 360, 58, 26, 400, 236


def flowchart_svg(workflow: Workflow, *, here: str | None = None) -> str:
    """Main line down the page, side exits to the right, “you are here” marked. viewBox scales to a phone."""
    line = workflow.main_line()
    rows = {state.id: index for index, state in enumerate(line)}
    height = len(line) * (HEIGHT + GAP) + 10
    parts = [
        (
            f'<svg class="irw-flow" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="flow-title flow-desc" '
            'xmlns="http://www.w3.org/2000/svg">'
        ),
        '<title id="flow-title">What happens after a referral</title>',
        f'<desc id="flow-desc">{escape("; then ".join(s.title for s in line))}.</desc>',
    ]
    for state in line:
        parts += _box(state, 10, rows[state.id], BOX, here == state.id)
        if rows[state.id] < len(line) - 1:
            x, y = 10 + BOX // 2, _top(rows[state.id]) + HEIGHT
            parts.append(
                f'<path d="M{x} {y}v{GAP - 4}" stroke="#14616b" stroke-width="2.500" fill="none"/>'
            )
            parts.append(f'<path d="M{x - 6} {y + GAP - 9}l6 8l6 -8z" fill="#14616b"/>')
    parts += _sides(workflow, rows, here)
    return "".join([*parts, "</svg>"])


def _top(row: int) -> int:
    return 6 + row * (HEIGHT + GAP)


def _box(state: Step, x: int, row: int, width: int, here: bool, *, side: bool = False) -> list[str]:
    y = _top(row)
    fill, ink = ("#14616b", "#ffffff") if here else (("#fbf4ea" if side else "#e9f1f0"), "#10201f")
    stroke = "#a5431d" if side else "#14616b"
    label = f"You are here: {state.title}" if here else state.title
    lines = wrap(label, 26 if side else 40)
    who = wrap(f"Next: {state.who_next}", 40)[0]
    return [
        f'<rect x="{x}" y="{y}" width="{width}" height="{HEIGHT}" rx="4" fill="{fill}" stroke="{stroke}" stroke-width="1.500"/>',
        f'<text x="{x + 14}" y="{y + 25}" font-family="Arial, Liberation Sans, sans-serif" font-size="17" font-weight="bold" fill="{ink}">{escape(" ".join(lines))}</text>',
        f'<text x="{x + 14}" y="{y + 46}" font-family="Arial, Liberation Sans, sans-serif" font-size="14" fill="{ink}">{escape(who)}</text>',
    ]


def _sides(workflow: Workflow, rows: dict[str, int], here: str | None) -> list[str]:
    parts: list[str] = []
    taken: set[int] = set()
    for state in (s for s in workflow.states.values() if not s.main):
        first = min(
            rows[t.source]
            for t in workflow.transitions
            if t.target == state.id and t.source in rows
        )
        row = next(r for r in range(first, first + 20) if r not in taken)
        taken.add(row)
        y = _top(row) + HEIGHT // 2
        parts.append(
            f'<path d="M{10 + BOX} {y}H{SIDE_X}" stroke="#a5431d" stroke-width="2" stroke-dasharray="5 4"/>'
        )
        parts += _box(state, SIDE_X, row, SIDE_W - 6, here == state.id, side=True)
    return parts


def flowchart_text(workflow: Workflow) -> tuple[tuple[Step, tuple[Step, ...]], ...]:
    """The same as a list: each state of the main line with the exits that leave it."""
    return tuple(
        (
            state,
            tuple(
                workflow.state(t.target)
                for t in workflow.transitions_from(state.id)
                if not workflow.state(t.target).main
            ),
        )
        for state in workflow.main_line()
    )
