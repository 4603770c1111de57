"""The chronology engine: tables in, one timeline out.

Pure Python: no web, no database, no clock and no network. The way through it:

    tables = load("return.docx", data)                       # UnreadableFile says why not
    mapping = guess_mapping(tables)                           # a person may correct it
    read = apply(tables, mapping, agency="Police", return_version=1)
    timeline = merge([read, ...])                             # the same in any order
    document = to_docx(timeline, title="Combined chronology")
    study = Study(timeline, Background(incident=...))         # taken apart once, for every question
    noticed = observations(study)                             # each quotes the entries it rests on

Dates are `datetime.date`, times local (Europe/London) `datetime.time`, both inclusive.
"""

from irwell.chronology.background import (
    AgencySort,
    Background,
    Person,
    Plan,
    PlanPeriod,
    agency_sort,
)
from irwell.chronology.collecting import kept_for_long, without_collecting
from irwell.chronology.colours import Mark, Pattern, contrast, marks
from irwell.chronology.diff import Change, Diff, FieldChange, diff
from irwell.chronology.entry import Answer, Entry, Note, NoteCode
from irwell.chronology.export import (
    SCHEMA,
    OutColumn,
    blank_docx,
    blank_xlsx,
    from_json,
    guard,
    to_csv,
    to_docx,
    to_json,
    to_xlsx,
)
from irwell.chronology.fault import Fault, Kind
from irwell.chronology.fields import COLUMNS, Column, Field, heading_key, usual_column
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
from irwell.chronology.observation import Observation, Observed, Reason, Sureness, carry_over
from irwell.chronology.observe import observations
from irwell.chronology.patterns import (
    Episode,
    Voice,
    VoiceOver,
    child_voice,
    episodes,
    missed_runs,
    movements,
    parallel_episodes,
    voice_observations,
)
from irwell.chronology.picture import View, to_svg, to_svg_pages
from irwell.chronology.pseudonyms import Pseudonym, PseudonymKey, plain_name
from irwell.chronology.reading import Corrections, Import, accept_suggestions, apply
from irwell.chronology.sameevent import (
    BY_HAND,
    Difference,
    SameEvent,
    Settled,
    compare_accounts,
    one_event,
    same_events,
)
from irwell.chronology.silences import (
    Cell,
    ContactRule,
    Grid,
    agency_grid,
    contact_rules,
    expected_contact,
    last_contacts,
    silences,
)
from irwell.chronology.study import Study
from irwell.chronology.untold import Fact, FactKind, Untold, facts_of, told_apart, untold
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
    "BY_HAND",
    "COLUMNS",
    "SCHEMA",
    "AgencySort",
    "Answer",
    "Background",
    "Cell",
    "Change",
    "Column",
    "ColumnGuess",
    "ContactRule",
    "Corrections",
    "Diff",
    "Difference",
    "Entry",
    "Episode",
    "Fact",
    "FactKind",
    "Fault",
    "Field",
    "FieldChange",
    "Grid",
    "Import",
    "Kind",
    "Layout",
    "Mapping",
    "Mark",
    "Note",
    "NoteCode",
    "Observation",
    "Observed",
    "OutColumn",
    "Part",
    "Pattern",
    "Person",
    "Plan",
    "PlanPeriod",
    "Precision",
    "Pseudonym",
    "PseudonymKey",
    "Qualifier",
    "ReadTime",
    "Reason",
    "Row",
    "SameEvent",
    "Settled",
    "Study",
    "Sureness",
    "Table",
    "Tables",
    "Timeline",
    "UnreadableFile",
    "Untold",
    "View",
    "Voice",
    "VoiceOver",
    "When",
    "accept_suggestions",
    "agency_grid",
    "agency_sort",
    "apply",
    "blank_docx",
    "blank_xlsx",
    "carry_over",
    "child_voice",
    "compare_accounts",
    "contact_rules",
    "contrast",
    "diff",
    "episodes",
    "expected_contact",
    "facts_of",
    "from_json",
    "guard",
    "guess_mapping",
    "heading_key",
    "in_order",
    "kept_for_long",
    "last_contacts",
    "load",
    "marks",
    "merge",
    "missed_runs",
    "movements",
    "observations",
    "one_event",
    "parallel_episodes",
    "plain_name",
    "read_csv",
    "read_docx_tables",
    "read_html_tables",
    "read_ods",
    "read_pasted",
    "read_time",
    "read_when",
    "read_xlsx",
    "same_events",
    "silences",
    "to_csv",
    "to_docx",
    "to_json",
    "to_svg",
    "to_svg_pages",
    "to_xlsx",
    "told_apart",
    "undated",
    "untold",
    "usual_column",
    "voice_observations",
    "without_collecting",
]
