"""More shapes that agencies' systems and people give a chronology; each has three dated events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.chronology.files.writing import (
    HEADINGS,
    ROWS,
    add_table,
    docx,
    ods,
    ods_row,
    raw_cell,
    raw_docx,
    raw_table,
    xlsx,
)

EVENTS = tuple(row[2] for row in ROWS)


def _csv(lines: Sequence[str], encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    return end.join(lines).encode(encoding)


def _table_docx(*rows: Sequence[str]) -> bytes:
    return docx(lambda document: add_table(document, rows))


def _sheet(*rows: Sequence[Any]) -> bytes:
    def build(book: Any) -> None:
        for row in rows:
            book.active.append(list(row))

    return xlsx(build)


def family_details_first() -> bytes:
    """A cover: a title, a small table of names and births, then the chronology."""

    def build(document: Any) -> None:
        document.add_heading("Single agency chronology", 0)
        add_table(document, [("Name of child", "Kayleigh M"), ("NHS number", "000 000 0000")])
        document.add_paragraph("Strictly confidential")
        add_table(document, [HEADINGS, *ROWS])

    return docx(build)


def years_between() -> bytes:
    """A row across the whole table for each year."""

    def build(document: Any) -> None:
        table = add_table(document, [HEADINGS, ("2023", "", "", ""), *ROWS])
        table.cell(1, 0).merge(table.cell(1, 3))

    return docx(build)


def split_runs() -> bytes:
    """Word's habit of cutting a date into runs, with a raised "th"."""

    def cell(*runs: str) -> str:
        parts = "".join(f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs)
        return f"<w:tc><w:p>{parts}</w:p></w:tc>"

    rows = [
        [cell(day, "th", " Ma", "rch 2023"), *ROWS[at][1:]]
        for at, day in enumerate(("12", "13", "14"))
    ]
    return raw_docx(raw_table([HEADINGS, *rows]))


def date_pickers() -> bytes:
    """Dates in date pickers, as in a form."""

    def cell(text: str) -> str:
        return f"<w:sdt><w:sdtPr><w:date/></w:sdtPr><w:sdtContent>{raw_cell(text)}</w:sdtContent></w:sdt>"

    return raw_docx(raw_table([HEADINGS, *([cell(row[0]), *row[1:]] for row in ROWS)]))


def deleted_row() -> bytes:
    """A row deleted under tracked changes: the accepted view has three."""
    gone = f"<w:tr><w:trPr><w:del w:id='1' w:author='A' w:date='2024-01-01T00:00:00Z'/></w:trPr>{''.join(f'<w:tc><w:p><w:del><w:r><w:delText>{t}</w:delText></w:r></w:del></w:p></w:tc>' for t in ('1/1/2023', 'x', 'Gone', 'x'))}</w:tr>"
    whole = raw_table([HEADINGS, *ROWS])
    return raw_docx(whole.replace("</w:tbl>", f"{gone}</w:tbl>"))


def links_and_breaks() -> bytes:
    """A link, a tab, a line break and a bulleted list within cells."""
    linked = (
        "<w:tc><w:p><w:hyperlink><w:r><w:t>Home visit</w:t></w:r></w:hyperlink><w:r><w:br/><w:tab/>"
        "<w:t>mother tired</w:t></w:r></w:p><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>second point</w:t></w:r></w:p></w:tc>"
    )
    first = [ROWS[0][0], ROWS[0][1], linked, ROWS[0][3]]
    return raw_docx(raw_table([HEADINGS, first, *ROWS[1:]]))


def blank_rows() -> bytes:
    """Empty rows between lines and a closing line."""
    empty = ("", "", "", "")
    return _table_docx(HEADINGS, ROWS[0], empty, empty, ROWS[1], empty, ROWS[2], empty)


def nested_by_layout() -> bytes:
    """Google's export: the table within a block that stands for a section."""
    return raw_docx(f"<w:sdt><w:sdtContent>{raw_table([HEADINGS, *ROWS])}</w:sdtContent></w:sdt>")


def headings_marked() -> bytes:
    """Headings in bold with colons and line breaks."""

    def build(document: Any) -> None:
        table = add_table(
            document,
            [("Date:", "Source of\ninformation:", "SIGNIFICANT EVENT", "Action Taken?"), *ROWS],
        )
        for cell in table.rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True

    return docx(build)


def repeated_on_each_page() -> bytes:
    """Three tables, one to a page, each with its own headings."""

    def build(document: Any) -> None:
        for row in ROWS:
            add_table(document, [HEADINGS, row])
            document.add_page_break()

    return docx(build)


def grid_columns_skipped() -> bytes:
    """Rows that begin and end at other grid columns, as LibreOffice writes after columns were moved."""
    rows = "".join(
        "<w:tr><w:trPr><w:gridAfter w:val='1'/></w:trPr>"
        + "".join(raw_cell(text) for text in row)
        + "</w:tr>"
        for row in (HEADINGS, *ROWS)
    )
    return raw_docx(f"<w:tbl><w:tblGrid>{'<w:gridCol/>' * 5}</w:tblGrid>{rows}</w:tbl>")


def symbols_and_footnotes() -> bytes:
    """A footnote mark, a soft hyphen and a non-breaking space within cells."""
    marked = (
        "<w:tc><w:p><w:r><w:t>Home visit, mother tired</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>"
        "<w:r><w:softHyphen/><w:noBreakHyphen/></w:r></w:p></w:tc>"
    )
    first = ["12\u00a0March\u00a02023", ROWS[0][1], marked, ROWS[0][3]]
    return raw_docx(raw_table([HEADINGS, first, *ROWS[1:]]))


def rotated_agency() -> bytes:
    """A column for the agency, merged down over the whole table."""

    def build(document: Any) -> None:
        table = add_table(document, [("Agency", *HEADINGS), *(("", *row) for row in ROWS)])
        table.cell(1, 0).merge(table.cell(3, 0)).text = "Health visiting"

    return docx(build)


def below_a_letterhead() -> bytes:
    """A workbook with merged title rows, and the headings in the sixth."""

    def build(book: Any) -> None:
        sheet = book.active
        sheet["A1"] = "Anytown NHS Trust"
        sheet.merge_cells("A1:D2")
        sheet["A4"] = "Chronology for review"
        for at, row in enumerate((HEADINGS, *ROWS), 6):
            for column, text in enumerate(row, 1):
                sheet.cell(at, column, text)

    return xlsx(build)


def hidden_column() -> bytes:
    """A hidden column before, a frozen heading, a filter."""

    def build(book: Any) -> None:
        sheet = book.active
        for row in (("ID", *HEADINGS), *((f"{at}", *row) for at, row in enumerate(ROWS))):
            sheet.append(list(row))
        sheet.column_dimensions["A"].hidden = True
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = "A1:E4"

    return xlsx(build)


def of_1904() -> bytes:
    """A workbook of the old Macintosh calendar."""

    def build(book: Any) -> None:
        book.epoch = CALENDAR_MAC_1904
        sheet = book.active
        sheet.append(["Date", "Source", "Event"])
        for day, event in zip((12, 13, 14), EVENTS, strict=True):
            sheet.append([date(2023, 3, day), "EMIS", event])

    return xlsx(build)


def rich_text() -> bytes:
    """Words in bold within a cell."""

    def build(book: Any) -> None:
        sheet = book.active
        sheet.append(["Date", "Source", "Event"])
        bold = CellRichText("Home ", TextBlock(InlineFont(b=True), "visit"))
        for day, event in zip((12, 13, 14), (bold, *EVENTS[1:]), strict=True):
            sheet.append([date(2023, 3, day), "EMIS", event])

    return xlsx(build)


def sheet_to_a_year() -> bytes:
    """One sheet to each year."""

    def build(book: Any) -> None:
        for at, year in enumerate((2021, 2022, 2023)):
            sheet = book.active if at == 0 else book.create_sheet()
            sheet.title = str(year)
            sheet.append(["Date", "Source", "Event"])
            sheet.append([date(year, 3, 12), "EMIS", EVENTS[at]])

    return xlsx(build)


def long_formatted_tail() -> bytes:
    """A thousand formatted rows with nothing in them."""

    def build(book: Any) -> None:
        sheet = book.active
        for row in (HEADINGS, *ROWS):
            sheet.append(list(row))
        for at in range(5, 1_005):
            sheet.cell(at, 1).number_format = "dd/mm/yyyy"

    return xlsx(build)


def date_and_time_apart() -> bytes:
    """Start and end, times as parts of a day, yes and no as ticks of Excel."""
    return _sheet(
        ["Start date", "Start time", "End time", "Source", "Details", "Child seen"],
        [date(2023, 3, 12), time(9, 30), time(10, 15), "EMIS", EVENTS[0], True],
        [date(2023, 3, 13), time(9, 0), None, "EMIS", EVENTS[1], False],
        [datetime.fromisoformat("2023-03-14T00:00"), None, None, "EMIS", EVENTS[2], "N/A"],
    )


def columns_apart() -> bytes:
    """Empty columns between those in use."""
    return _sheet(*([a, None, b, None, c, None, d] for a, b, c, d in (HEADINGS, *ROWS)))


def dates_as_text() -> bytes:
    """Dates typed as text in several ways."""
    days = ("'12/03/23", "13th March 2023", "14.3.2023")
    return _sheet(
        ["Date", "Source", "Event"],
        *([d.lstrip("'"), "EMIS", e] for d, e in zip(days, EVENTS, strict=True)),
    )


def numbers_for_references() -> bytes:
    """A reference column of numbers before the date."""
    return _sheet(
        ["No.", "Date", "Source", "Event"],
        *([n, date(2023, 3, 11 + n), "EMIS", e] for n, e in enumerate(EVENTS, 1)),
    )


def repeated_cells_ods() -> bytes:
    """Alike cells written once with a count."""
    rows = ods_row(("Date", "Source", "Event", "Action")) + "".join(
        ods_row([f"<table:table-cell office:value-type='date' office:date-value='2023-03-{12 + at}'><text:p>{12 + at}/03/23</text:p></table:table-cell>",
                 "<table:table-cell table:number-columns-repeated='2'><text:p>Same words</text:p></table:table-cell>", "x"])
        for at in range(3)
    )  # fmt: skip
    return ods(f"<table:table table:name='S'>{rows}</table:table>")


def two_sheets_ods() -> bytes:
    """Two sheets, the first a cover with nothing dated."""
    cover = ods_row(("Chronology",)) + ods_row(("Prepared for the panel",))
    rows = "".join(map(ods_row, (HEADINGS, *ROWS)))
    return ods(
        f"<table:table table:name='Cover'>{cover}</table:table><table:table table:name='Lines'>{rows}</table:table>"
    )


def word_page() -> bytes:
    """A web page that calls itself a Word document, with merged headings and odd spaces."""
    cells = "".join(
        "<tr>"
        + "".join(f"<td><p class=MsoNormal>&nbsp;{escape(text)}&nbsp;</p></td>" for text in row)
        + "</tr>"
        for row in (HEADINGS, *ROWS)
    )
    return f"<html xmlns:o='urn:x'><body><table border=1><tr><td colspan=4><b>CHRONOLOGY</b></td></tr>{cells}</table></body></html>".encode(
        "cp1252"
    )


def header_cells_page() -> bytes:
    """A report page: thead, th, a caption and a foot."""
    head = "".join(f"<th scope=col>{text}</th>" for text in HEADINGS)
    body = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in ROWS)
    return f"<!doctype html><html><body><table><caption>Events</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></body></html>".encode()


def plain_with_bullets() -> bytes:
    """Lines of an e-mail with bullets."""
    return "\n".join(f"• {row[0]} – {row[2]}" for row in ROWS).encode()


def from_headings(*headings: str) -> Callable[[], bytes]:
    """A comma-separated export of three lines under a system's own headings: date, event, and others."""

    def build() -> bytes:
        lines = [",".join(headings)]
        for at, event in enumerate(EVENTS):
            values = [f"{12 + at}/03/2023", f'"{event}"', *(["x"] * (len(headings) - 2))]
            lines.append(",".join(values))
        return _csv(lines)

    return build


def odd_quotes() -> bytes:
    """Everything quoted, quotes doubled, a line break in a cell, a comma at the end of each line."""
    rows = [f'"{row[0]}","{row[1]}","{row[2]} ""as said""\nsecond line",' for row in ROWS]
    return _csv(['"Date","Source","Event",', *rows])


def preamble() -> bytes:
    """Lines about the report before the headings."""
    return _csv(
        [
            "Report: Case notes",
            "Run by: J Bell",
            "",
            ",".join(HEADINGS),
            *(",".join(f'"{t}"' for t in row) for row in ROWS),
        ]
    )


SHAPES: dict[str, bytes] = {
    "family details first.docx": family_details_first(),
    "years between.docx": years_between(),
    "split runs.docx": split_runs(),
    "date pickers.docx": date_pickers(),
    "deleted row.docx": deleted_row(),
    "links and breaks.docx": links_and_breaks(),
    "blank rows.docx": blank_rows(),
    "section block.docx": nested_by_layout(),
    "bold headings.docx": headings_marked(),
    "a table to a page.docx": repeated_on_each_page(),
    "grid skipped.docx": grid_columns_skipped(),
    "footnotes.docx": symbols_and_footnotes(),
    "agency merged down.docx": rotated_agency(),
    "numbered.docx": _table_docx(("No", *HEADINGS), *((str(at), *row) for at, row in enumerate(ROWS, 1))),
    "police log.docx": _table_docx(("Date/Time", "Log No.", "Officer", "Incident details"), *((f"{row[0]} 14:{at}5", f"L{at}", "PC 123", row[2]) for at, row in enumerate(ROWS))),
    "when and what.docx": _table_docx(("When", "What happened", "Who was involved", "Where recorded"), *((row[0], row[2], "Mother", row[1]) for row in ROWS)),
    "voice.docx": _table_docx(("Date", "Event", "Child seen?", "Voice of the child", "Comment"), *((row[0], row[2], "Y", "“I like cats”", "") for row in ROWS)),
    "letterhead.xlsx": below_a_letterhead(),
    "hidden column.xlsx": hidden_column(),
    "calendar of 1904.xlsx": of_1904(),
    "rich text.xlsx": rich_text(),
    "sheet to a year.xlsx": sheet_to_a_year(),
    "formatted tail.xlsx": long_formatted_tail(),
    "start and end.xlsx": date_and_time_apart(),
    "columns apart.xlsx": columns_apart(),
    "dates as text.xlsx": dates_as_text(),
    "references.xlsx": numbers_for_references(),
    "repeated cells.ods": repeated_cells_ods(),
    "two sheets.ods": two_sheets_ods(),
    "word page.doc": word_page(),
    "report.htm": header_cells_page(),
    "bullets.txt": plain_with_bullets(),
    "case notes.csv": from_headings("Case Note Date", "Case Note", "Worker", "Case note type")(),
    "consultations.csv": from_headings("Consultation date", "Consultation text", "Clinician", "Location")(),
    "occurrences.csv": from_headings("OCCURRENCE DATE", "SUMMARY", "OIC", "OCC NO")(),
    "attendance.csv": from_headings("Event Date", "Event Details", "Done By", "Done At")(),
    "contacts.csv": from_headings("Contact Date/Time", "Contact Notes", "Staff Name", "Contact Type")(),
    "everything quoted.csv": odd_quotes(),
    "preamble.csv": preamble(),
    "old mac.csv": _csv([",".join(HEADINGS), *(",".join(f'"{t}"' for t in row) for row in ROWS)], end="\r"),
    "utf-16 big.csv": b"\xfe\xff" + _csv(["Date;Source;Event", *(";".join((r[0], r[1], r[2])) for r in ROWS)], "utf-16-be"),
    "hash.csv": _csv(["Date#Source#Event", *("#".join((r[0], r[1], r[2])) for r in ROWS)]),
    "caret.txt": _csv(["Date^Source^Event", *("^".join((r[0], r[1], r[2])) for r in ROWS)]),
    "tilde.csv": _csv(["Date~Source~Event", *("~".join((r[0], r[1], r[2])) for r in ROWS)]),
}  # fmt: skip
