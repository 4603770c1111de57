"""Dates and times as people write them in British records."""

from irwell.chronology.when.dates import read_when, with_time
from irwell.chronology.when.times import ReadTime, clock_change_note, read_time
from irwell.chronology.when.value import Part, Precision, Qualifier, SortKey, When, undated

__all__ = [
    "Part",
    "Precision",
    "Qualifier",
    "ReadTime",
    "SortKey",
    "When",
    "clock_change_note",
    "read_time",
    "read_when",
    "undated",
    "with_time",
]
