"""Reads of the combined chronology, by topic."""

from irwell.agency_returns.queries import line_queries_of
from irwell.combined_chronology.queries.passages import (
    document_to_quote,
    documents_to_quote,
    parts_of,
    passage_for,
    passages_of,
)
from irwell.combined_chronology.queries.prepared import (
    Prepared,
    forget_timelines,
    prepared,
    timeline_of,
)
from irwell.combined_chronology.queries.reading import Reading, chosen_from, read
from irwell.combined_chronology.queries.returns import (
    NONCE,
    WORDS,
    Answered,
    annotations_of,
    answered,
    bound_to,
    carried_lines,
    code_of,
    enquiries_of,
    last_merge,
    line_of,
    lost_lines,
    marks_of,
    pseudonym_key,
    registered_of,
    request_to,
    words_of,
)
from irwell.combined_chronology.queries.saved_views import view_for, views_for

__all__ = [
    "NONCE",
    "WORDS",
    "Answered",
    "Prepared",
    "Reading",
    "annotations_of",
    "answered",
    "bound_to",
    "carried_lines",
    "chosen_from",
    "code_of",
    "document_to_quote",
    "documents_to_quote",
    "enquiries_of",
    "forget_timelines",
    "last_merge",
    "line_of",
    "line_queries_of",
    "lost_lines",
    "marks_of",
    "parts_of",
    "passage_for",
    "passages_of",
    "prepared",
    "pseudonym_key",
    "read",
    "registered_of",
    "request_to",
    "timeline_of",
    "view_for",
    "views_for",
    "words_of",
]
