"""Scores of records by meaning, and how scores of different kinds are put on one scale."""

from __future__ import annotations

import numpy as np

from .lexical import Rows, Scores
from .storage import Generation
from .vectors import Matrix

POOL = 1000


def nothing() -> tuple[Rows, Scores]:
    return np.zeros(0, np.int64), np.zeros(0, np.float32)


def nearness(generation: Generation, vector: Matrix) -> tuple[Scores, Scores]:
    """For each record, the nearest passage and the mean over all its passages."""
    assert generation.vectors is not None
    cosines = generation.vectors @ vector
    starts = generation.starts
    counts = np.diff(np.append(starts, len(cosines)))
    nearest = np.maximum.reduceat(cosines, starts)
    mean = np.add.reduceat(cosines, starts) / np.maximum(counts, 1)
    return nearest.astype(np.float32), mean.astype(np.float32)


def nearest_records(generation: Generation, vector: Matrix, *, whole: bool) -> tuple[Rows, Scores]:
    nearest, mean = nearness(generation, vector)
    score = (nearest + mean) / 2 if whole else nearest
    order = np.argsort(-score, kind="stable")[:50]
    return order, np.asarray(score[order], np.float32)


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
