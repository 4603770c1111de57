"""Close reading: each word of a question beside each word of a passage, as each is meant where it stands.

One vector for a whole passage says what it is about. Here every telling word keeps its own, as
signs alone (one bit for each direction). A passage is as near to a question as, on average over
the question’s words, the nearest of its words is: late interaction, after Khattab and Zaharia
(2020). Reading a passage so costs more than its one vector, so only the best are read.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .encoder import Matrix

Signs = NDArray[np.uint8]
Rows = NDArray[np.int64]
Scores = NDArray[np.float32]

SIGNS, ENDS = "signs.bin", "signs-ends.npy"


def signs_of(words: Matrix) -> Signs:
    """A row of bits for each word: whether it points along each direction or against it."""
    return np.packbits(words > 0, axis=1)


def write_words(folder: Path, passages: Iterable[bytes]) -> None:
    """The signs of every word of every passage in a row, and where each passage ends."""
    ends = []
    with (folder / SIGNS).open("wb") as file:
        for signs in passages:
            file.write(signs)
            ends.append(file.tell())
    np.save(folder / ENDS, np.array(ends, np.int64))


class Words:
    """The words of all passages, left on the disk until a passage is to be read."""

    def __init__(self, folder: Path, width: int) -> None:
        # kept open, so that it can be read when the folder is gone; not mapped, so that it takes no memory
        self._file = os.open(folder / SIGNS, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)
        self._ends: Rows = np.load(folder / ENDS)
        if os.fstat(self._file).st_size != self._ends.max(initial=0):
            raise ValueError(f"{SIGNS} is not as long as {ENDS} says")
        self._width, self._row = width, (width + 7) // 8

    def nearest(self, asked: Matrix, passages: Rows) -> Matrix:
        """For each of these passages and each word asked for, how near the nearest word comes: at most 1, -1 for none."""
        read = [self._signs(passage) for passage in passages.tolist()]
        counts = np.array([len(each) // self._row for each in read])
        out = np.full((len(passages), len(asked)), -1, np.float32)
        (filled,) = counts.nonzero()
        if len(filled) and len(asked):
            first = np.concatenate([[0], np.cumsum(counts[filled])[:-1]])
            out[filled] = np.maximum.reduceat(self._along(asked, b"".join(read)), first, axis=0)
        return out

    def each(self, asked: Matrix, passage: int) -> Matrix:
        """The same for every word of one passage, in their order."""
        return self._along(asked, self._signs(passage))

    def _signs(self, passage: int) -> bytes:
        start = int(self._ends[passage - 1]) if passage else 0
        return os.pread(self._file, int(self._ends[passage]) - start, start)

    def _along(self, asked: Matrix, signs: bytes) -> Matrix:
        rows = np.frombuffer(signs, np.uint8).reshape(-1, self._row)
        bits = np.unpackbits(rows, axis=1, count=self._width).astype(np.float32)
        along = 2 * (bits @ asked.T) - asked.sum(axis=1)
        return np.asarray(along / np.sqrt(np.float32(self._width)), np.float32)


def nearness_of_records(near: Matrix, starts: Rows) -> Scores:
    """From how near each passage comes to each word, one number for each record, whose passages start at `starts`.

    A word that all of them come near to tells none of them apart: each counts by how far the
    best stands above the mean. Half is what the best passage says by itself, half what the
    record’s passages say together.
    """
    telling = near.max(axis=0) - near.mean(axis=0)
    telling /= max(float(telling.sum()), 1e-9)
    by_itself = np.maximum.reduceat(near @ telling, starts)
    together = np.maximum.reduceat(near, starts, axis=0) @ telling
    return np.asarray((by_itself + together) / 2, np.float32)
