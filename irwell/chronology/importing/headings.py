"""From a plain grid to a table: finding the headings, joining split ones, setting titles aside."""

from __future__ import annotations

from collections.abc import Sequence

from irwell.chronology.importing.tables import MAX_COLUMNS, Cell, Grid, Row, Table
from irwell.chronology.matching import SURE, match_heading, plain_heading
from irwell.chronology.when import Precision, When, read_when

_LOOK = 15  # rows from the top among which headings are looked for
_LONGEST_HEADING = 90


def to_table(
    name: str, grid: Grid, *, before: Table | None = None, problems: Sequence[str] = ()
) -> Table | None:
    """Make a table of a grid; None if nothing is written in it.

    `before` is the table above it in the file: a headless table as wide as it takes its headings.
    """
    grid = [(number, cells) for number, cells in grid if any(cell.text for cell in cells)]
    if not grid:
        return None
    notes = list(problems)
    grid, wide = _square(grid)
    if wide:
        notes.append(f"The table has {wide} columns; only the first {MAX_COLUMNS} were read.")
    found = _find_headings(grid)
    if found is None:
        return _headless(name, grid, before, notes)
    first, last = found
    texts = _joined(grid[first : last + 1])
    return _build(name, texts, grid, (first, last), notes)


def _square(grid: Grid) -> tuple[Grid, int]:
    width = max(len(cells) for _, cells in grid)
    used = [any(len(cells) > at and cells[at].text for _, cells in grid) for at in range(width)]
    while used and not used[-1]:
        used.pop()
    kept = min(len(used), MAX_COLUMNS)
    padded = [(n, (cells + [Cell()] * (kept - len(cells)))[:kept]) for n, cells in grid]
    return padded, len(used) if len(used) > MAX_COLUMNS else 0


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in cells if cell.text and not cell.across and not cell.down]


def _is_date(cell: Cell) -> bool:
    if not cell.text or cell.across or len(cell.text) > 60:
        return False
    when = read_when(cell.value if cell.value is not None else cell.text)
    return isinstance(when, When) and when.precision in (Precision.DAY, Precision.RANGE)


def _heading_score(cells: Sequence[Cell]) -> float:
    """How like a row of headings: the share of cells whose meaning is known, and their number."""
    texts = _texts(cells)
    if not texts or any(len(text) > _LONGEST_HEADING for text in texts):
        return 0.0
    if any(_is_date(cell) for cell in cells):
        return 0.0
    matched = sum(match_heading(text).confidence >= SURE for text in texts)
    if matched < min(2, len(texts)) or len({plain_heading(t) for t in texts}) == 0:
        return 0.0
    return matched / len(texts) + matched


def starts_table(cells: Sequence[Cell]) -> bool:
    """Whether a row looks like headings, so that a new table may start with it."""
    return _heading_score(cells) >= 2.5


def _find_headings(grid: Grid) -> tuple[int, int] | None:
    """The first and last grid index of the headings (they may take two rows)."""
    scores = [_heading_score(cells) for _, cells in grid[:_LOOK]]
    best = max(range(len(scores)), key=lambda at: (scores[at], -at))
    single_column = len(grid[0][1]) == 1
    if scores[best] >= (1.0 if single_column else 2.0):
        return best, best + 1 if _continues(grid, best) else best
    return _unknown_headings(grid)


def _unknown_headings(grid: Grid) -> tuple[int, int] | None:
    """A first row of short words with no date, above rows that have one, is headings too."""
    first = grid[0][1]
    texts = _texts(first)
    short = texts and all(len(text) <= 40 for text in texts)
    if not short or len(texts) < 2 or any(_is_date(cell) for cell in first):
        return None
    below = [cells for _, cells in grid[1:12]]
    for at, cell in enumerate(first):
        dates = sum(_is_date(cells[at]) for cells in below)
        if cell.text and below and dates >= 0.6 * len(below) and len(texts) == len(first):
            known = match_heading(cell.text).confidence >= SURE
            return (0, 0) if known or len(below) > 1 else None
    return None


def _continues(grid: Grid, at: int) -> bool:
    """Whether the next row only subdivides merged headings ("Child": "seen", "alone")."""
    if at + 1 >= len(grid):
        return False
    top, below = grid[at][1], grid[at + 1][1]
    merged = _merged_columns(top)
    if not merged or any(_is_date(cell) for cell in below):
        return False
    divides = any(below[column].text and not below[column].down for column in merged)
    elsewhere = all(
        not cell.text or cell.down for column, cell in enumerate(below) if column not in merged
    )
    return divides and elsewhere and all(len(cell.text) <= _LONGEST_HEADING for cell in below)


def _merged_columns(cells: Sequence[Cell]) -> set[int]:
    across = {at for at, cell in enumerate(cells) if cell.across}
    return across | {at - 1 for at in across if at - 1 not in across and at > 0}


def _joined(rows: Grid) -> list[str]:
    if len(rows) == 1:
        return ["" if cell.across else cell.text for cell in rows[0][1]]
    top, below = rows[0][1], rows[1][1]
    texts: list[str] = []
    over = ""
    for above, under in zip(top, below, strict=True):
        over = over if above.across else above.text
        lower = "" if under.down or under.across else under.text
        texts.append(f"{over} {lower}".strip() if above.across or lower else over)
    return texts


def _headless(name: str, grid: Grid, before: Table | None, notes: list[str]) -> Table:
    width = len(grid[0][1])
    if before is not None and width == len(before.headers) and not before.headers_guessed:
        notes.append(f"The table has no headings; those of “{before.name}” were used.")
        return _build(name, list(before.headers), grid, None, notes)
    notes.append("No row of headings was found; each column's meaning is guessed from its content.")
    return _build(name, [""] * width, grid, None, notes)


def _build(
    name: str,
    texts: list[str],
    grid: Grid,
    found: tuple[int, int] | None,
    notes: list[str],
) -> Table:
    headers = _unique(texts)
    first, last = found if found is not None else (-1, -1)
    plain = [plain_heading(text) for text in texts]
    rows: list[Row] = []
    aside: list[tuple[Row, str]] = []
    for at, (number, cells) in enumerate(grid):
        row = _row(number, cells)
        if any(cell.deleted for cell in cells):
            aside.append((row, "The row is struck out by a tracked change."))
        elif at < first:
            aside.append((row, "The row stands above the headings."))
        elif found is not None and first <= at <= last:
            continue
        elif found is not None and _repeats(cells, plain):
            aside.append((row, "The headings are repeated here."))
        else:
            rows.append(row)
    guessed = not any(texts)
    return Table(name, headers, tuple(rows), tuple(notes), tuple(aside), guessed)


def _repeats(cells: Sequence[Cell], plain: list[str]) -> bool:
    if any(len(cell.text) > _LONGEST_HEADING for cell in cells):
        return False
    pairs = [(plain_heading(cell.text), head) for cell, head in zip(cells, plain, strict=True)]
    written = [(cell, head) for cell, head in pairs if cell]
    same = sum(cell == head for cell, head in written)
    return len(written) >= min(2, sum(map(bool, plain))) and same >= 0.8 * len(written)


def _row(number: int, cells: Sequence[Cell]) -> Row:
    texts = tuple("" if cell.across else cell.text for cell in cells)
    written = [at for at, text in enumerate(texts) if text]
    covered = sum(cell.across for cell in cells)
    alone = len(written) == 1 and len(texts) >= 3
    return Row(
        number,
        texts,
        tuple(None if cell.across else cell.value for cell in cells),
        tuple(at for at, cell in enumerate(cells) if cell.down and cell.text),
        alone and (covered >= len(texts) // 2 or written == [0]),
    )


def _unique(texts: Sequence[str]) -> tuple[str, ...]:
    headers: list[str] = []
    taken: set[str] = set()
    for at, text in enumerate(texts, start=1):
        base = " ".join(text.split()) or f"Column {at}"
        name, number = base, 2
        while name in taken:
            name, number = f"{base} ({number})", number + 1
        taken.add(name)
        headers.append(name)
    return tuple(headers)
