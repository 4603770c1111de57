"""Scores of records by meaning, and how scores of different kinds are put on one scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .lexical import Rows
from .postings import Mask, Scores
from .queries import PROSE, Asked
from .storage import Generation
from .vectors import Matrix

POOL = 1000
READ_EXACTLY = 2000  # passages; the rest are told apart by their strongest directions alone


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of evidence is worth beside the words of the whole record."""

    passage_share: float
    word_pairs: float
    nearest_passage: float
    whole_record: float


# Chosen on the development sets (bench/search.py); equal weights do worse than words alone.
# A pasted paragraph has words enough to be found by; a short question needs meaning more.
TYPED = Weights(0.4, 0.25, 0.4, 0.05)
PASTED = Weights(0.5, 0.3, 0.15, 0.1)


def weights_for(asked: Asked) -> Weights:
    """By how much was asked."""
    return PASTED if len(asked.groups) > PROSE else TYPED


@dataclass(frozen=True, slots=True)
class Ranking:
    """A score for each record, and which of them are results before filters narrow them."""

    scores: Scores
    matched: Mask
    parts: Scores | None = None
    cosines: Scores | None = None
    most: int | None = None
    least_share: float = 0.0
    nearly: Mask | None = None  # what is shown where nothing matches

    def rows(self, allowed: Mask | None) -> tuple[Rows, Scores]:
        """Results, best first."""
        rows = np.flatnonzero(self.matched if allowed is None else self.matched & allowed)
        scores = self.scores[rows]
        order = np.argsort(-scores, kind="stable")
        if self.most is not None:
            order = order[: self.most]
            best = float(scores[order[0]]) if len(order) else 0.0
            order = order[scores[order] >= best * self.least_share] if best > 0 else order[:0]
        return rows[order], scores[order]

    def count(self, allowed: Mask | None) -> int:
        """How many are left."""
        return int(np.count_nonzero(self.matched if allowed is None else self.matched & allowed))


def best_of(generation: Generation, parts: Scores) -> Scores:
    """For each record, the score of its best passage."""
    if not len(parts):
        return np.zeros(len(generation.records), np.float32)
    return np.asarray(np.maximum.reduceat(parts, generation.starts), np.float32)


def nearness(generation: Generation, vector: Matrix) -> tuple[Scores, Scores, Scores]:
    """For each record, the nearest passage and the mean over all its passages; and each passage."""
    cosines = _cosines(generation, vector)
    starts = generation.starts
    counts = np.diff(np.append(starts, len(cosines)))
    nearest = np.maximum.reduceat(cosines, starts)
    mean = np.add.reduceat(cosines, starts) / np.maximum(counts, 1)
    return nearest, mean.astype(np.float32), cosines


def nearest_records(generation: Generation, vector: Matrix, *, whole: bool) -> tuple[Rows, Scores]:
    """The fifty records nearest to a vector."""
    nearest, mean, _ = nearness(generation, vector)
    score = (nearest + mean) / 2 if whole else nearest
    order = np.argsort(-score, kind="stable")[:50]
    return order, np.asarray(score[order], np.float32)


def _cosines(generation: Generation, vector: Matrix) -> Scores:
    """Exact for every passage of a small collection; of a large one for those that come near."""
    assert generation.vectors is not None
    if generation.reduced is None:
        return np.asarray(generation.vectors @ vector, np.float32)
    basis, reduced = generation.reduced
    cosines = np.asarray(reduced @ (vector @ basis), np.float32)
    near = np.argpartition(cosines, len(cosines) - READ_EXACTLY)[-READ_EXACTLY:]
    near.sort()
    cosines[near] = generation.vectors[near] @ vector
    return cosines


def to_best(scores: Scores) -> Scores:
    best = float(scores.max(initial=0))
    return np.asarray(scores / best if best > 0 else scores, np.float32)


def above_pool(scores: Scores) -> Scores:
    """From 0 at the edge of the thousand best to 1 at the best, so that no scale wins by itself."""
    if not len(scores):
        return scores
    best = float(scores.max())
    edge = float(np.partition(scores, max(0, len(scores) - POOL))[max(0, len(scores) - POOL)])
    if len(scores) <= POOL:
        edge = min(edge, 0.0)
    raised = np.clip((scores - edge) / max(best - edge, 1e-6), 0, None)
    return np.asarray(raised, np.float32)
