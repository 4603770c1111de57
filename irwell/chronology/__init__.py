"""The chronology engine: tables in, one timeline out.

Pure Python: no web, no database, no clock and no network. The way through it:

    tables = load("return.docx", data)                       # UnreadableFile says why not
    mapping = guess_mapping(tables)                           # a person may correct it
    read = apply(tables, mapping, agency="Police", return_version=1)
    timeline = merge([read, ...])                             # the same in any order
    document = to_docx(timeline, title="Combined chronology")

Dates are `datetime.date`, times local (Europe/London) `datetime.time`, both inclusive.
"""

from irwell.chronology.colours import Mark, Pattern, contrast, marks
from irwell.chronology.diff import Change, Diff, FieldChange, diff
from irwell.chronology.entry import Answer, Entry, Note, NoteCode
from irwell.chronology.export import (
    SCHEMA,
    from_json,
    guard,
    to_csv,
    to_docx,
    to_json,
    to_xlsx,
)
from irwell.chronology.fault import Fault, Kind
from irwell.chronology.fields import COLUMNS, Column, Field
from irwell.chronology.importing import (
    Row,
    Table,
    Tables,
    UnreadableFile,
    load,
    read_csv,
    read_docx_tables,
    read_html_tables,
    read_ods,
    read_pasted,
    read_xlsx,
)
from irwell.chronology.mapping import ColumnGuess, Layout, Mapping, guess_mapping
from irwell.chronology.merge import Timeline, in_order, merge
from irwell.chronology.picture import View, to_svg, to_svg_pages
from irwell.chronology.pseudonyms import Pseudonym, PseudonymKey, plain_name
from irwell.chronology.reading import Corrections, Import, accept_suggestions, apply
from irwell.chronology.when import (
    Part,
    Precision,
    Qualifier,
    ReadTime,
    When,
    read_time,
    read_when,
    undated,
)

__all__ = [
    "COLUMNS",
    "SCHEMA",
    "Answer",
    "Change",
    "Column",
    "ColumnGuess",
    "Corrections",
    "Diff",
    "Entry",
    "Fault",
    "Field",
    "FieldChange",
    "Import",
    "Kind",
    "Layout",
    "Mapping",
    "Mark",
    "Note",
    "NoteCode",
    "Part",
    "Pattern",
    "Precision",
    "Pseudonym",
    "PseudonymKey",
    "Qualifier",
    "ReadTime",
    "Row",
    "Table",
    "Tables",
    "Timeline",
    "UnreadableFile",
    "View",
    "When",
    "accept_suggestions",
    "apply",
    "contrast",
    "diff",
    "from_json",
    "guard",
    "guess_mapping",
    "in_order",
    "load",
    "marks",
    "merge",
    "plain_name",
    "read_csv",
    "read_docx_tables",
    "read_html_tables",
    "read_ods",
    "read_pasted",
    "read_time",
    "read_when",
    "read_xlsx",
    "to_csv",
    "to_docx",
    "to_json",
    "to_svg",
    "to_svg_pages",
    "to_xlsx",
    "undated",
]
