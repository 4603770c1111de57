"""The search index: build it, open it, ask it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from .counting import by_date, facet_values, telling_words, years_of
from .encoder import Encoder, Matrix, Read, installed_encoder
from .lexical import FACETS, Filters, Rows
from .most_words import lacking, with_most
from .near_words import Found, near_words
from .postings import Scores
from .queries import Asked, understand
from .records import Record
from .results import Hit, NearWord, Results, Why
from .scoring import (
    LEAST_SHARE_OF_BEST,
    MOST_SHOWN,
    Ranking,
    by_meaning,
    by_words,
    lent,
    near_as_a_whole,
    nearness,
    to_best,
    was_pasted,
    weights_for,
)
from .showing import best_passages, shown, wanted_stems, why_in_words, with_near
from .snippets import Marker
from .spelling import Speller
from .storage import (
    CURRENT,
    Generation,
    IndexProblem,
    current_folder,
    pointer_state,
    warm,
    without_vector,
    write_generation,
)
from .vectors import Progress

NOT_SET_UP = "Searching by meaning is not set up here, so these are results by words."
STILL_READ = "The newest records are still being read for their meaning, so until then these are results by words."


def _quiet(stage: str, done: int, total: int) -> None:
    return None


class Index:
    """Ranked passages of many records. Reopens itself when a new generation is swapped in."""

    def __init__(self, folder: Path, encoder: Encoder | None) -> None:
        self._folder = folder
        self._encoder = encoder
        self._pointer = str(folder / CURRENT)
        self._seen = pointer_state(self._pointer)
        self._generation = self._load()
        self._spellers: dict[Path, Speller] = {}
        self._read = lru_cache(maxsize=128)(self._read_anew)

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
        """Open for reading; any number of processes may. Whatever the first question would wait for is done here."""
        index = cls(folder, encoder or installed_encoder())
        index._generation.lexical.read_once()
        index.search("what a child said")
        return index

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
        """Find records; `mode` is “meaning” (words and sense together), “words” (of more than two, most) or “lexical” (plain BM25)."""
        generation = self._fresh()
        if not generation.records:
            return Results(total=0, mode=mode, by_meaning=self.by_meaning)
        asked, narrowed = understand(query), filters or Filters()
        notes = list(asked.notes)
        ranking = self._ranking(generation, asked, mode, notes)
        if ranking.groups:
            allowed, ranked = generation.narrowed(narrowed), order == "relevance"
            ranking = with_most(ranking, asked, allowed, notes, ranked=ranked)
        page = slice(max(0, offset), max(0, offset) + max(1, limit))
        rows, scores = ranking.rows(generation.narrowed(narrowed), page.stop)
        if order in ("newest", "oldest") or not asked.groups:
            rows, scores = by_date(generation, rows, scores, newest=order != "oldest")
        is_narrowed = bool(narrowed)

        def counted(facet: str) -> Rows:
            """The results without this facet’s own filter, so that its other values can be counted."""
            if not is_narrowed or (lifted := narrowed.without(facet)) == narrowed:
                return rows
            return ranking.rows(generation.narrowed(lifted), 0)[0]

        return Results(
            total=len(rows),
            hits=self._hits(generation, asked, ranking, rows[page], scores[page]),
            facets={name: facet_values(generation, counted(name), name) for name in FACETS},
            years=years_of(generation, counted("year")),
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
        nothing_asked = Asked("")
        if generation.vectors is None:
            words = understand(telling_words(generation, chosen))
            whole, parts = generation.lexical.scored(words)
            ranking = Ranking(whole, whole > 0, parts)
        else:
            centre = np.asarray(generation.vectors[chosen], np.float32).mean(axis=0)
            centre /= max(float(np.linalg.norm(centre)), 1e-9)
            near, _, cosines = nearness(generation, centre)
            if not anchor and generation.whole is not None:
                near = near_as_a_whole(generation.whole, row)
            ranking = Ranking(near, np.ones(len(near), np.bool_), cosines=cosines)
        ranking.matched[row] = False
        rows, scores = ranking.rows(None, limit)
        return self._hits(generation, nothing_asked, ranking, rows[:limit], scores[:limit])

    def nearness_to(self, text: str) -> dict[str, float]:
        """How near each record as a whole stands to a text in meaning; empty where that cannot be said."""
        generation = self._fresh()
        if not self.by_meaning or generation.whole is None or not text.strip():
            return {}
        near = generation.whole @ self.vector_of(text)
        return {r.id: float(n) for r, n in zip(generation.records, near, strict=True)}

    def vector_of(self, text: str) -> Matrix:
        """The meaning of a text; only where by_meaning is true."""
        return np.asarray(self._read(text).vectors[0], np.float32)

    # -- ranking ---------------------------------------------------------------------------

    def _ranking(
        self, generation: Generation, asked: Asked, mode: str, notes: list[str]
    ) -> Ranking:
        lexical, size = generation.lexical, len(generation.records)
        held = lexical.held(asked)
        every = np.ones(size, np.bool_) if held is None else held
        if not asked.groups:
            return Ranking(np.zeros(size, np.float32), every)
        whole, parts = lexical.scored(asked)
        if mode == "lexical":
            return Ranking(whole, every & (whole > 0), parts=parts)
        by = weights_for(asked, meaning=mode == "meaning" and self.by_meaning)
        evidence = by_words(generation, asked, by, whole, parts)
        any_word = every & (whole > 0)
        if mode == "words":
            groups = lexical.having_each(asked)
            if not groups:
                notes.append("These words are so common that they are not searched for.")
                return Ranking(evidence, np.zeros(size, np.bool_), parts)
            wanted = every & np.logical_and.reduce([group.mask for group in groups])
            several = tuple(groups) if len(groups) > 1 else ()
            evidence += by.alike_records * lent(generation, to_best(whole))
            return Ranking(evidence, wanted, parts, any_word=any_word, groups=several)
        if not self.by_meaning:
            notes.append(NOT_SET_UP if self._encoder is None else STILL_READ)
            return Ranking(evidence, any_word, parts)
        read = self._read(asked.plain)
        fused, kept_by, cosines = by_meaning(generation, asked, evidence, parts, every, read)
        return Ranking(
            fused, every, parts, cosines, MOST_SHOWN, LEAST_SHARE_OF_BEST, kept_by=kept_by
        )

    # -- showing ---------------------------------------------------------------------------

    def _hits(
        self, generation: Generation, asked: Asked, ranking: Ranking, rows: Rows, scores: Scores
    ) -> tuple[Hit, ...]:
        listed = rows.tolist()
        chosen = [best_passages(generation, row, ranking) for row in listed]
        titled = [
            (generation.records[row].title, [generation.passage(each) for each in best])
            for row, (best, _) in zip(listed, chosen, strict=True)
        ]
        marker = Marker(wanted_stems(generation, asked))
        parts = shown(titled, marker)
        found = [(best[0], words) for (best, _), (words, _) in zip(chosen, parts, strict=True)]
        near: list[tuple[NearWord, ...]] = [()] * len(found)
        if ranking.cosines is not None and asked.groups and not was_pasted(asked):
            near = self._near_words(generation, asked.plain, found)
        out = []
        for row, score, (_, meaning), (_, read), (words, passages), stand in zip(
            listed, scores.tolist(), chosen, titled, parts, near, strict=True
        ):
            lacks = lacking(ranking.groups, row) if ranking.groups else None
            why = Why()
            if asked.groups:
                why = Why(words, meaning, why_in_words(words, meaning, lacks, stand), stand)
            record = generation.records[row]
            first = passages[0] if passages else None
            if first and stand:
                first = with_near(first, read[0].text, marker, stand)
            out.append(Hit(record.id, round(score, 4), record.title, first, why, passages[1:]))
        return tuple(out)

    def _near_words(
        self, generation: Generation, text: str, found: Sequence[Found]
    ) -> list[tuple[NearWord, ...]]:
        assert self._encoder is not None
        return near_words(generation, self._encoder, text, self._read(text), found)

    def _speller(self, generation: Generation) -> Speller:
        if generation.folder not in self._spellers:
            self._spellers = {generation.folder: Speller(generation.lexical.vocabulary())}
        return self._spellers[generation.folder]

    def _read_anew(self, text: str) -> Read:
        assert self._encoder is not None
        return self._encoder.read([text])

    def _load(self) -> Generation:
        folder = current_folder(self._folder)
        if folder is None:
            raise IndexProblem(
                f"There is no search index in {self._folder.name} yet. Build one first."
            )
        return Generation(folder)

    def _fresh(self) -> Generation:
        state = pointer_state(self._pointer)
        if state == self._seen:
            return self._generation
        folder = current_folder(self._folder)
        if folder is not None and folder != self._generation.folder:
            try:
                self._generation = self._load()
            except IndexProblem:
                return self._generation  # the old one goes on serving
        self._seen = state
        return self._generation
