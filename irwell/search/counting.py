"""Results by date, by facet and by year, and the words that set passages apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .lexical import Rows
from .postings import Scores
from .results import FacetValue
from .storage import Generation


def by_date(
    generation: Generation, rows: Rows, scores: Scores, *, newest: bool
) -> tuple[Rows, Scores]:
    place = generation.columns.by_date[rows]
    order = np.argsort(-place if newest else place, kind="stable")
    return rows[order], scores[order]


def facet_values(generation: Generation, rows: Rows, name: str) -> tuple[FacetValue, ...]:
    column = generation.columns.facets[name]
    if not column.values:
        return ()
    found = [(column.values[code], count) for code, count in _counted(column.of_rows(rows))]
    found.sort(key=lambda item: (-item[1], item[0]))
    return tuple(FacetValue(value, count) for value, count in found)


def years_of(generation: Generation, rows: Rows) -> tuple[tuple[int, int], ...]:
    columns = generation.columns
    found = _counted(columns.year_codes.take(rows))
    return tuple(
        (columns.known_years[code], count) for code, count in found if columns.known_years[code]
    )


def _counted(codes: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Each code that occurs, in order, with how often."""
    counts = np.bincount(codes)
    (found,) = counts.nonzero()
    return list(zip(found.tolist(), counts[found].tolist(), strict=True))


def telling_words(generation: Generation, passages: Sequence[int]) -> str:
    """The words that set these passages apart, for when there are no vectors."""
    counts: Counter[str] = Counter()
    for row in passages[:40]:
        counts.update({w for w in generation.passage(row).text.lower().split() if w.isalpha()})
    vocabulary: Any = generation.lexical.vocabulary()
    size = len(generation.records)

    def telling(word: str) -> float:
        return float(counts[word] * np.log((size + 1) / (1 + vocabulary.get(word, size))))

    return " ".join(sorted((w for w in counts if len(w) > 3), key=telling, reverse=True)[:30])
