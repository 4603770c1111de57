"""The chronology as files: Word, Excel, CSV and JSON; and an empty one to fill in."""

from irwell.chronology.export.blank import blank_docx, blank_xlsx
from irwell.chronology.export.columns import OutColumn
from irwell.chronology.export.excel import to_xlsx
from irwell.chronology.export.plain import SCHEMA, from_json, guard, to_csv, to_json
from irwell.chronology.export.word import to_docx

__all__ = [
    "SCHEMA",
    "OutColumn",
    "blank_docx",
    "blank_xlsx",
    "from_json",
    "guard",
    "to_csv",
    "to_docx",
    "to_json",
    "to_xlsx",
]
