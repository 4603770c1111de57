"""What is shown of a timeline and how it is marked. Pure."""

from irwell.combined_chronology.rules.choosing import (
    COLUMNS,
    USUAL,
    Chosen,
    Sought,
    Status,
    Told,
    keep,
    sought,
)
from irwell.combined_chronology.rules.marks import (
    COMMENT,
    LONGEST_TAG,
    Marked,
    annotated,
    for_word,
    marked,
    short_name,
    tags_of,
)
from irwell.combined_chronology.rules.pseudonyms import (
    Labelled,
    Registered,
    in_pseudonyms,
    key_of,
    people_by_label,
    too_short,
    without_words,
    workers_key,
)

__all__ = [
    "COLUMNS",
    "COMMENT",
    "LONGEST_TAG",
    "USUAL",
    "Chosen",
    "Labelled",
    "Marked",
    "Registered",
    "Sought",
    "Status",
    "Told",
    "annotated",
    "for_word",
    "in_pseudonyms",
    "keep",
    "key_of",
    "marked",
    "people_by_label",
    "short_name",
    "sought",
    "tags_of",
    "too_short",
    "without_words",
    "workers_key",
]
