"""What says the same: passages near a passage, two reports side by side, what answers a standing question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np

from .encoder import Matrix
from .index import Index
from .lexical import Filters, stems
from .queries import Asked, understand
from .records import Passage
from .results import Hit, Why
from .scoring import near_as_a_whole, nearness
from .showing import shown, words_in
from .snippets import Marker
from .storage import Generation

if TYPE_CHECKING:
    from .opensearch import OpenSearchIndex

# Cosines of two passages of this model; unrelated passages of one field are at about 0.3.
CLOSE, VERY_CLOSE = 0.5, 0.65
LEAST = 0.4  # below it nothing is alike
SAME_WORDS = 0.12  # of passages compared by their rarer words, where there is no model
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages of two records that say the same."""

    first: Passage
    second: Passage
    nearness: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A record that answers a standing question, with the passage that does."""

    record_id: str
    passage: Passage | None
    nearness: float | None


@dataclass(frozen=True, slots=True)
class Answers:
    """What was found in which generation of the index; `waiting` while meaning is still being read."""

    generation: str
    found: tuple[Answer, ...] = ()
    waiting: bool = False


def like(
    index: Index | OpenSearchIndex, record_id: str, *, anchor: str = "", limit: int = 10
) -> tuple[Hit, ...]:
    """Records with a passage like this one; without an anchor, records like the whole, each with its passage."""
    if not isinstance(index, Index):
        return index.like(record_id, anchor=anchor, limit=limit)
    generation = index._fresh()
    row = generation.rows.get(record_id)
    own = _own(generation, row, anchor) if row is not None else []
    if row is None or not own:
        return ()
    if generation.vectors is None:
        found = [
            generation.rows[hit.record_id]
            for hit in index.similar(record_id, anchor=anchor, limit=limit)
        ]
        return tuple(_like_by_words(generation, own, other) for other in found)
    mine = np.asarray(generation.vectors[own], np.float32)
    if anchor or generation.whole is None:
        centre = mine.mean(axis=0)
        centre /= max(float(np.linalg.norm(centre)), 1e-9)
        near = nearness(generation, centre)[0]
    else:
        near = near_as_a_whole(generation.whole, row)
    rows = np.argsort(-near, kind="stable")[:50]
    hits = (
        _like_by_meaning(generation, mine, own, int(other)) for other in rows[rows != row][:limit]
    )
    return tuple(hit for hit in hits if hit.score >= LEAST)


def pairs(
    index: Index | OpenSearchIndex, first: str, second: str, *, limit: int = 8
) -> tuple[Pair, ...]:
    """The passages of two records that say the same, the nearest first, each passage once."""
    if not isinstance(index, Index):
        return index.pairs(first, second, limit=limit)
    generation = index._fresh()
    one, other = (generation.rows.get(each) for each in (first, second))
    if one is None or other is None or one == other:
        return ()
    ours, theirs = generation.passages_of(one), generation.passages_of(other)
    near = _cosines(generation, ours, theirs) if generation.vectors is not None else None
    passages = [[generation.passage(row) for row in group] for group in (ours, theirs)]
    return paired(passages[0], passages[1], near, limit=limit)


def paired(
    ours: Sequence[Passage], theirs: Sequence[Passage], cosines: Matrix | None, *, limit: int
) -> tuple[Pair, ...]:
    """Passages that say the same, by their nearness in meaning, or by their rarer words where it is not known."""
    near, least = cosines, CLOSE
    if near is None:
        near, least = (
            _by_rare_words(*([p.text for p in each] for each in (ours, theirs))),
            SAME_WORDS,
        )
    out: list[Pair] = []
    while near.size and len(out) < limit:
        at = np.unravel_index(int(near.argmax()), near.shape)
        score = float(near[at])
        if score < least:
            break
        a, b = ours[int(at[0])], theirs[int(at[1])]
        shared = words_in(a.text, stems_of([b.text]))
        out.append(Pair(a, b, round(score, 2), shared[:8]))
        near[at[0], :], near[:, at[1]] = -1, -1
    return tuple(out)


def answers(
    index: Index | OpenSearchIndex,
    query: str,
    *,
    among: Collection[str],
    least: float,
    mode: str = "meaning",
    filters: Filters | None = None,
) -> Answers:
    """Which of these records answer the question: every word is there, or a passage is near enough in meaning."""
    narrowed = filters or Filters()
    if not isinstance(index, Index):
        return index.answers(query, among=among, least=least, mode=mode, filters=narrowed)
    generation = index._fresh()
    name, asked = generation.folder.name, understand(query)
    wanted = {generation.rows[each] for each in among if each in generation.rows}
    if not wanted:
        return Answers(name)
    if mode == "meaning" and asked.plain and index._encoder is not None:
        if not index.by_meaning:
            return Answers(name, waiting=True)
        return Answers(name, tuple(_near(index, generation, asked, narrowed, wanted, least)))
    return Answers(name, tuple(_with_words(index, generation, asked, narrowed, wanted)))


def generation_of(index: Index | OpenSearchIndex) -> str:
    """The name of the index that answers at this moment; a new one has another."""
    if not isinstance(index, Index):
        return index.generation
    return index._fresh().folder.name


def _near(
    index: Index,
    generation: Generation,
    asked: Asked,
    filters: Filters,
    wanted: set[int],
    least: float,
) -> list[Answer]:
    vector: Matrix = index.vector_of(asked.plain)
    for mask in (generation.lexical.held(asked), generation.narrowed(filters)):
        if mask is not None:
            wanted = {row for row in wanted if mask[row]}
    out = []
    for row in sorted(wanted):
        own = generation.passages_of(row)
        assert generation.vectors is not None
        cosines = np.asarray(generation.vectors[own.start : own.stop], np.float32) @ vector
        best = int(cosines.argmax())
        if float(cosines[best]) >= least:
            passage = generation.passage(own.start + best)
            out.append(Answer(generation.records[row].id, passage, round(float(cosines[best]), 2)))
    return out


def _with_words(
    index: Index, generation: Generation, asked: Asked, filters: Filters, wanted: set[int]
) -> list[Answer]:
    ranking = index._ranking(generation, asked, "words", [])
    rows, _ = ranking.rows(generation.narrowed(filters))
    kept = np.array([row for row in rows.tolist() if row in wanted], np.int64)
    hits = index._hits(generation, asked, ranking, kept, np.zeros(len(kept), np.float32))
    return [Answer(hit.record_id, _passage(generation, hit), None) for hit in hits]


def _passage(generation: Generation, hit: Hit) -> Passage | None:
    if hit.passage is None:
        return None
    own = generation.passages_of(generation.rows[hit.record_id])
    found = (generation.passage(index) for index in own)
    return next((each for each in found if each.anchor == hit.passage.anchor), None)


def _own(generation: Generation, row: int, anchor: str) -> list[int]:
    own = generation.passages_of(row)
    return [each for each in own if not anchor or generation.passage(each).anchor == anchor]


def _like_by_meaning(generation: Generation, mine: Matrix, own: Sequence[int], other: int) -> Hit:
    theirs = generation.passages_of(other)
    assert generation.vectors is not None
    near = mine @ np.asarray(generation.vectors[theirs.start : theirs.stop], np.float32).T
    at = np.unravel_index(int(near.argmax()), near.shape)
    ours, best = generation.passage(own[int(at[0])]), generation.passage(theirs[int(at[1])])
    return _hit(generation, other, ours, best, float(near[at]))


def _like_by_words(generation: Generation, own: Sequence[int], other: int) -> Hit:
    theirs = generation.passages_of(other)
    groups = [[generation.passage(i) for i in group] for group in (own, theirs)]
    near = _by_rare_words(*([p.text for p in group] for group in groups))
    at = np.unravel_index(int(near.argmax()), near.shape)
    return _hit(generation, other, groups[0][int(at[0])], groups[1][int(at[1])], None)


def _hit(
    generation: Generation, row: int, ours: Passage, theirs: Passage, nearness: float | None
) -> Hit:
    record = generation.records[row]
    shared = stems_of([ours.text])
    ((words, (passage,)),) = shown([("", [theirs])], Marker(shared))
    why = Why(words, None if nearness is None else round(nearness, 2), said_alike(words, nearness))
    return Hit(record.id, round(nearness or 0.0, 4), record.title, passage, why)


def said_alike(words: Sequence[str], nearness: float | None) -> str:
    """Why two passages stand beside each other, in a sentence."""
    said = ""
    if nearness is not None and nearness >= CLOSE:
        degree = "very close" if nearness >= VERY_CLOSE else "close"
        said = f"This passage is {degree} in meaning. "
    end = " …" if len(words) > 8 else "."
    return said + (f"Both say: {', '.join(words[:8])}{end}" if words else "")


def stems_of(texts: Sequence[str]) -> frozenset[str]:
    """The longer words of these texts, without their endings."""
    words = {word for text in texts for word in WORD.findall(text) if len(word) > 3}
    return frozenset(stem for word in words for stem in stems(word))


def _cosines(generation: Generation, ours: range, theirs: range) -> Matrix:
    assert generation.vectors is not None
    a, b = (np.asarray(generation.vectors[r.start : r.stop], np.float32) for r in (ours, theirs))
    return np.asarray(a @ b.T, np.float32)


def _by_rare_words(ours: Sequence[str], theirs: Sequence[str]) -> Matrix:
    """Nearness of passages by the words they share, the rarer the heavier."""
    counted = [
        Counter(stem for word in WORD.findall(text) if len(word) > 3 for stem in stems(word))
        for text in (*ours, *theirs)
    ]
    among = Counter(stem for words in counted for stem in words)
    columns = {stem: column for column, stem in enumerate(among)}
    weights = np.zeros((len(counted), max(1, len(columns))), np.float32)
    for row, words in enumerate(counted):
        for stem, n in words.items():
            weights[row, columns[stem]] = (1 + log(n)) * log(1 + len(counted) / among[stem])
    weights /= np.maximum(np.linalg.norm(weights, axis=1, keepdims=True), 1e-9)
    return np.asarray(weights[: len(ours)] @ weights[len(ours) :].T, np.float32)
