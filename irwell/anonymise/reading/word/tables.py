"""Tables of a Word file as cells with their row and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from irwell.anonymise.model import Block, BlockKind, Cell, HiddenKind
from irwell.anonymise.reading.markup import attr, child, path, switched_on, tag
from irwell.anonymise.reading.word.context import Where
from irwell.anonymise.reading.word.styles import fill_of

if TYPE_CHECKING:
    from irwell.anonymise.reading.word.story import Story

_MOST_COLUMNS = 200
_PLAIN_TABLE_STYLES = {"", "table normal", "table grid", "normal table", "tablenormal"}


@dataclass(slots=True)
class _Place:
    """One cell element and where it stands in the grid."""

    node: etree._Element
    row: int
    column: int
    width: int
    merge: str
    header: bool
    height: int = 1


class Tables:
    """Reads tables for a story; what hangs in a cell waits until the outermost table ends."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._inner: list[tuple[etree._Element, str]] = []

    def read(self, node: etree._Element, where: Where) -> None:
        """Emit the table's cells, then the tables and drawings that stood inside it."""
        if where.cell is not None:
            self._inner.append((node, where.place))
            return
        self._table(node, where, "")
        while self._inner:
            inner, outer_place = self._inner.pop(0)
            self._table(inner, where, f" (inside {outer_place})")
        self._story.release()

    def _table(self, node: etree._Element, where: Where, note: str) -> None:
        context = self._story.context
        number = context.count("table")
        name = f"{where.place + ', ' if where.place else ''}table {number}{note}"
        properties = child(node, "w:tblPr")
        for item in ("w:tblCaption", "w:tblDescription"):
            text = attr(child(properties, item), "w:val")
            context.gathering.hide(f"{name}: alternative text", HiddenKind.ALT_TEXT, text)
        style_id = attr(child(properties, "w:tblStyle"), "w:val")
        style_name = context.styles.get(style_id).name or style_id.lower()
        outer = self._story.in_styled_table
        self._story.in_styled_table = style_name not in _PLAIN_TABLE_STYLES
        for place in self._grid(node, name):
            self._cell(place, number, name)
        self._story.in_styled_table = outer

    def _cell(self, place: _Place, number: int, name: str) -> None:
        story = self._story
        cell = Cell(number, place.row, place.column, place.height, place.width, place.header)
        where = Where(
            id=f"t{number}r{place.row}c{place.column}",
            place=f"{name}, row {place.row}, column {place.column}",
            kind=BlockKind.TABLE_CELL,
            cell=cell,
            shade=fill_of(path(place.node, "w:tcPr", "w:shd")),
        )
        if place.merge == "continue":
            story.hide_all(place.node, where, "inside a merged cell", HiddenKind.HIDDEN_TEXT)
            return
        before = story.emitted
        story.blocks(place.node, where)
        if story.emitted == before:
            story.emit(Block(f"{where.id}p0", BlockKind.TABLE_CELL, "", where.place, cell=cell))

    def _grid(self, node: etree._Element, name: str) -> list[_Place]:
        places: list[_Place] = []
        for row_number, row in enumerate(self._rows(node, name), start=1):
            properties = child(row, "w:trPr")
            header = bool(switched_on(child(properties, "w:tblHeader")))
            column = 1 + _small(attr(child(properties, "w:gridBefore"), "w:val"), 0)
            for cell in _cells(row):
                place = _placed(cell, row_number, column, header=header)
                column += place.width
                places.append(place)
        _join_rows(places)
        if not any(place.header for place in places):
            places = _with_first_row_as_header(places, node)
        return places

    def _rows(self, node: etree._Element, name: str) -> Iterator[etree._Element]:
        for part in node:
            match tag(part):
                case "w:tr":
                    properties = child(part, "w:trPr")
                    for change in ("w:ins", "w:del", "w:trPrChange"):
                        author = attr(child(properties, change), "w:author")
                        self._story.author(author, "author of a tracked change")
                    if child(properties, "w:del") is not None:
                        self._story.hide_all(part, Where(place=name))
                    else:
                        yield part
                case "w:sdt":
                    self._story.control_settings(part, name)
                    content = child(part, "w:sdtContent")
                    if content is not None:
                        yield from self._rows(content, name)
                case "w:customXml" | "w:ins" | "w:moveTo" | "w:smartTag":
                    yield from self._rows(part, name)
                case "w:del" | "w:moveFrom":
                    self._story.hide_all(part, Where(place=name))


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for part in row:
        match tag(part):
            case "w:tc":
                yield part
            case "w:sdt":
                content = child(part, "w:sdtContent")
                if content is not None:
                    yield from _cells(content)
            case "w:customXml" | "w:ins" | "w:moveTo" | "w:smartTag":
                yield from _cells(part)


def _placed(cell: etree._Element, row: int, column: int, *, header: bool) -> _Place:
    properties = child(cell, "w:tcPr")
    width = max(1, _small(attr(child(properties, "w:gridSpan"), "w:val"), 1))
    merge = child(properties, "w:vMerge")
    state = "" if merge is None else (attr(merge, "w:val") or "continue")
    return _Place(cell, row, column, width, state, header)


def _join_rows(places: list[_Place]) -> None:
    """Give the first cell of a vertical merge its height."""
    open_merges: dict[int, _Place] = {}
    for place in places:
        above = open_merges.get(place.column)
        if place.merge == "continue" and above and above.row + above.height == place.row:
            above.height += 1
        elif place.merge == "continue":
            place.merge = "restart"
            open_merges[place.column] = place
        elif place.merge == "restart":
            open_merges[place.column] = place
        else:
            open_merges.pop(place.column, None)


def _with_first_row_as_header(places: list[_Place], node: etree._Element) -> list[_Place]:
    """Word's “header row” tick box, or a first row in which every cell says something."""
    look = path(node, "w:tblPr", "w:tblLook")
    rows = {place.row for place in places}
    if len(rows) < 2:
        return places
    ticked = attr(look, "w:firstRow") in {"1", "true", "on"}
    value = attr(look, "w:val")
    ticked = ticked or (value.isalnum() and _hexadecimal(value) & 0x0020 != 0)
    first = [place for place in places if place.row == 1]
    spoken = all(_says_something(place.node) for place in first)
    if not (ticked and spoken and len(first) > 1):
        return places
    return [replace(place, header=True) if place.row == 1 else place for place in places]


def _says_something(node: etree._Element) -> bool:
    return any((t.text or "").strip() for t in node.iter() if tag(t) == "w:t")


def _hexadecimal(text: str) -> int:
    try:
        return int(text, 16)
    except ValueError:
        return 0


def _small(text: str, default: int) -> int:
    return min(int(text), _MOST_COLUMNS) if text.isascii() and text.isdigit() else default
