"""Which recommendations say the same."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .stop_words import STOP_WORDS

Rows = NDArray[np.float32]
WORD = re.compile(r"[a-z]{3,}")
COMMON = frozenset(STOP_WORDS)
LEAST_BY_WORDS, LEAST_WITH_MEANING = 0.20, 0.40  # chosen on bench/radar.py’s development pairs
WORDS_SHARE = 0.4
# what every recommendation says, whatever it asks for
EMPTY = frozenset(
    [
        "recommendation",
        "recommend",
        "recommends",
        "recommended",
        "should",
        "must",
        "ensure",
        "ensures",
        "consider",
        "considers",
        "review",
        "reviews",
        "partnership",
        "board",
        "agencies",
        "agency",
        "partners",
        "safeguarding",
        "local",
        "children",
        "child",
        "report",
    ]
)


@dataclass(frozen=True, slots=True)
class Grouped:
    """For each recommendation the number of its group, and how near it stands to the rest of it."""

    group: tuple[int, ...]
    near: tuple[float, ...]


def words(text: str) -> list[str]:
    """Small letters, three or more, without the commonest words."""
    return [w for w in WORD.findall(text.lower()) if w not in COMMON]


def stem(word: str) -> str:
    """Plural and tense taken off, roughly; both sides of a comparison are treated the same."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def telling(text: str) -> list[str]:
    """What a recommendation asks for, word by word."""
    return [stem(word) for word in words(text) if word not in EMPTY]


def word_rows(texts: Sequence[str]) -> Rows:
    """TF-IDF of these texts among themselves, each of length one."""
    counted = [Counter(telling(text)) for text in texts]
    known = {word: place for place, word in enumerate(sorted({w for c in counted for w in c}))}
    spread = Counter(word for c in counted for word in c)
    out = np.zeros((len(texts), max(1, len(known))), np.float32)
    for row, counts in enumerate(counted):
        for word, count in counts.items():
            out[row, known[word]] = (1 + math.log(count)) * math.log(1 + len(texts) / spread[word])
    length = np.linalg.norm(out, axis=1, keepdims=True)
    return np.asarray(out / np.maximum(length, 1e-9), np.float32)


def nearness(texts: Sequence[str], meanings: Rows | None) -> Rows:
    """Every text beside every other: words, and meaning where a model is installed."""
    rows = word_rows(texts)
    by_words = rows @ rows.T
    if meanings is None:
        return np.asarray(by_words, np.float32)
    return np.asarray(
        WORDS_SHARE * by_words + (1 - WORDS_SHARE) * (meanings @ meanings.T), np.float32
    )


def least(meanings: Rows | None) -> float:
    """From here on two recommendations say the same."""
    return LEAST_BY_WORDS if meanings is None else LEAST_WITH_MEANING


def group(near: Rows, at_least: float) -> Grouped:
    """In the order given (oldest first): each joins the group it is nearest to on average, or begins one."""
    members: list[list[int]] = []
    chosen: list[int] = []
    for row in range(len(near)):
        average = [float(near[row, group].mean()) for group in members]
        best = int(np.argmax(average)) if average else -1
        if best >= 0 and average[best] >= at_least:
            members[best].append(row)
        else:
            best = len(members)
            members.append([row])
        chosen.append(best)
    close = []
    for row, number in enumerate(chosen):
        others = [one for one in members[number] if one != row]
        close.append(round(float(near[row, others].mean()), 3) if others else 1.0)
    return Grouped(tuple(chosen), tuple(close))
