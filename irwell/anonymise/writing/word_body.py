"""The text of a Word file: paragraphs, lists, tables, notes and pictures as WordprocessingML."""

from __future__ import annotations

import re
from html import escape
from math import sqrt

from irwell.anonymise.model import Block, BlockKind, Picture
from irwell.anonymise.writing.pieces import (
    ADDRESS,
    Box,
    Figure,
    Grid,
    Items,
    Layout,
    Piece,
    Segment,
    Text,
    numbered_plainly,
    segments,
)

_OPEN = "http://schemas.openxmlformats.org"
W = (
    f'xmlns:w="{_OPEN}/wordprocessingml/2006/main" '
    f'xmlns:r="{_OPEN}/officeDocument/2006/relationships" '
    f'xmlns:wp="{_OPEN}/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:a="{_OPEN}/drawingml/2006/main" xmlns:pic="{_OPEN}/drawingml/2006/picture"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TEXT_WIDTH = 9071  # twentieths of a point: A4 less the margins
_FEWEST_FOR_CONTENTS = 3
_EMU_PER_PIXEL = 9525
_WIDEST = _TEXT_WIDTH * 635
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Body:
    """Builds the main part and remembers the lists, links and pictures that it needs."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._note_ids = {b.id: n for n, b in enumerate(layout.footnotes, start=1)}
        self._end_ids = {b.id: n for n, b in enumerate(layout.endnotes, start=1)}
        self._mentioned: set[str] = set()
        self._starts: list[int] = []
        self.pictures: list[Picture] = []
        self.links: list[str] = []

    def document(self) -> str:
        """word/document.xml"""
        parts = [_paragraph("Title", _run(self._layout.title)), self._contents()]
        parts += [self._piece(piece) for piece in self._layout.pieces]
        section = (
            '<w:sectPr><w:footerReference w:type="default" r:id="rId6"/>'
            '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1361" w:right="1417" '
            'w:bottom="1361" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/>'
            "</w:sectPr>"
        )
        return f"{_HEAD}<w:document {W}><w:body>{''.join(parts)}{section}</w:body></w:document>"

    def notes(self, kind: str, notes: tuple[Block, ...]) -> str:
        """word/footnotes.xml or word/endnotes.xml"""
        separator = "<w:p><w:r><w:separator/></w:r></w:p>"
        continued = "<w:p><w:r><w:continuationSeparator/></w:r></w:p>"
        lines = [f'<w:{kind} w:type="separator" w:id="-1">{separator}</w:{kind}>']
        lines.append(f'<w:{kind} w:type="continuationSeparator" w:id="0">{continued}</w:{kind}>')
        mark = f'<w:r><w:rPr><w:rStyle w:val="NoteMark"/></w:rPr><w:{kind}Ref/></w:r>'
        for number, note in enumerate(notes, start=1):
            inner = mark + _run(" ") + self._inline(note, links=False)
            lines.append(f'<w:{kind} w:id="{number}">{_paragraph("NoteText", inner)}</w:{kind}>')
        return f"{_HEAD}<w:{kind}s {W}>{''.join(lines)}</w:{kind}s>"

    def numbering(self) -> str:
        """word/numbering.xml: bullets, and one numbered list for each that was met."""
        bullets = "".join(_level(n, "bullet", "•" if n % 2 == 0 else "–", 1) for n in range(6))
        numbers = "".join(_level(n, "decimal", f"%{n + 1}.", 1) for n in range(6))
        lists = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        for index, start in enumerate(self._starts, start=2):
            overrides = "".join(
                f'<w:lvlOverride w:ilvl="{n}"><w:startOverride w:val="{start if n == 0 else 1}"/>'
                "</w:lvlOverride>"
                for n in range(6)
            )
            lists += f'<w:num w:numId="{index}"><w:abstractNumId w:val="1"/>{overrides}</w:num>'
        multi = '<w:multiLevelType w:val="hybridMultilevel"/>'
        return (
            f'{_HEAD}<w:numbering {W}><w:abstractNum w:abstractNumId="0">{multi}{bullets}'
            f'</w:abstractNum><w:abstractNum w:abstractNumId="1">{multi}{numbers}'
            f"</w:abstractNum>{lists}</w:numbering>"
        )

    # --- pieces -------------------------------------------------------------------------

    def _contents(self) -> str:
        headings = self._layout.headings
        if len(headings) < _FEWEST_FOR_CONTENTS:
            return ""
        parts = [_paragraph("TOCHeading", _run("Contents"))]
        for heading in headings:
            words = " ".join(heading.block.text.split())
            link = f'<w:hyperlink w:anchor="{_anchor(heading)}">{_run(words)}</w:hyperlink>'
            parts.append(_paragraph(f"TOC{heading.level - 1}", link))
        return "".join(parts)

    def _piece(self, piece: Piece) -> str:
        match piece:
            case Text():
                return self._text(piece)
            case Items():
                return self._items(piece.blocks)
            case Grid():
                return self._grid(piece)
            case Box():
                return "".join(_paragraph("Boxed", self._inline(b)) for b in piece.blocks)
            case Figure():
                return self._figure(piece.block)

    def _text(self, piece: Text) -> str:
        inline = self._inline(piece.block)
        match piece.block.kind:
            case BlockKind.HEADING:
                number = int(piece.anchor.rpartition("-")[2])
                marked = (
                    f'<w:bookmarkStart w:id="{number}" w:name="{_anchor(piece)}"/>{inline}'
                    f'<w:bookmarkEnd w:id="{number}"/>'
                )
                return _paragraph(f"Heading{piece.level - 1}", marked)
            case BlockKind.QUOTE:
                return _paragraph("Quote", inline)
            case BlockKind.CAPTION:
                return _paragraph("Caption", inline)
            case BlockKind.PREFORMATTED:
                return _paragraph("Preformatted", inline)
        return _paragraph("", inline)

    def _items(self, blocks: tuple[Block, ...]) -> str:
        parts = []
        running: dict[int, int] = {}
        expected: dict[int, int] = {}
        for index, block in enumerate(blocks):
            number = numbered_plainly(blocks, index)
            for deeper in [level for level in expected if level > block.level]:
                del expected[deeper], running[deeper]
            inline = self._inline(block)
            place = block.list_place
            if number is not None:
                if expected.get(block.level) != number:
                    self._starts.append(number)
                    running[block.level] = len(self._starts) + 1
                expected[block.level] = number + 1
                parts.append(_item(inline, running[block.level], block.level, number=True))
            elif place is not None and place.label:
                left = 567 * (block.level + 1)
                indent = f'<w:ind w:left="{left}" w:hanging="567"/>'
                lead = _run(place.label) + "<w:r><w:tab/></w:r>"
                parts.append(_paragraph("ListParagraph", lead + inline, indent))
            else:
                parts.append(_item(inline, 1, block.level, number=False))
        return "".join(parts)

    def _grid(self, grid: Grid) -> str:
        before = "" if grid.caption is None else _paragraph("Caption", self._inline(grid.caption))
        widths = _widths(grid)
        columns_xml = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        look = '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"/>'
        properties = (
            '<w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="5000" w:type="pct"/>'
            f"{look if grid.heads else ''}</w:tblPr>"
        )
        rows = []
        open_cells: dict[int, tuple[int, int]] = {}
        for index, row in enumerate(grid.rows):
            rows.append(self._row(row, index < grid.heads, widths, open_cells))
        table = f"<w:tbl>{properties}<w:tblGrid>{columns_xml}</w:tblGrid>{''.join(rows)}</w:tbl>"
        return before + table + _paragraph("AfterTable", "")

    def _row(
        self,
        row: tuple[tuple[Block, ...], ...],
        head: bool,
        widths: tuple[int, ...],
        open_cells: dict[int, tuple[int, int]],
    ) -> str:
        """One row; `open_cells` says which columns a cell above still covers, and how wide."""
        columns = len(widths)
        cells: dict[int, str] = {}
        covered: set[int] = set()

        def wide(column: int, span: int) -> int:
            return sum(widths[column - 1 : column - 1 + span])

        for column, (left, span) in list(open_cells.items()):
            cells[column] = _cell("<w:p/>", wide(column, span), span, "<w:vMerge/>")
            covered |= set(range(column, column + span))
            open_cells[column] = (left - 1, span)
            if left <= 1:
                del open_cells[column]
        for members in row:
            cell = members[0].cell
            assert cell is not None
            if cell.column in covered:
                continue
            span = min(cell.column_span, columns - cell.column + 1)
            merge = '<w:vMerge w:val="restart"/>' if cell.row_span > 1 else ""
            if cell.row_span > 1:
                open_cells[cell.column] = (cell.row_span - 1, span)
            style = "TableHead" if head else "TableText"
            inner = "".join(_paragraph(style, self._inline(block)) for block in members)
            cells[cell.column] = _cell(inner, wide(cell.column, span), span, merge)
            covered |= set(range(cell.column, cell.column + span))
        for column in range(1, columns + 1):
            if column not in covered:
                cells[column] = _cell("<w:p/>", wide(column, 1), 1, "")
        header = "<w:tblHeader/>" if head else ""
        inner = "".join(cells[column] for column in sorted(cells))
        return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{inner}</w:tr>"

    def _figure(self, block: Block) -> str:
        picture = block.picture
        assert picture is not None
        self.pictures.append(picture)
        number = len(self.pictures)
        wide = picture.width * _EMU_PER_PIXEL
        shrink = min(1.0, _WIDEST / max(wide, 1))
        size = f'cx="{int(wide * shrink)}" cy="{int(picture.height * _EMU_PER_PIXEL * shrink)}"'
        name = f'id="{number}" name="Picture {number}"'
        drawing = (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent {size}/><wp:docPr {name} descr="{_escaped(picture.alt_text)}"/>'
            f'<a:graphic><a:graphicData uri="{_OPEN}/drawingml/2006/picture"><pic:pic>'
            f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
            f'<a:blip r:embed="rIdP{number}"/><a:stretch><a:fillRect/></a:stretch>'
            f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
        return _paragraph("", drawing)

    # --- inline -------------------------------------------------------------------------

    def _inline(self, block: Block, *, links: bool = True) -> str:
        heading = block.kind is BlockKind.HEADING
        return "".join(
            self._mark(segment.note) if segment.note else self._words(segment, heading, links)
            for segment in segments(block)
        )

    def _words(self, segment: Segment, heading: bool, links: bool) -> str:
        properties = "<w:b/>" if segment.strong and not heading else ""
        properties += "<w:i/>" if segment.emphasis else ""
        parts, cursor = [], 0
        for match in ADDRESS.finditer(segment.text) if links else ():
            parts.append(_run(segment.text[cursor : match.start()], properties))
            self.links.append(match.group())
            inner = _run(match.group(), '<w:rStyle w:val="Hyperlink"/>' + properties)
            parts.append(f'<w:hyperlink r:id="rIdL{len(self.links)}">{inner}</w:hyperlink>')
            cursor = match.end()
        parts.append(_run(segment.text[cursor:], properties))
        return "".join(parts)

    def _mark(self, block_id: str) -> str:
        """A note mark; Word allows one mark a note, so a second mention is a plain number."""
        for kind, ids in (("footnote", self._note_ids), ("endnote", self._end_ids)):
            if block_id not in ids:
                continue
            style = '<w:rStyle w:val="NoteMark"/>'
            if block_id in self._mentioned:
                return _run(str(ids[block_id]), style)
            self._mentioned.add(block_id)
            reference = f'<w:{kind}Reference w:id="{ids[block_id]}"/>'
            return f"<w:r><w:rPr>{style}</w:rPr>{reference}</w:r>"
        return ""


def _escaped(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def _run(text: str, properties: str = "") -> str:
    if not text:
        return ""
    inner = []
    for piece in re.split(r"([\n\t])", text):
        match piece:
            case "\n":
                inner.append("<w:br/>")
            case "\t":
                inner.append("<w:tab/>")
            case "":
                continue
            case _:
                words = escape(_NOT_XML.sub("", piece), quote=False)
                inner.append(f'<w:t xml:space="preserve">{words}</w:t>')
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{look}{''.join(inner)}</w:r>"


def _paragraph(style: str, inner: str, more: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
    return f"<w:p>{properties}{inner}</w:p>"


def _item(inline: str, list_id: int, level: int, *, number: bool) -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return _paragraph("ListNumber" if number else "ListBullet", inline, place)


def _level(number: int, style: str, text: str, start: int) -> str:
    left = 567 * (number + 1)
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" '
        f'w:hanging="425"/></w:pPr></w:lvl>'
    )


def _cell(inner: str, width: int, span: int, merge: str) -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{merge}</w:tcPr>'
        f"{inner or '<w:p/>'}</w:tc>"
    )


def _anchor(piece: Text) -> str:
    return f"_Toc{int(piece.anchor.rpartition('-')[2]):06d}"


def _widths(grid: Grid) -> tuple[int, ...]:
    """Columns as wide as their words ask for; none so narrow that it breaks every word."""
    columns = max(grid.columns, 1)
    letters = [1] * columns
    for row in grid.rows:
        for members in row:
            cell = members[0].cell
            if cell is not None and cell.column_span == 1 and cell.column <= columns:
                letters[cell.column - 1] += sum(len(block.text) for block in members)
    weights = [sqrt(count / max(len(grid.rows), 1)) for count in letters]
    least = sum(weights) / columns * 0.6
    weights = [max(weight, least) for weight in weights]
    return tuple(int(_TEXT_WIDTH * weight / sum(weights)) for weight in weights)
