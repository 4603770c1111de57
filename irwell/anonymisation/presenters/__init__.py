"""View models of the anonymisation."""

from irwell.anonymisation.presenters.looking import look_progress
from irwell.anonymisation.presenters.parts import PartCard, part_cards
from irwell.anonymisation.presenters.queue import (
    DONE,
    Card,
    cards,
    everybody,
    kinds_of,
    passages,
    progress,
)
from irwell.anonymisation.presenters.second import Difference, differences, rule_words
from irwell.anonymisation.presenters.standing import (
    article_of,
    blocking,
    certificate_rows,
    clean_file_lines,
    looked_through,
    meter,
    out_of_sight,
    places_added,
    proposed_title,
    source_choices,
    way,
)

__all__ = [
    "DONE",
    "Card",
    "Difference",
    "PartCard",
    "article_of",
    "blocking",
    "cards",
    "certificate_rows",
    "clean_file_lines",
    "differences",
    "everybody",
    "kinds_of",
    "look_progress",
    "looked_through",
    "meter",
    "out_of_sight",
    "part_cards",
    "passages",
    "places_added",
    "progress",
    "proposed_title",
    "rule_words",
    "source_choices",
    "way",
]  # fmt: skip
