"""“These words”: records with all of them, and those with most of them, so that nobody mistakes one for the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .lexical import Group
from .postings import Mask
from .queries import Asked
from .scoring import LEAST_SHARE_OF_BEST, MOST_SHOWN, Ranking

ABOVE_ALL = 100.0
FEWEST = 10  # with fewer that have both words, those that have one of them follow
FEW_WORDS = (
    2  # so many are all wanted; of more, a record that says one of them otherwise may answer better
)
NONE_HAS = "No record has all of these words. These have the most of them."


def with_most(
    ranking: Ranking, asked: Asked, allowed: Mask | None, notes: list[str], *, ranked: bool
) -> Ranking:
    """The same with records that have most of the words, where few have all or many were asked for; a note says so."""
    having = ranking.count(allowed)
    every_one = len(ranking.groups) <= FEW_WORDS or asked.is_exact
    if ranking.any_word is None or (having and (not ranked or (every_one and having >= FEWEST))):
        return replace(ranking, groups=())
    wider = replace(
        ranking,
        matched=ranking.matched | ranking.any_word,
        most=MOST_SHOWN,
        least_share=LEAST_SHARE_OF_BEST,
        fewest=FEWEST,
        always=ranking.matched,
    )
    if wider.count(allowed) == having:
        return replace(ranking, groups=())
    if not having:
        notes.append(NONE_HAS)
        return wider
    has = "One record has" if having == 1 else f"{having} records have"
    if not every_one:
        notes.append(f"{has} all of these words. Among them stand others that have most of them.")
        return wider
    notes.append(f"{has} all of these words. Those that follow have the most of them.")
    first = ranking.matched * np.float32(ABOVE_ALL)
    return replace(wider, scores=wider.scores + first, most=FEWEST, least_share=0.0)


def lacking(groups: Sequence[Group], row: int) -> tuple[str, ...]:
    """What was asked for, as it was typed, and does not stand in this record."""
    return tuple(group.said for group in groups if not group.mask[row])
