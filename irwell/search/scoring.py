"""Scores of records by meaning, and how scores of different kinds are put on one scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .close_reading import nearness_of_records
from .encoder import Matrix, Read
from .lexical import Group, Rows
from .postings import Mask, Scores
from .queries import Asked
from .storage import Generation

POOL = 1000
APART = 5
FEW_RECORDS = 100  # what so few have in common is told half as surely
READ_EXACTLY = 2000  # passages; the rest are told apart by their strongest directions alone
READ_CLOSELY = 30  # records, and of each so many passages:
PASSAGES_EACH = 3
MOST_TYPED = 40  # words; what has more was pasted


MOST_SHOWN = 200  # where not every word must stand
LEAST_SHARE_OF_BEST = 0.35


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of evidence is worth beside the words of the whole record, which count 1."""

    passage: float
    word_pairs: float
    alike_records: float = 0
    nearest_passage: float = 0
    whole_record: float = 0
    read_closely: float = 0
    like_the_best: float = 0
    nearest_beside_words: float = 0  # beside the words of record and passage alone


# Chosen on the development sets (bench/search.py); equal weights do worse than words alone.
# A pasted paragraph has words enough to be found by; a short question needs meaning more.
BY_WORDS = Weights(passage=0.4, word_pairs=0.8, alike_records=0.1)
BY_MEANING = Weights(
    passage=0.2,
    word_pairs=0.4,
    nearest_passage=0.5,
    whole_record=0.1,
    read_closely=1.0,
    like_the_best=0.5,
    nearest_beside_words=0.4,
)
PASTED = Weights(
    passage=0.4,
    word_pairs=1.2,
    nearest_passage=0.3,
    whole_record=0.4,
    nearest_beside_words=0.15,
)
CLOSE_SPAN = 0.35  # a record so much less near, word by word, than the nearest gains nothing


def weights_for(asked: Asked, *, meaning: bool) -> Weights:
    """By how much was asked, and whether its meaning counts."""
    if was_pasted(asked):
        return PASTED
    return BY_MEANING if meaning else BY_WORDS


def was_pasted(asked: Asked) -> bool:
    """Whether it has more words than people type."""
    return len(asked.groups) > MOST_TYPED


@dataclass(frozen=True, slots=True)
class Ranking:
    """A score for each record, and which of them are results before filters narrow them."""

    scores: Scores
    matched: Mask
    parts: Scores | None = None
    cosines: Scores | None = None
    most: int | None = None
    least_share: float = 0.0
    fewest: int = 0  # so many are results however far they stand behind the best
    any_word: Mask | None = None  # what has some of the words, where all are wanted
    groups: tuple[Group, ...] = ()  # what was asked for, where not every result has all of it
    always: Mask | None = None  # results in any case
    kept_by: Scores | None = None  # tells which are results at all, where the score does not

    def rows(self, allowed: Mask | None, first: int | None = None) -> tuple[Rows, Scores]:
        """Results, best first; only so many need be in order, where a number is given."""
        (rows,) = (self.matched if allowed is None else self.matched & allowed).nonzero()
        scores = self.scores.take(rows)
        if self.most is not None:
            kept = self._kept(rows, scores)
            rows, scores = rows[kept], scores[kept]
        if first is None or first >= len(rows):
            order = np.argsort(-scores, kind="stable")
        else:
            ahead = _best(scores, first)
            order = np.flatnonzero(ahead)
            order = order[np.argsort(-scores[order], kind="stable")]
            order = np.concatenate([order, np.flatnonzero(~ahead)])
        return rows.take(order), scores.take(order)

    def _kept(self, rows: Rows, scores: Scores) -> Mask:
        """What is not too far behind the best, and not too many."""
        if self.kept_by is not None:
            scores = self.kept_by.take(rows)
        best = float(scores.max(initial=0))
        kept = scores >= best * self.least_share if best > 0 else np.zeros(len(rows), np.bool_)
        kept |= _best(scores, self.fewest)
        kept &= _best(scores, self.most or len(rows))
        return kept if self.always is None else kept | self.always[rows]

    def count(self, allowed: Mask | None) -> int:
        """How many are left."""
        return int(np.count_nonzero(self.matched if allowed is None else self.matched & allowed))


def _best(scores: Scores, n: int) -> Mask:
    """The n best, the first of equals first: far quicker than to put all in order."""
    if n >= len(scores):
        return np.ones(len(scores), np.bool_)
    if n <= 0:
        return np.zeros(len(scores), np.bool_)
    edge = np.partition(scores, len(scores) - n)[len(scores) - n]
    out: Mask = scores > edge
    equal = np.flatnonzero(scores == edge)
    out[equal[: n - np.count_nonzero(out)]] = True
    return out


def by_words(
    generation: Generation, asked: Asked, by: Weights, whole: Scores, parts: Scores
) -> Scores:
    """The whole record, its best passage, and words side by side as in the question."""
    out = to_best(whole) + by.passage * telling(best_of(generation, parts))
    out += by.word_pairs * telling(generation.lexical.scored_pairs(asked))
    return np.asarray(out, np.float32)


def by_meaning(
    generation: Generation, asked: Asked, words: Scores, parts: Scores, among: Mask, read: Read
) -> tuple[Scores, Scores, Scores]:
    """Words, nearness, the best read closely, then what is like the three best; the same without close reading, which puts
    the best in order but makes no other record less of a result; and the nearness of each passage.
    """
    by = weights_for(asked, meaning=True)
    near = nearness_apart if was_pasted(asked) else nearness
    nearest, mean, cosines = near(generation, read.vectors[0])
    out = words + by.nearest_passage * above_pool(nearest) + by.whole_record * above_pool(mean)
    close = np.zeros(len(out), np.float32)
    if by.read_closely and generation.words is not None and len(read.words[0]):
        rows, each = closely(generation, read.words[0], out * among, to_best(parts) + cosines)
        close[rows] = by.read_closely * each
    if by.like_the_best and generation.whole is not None:
        best = (out + close) * among
        out = out + by.like_the_best * above_pool(like_the_best(generation.whole, best))
    return np.asarray(out + close, np.float32), np.asarray(out, np.float32), cosines


def closely(
    generation: Generation, asked: Matrix, scores: Scores, likely: Scores
) -> tuple[Rows, Scores]:
    """The best records, and how near the likeliest passages of each come word by word: 1 for the nearest."""
    assert generation.words is not None
    rows = np.flatnonzero(_best(scores, READ_CLOSELY) & (scores > 0))
    if not len(rows):
        return rows, np.zeros(0, np.float32)
    passages: list[Rows] = []
    for row in rows.tolist():
        own = generation.passages_of(row)
        passages.append(
            own.start + np.flatnonzero(_best(likely[own.start : own.stop], PASSAGES_EACH))
        )
    starts = np.cumsum([0, *map(len, passages[:-1])])
    near = generation.words.nearest(asked, np.concatenate(passages))
    each = nearness_of_records(near, starts)
    return rows, np.clip(1 + (each - each.max()) / np.float32(CLOSE_SPAN), 0, None)


def best_of(generation: Generation, parts: Scores) -> Scores:
    """For each record, the score of its best passage."""
    if not len(parts):
        return np.zeros(len(generation.records), np.float32)
    bits = parts.view(np.int32)  # none is below nought, so they order as they do; a third faster
    best: Scores = np.maximum.reduceat(bits, generation.starts).view(np.float32)
    return best


def nearness(generation: Generation, vector: Matrix) -> tuple[Scores, Scores, Scores]:
    """For each record, the nearest passage and the mean over all its passages; and each passage."""
    cosines = _products(generation, vector[:, None])[:, 0]
    nearest, mean = _of_records(generation, cosines)
    return nearest, mean, cosines


def nearness_apart(generation: Generation, vector: Matrix) -> tuple[Scores, Scores, Scores]:
    """The same by what tells this collection’s records apart; and each passage’s plain nearness, to be shown."""
    if generation.apart is None:
        return nearness(generation, vector)
    matrix, lengths = generation.apart
    products = _products(generation, np.stack([vector, matrix @ vector], axis=1), lengths)
    length = np.sqrt(max(float(vector @ matrix @ vector), 1e-9))
    nearest, mean = _of_records(generation, products[:, 1] / (lengths * np.float32(length)))
    return nearest, mean, np.ascontiguousarray(products[:, 0])


def _of_records(generation: Generation, cosines: Scores) -> tuple[Scores, Scores]:
    starts = generation.starts
    counts = np.diff(np.append(starts, len(cosines)))
    nearest = np.maximum.reduceat(cosines, starts)
    mean = np.add.reduceat(cosines, starts) / np.maximum(counts, 1)
    return nearest, mean.astype(np.float32)


def _products(generation: Generation, directions: Matrix, lengths: Scores | None = None) -> Matrix:
    """Each passage along each direction: exact in a small collection, in a large one for the nearest by the last."""
    assert generation.vectors is not None
    if generation.reduced is None:
        return np.asarray(generation.vectors @ directions, np.float32)
    basis, reduced = generation.reduced
    products = np.asarray(reduced @ (basis.T @ directions), np.float32)
    last = products[:, -1] if lengths is None else products[:, -1] / lengths
    near = np.argpartition(last, len(last) - READ_EXACTLY)[-READ_EXACTLY:]
    near.sort()
    products[near] = generation.vectors[near].astype(np.float32) @ directions
    return products


def telling(scores: Scores) -> Scores:
    """Scaled by how far the fifth best stands below the best: what many records have alike tells none of them apart."""
    scaled = to_best(scores)
    if len(scaled) < APART:
        return scaled
    fifth = float(np.partition(scaled, len(scaled) - APART)[len(scaled) - APART])
    return np.asarray(scaled * (1 - fifth), np.float32)


def like_the_best(whole: Matrix, scores: Scores) -> Scores:
    """How near each record as a whole stands to the three best, the better the more."""
    best = np.argsort(-scores, kind="stable")[:3]
    centre = scores[best] @ whole[best]
    centre /= max(float(np.linalg.norm(centre)), 1e-9)
    return np.asarray(whole @ centre, np.float32)


def near_as_a_whole(whole: Matrix, row: int) -> Scores:
    """How near each record stands to this one, without what all records of the collection have in common."""
    common = whole.mean(axis=0) * (len(whole) / (len(whole) + FEW_RECORDS))
    mine = whole[row] - common
    lengths = np.linalg.norm(whole, axis=1) ** 2 - 2 * (whole @ common) + common @ common
    lengths = np.sqrt(np.maximum(lengths * float(mine @ mine), 1e-9))
    return np.asarray((whole @ mine - common @ mine) / lengths, np.float32)


def lent(generation: Generation, scores: Scores) -> Scores:
    """What the five records nearest in meaning have, the nearer the more; nought where the index has no meaning."""
    if generation.alike is None:
        return np.zeros(len(scores), np.float32)
    rows, shares = generation.alike
    return np.asarray((scores.take(rows) * shares).sum(axis=0), np.float32)


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
