"""A small statistical model that finds names and places no register knows.

The weights began as Rampart (National Design Studio, CC BY 4.0) and were tuned by the programs in
training/; model/README.md is their card. Only onnxruntime and tokenizers run them.
"""

import hashlib
import json
import re
import threading
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from irwell.anonymise.letters import SMALL, written
from irwell.anonymise.recognise.hits import Hit

# Windows of at most so many tokens, the context the model was tuned on. They end with a sentence; where
# none ends, the next one starts a little before the last one ended so that no name is cut.
WINDOW, OVERLAP = 254, 32
_SENTENCE_ENDS = re.compile(r"(?<=[\w)%’”]{3})[.!?][”’\")]*\s+(?=[“‘\"(]?[A-Z])|\n+")


class TaggerUnavailable(RuntimeError):
    """The model cannot be loaded, so unknown names would pass unseen: stop, do not go on."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How sure the model must be, a kind; chosen on development texts alone.

    `denial`: below this a guess that goes by capitals and forms is taken for none.
    """

    person: float = 0.07
    place: float = 0.5
    organisation: float = 0.5
    address: float = 0.5
    reference: float = 0.5
    date: float = 0.5
    detail: float = 0.85
    denial: float = 0.001


@dataclass
class Tagger:
    """The model, loaded at first use; one object may serve many threads."""

    folder: Path | None = None
    threads: int = 1
    thresholds: Thresholds = field(default_factory=Thresholds)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @cached_property
    def _model(self) -> "_Model":
        with self._lock:
            return _load(self.folder, self.threads)

    def load(self) -> None:
        """Load the model now; TaggerUnavailable says why it cannot be loaded."""
        _ = self._model

    @property
    def name(self) -> str:
        """What a certificate says about the model."""
        return f"rampart, tuned:{self._model.digest[:16]}"

    def scores(self, text: str) -> "Scores":
        """What the model makes of each piece of a text."""
        return next(iter(self.scores_of([text])))

    def hits(self, text: str) -> list[Hit]:
        """Names, places, addresses and numbers that the model takes for personal."""
        return self.scores(text).hits()

    def scores_of(self, texts: Iterable[str]) -> Iterator["Scores"]:
        """The scores of many texts in their order; short ones that follow each other are read at once."""
        pack: list[_Encoded] = []
        for text in texts:
            encoded = self._encoded(text)
            if pack and sum(len(e.ids) for e in pack) + len(encoded.ids) > WINDOW:
                yield from self._read(pack)
                pack = []
            pack.append(encoded)
        yield from self._read(pack)

    def _encoded(self, text: str) -> "_Encoded":
        if not any(c.isalnum() for c in text):
            return _Encoded(text, [], [], [], [])
        encoding = self._model.tokenizer.encode(text, add_special_tokens=False)
        offsets = encoding.offsets
        return _Encoded(text, encoding.ids, written(text, offsets), offsets, encoding.word_ids)

    def _read(self, pack: Sequence["_Encoded"]) -> Iterator["Scores"]:
        """One run over a pack that fits a window; a longer text by itself, window by window."""
        rows: list[list[float]] = []
        ids = [number for encoded in pack for number in encoded.ids]
        letters = [one for encoded in pack for one in encoded.letters]
        words = pack[0].words if len(pack) == 1 else list(range(len(ids)))
        for first, last, keep_from, keep_to in _windows(words, _sentence_starts(pack)):
            read = self._model.by_kind(ids[first:last], letters[first:last])
            rows += read[keep_from - first : keep_to - first]
        begin = 0
        for encoded in pack:
            mine = rows[begin : begin + len(encoded.ids)]
            begin += len(encoded.ids)
            pieces = tuple(
                (start, end, tuple(row))
                for (start, end), row in zip(encoded.offsets, mine, strict=True)
                if end > start
            )
            yield Scores(encoded.text, pieces, self._model.kinds, self.thresholds)


@dataclass(frozen=True, slots=True)
class _Encoded:
    text: str
    ids: list[int]
    letters: list[int]
    offsets: list[tuple[int, int]]
    words: list[int | None]


_Piece = tuple[int, int, tuple[float, ...]]


@dataclass(frozen=True)
class Scores:
    """The model's answer for one text: hits above the thresholds, and how plain a span is."""

    text: str
    pieces: tuple[_Piece, ...]
    kinds: tuple[str, ...]
    thresholds: Thresholds

    def hits(self, *, details: bool = False) -> list[Hit]:
        """Hits of every kind; with `details` also whatever is likely to tell, of whichever kind."""
        found = [
            Hit(start, end, kind, "tagger", round(score, 4))
            for column, kind in enumerate(self.kinds)
            if kind != "detail"
            for start, end, score in self._grouped(
                [(begin, stop, row[column]) for begin, stop, row in self.pieces],
                getattr(self.thresholds, kind),
            )
        ]
        if details:
            sums = [(begin, stop, sum(row)) for begin, stop, row in self.pieces]
            found += [
                Hit(start, end, "detail", "tagger", round(score, 4))
                for start, end, score in self._grouped(sums, self.thresholds.detail)
            ]
        return found

    def person(self, start: int, end: int) -> float:
        """How likely a part of the span is a person's name."""
        column = self.kinds.index("person")
        return max(
            (row[column] for _, _, row in self.pieces[self._inside(start, end)]), default=0.0
        )

    def denies(self, start: int, end: int) -> bool:
        """Whether the model is sure that no part of the span tells of anybody."""
        inside = self._sums[self._inside(start, end)]
        return bool(inside) and max(inside) < self.thresholds.denial

    def _inside(self, start: int, end: int) -> slice:
        """Which pieces share a character with the span; pieces follow each other."""
        return slice(bisect_right(self._ends, start), bisect_left(self._starts, end))

    @cached_property
    def _starts(self) -> list[int]:
        return [begin for begin, _, _ in self.pieces]

    @cached_property
    def _ends(self) -> list[int]:
        return [stop for _, stop, _ in self.pieces]

    @cached_property
    def _sums(self) -> list[float]:
        return [sum(row) for _, _, row in self.pieces]

    def _grouped(
        self, pieces: Sequence[tuple[int, int, float]], threshold: float
    ) -> Iterator[tuple[int, int, float]]:
        """Neighbouring pieces over the threshold made one span, widened to whole words."""
        start, end, best = -1, -1, 0.0
        for begin, stop, score in pieces:
            if score < threshold:
                continue
            begin, stop = _whole_word(self.text, begin, stop)
            if start >= 0 and begin <= end + 1 and self.text[end:begin].strip() == "":
                end, best = max(end, stop), max(best, score)
                continue
            if start >= 0:
                yield start, end, best
            start, end, best = begin, stop, score
        if start >= 0:
            yield start, end, best


def _sentence_starts(pack: Sequence[_Encoded]) -> list[int]:
    """The tokens with which a sentence begins, of a text that is longer than a window."""
    if len(pack) > 1 or len(pack[0].ids) <= WINDOW:
        return []
    begins = [start for start, _ in pack[0].offsets]
    return [bisect_left(begins, end.end()) for end in _SENTENCE_ENDS.finditer(pack[0].text)]


def _windows(
    words: Sequence[int | None], sentences: Sequence[int]
) -> Iterator[tuple[int, int, int, int]]:
    """(first, last, keep from, keep to): each token is kept from the window where it is inmost."""
    total, first, kept = len(words), 0, 0
    while kept < total:
        last = min(first + WINDOW, total)
        ended = sentences[at - 1] if (at := bisect_right(sentences, last)) else 0
        if last < total and ended > first + WINDOW // 2:
            yield first, ended, kept, ended
            first = kept = ended
            continue
        keep_to = last if last == total else last - OVERLAP // 2
        yield first, last, kept, keep_to
        kept = keep_to
        first = max(first + 1, last - OVERLAP)
        while 0 < first < kept and words[first] is not None and words[first] == words[first - 1]:
            first -= 1


def _whole_word(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "\u00ad\u200b"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] in "\u00ad\u200b"):
        end += 1
    return start, end


@dataclass(frozen=True)
class _Model:
    session: Any
    tokenizer: Any
    kinds: tuple[str, ...]
    cls_id: int
    sep_id: int
    digest: str

    def by_kind(self, ids: list[int], letters: list[int]) -> list[list[float]]:
        """For each token the probability of each kind; what is left over is the plain word's."""
        import numpy as np

        if not ids:
            return []
        whole = np.array([[self.cls_id, *ids, self.sep_id]], dtype=np.int64)
        shown = np.array([[SMALL, *letters, SMALL]], dtype=np.int64)
        read = {"input_ids": whole, "letters": shown}
        logits = self.session.run(None, read)[0][0][1:-1]
        raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
        shares = raised / raised.sum(axis=-1, keepdims=True)
        rows: list[list[float]] = shares[:, 1:].tolist()
        return rows


def _load(folder: Path | None, threads: int) -> _Model:
    try:
        import onnxruntime
        from tokenizers import Tokenizer

        root: Traversable = folder or resources.files(__package__) / "model"
        weights = (root / "model.onnx").read_bytes()
        plain, *kinds = json.loads((root / "labels.json").read_text(encoding="utf-8"))
        tokenizer = Tokenizer.from_str((root / "tokenizer.json").read_text(encoding="utf-8"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(
            weights, sess_options=options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # whatever the reason: without the model nothing may pass
        raise TaggerUnavailable(
            f"The name model cannot be loaded ({type(error).__name__}: {error}). "
            "Unknown names would not be found, so nothing can be anonymised until it is installed."
        ) from error
    cls_id, sep_id = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    known = set(Thresholds.__slots__)
    if plain != "O" or cls_id is None or sep_id is None or not set(kinds) <= known:
        raise TaggerUnavailable("The name model’s labels or marker words are not those expected.")
    digest = hashlib.sha256(weights).hexdigest()
    return _Model(session, tokenizer, tuple(kinds), cls_id, sep_id, digest)
