"""What is kept of the meaning of passages, and what is worked out from it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .close_reading import signs_of
from .encoder import BATCH, Encoder, Matrix

Progress = Callable[[str, int, int], None]

ENOUGH_TO_LEARN = 200  # passages that are not alone in their record
AT_ONCE = 10_000


def strongest_directions(vectors: Matrix, count: int = 96) -> Matrix:
    """The directions in which vectors differ most: what is lost without the others is little."""
    sample = vectors[:: max(1, len(vectors) // 20_000)].astype(np.float32)
    _, directions = np.linalg.eigh(sample.T @ sample)
    return np.ascontiguousarray(directions[:, -count:], np.float32)


def whole_records(vectors: Matrix, owners: NDArray[np.int64], records: int) -> Matrix:
    """The mean of each record’s vectors, of length one."""
    if not records:
        return np.zeros((0, vectors.shape[1]), np.float32)
    whole = np.add.reduceat(vectors, np.searchsorted(owners, np.arange(records)))
    return np.asarray(
        whole / np.maximum(np.linalg.norm(whole, axis=1, keepdims=True), 1e-9), np.float32
    )


def telling_apart(vectors: Matrix, owners: NDArray[np.int64], records: int) -> Matrix | None:
    """A matrix that plays down the directions in which passages of one record differ from each other.

    What varies inside a record tells no record from another. Learned from this collection’s own
    passages, half way to leaving them as they are; None where there are too few to learn from.
    """
    counts = np.bincount(owners, minlength=records)
    several = counts[owners] > 1
    if np.count_nonzero(several) < ENOUGH_TO_LEARN:
        return None
    spread = np.zeros((vectors.shape[1],) * 2, np.float64)
    means = np.add.reduceat(vectors, np.searchsorted(owners, np.arange(records)))
    means /= np.maximum(counts, 1)[:, None]
    for start in range(0, len(vectors), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        inside = (vectors[part] - means[owners[part]])[several[part]].astype(np.float64)
        spread += inside.T @ inside
    usual = np.trace(spread) / len(spread)
    if usual <= 0:
        return None
    return np.asarray(np.linalg.inv(spread / usual + np.eye(len(spread))), np.float32)


def lengths_by(matrix: Matrix, vectors: Matrix) -> NDArray[np.float32]:
    """How long each vector is, measured by such a matrix."""
    out = np.zeros(len(vectors), np.float32)
    for start in range(0, len(vectors), AT_ONCE):
        part = vectors[start : start + AT_ONCE]
        out[start : start + AT_ONCE] = np.einsum("ij,ij->i", part @ matrix, part)
    return np.sqrt(np.maximum(out, 1e-9))


def most_alike(whole: Matrix, count: int = 5) -> tuple[NDArray[np.int64], Matrix]:
    """For each record the others nearest to it in meaning, and the share of each, which add up to one."""
    records = len(whole)
    count = min(count, max(0, records - 1))
    rows = np.zeros((records, count), np.int64)
    shares = np.zeros((records, count), np.float32)
    if not count:
        return rows, shares
    for start in range(0, records, 500):
        near = whole[start : start + 500] @ whole.T
        own = np.arange(len(near))
        near[own, start + own] = -1
        best = np.argpartition(near, records - count, axis=1)[:, -count:]
        worth = np.clip(np.take_along_axis(near, best, 1), 1e-6, None) ** 2
        rows[start : start + 500] = best
        shares[start : start + 500] = worth / worth.sum(axis=1, keepdims=True)
    return rows, shares


class VectorStore:
    """What the model made of texts, by their words.

    Rebuilding an index computes only what is new, and a build that was killed goes on where
    it stopped.
    """

    def __init__(self, path: Path, encoder: Encoder) -> None:
        self._encoder = encoder
        self._database = sqlite3.connect(path, timeout=30)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS meaning (digest BLOB PRIMARY KEY, vector BLOB, words BLOB)"
        )

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def known(self, texts: Iterable[str]) -> int:
        """How many of these need no computing."""
        return sum(1 for text in texts if self._find(self._digest(text)) is not None)

    def vectors(self, texts: Sequence[str], progress: Progress) -> Matrix:
        """A vector for each text, computing those that are missing."""
        out = np.zeros((len(texts), self._encoder.width), np.float32)
        missing: list[int] = []
        for index, text in enumerate(texts):
            stored = self._find(self._digest(text))
            if stored is None:
                missing.append(index)
            else:
                out[index] = np.frombuffer(stored, np.float16)
        done = len(texts) - len(missing)
        # neighbours in length share a batch without padding
        missing.sort(key=lambda index: len(texts[index]))
        for start in range(0, len(missing), BATCH * 4):
            batch = missing[start : start + BATCH * 4]
            fresh = self._encoder.read([texts[index] for index in batch])
            rounded = fresh.vectors.astype(np.float16)
            out[batch] = rounded
            with self._database:
                self._database.executemany(
                    "INSERT OR REPLACE INTO meaning VALUES (?, ?, ?)",
                    [
                        (self._digest(texts[index]), row.tobytes(), signs_of(words).tobytes())
                        for index, row, words in zip(batch, rounded, fresh.words, strict=True)
                    ],
                )
            done += len(batch)
            progress("meaning", done, len(texts))
        return out

    def words(self, texts: Iterable[str]) -> Iterator[bytes]:
        """For each text, the signs of its words; all of them must have been computed."""
        for text in texts:
            yield self._database.execute(
                "SELECT words FROM meaning WHERE digest = ?", (self._digest(text),)
            ).fetchone()[0]

    def _digest(self, text: str) -> bytes:
        return hashlib.sha256(f"{self._encoder.name}\0{text}".encode()).digest()

    def _find(self, digest: bytes) -> bytes | None:
        row = self._database.execute(
            "SELECT vector FROM meaning WHERE digest = ?", (digest,)
        ).fetchone()
        return row[0] if row else None
