"""Results by date, by facet and by year, and the words that set passages apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from .lexical import Rows, Scores
from .results import FacetValue
from .storage import Generation


def by_date(
    generation: Generation, rows: Rows, scores: Scores, *, newest: bool
) -> tuple[Rows, Scores]:
    def key(position: int) -> tuple[str, str]:
        record = generation.records[int(rows[position])]
        day = record.published.isoformat() if record.published else str(record.year or "0000")
        return day, record.id

    order = np.array(sorted(range(len(rows)), key=key, reverse=newest), np.int64)
    return rows[order], scores[order]


def facet_values(generation: Generation, rows: Rows, name: str) -> tuple[FacetValue, ...]:
    counts: Counter[str] = Counter()
    for row in rows.tolist():
        record = generation.records[row]
        if name == "theme":
            counts.update(record.themes)
        else:
            counts[record.kind if name == "kind" else record.partnership] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetValue(value, count) for value, count in ordered if value)


def years_of(generation: Generation, rows: Rows) -> tuple[tuple[int, int], ...]:
    found = Counter(
        year for row in rows.tolist() if (year := generation.records[row].year) is not None
    )
    return tuple(sorted(found.items()))


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
