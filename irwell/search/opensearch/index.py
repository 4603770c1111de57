"""The search engine’s interface, answered by an OpenSearch server instead of files beside the site."""

from __future__ import annotations

import time
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np

from irwell.search.alike import LEAST, Answer, Answers, Pair, paired, said_alike, stems_of
from irwell.search.encoder import Encoder, Matrix, installed_encoder
from irwell.search.index import NOT_SET_UP, STILL_READ
from irwell.search.lexical import FACETS, Filters
from irwell.search.most_words import NONE_HAS
from irwell.search.passages import Paragraph, cut
from irwell.search.queries import Asked, understand
from irwell.search.records import Passage, Record
from irwell.search.results import Hit, Results, Why
from irwell.search.scoring import weights_for
from irwell.search.showing import shown
from irwell.search.snippets import Marker
from irwell.search.storage import VECTORS, IndexProblem, only_writer
from irwell.search.vectors import Progress, VectorStore

from . import mapping, questions
from .calls import Server
from .finding import POOL, Found, cosine, facets_of, found_in, fused, hit_of, spelling, years_in

BATCH = 200  # records in one call while the index is written
REMEMBERED = 5.0  # seconds for which the name of the index in use is believed
COMMON = "These words are so common that they are not searched for."


class OpenSearchIndex:
    """Ranked passages of many records on a server. A new index is swapped in by its alias, so readers go over at once."""

    def __init__(
        self, url: str, *, folder: Path, encoder: Encoder | None = None, alias: str = "irwell"
    ) -> None:
        self._server, self._folder, self._alias = Server(url), folder, alias
        self._encoder = encoder or installed_encoder()
        self._known: tuple[float, str, str] | None = None
        self._vector_of = lru_cache(maxsize=512)(self._encode)

    # -- writing ---------------------------------------------------------------------------

    def build(self, records: Iterable[Record], *, progress: Progress, meaning: bool = True) -> None:
        """Write a new index beside the old one, then point the alias at it. What was written of a failed one is deleted."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with only_writer(self._folder):
            self._build(list(records), self._encoder if meaning else None, progress)

    def _build(
        self, records: Sequence[Record], encoder: Encoder | None, progress: Progress
    ) -> None:
        name = f"{self._alias}-{uuid.uuid4().hex[:12]}"
        self._server.ask("PUT", f"/{name}", mapping.index_body(encoder))
        try:
            self._write(name, records, encoder, progress)
            self._server.ask("POST", f"/{name}/_refresh")
            self._swap(name)
        except BaseException:
            self._server.ask("DELETE", f"/{name}", missing={})
            raise

    def _write(
        self, name: str, records: Sequence[Record], encoder: Encoder | None, progress: Progress
    ) -> None:
        for start in range(0, len(records), BATCH):
            lines: list[Any] = []
            part = [_searchable(record) for record in records[start : start + BATCH]]
            for record, vectors in zip(part, self._vectors(part, encoder), strict=True):
                lines += [{"index": {"_index": name, "_id": record.id}}]
                lines += [mapping.document(record, vectors)]
            answer = self._server.ask_lines("/_bulk", lines)
            if answer.get("errors"):
                wrong = next(each["index"] for each in answer["items"] if "error" in each["index"])
                reason = wrong["error"].get("reason", "")
                raise IndexProblem(f"OpenSearch did not take {wrong['_id']}: {reason}.")
            progress("words", min(start + BATCH, len(records)), len(records))

    def _vectors(
        self, records: Sequence[Record], encoder: Encoder | None
    ) -> Iterator[Matrix | None]:
        if encoder is None:
            yield from (None for _ in records)
            return
        store = VectorStore(self._folder / VECTORS, encoder)
        try:
            for record in records:
                yield store.vectors([p.text for p in record.passages], lambda *_: None)
        finally:
            store.close()

    def _swap(self, name: str) -> None:
        before = self._server.ask("GET", f"/_alias/{self._alias}", missing={})
        old: list[Any] = [{"remove": {"index": each, "alias": self._alias}} for each in before]
        new = {"add": {"index": name, "alias": self._alias}}
        self._server.ask("POST", "/_aliases", {"actions": [*old, new]})
        self._known = None
        for each in before:
            self._server.ask("DELETE", f"/{each}", missing={})

    # -- asking ----------------------------------------------------------------------------

    @property
    def generation(self) -> str:
        """The name of the index that answers at this moment; a new one has another."""
        return self._about()[0]

    @property
    def by_meaning(self) -> bool:
        """Whether this index can be searched by meaning."""
        try:
            return self._encoder is not None and self._about()[1] == self._encoder.name
        except IndexProblem:
            return False

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
        self._about()
        asked, narrowed, by_meaning = understand(query), filters or Filters(), self.by_meaning
        notes, page = list(asked.notes), (max(0, offset), max(1, limit))
        if mode == "meaning" and asked.groups and by_meaning:
            return self._by_meaning(asked, narrowed, page, order, notes)
        if mode == "meaning" and asked.groups:
            notes.append(NOT_SET_UP if self._encoder is None else STILL_READ)
        answer = self._by_words(asked, mode, narrowed, page, order)
        if mode == "words" and asked.groups and not questions.all_words(asked):
            notes.append(COMMON)
        elif mode == "words" and len(asked.groups) > 1 and not answer["hits"]["total"]["value"]:
            answer = self._by_words(asked, "lexical", narrowed, page, order)
            if answer["hits"]["total"]["value"]:
                notes.append(NONE_HAS)
        facets, years = found_in(answer)
        return Results(
            total=answer["hits"]["total"]["value"],
            hits=tuple(hit_of(asked, Found.of(each)) for each in answer["hits"]["hits"]),
            facets=facets,
            years=years,
            spelling=spelling(asked.text, answer),
            notes=tuple(notes),
            mode=mode,
            by_meaning=by_meaning,
        )

    def _by_words(
        self, asked: Asked, mode: str, filters: Filters, page: tuple[int, int], order: str
    ) -> Any:
        body = questions.by_words(asked, mode)
        body |= {"from": page[0], "size": page[1], "aggs": questions.counts(filters)}
        if kept := questions.narrowing(filters):
            body["post_filter"] = {"bool": {"filter": kept}}
        if asked.groups:
            body["suggest"] = questions.spelling(asked.text)
        if order in ("newest", "oldest") or not asked.groups:
            body["sort"] = questions.in_order(order)
        return self._server.ask("POST", f"/{self._alias}/_search", body)

    def _by_meaning(
        self, asked: Asked, filters: Filters, page: tuple[int, int], order: str, notes: list[str]
    ) -> Results:
        """Two rankings by the server for each way of narrowing that is counted, joined here."""
        lifted = {name: filters.without(name) for name in (*FACETS, "year")}
        ways = list(dict.fromkeys([filters, *lifted.values()]))
        vector = self._vector_of(asked.plain).tolist()
        lines: list[Any] = []
        for way in ways:
            for body in questions.by_meaning(asked, vector, questions.narrowing(way), POOL):
                lines += [{"index": self._alias}, body]
        answers = self._server.ask_lines("/_msearch", lines)["responses"]
        if wrong := next((each for each in answers if "error" in each), None):
            raise IndexProblem(f"OpenSearch refused a question: {wrong['error'].get('reason')}.")
        lists = {
            way: fused(words, near, weights_for(asked, meaning=True).nearest_beside_words)
            for way, words, near in zip(ways, answers[::2], answers[1::2], strict=True)
        }
        found = lists[filters]
        if order in ("newest", "oldest"):
            found = sorted(found, key=lambda each: each.when, reverse=order == "newest")
        return Results(
            total=len(found),
            hits=tuple(hit_of(asked, each) for each in found[page[0] : sum(page)]),
            facets={name: facets_of(name, lists[lifted[name]]) for name in FACETS},
            years=years_in(lists[lifted["year"]]),
            spelling=spelling(asked.text, answers[0]),
            notes=tuple(notes),
            mode="meaning",
            by_meaning=True,
        )

    # -- what says the same ----------------------------------------------------------------

    def similar(self, record_id: str, *, anchor: str = "", limit: int = 5) -> tuple[Hit, ...]:
        """Records that say the same as this one, or as one passage of it; none while the server is away."""
        return self.like(record_id, anchor=anchor, limit=limit)

    def like(self, record_id: str, *, anchor: str = "", limit: int = 10) -> tuple[Hit, ...]:
        """Records with a passage like this one, each with that passage and the words that both have."""
        try:
            own, vectors = self._passages(record_id)
            chosen = [n for n, each in enumerate(own) if not anchor or each.anchor == anchor]
            if not chosen:
                return ()
            texts = [own[n].text for n in chosen]
            vector = None if vectors is None else vectors[chosen].mean(axis=0).tolist()
            body = questions.alike(record_id, texts, vector, limit)
            answer = self._server.ask("POST", f"/{self._alias}/_search", body)
        except IndexProblem:
            return ()
        shared = stems_of(texts)
        hits = (
            _like(Found.of(each), shared, vector is not None) for each in answer["hits"]["hits"]
        )
        return tuple(hit for hit in hits if vector is None or hit.score >= LEAST)

    def pairs(self, first: str, second: str, *, limit: int = 8) -> tuple[Pair, ...]:
        """The passages of two records that say the same, the nearest first, each passage once."""
        try:
            (ours, mine), (theirs, others) = self._passages(first), self._passages(second)
        except IndexProblem:
            return ()
        if first == second or not ours or not theirs:
            return ()
        near = None if mine is None or others is None else np.asarray(mine @ others.T, np.float32)
        return paired(ours, theirs, near, limit=limit)

    def nearness_to(self, text: str) -> dict[str, float]:
        """How near records as a whole stand to a text in meaning, the nearest thousand."""
        if not text.strip() or not self.by_meaning:
            return {}
        knn = {"mean": {"vector": self._vector_of(text).tolist(), "k": 1000}}
        body = {"query": {"knn": knn}, "size": 1000, "_source": ["id"]}
        try:
            answer = self._server.ask("POST", f"/{self._alias}/_search", body)
        except IndexProblem:
            return {}
        return {each["_id"]: cosine(each["_score"]) for each in answer["hits"]["hits"]}

    def answers(
        self, query: str, *, among: Collection[str], least: float, mode: str, filters: Filters
    ) -> Answers:
        """Which of these records answer a standing question."""
        name, asked, wanted = self.generation, understand(query), sorted(among)
        kept = [{"terms": {"id": wanted}}, *questions.narrowing(filters)]
        meaning = mode == "meaning" and bool(asked.plain) and self._encoder is not None
        if not wanted:
            return Answers(name)
        if meaning and not self.by_meaning:
            return Answers(name, waiting=True)
        if meaning:
            vector = self._vector_of(asked.plain).tolist()
            body = questions.by_meaning(asked, vector, kept, len(wanted))[1]
        else:
            body = questions.by_words(asked, "words")
            body |= {"size": len(wanted), "post_filter": {"bool": {"filter": kept}}}
        answer = self._server.ask("POST", f"/{self._alias}/_search", body)
        found = [Found.of(each) for each in answer["hits"]["hits"]]
        nearness = [cosine(each.score) if meaning else None for each in found]
        return Answers(
            name,
            tuple(
                Answer(each.id, each.passages[0] if each.passages else None, near)
                for each, near in zip(found, nearness, strict=True)
                if near is None or near >= least
            ),
        )

    def _passages(self, record_id: str) -> tuple[list[Passage], Matrix | None]:
        path = f"/{self._alias}/_doc/{quote(record_id, safe='')}"
        rows = self._server.ask("GET", path, missing={}).get("_source", {}).get("passages", [])
        own = [Passage(r["anchor"], r["text"], r["heading"], r.get("page")) for r in rows]
        vectors = [row["vector"] for row in rows if "vector" in row]
        return own, np.array(vectors, np.float32) if vectors else None

    def _about(self) -> tuple[str, str]:
        """Name of the index in use, and the model that its vectors are of."""
        if self._known is None or self._known[0] < time.monotonic():
            answer = self._server.ask("GET", f"/{self._alias}/_mapping", missing={})
            if not answer:
                raise IndexProblem("There is no search index in OpenSearch yet. Build one first.")
            ((name, known),) = list(answer.items())[:1]
            encoder = known["mappings"].get("_meta", {}).get("encoder", "")
            self._known = (time.monotonic() + REMEMBERED, name, encoder)
        return self._known[1], self._known[2]

    def _encode(self, text: str) -> Matrix:
        assert self._encoder is not None
        return np.asarray(self._encoder.encode([text])[0], np.float32)


def _searchable(record: Record) -> Record:
    """A record without passages can still be found by its title and summary."""
    if record.passages:
        return record
    return replace(record, passages=cut([Paragraph(record.summary or record.title)]))


def _like(found: Found, shared: frozenset[str], by_meaning: bool) -> Hit:
    near = cosine(found.score) if by_meaning else None
    ((words, passages),) = shown([("", found.passages[:1])], Marker(shared))
    why = Why(words, near, said_alike(words, near))
    return Hit(found.id, near or 0.0, found.title, passages[0] if passages else None, why)
