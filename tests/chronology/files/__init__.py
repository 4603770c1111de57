"""Invented return files in the shapes that people really send, made in code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.chronology.files.shapes import SHAPES
from tests.chronology.files.sheets import (
    dated_xlsx,
    formulas_xlsx,
    google_xlsx,
    merged_xlsx,
    plain_ods,
    sheets_xlsx,
)
from tests.chronology.files.words import (
    comments_docx,
    content_control_docx,
    headless_docx,
    indented_rows_docx,
    landscape_docx,
    merged_docx,
    nested_docx,
    same_headings_docx,
    simple_docx,
    small_nested_docx,
    split_docx,
    strict_docx,
    text_box_docx,
    tracked_docx,
    two_row_headings_docx,
    two_tables_docx,
)
from tests.chronology.files.writing import (
    HEADINGS,
    ROWS,
    STRICT,
    W,
    add_table,
    docx,
    ods,
    ods_row,
    raw_cell,
    raw_docx,
    raw_table,
    xlsx,
    zipped,
)

__all__ = [
    "GOOD",
    "HEADINGS",
    "ROWS",
    "STRICT",
    "W",
    "add_table",
    "comments_docx",
    "content_control_docx",
    "dated_xlsx",
    "delimited",
    "docx",
    "formulas_xlsx",
    "google_xlsx",
    "headless_docx",
    "html_table",
    "indented_rows_docx",
    "landscape_docx",
    "merged_docx",
    "merged_xlsx",
    "nested_docx",
    "ods",
    "ods_row",
    "odt_table",
    "plain_ods",
    "raw_cell",
    "raw_docx",
    "raw_table",
    "same_headings_docx",
    "sheets_xlsx",
    "simple_docx",
    "small_nested_docx",
    "split_docx",
    "strict_docx",
    "text_box_docx",
    "tracked_docx",
    "two_row_headings_docx",
    "two_tables_docx",
    "xlsx",
    "zipped",
]


def odt_table() -> bytes:
    """A table in an OpenDocument text."""
    head = f"<table:table-header-rows>{ods_row(HEADINGS)}</table:table-header-rows>"
    rows = head + "".join(map(ods_row, ROWS))
    return ods(f'<table:table table:name="T1">{rows}</table:table>', "text")


def delimited(delimiter: str, rows: Iterable[Sequence[str]] = (HEADINGS, *ROWS)) -> str:
    """Delimited text; cells that hold the delimiter are quoted."""
    return "\r\n".join(
        delimiter.join(f'"{text}"' if delimiter in text else text for text in row) for row in rows
    )


def html_table() -> bytes:
    """A web page that a case system calls .xls."""
    rows = "".join(
        "<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in (HEADINGS, *ROWS)
    )
    return f"<html><head><title>x</title></head><body><table>{rows}</table></body></html>".encode()


GOOD: dict[str, bytes] = {
    "simple.docx": simple_docx(),
    "landscape.docx": landscape_docx(),
    "merged.docx": merged_docx(),
    "headless.docx": headless_docx(),
    "split.docx": split_docx(),
    "two tables.docx": two_tables_docx(),
    "nested.docx": nested_docx(),
    "small nested.docx": small_nested_docx(),
    "tracked.docx": tracked_docx(),
    "strict.docx": strict_docx(),
    "two row headings.docx": two_row_headings_docx(),
    "content controls.docx": content_control_docx(),
    "text box.docx": text_box_docx(),
    "comments.docx": comments_docx(),
    "same headings.docx": same_headings_docx(),
    "dates.xlsx": dated_xlsx(),
    "merged.xlsx": merged_xlsx(),
    "sheets.xlsx": sheets_xlsx(),
    "google.xlsx": google_xlsx(),
    "plain.ods": plain_ods(),
    "text.odt": odt_table(),
    "comma.csv": delimited(",").encode(),
    "semicolon.csv": delimited(";").encode("cp1252"),
    "tab.tsv": delimited("\t").encode("utf-16"),
    "bar.txt": delimited("|").encode("utf-8-sig"),
    "told.csv": ("sep=;\r\n" + delimited(";")).encode(),
    "utf-16 bare.csv": delimited(",").encode("utf-16-le"),
    "nulls.csv": delimited(",").replace("Niche", "Ni\x00che").encode(),
    "page.xls": html_table(),
    "table.html": html_table(),
    "lines.txt": "\n".join(f"{row[0]} - {row[2]}" for row in ROWS).encode(),
    "bars.md": "\n".join(f"| {' | '.join(r)} |" for r in (HEADINGS, ("---",) * 4, *ROWS)).encode(),
    **SHAPES,
}
