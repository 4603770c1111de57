"""What a result shows: its best passages, the words found in them, and why it was found."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .lexical import stems
from .queries import Asked
from .records import Passage, Record
from .results import PassageHit, Segment
from .scoring import to_best
from .snippets import matched_words, snippet
from .storage import Generation
from .vectors import Matrix

# Cosines of this model: a passage of a hundred words that answers a question is about 0.3 to 0.6.
CLOSE, VERY_CLOSE = 0.3, 0.5


def best_passages(
    generation: Generation, row: int, vector: Matrix | None, lexical: dict[int, float]
) -> tuple[list[int], float | None]:
    own = generation.passages_of(row)
    words = np.array([lexical.get(index, 0.0) for index in own], np.float32)
    score = to_best(words)
    meaning: float | None = None
    if vector is not None and generation.vectors is not None:
        cosines = np.asarray(generation.vectors[own.start : own.stop]) @ vector
        meaning = round(max(0.0, float(cosines.max())), 2)
        score = score + 1.2 * cosines
    order = np.argsort(-score, kind="stable")
    top = [own.start + int(index) for index in order[:3]]
    if len(order) > 1 and score[order[0]] > 0:
        top = [t for t in top if score[t - own.start] >= 0.6 * score[order[0]]]
    else:
        top = top[:1]
    return top, meaning


def wanted_stems(generation: Generation, asked: Asked) -> frozenset[str]:
    out: set[str] = set()
    for group in asked.groups:
        for term in group:
            for word in term.words:
                out.update(stems(word))
            if term.prefix:
                start = term.words[-1].lower()
                found = generation.lexical.records.searcher().terms_with_prefix(
                    "plain", start, None, 200
                )
                out.update(stem for word, _ in found for stem in stems(word))
    return frozenset(out)


def words_found(
    record: Record, passages: Sequence[Passage], wanted: frozenset[str]
) -> tuple[str, ...]:
    text = " ".join([record.title, *(f"{p.heading} {p.text}" for p in passages)])
    return matched_words(text, wanted)


def passage_hit(passage: Passage, wanted: frozenset[str]) -> PassageHit:
    segments = snippet(passage.text, wanted) or (Segment(passage.text[:200]),)
    return PassageHit(passage.anchor, passage.heading, passage.page, segments)


def why_in_words(words: tuple[str, ...], meaning: float | None) -> str:
    listed = ", ".join(words[:8]) + (" …" if len(words) > 8 else "")
    near = _nearness_in_words(meaning)
    if words and near:
        return f"Has the words: {listed}. A passage is {near} in meaning."
    if words:
        return f"Has the words: {listed}."
    if meaning is not None:
        return f"None of these words, but a passage is {near or 'nearest'} in meaning."
    return ""


def _nearness_in_words(meaning: float | None) -> str:
    if meaning is None or meaning < CLOSE:
        return ""
    return "very close" if meaning >= VERY_CLOSE else "close"
