"""What counts as safe to publish. Pure."""

from irwell.anonymisation.rules.certifying import (
    CONFIRMATIONS,
    SEARCH_DAYS,
    objections_to_signing,
)
from irwell.anonymisation.rules.finding import (
    Gate,
    anonymised,
    general_words,
    propose,
    tally,
    through_the_gate,
    write,
)
from irwell.anonymisation.rules.lines import (
    Line,
    accept,
    as_json,
    carry,
    changes,
    from_json,
    left,
    settled,
    unsettle,
    with_words,
)
from irwell.anonymisation.rules.parts import (
    NO_QUESTION,
    Part,
    parts_as_json,
    parts_from_json,
    parts_of,
    waiting,
    with_parts,
)
from irwell.anonymisation.rules.words import as_register, words_left

__all__ = [
    "CONFIRMATIONS",
    "NO_QUESTION",
    "SEARCH_DAYS",
    "Gate",
    "Line",
    "Part",
    "accept",
    "anonymised",
    "as_json",
    "as_register",
    "carry",
    "changes",
    "from_json",
    "general_words",
    "left",
    "objections_to_signing",
    "parts_as_json",
    "parts_from_json",
    "parts_of",
    "propose",
    "settled",
    "tally",
    "through_the_gate",
    "unsettle",
    "waiting",
    "with_parts",
    "with_words",
    "words_left",
    "write",
]  # fmt: skip
