"""The search index: build it, open it, ask it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from .counting import by_date, facet_values, telling_words, years_of
from .lexical import Filters, Rows, Scores
from .queries import Asked, understand
from .records import Record
from .results import Hit, Results, Why
from .scoring import above_pool, nearest_records, nearness, nothing, to_best
from .showing import best_passages, passage_hit, wanted_stems, why_in_words, words_found
from .spelling import Speller
from .storage import (
    Generation,
    IndexProblem,
    current_folder,
    warm,
    without_vector,
    write_generation,
)
from .vectors import Encoder, Matrix, Progress, installed_encoder

# Chosen on the development sets (bench/search.py); equal weights do worse than words alone.
PASSAGE_SHARE = 0.5
WORD_PAIRS = 0.25
NEAREST_PASSAGE = 0.2
WHOLE_RECORD = 0.05
DEPTH = 2000
MOST_BY_MEANING = 200
LEAST_SHARE_OF_BEST = 0.45
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

    @staticmethod
    def warm(
        folder: Path,
        records: Iterable[Record],
        *,
        progress: Progress = _quiet,
        encoder: Encoder | None = None,
    ) -> None:
        """Compute what searching by meaning needs, beside an index that goes on serving and can be built anew."""
        chosen = encoder or installed_encoder()
        if chosen is not None:
            warm(folder, records, chosen, progress)

    @staticmethod
    def cold(folder: Path, records: Iterable[Record], *, encoder: Encoder | None = None) -> int:
        """How many passages a build would have to read for their meaning first; nought without a model."""
        chosen = encoder or installed_encoder()
        return without_vector(folder, records, chosen) if chosen else 0

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
            rows, scores = by_date(generation, rows, scores, newest=order != "oldest")
        page = slice(max(0, offset), max(0, offset) + max(1, limit))
        hits = self._hits(generation, asked, rows[page], scores[page])
        return Results(
            total=len(rows),
            hits=hits,
            facets={
                name: facet_values(
                    generation, self._lifted(generation, asked, narrowed, mode, name, rows), name
                )
                for name in FACETS
            },
            years=years_of(
                generation, self._lifted(generation, asked, narrowed, mode, "year", rows)
            ),
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
            words = telling_words(generation, chosen)
            found, scores = self._by_any_word(generation, understand(words), Filters())
        else:
            centre = np.asarray(generation.vectors[chosen]).mean(axis=0)
            centre /= max(float(np.linalg.norm(centre)), 1e-9)
            found, scores = nearest_records(generation, centre, whole=not anchor)
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
            return nothing()
        rows, scores = generation.lexical.rank_records(query, len(generation.records))
        if not len(rows) and len(asked.groups) > 1:
            rows, scores = self._by_any_word(generation, asked, filters)
            if len(rows):
                notes.append("No record has all of these words. These have the most of them.")
        if len(rows) < 2:
            return rows, scores
        # what stands below the depth of the evidence keeps its order
        evidence = self._evidence_of_words(generation, asked, filters)[rows]
        scores = np.asarray(evidence + 1e-3 * to_best(scores), np.float32)
        order = np.argsort(-scores, kind="stable")
        return rows[order], scores[order]

    def _by_any_word(
        self, generation: Generation, asked: Asked, filters: Filters
    ) -> tuple[Rows, Scores]:
        query = generation.lexical.any_words(asked, filters)
        if query is None:
            return nothing()
        return generation.lexical.rank_records(query, DEPTH)

    def _by_meaning(
        self, generation: Generation, asked: Asked, filters: Filters, notes: list[str]
    ) -> tuple[Rows, Scores]:
        if not self.by_meaning:
            notes.append(
                "Searching by meaning is not set up here, so these are results by words."
                if self._encoder is None
                else "The newest records are still being read for their meaning, so until then these are"
                " results by words."
            )
            return self._by_any_word(generation, asked, filters)
        if not asked.plain:
            return nothing()
        fused = self._fused(generation, asked, filters)
        order = np.argsort(-fused, kind="stable")[:MOST_BY_MEANING]
        best = float(fused[order[0]]) if len(order) else 0.0
        order = order[fused[order] >= best * LEAST_SHARE_OF_BEST] if best > 0 else order[:0]
        return order, fused[order]

    def _fused(self, generation: Generation, asked: Asked, filters: Filters) -> Scores:
        nearest, mean = nearness(generation, self._vector_of(asked.plain))
        fused = (
            self._evidence_of_words(generation, asked, filters)
            + NEAREST_PASSAGE * above_pool(nearest)
            + WHOLE_RECORD * above_pool(mean)
        )
        return self._masked(generation, asked, filters, fused)

    def _evidence_of_words(self, generation: Generation, asked: Asked, filters: Filters) -> Scores:
        """The whole record, its best passage, and words that stand together as they do in the question."""
        lexical, size = generation.lexical, len(generation.records)
        whole, parts, pairs = (np.zeros(size, np.float32) for _ in range(3))
        query = lexical.any_words(asked, filters)
        if query is not None:
            rows, scores = lexical.rank_records(query, DEPTH)
            whole[rows] = scores
        query = lexical.any_words(asked, filters, passages=True)
        if query is not None:
            rows, scores = lexical.rank_passages(query, DEPTH)
            np.maximum.at(parts, generation.owners[rows], scores)
        query = lexical.word_pairs(asked, filters)
        if query is not None:
            rows, scores = lexical.rank_records(query, DEPTH)
            pairs[rows] = scores
        return np.asarray(
            (1 - PASSAGE_SHARE) * to_best(whole)
            + PASSAGE_SHARE * to_best(parts)
            + WORD_PAIRS * to_best(pairs),
            np.float32,
        )

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
        wanted = wanted_stems(generation, asked)
        vector = self._vector_of(asked.plain) if self.by_meaning and asked.plain else None
        lexical = self._passage_scores(generation, asked, rows)
        out = []
        for row, score in zip(rows.tolist(), scores.tolist(), strict=True):
            record = generation.records[row]
            best, meaning = best_passages(generation, row, vector, lexical)
            passages = [generation.passage(index) for index in best]
            words = words_found(record, passages, wanted)
            shown = tuple(passage_hit(passage, wanted) for passage in passages)
            out.append(
                Hit(
                    record_id=record.id,
                    score=round(float(score), 4),
                    title=record.title,
                    passage=shown[0] if shown else None,
                    why=Why(words, meaning, why_in_words(words, meaning)),
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
