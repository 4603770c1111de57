"""Reading tables out of the files that agencies send."""

from __future__ import annotations

from irwell.chronology.importing.loading import load
from irwell.chronology.importing.opendocument import read_ods
from irwell.chronology.importing.sheets import read_xlsx
from irwell.chronology.importing.tables import Row, Table, Tables, UnreadableFile
from irwell.chronology.importing.texts import read_csv, read_html_tables, read_pasted
from irwell.chronology.importing.word import read_docx_tables

__all__ = [
    "Row",
    "Table",
    "Tables",
    "UnreadableFile",
    "load",
    "read_csv",
    "read_docx_tables",
    "read_html_tables",
    "read_ods",
    "read_pasted",
    "read_xlsx",
]
