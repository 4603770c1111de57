"""The search index: build it, open it, ask it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from .lexical import Filters, Rows, Scores, stems
from .queries import Asked, understand
from .records import Passage, Record
from .results import FacetValue, Hit, PassageHit, Results, Segment, Why
from .snippets import matched_words, snippet
from .spelling import Speller
from .storage import Generation, IndexProblem, current_folder, write_generation
from .vectors import Encoder, Matrix, Progress, installed_encoder

# Chosen on the development sets (bench/search.py); equal weights do worse than words alone.
PASSAGE_SHARE = 0.5
NEAREST_PASSAGE = 0.2
WHOLE_RECORD = 0.1
DEPTH = 2000
POOL = 1000
MOST_BY_MEANING = 200
LEAST_SHARE_OF_BEST = 0.45
# Cosines of this model: a passage of a hundred words that answers a question is about 0.3 to 0.6.
CLOSE, VERY_CLOSE = 0.3, 0.5
FACETS = ("kind", "partnership", "theme")


def _quiet(stage: str, done: int, total: int) -> None:
    return None


class Index:
    """Ranked passages of many records. Reopens itself when a new generation is swapped in."""

    def __init__(self, folder: Path, encoder: Encoder | None) -> None:
        self._folder = folder
        self._encoder = encoder
        self._generation = self._load()
        self._spellers: dict[Path, Speller] = {}
        self._vector_of = lru_cache(maxsize=512)(self._encode)

    @classmethod
    def build(
        cls,
        folder: Path,
        records: Iterable[Record],
        *,
        progress: Progress = _quiet,
        encoder: Encoder | None = None,
        meaning: bool = True,
    ) -> None:
        """Write a new generation. `meaning=False` leaves vectors out, which takes seconds."""
        chosen = (encoder or installed_encoder()) if meaning else None
        listed = list(records)
        repeated = [id_ for id_, n in Counter(record.id for record in listed).items() if n > 1]
        if repeated:
            raise IndexProblem(f"Two records share the identifier {repeated[0]}.")
        write_generation(folder, listed, chosen, progress)

    @classmethod
    def open(cls, folder: Path, *, encoder: Encoder | None = None) -> Index:
        """Open for reading; any number of processes may."""
        return cls(folder, encoder or installed_encoder())

    @property
    def records(self) -> Sequence[Record]:
        """Every record, without its words."""
        return self._fresh().records

    @property
    def by_meaning(self) -> bool:
        """Whether this index can be searched by meaning."""
        generation = self._generation
        return bool(
            generation.vectors is not None
            and self._encoder is not None
            and generation.encoder_name == self._encoder.name
        )

    def search(
        self,
        query: str,
        *,
        mode: str = "meaning",
        filters: Filters | None = None,
        limit: int = 10,
        offset: int = 0,
        order: str = "relevance",
    ) -> Results:
        """Find records; `mode` is “meaning” (words and sense together) or “words” (all of them)."""
        generation = self._fresh()
        if not generation.records:
            return Results(total=0, mode=mode, by_meaning=self.by_meaning)
        asked, narrowed = understand(query), filters or Filters()
        notes = list(asked.notes)
        rows, scores = self._ranked(generation, asked, narrowed, mode, notes)
        if order in ("newest", "oldest") or not asked.groups:
            rows, scores = _by_date(generation, rows, scores, newest=order != "oldest")
        page = slice(max(0, offset), max(0, offset) + max(1, limit))
        hits = self._hits(generation, asked, rows[page], scores[page])
        return Results(
            total=len(rows),
            hits=hits,
            facets={
                name: _facet(
                    generation, self._lifted(generation, asked, narrowed, mode, name, rows), name
                )
                for name in FACETS
            },
            years=_years(generation, self._lifted(generation, asked, narrowed, mode, "year", rows)),
            spelling=self._speller(generation).corrected(asked.text) if asked.groups else "",
            notes=tuple(notes),
            mode=mode,
            by_meaning=self.by_meaning,
        )

    def similar(self, record_id: str, *, anchor: str = "", limit: int = 5) -> tuple[Hit, ...]:
        """Records that say the same as this one, or as one passage of it."""
        generation = self._fresh()
        row = generation.rows.get(record_id)
        if row is None:
            return ()
        own = generation.passages_of(row)
        chosen = [r for r in own if not anchor or generation.passage(r).anchor == anchor]
        if not chosen:
            return ()
        if generation.vectors is None:
            words = _telling_words(generation, chosen)
            found, scores = self._by_any_word(generation, understand(words), Filters())
        else:
            centre = np.asarray(generation.vectors[chosen]).mean(axis=0)
            centre /= max(float(np.linalg.norm(centre)), 1e-9)
            found, scores = _nearest(generation, centre, whole=not anchor)
        keep = found != row
        asked = Asked("")
        return self._hits(generation, asked, found[keep][:limit], scores[keep][:limit])

    def _ranked(
        self,
        generation: Generation,
        asked: Asked,
        filters: Filters,
        mode: str,
        notes: list[str],
    ) -> tuple[Rows, Scores]:
        if not asked.groups:
            return self._everything(generation, asked, filters)
        if mode == "words":
            return self._by_words(generation, asked, filters, notes)
        if mode == "lexical":
            return self._by_any_word(generation, asked, filters)
        return self._by_meaning(generation, asked, filters, notes)

    def _lifted(
        self,
        generation: Generation,
        asked: Asked,
        filters: Filters,
        mode: str,
        facet: str,
        rows: Rows,
    ) -> Rows:
        """The results without this facet’s own filter, so that its other values can be counted."""
        lifted = filters.without(facet)
        if lifted == filters:
            return rows
        return self._ranked(generation, asked, lifted, mode, [])[0]

    # -- ranking ---------------------------------------------------------------------------

    def _by_words(
        self, generation: Generation, asked: Asked, filters: Filters, notes: list[str]
    ) -> tuple[Rows, Scores]:
        query = generation.lexical.all_words(asked, filters)
        if query is None:
            if asked.groups:
                notes.append("These words are so common that they are not searched for.")
            return _nothing()
        rows, scores = generation.lexical.rank_records(query, len(generation.records))
        if not len(rows) and len(asked.groups) > 1:
            rows, scores = self._by_any_word(generation, asked, filters)
            if len(rows):
                notes.append("No record has all of these words. These have the most of them.")
        return rows, scores

    def _by_any_word(
        self, generation: Generation, asked: Asked, filters: Filters
    ) -> tuple[Rows, Scores]:
        query = generation.lexical.any_words(asked, filters)
        if query is None:
            return _nothing()
        return generation.lexical.rank_records(query, DEPTH)

    def _by_meaning(
        self, generation: Generation, asked: Asked, filters: Filters, notes: list[str]
    ) -> tuple[Rows, Scores]:
        if not self.by_meaning:
            notes.append("Searching by meaning is not set up here, so these are results by words.")
            return self._by_any_word(generation, asked, filters)
        if not asked.plain:
            return _nothing()
        fused = self._fused(generation, asked, filters)
        order = np.argsort(-fused, kind="stable")[:MOST_BY_MEANING]
        best = float(fused[order[0]]) if len(order) else 0.0
        order = order[fused[order] >= best * LEAST_SHARE_OF_BEST] if best > 0 else order[:0]
        return order, fused[order]

    def _fused(self, generation: Generation, asked: Asked, filters: Filters) -> Scores:
        size = len(generation.records)
        whole, parts = np.zeros(size, np.float32), np.zeros(size, np.float32)
        lexical = generation.lexical
        query = lexical.any_words(asked, filters)
        if query is not None:
            rows, scores = lexical.rank_records(query, DEPTH)
            whole[rows] = scores
        query = lexical.any_words(asked, filters, passages=True)
        if query is not None:
            rows, scores = lexical.rank_passages(query, DEPTH)
            np.maximum.at(parts, generation.owners[rows], scores)
        nearest, mean = _nearness(generation, self._vector_of(asked.plain))
        fused = (
            (1 - PASSAGE_SHARE) * _to_best(whole)
            + PASSAGE_SHARE * _to_best(parts)
            + NEAREST_PASSAGE * _above_pool(nearest)
            + WHOLE_RECORD * _above_pool(mean)
        )
        return self._masked(generation, asked, filters, fused)

    def _masked(
        self, generation: Generation, asked: Asked, filters: Filters, fused: Scores
    ) -> Scores:
        allowed = generation.lexical.allowed(asked, filters)
        if allowed is None:
            return fused
        rows, _ = generation.lexical.rank_records(allowed, len(generation.records))
        mask = np.zeros(len(fused), np.float32)
        mask[rows] = 1
        return np.asarray(fused * mask, np.float32)

    def _everything(
        self, generation: Generation, asked: Asked, filters: Filters
    ) -> tuple[Rows, Scores]:
        allowed = generation.lexical.allowed(asked, filters)
        if allowed is None:
            rows = np.arange(len(generation.records))
        else:
            rows, _ = generation.lexical.rank_records(allowed, len(generation.records))
        return rows, np.zeros(len(rows), np.float32)

    # -- showing ---------------------------------------------------------------------------

    def _hits(
        self, generation: Generation, asked: Asked, rows: Rows, scores: Scores
    ) -> tuple[Hit, ...]:
        wanted = _wanted_stems(generation, asked)
        vector = self._vector_of(asked.plain) if self.by_meaning and asked.plain else None
        lexical = self._passage_scores(generation, asked, rows)
        out = []
        for row, score in zip(rows.tolist(), scores.tolist(), strict=True):
            record = generation.records[row]
            best, meaning = _best_passages(generation, row, vector, lexical)
            passages = [generation.passage(index) for index in best]
            words = _words_found(record, passages, wanted)
            shown = tuple(_shown(passage, wanted) for passage in passages)
            out.append(
                Hit(
                    record_id=record.id,
                    score=round(float(score), 4),
                    title=record.title,
                    passage=shown[0] if shown else None,
                    why=Why(words, meaning, _sentence(words, meaning)),
                    more_passages=shown[1:],
                )
            )
        return tuple(out)

    def _passage_scores(self, generation: Generation, asked: Asked, rows: Rows) -> dict[int, float]:
        query = generation.lexical.any_words(asked, Filters(), passages=True)
        if query is None or not len(rows):
            return {}
        query = generation.lexical.within(query, rows.tolist())
        found, scores = generation.lexical.rank_passages(query, DEPTH)
        return dict(zip(found.tolist(), scores.tolist(), strict=True))

    def _speller(self, generation: Generation) -> Speller:
        if generation.folder not in self._spellers:
            self._spellers = {generation.folder: Speller(generation.lexical.vocabulary())}
        return self._spellers[generation.folder]

    def _encode(self, text: str) -> Matrix:
        assert self._encoder is not None
        return np.asarray(self._encoder.encode([text])[0], np.float32)

    def _load(self) -> Generation:
        folder = current_folder(self._folder)
        if folder is None:
            raise IndexProblem(
                f"There is no search index in {self._folder.name} yet. Build one first."
            )
        return Generation(folder)

    def _fresh(self) -> Generation:
        folder = current_folder(self._folder)
        if folder is not None and folder != self._generation.folder:
            try:
                self._generation = self._load()
            except IndexProblem:
                return self._generation  # the old one goes on serving
        return self._generation


def _nothing() -> tuple[Rows, Scores]:
    return np.zeros(0, np.int64), np.zeros(0, np.float32)


def _nearness(generation: Generation, vector: Matrix) -> tuple[Scores, Scores]:
    """For each record, the nearest passage and the mean over all its passages."""
    assert generation.vectors is not None
    cosines = generation.vectors @ vector
    starts = generation.starts
    counts = np.diff(np.append(starts, len(cosines)))
    nearest = np.maximum.reduceat(cosines, starts)
    mean = np.add.reduceat(cosines, starts) / np.maximum(counts, 1)
    return nearest.astype(np.float32), mean.astype(np.float32)


def _nearest(generation: Generation, vector: Matrix, *, whole: bool) -> tuple[Rows, Scores]:
    nearest, mean = _nearness(generation, vector)
    score = (nearest + mean) / 2 if whole else nearest
    order = np.argsort(-score, kind="stable")[:50]
    return order, np.asarray(score[order], np.float32)


def _to_best(scores: Scores) -> Scores:
    best = float(scores.max(initial=0))
    return np.asarray(scores / best if best > 0 else scores, np.float32)


def _above_pool(scores: Scores) -> Scores:
    """From 0 at the edge of the thousand best to 1 at the best, so that no scale wins by itself."""
    if not len(scores):
        return scores
    best = float(scores.max())
    edge = float(np.partition(scores, max(0, len(scores) - POOL))[max(0, len(scores) - POOL)])
    if len(scores) <= POOL:
        edge = min(edge, 0.0)
    raised = np.clip((scores - edge) / max(best - edge, 1e-6), 0, None)
    return np.asarray(raised, np.float32)


def _best_passages(
    generation: Generation, row: int, vector: Matrix | None, lexical: dict[int, float]
) -> tuple[list[int], float | None]:
    own = generation.passages_of(row)
    words = np.array([lexical.get(index, 0.0) for index in own], np.float32)
    score = _to_best(words)
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


def _wanted_stems(generation: Generation, asked: Asked) -> frozenset[str]:
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


def _words_found(
    record: Record, passages: Sequence[Passage], wanted: frozenset[str]
) -> tuple[str, ...]:
    text = " ".join([record.title, *(f"{p.heading} {p.text}" for p in passages)])
    return matched_words(text, wanted)


def _shown(passage: Passage, wanted: frozenset[str]) -> PassageHit:
    segments = snippet(passage.text, wanted) or (Segment(passage.text[:200]),)
    return PassageHit(passage.anchor, passage.heading, passage.page, segments)


def _sentence(words: tuple[str, ...], meaning: float | None) -> str:
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


def _by_date(
    generation: Generation, rows: Rows, scores: Scores, *, newest: bool
) -> tuple[Rows, Scores]:
    def key(position: int) -> tuple[str, str]:
        record = generation.records[int(rows[position])]
        day = record.published.isoformat() if record.published else str(record.year or "0000")
        return day, record.id

    order = np.array(sorted(range(len(rows)), key=key, reverse=newest), np.int64)
    return rows[order], scores[order]


def _facet(generation: Generation, rows: Rows, name: str) -> tuple[FacetValue, ...]:
    counts: Counter[str] = Counter()
    for row in rows.tolist():
        record = generation.records[row]
        if name == "theme":
            counts.update(record.themes)
        else:
            counts[record.kind if name == "kind" else record.partnership] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetValue(value, count) for value, count in ordered if value)


def _years(generation: Generation, rows: Rows) -> tuple[tuple[int, int], ...]:
    found = Counter(
        year for row in rows.tolist() if (year := generation.records[row].year) is not None
    )
    return tuple(sorted(found.items()))


def _telling_words(generation: Generation, passages: Sequence[int]) -> str:
    """The words that set these passages apart, for when there are no vectors."""
    counts: Counter[str] = Counter()
    for row in passages[:40]:
        counts.update({w for w in generation.passage(row).text.lower().split() if w.isalpha()})
    vocabulary: Any = generation.lexical.vocabulary()
    size = len(generation.records)

    def telling(word: str) -> float:
        return float(counts[word] * np.log((size + 1) / (1 + vocabulary.get(word, size))))

    return " ".join(sorted((w for w in counts if len(w) > 3), key=telling, reverse=True)[:30])
