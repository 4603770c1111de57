"""The files that leave: kinds, content and the line under the title."""

from collections.abc import Callable, Iterable

from irwell.chronology import OutColumn, Timeline, View, to_csv, to_docx, to_json, to_xlsx
from irwell.chronology.picture import to_pdf
from irwell.combined_chronology.rules import for_word

Asked = tuple[Iterable[str], Callable[[str, str], str]]
KINDS: dict[str, tuple[str, str, str]] = {
    "docx": ("Word", "A landscape table with a key, to read and annotate", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("Excel", "Every column, one line a row, to sort and filter", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("CSV", "The same columns as plain text for other programs", "text/csv"),
    "json": ("JSON", "Everything, lossless, to move to another system", "application/json"),
    "pdf": ("Timeline as PDF", "The picture on A3 pages, one a year, to print", "application/pdf"),
}  # fmt: skip


WIDTHS = {"docx": 1.2, "xlsx": 30, "csv": 1}


def exported(
    kind: str, timeline: Timeline, *, title: str, subtitle: str, view: View, asked: Asked
) -> bytes:
    """The file of a kind of KINDS. Raises KeyError for another. `asked`: headings that the review asked for, and a line's cell."""
    headings, cell = asked
    more = [_asked(heading, cell, WIDTHS.get(kind, 1)) for heading in headings]
    made: dict[str, Callable[[], bytes]] = {
        "docx": lambda: to_docx(for_word(timeline), title=title, subtitle=subtitle, more=more),
        "xlsx": lambda: to_xlsx(timeline, title=title, more=more),
        "csv": lambda: to_csv(timeline, more=more).encode(),
        "json": lambda: to_json(timeline).encode(),
        "pdf": lambda: to_pdf(timeline, view),
    }
    return made[kind]()


def _asked(heading: str, cell: Callable[[str, str], str], width: float) -> OutColumn:
    return OutColumn(heading, width, lambda entry: cell(entry.id, heading))


def subtitle(shown: int, whole: int, *, names: bool, chips: Iterable[str]) -> str:
    """One line under the title: which view, how many lines, which filters."""
    view = "With names: handle as the case file" if names else "Labels in place of registered names"
    some = f"{shown} of {whole} lines" if shown != whole else f"{whole} lines"
    filters = "; ".join(chips)
    return f"{view}. {some}." + (f" Shown: {filters}." if filters else "")
