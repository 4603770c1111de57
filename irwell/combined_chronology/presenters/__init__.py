"""View models of the combined chronology, by topic."""

from irwell.combined_chronology.presenters.choosing import (
    at,
    changed,
    chips,
    line_address,
    month_of,
    pages,
    parts,
    section_pages,
    without,
    without_names,
)
from irwell.combined_chronology.presenters.enquiries import enquiries
from irwell.combined_chronology.presenters.exporting import KINDS, exported, subtitle
from irwell.combined_chronology.presenters.facts import FactCard, facts
from irwell.combined_chronology.presenters.gathering import Gathering, gathering
from irwell.combined_chronology.presenters.grid import grid, grid_table
from irwell.combined_chronology.presenters.line_queries import line_queries
from irwell.combined_chronology.presenters.lines import (
    PAGE,
    PART,
    Line,
    agencies,
    cells,
    days,
    line,
    lines,
    neighbours,
    undated,
)
from irwell.combined_chronology.presenters.noticing import (
    Sorted,
    card,
    overview,
    sorted_cards,
    voice,
)
from irwell.combined_chronology.presenters.passages import around, documents, passages, whole
from irwell.combined_chronology.presenters.picture import (
    MANY_MARKS,
    in_words,
    picture,
    room_around,
    zoom,
)
from irwell.combined_chronology.presenters.strip import strip
from irwell.combined_chronology.presenters.table import page_of_lines

__all__ = [
    "KINDS",
    "MANY_MARKS",
    "PAGE",
    "PART",
    "FactCard",
    "Gathering",
    "Line",
    "Sorted",
    "agencies",
    "around",
    "at",
    "card",
    "cells",
    "changed",
    "chips",
    "days",
    "documents",
    "enquiries",
    "exported",
    "facts",
    "gathering",
    "grid",
    "grid_table",
    "in_words",
    "line",
    "line_address",
    "line_queries",
    "lines",
    "month_of",
    "neighbours",
    "overview",
    "page_of_lines",
    "pages",
    "parts",
    "passages",
    "picture",
    "room_around",
    "section_pages",
    "sorted_cards",
    "strip",
    "subtitle",
    "undated",
    "voice",
    "whole",
    "without",
    "without_names",
    "zoom",
]
