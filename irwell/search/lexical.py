"""Search by words: BM25 over whole records and over passages (tantivy)."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import tantivy
from numpy.typing import NDArray

from .queries import Asked, Term
from .records import Record
from .stop_words import STOP_WORDS

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]

WRITER_MEMORY = 60_000_000
MOST_PREFIX_WORDS = 200
MOST_PAIRS = 100
TITLE_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Filters:
    """Which records may appear. Values of one facet add up; different facets narrow."""

    kinds: tuple[str, ...] = ()
    partnerships: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None

    def __bool__(self) -> bool:
        return bool(self.kinds or self.partnerships or self.themes or self.years)

    @property
    def years(self) -> bool:
        """Whether years are limited."""
        return self.year_from is not None or self.year_to is not None

    def without(self, facet: str) -> Filters:
        """The same with one facet open again."""
        if facet == "kind":
            return replace(self, kinds=())
        if facet == "partnership":
            return replace(self, partnerships=())
        if facet == "theme":
            return replace(self, themes=())
        return replace(self, year_from=None, year_to=None)


@lru_cache(maxsize=1)
def analyzer() -> Any:
    """Words in lower case, without accents, common words left out, endings taken off."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (
        tantivy.Filter.remove_long(60),
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.custom_stopword(STOP_WORDS),
        tantivy.Filter.stemmer("english"),
    ):
        builder = builder.filter(step)
    return builder.build()


@lru_cache(maxsize=1)
def plain_analyzer() -> Any:
    """Words in lower case as they stand, for prefixes and for spelling."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (tantivy.Filter.remove_long(40), tantivy.Filter.lowercase()):
        builder = builder.filter(step)
    return builder.build()


@lru_cache(maxsize=50_000)
def stems(word: str) -> tuple[str, ...]:
    """What one word is searched as; empty for a very common word."""
    return tuple(analyzer().analyze(word))


@lru_cache(maxsize=1)
def pair_analyzer() -> Any:
    """Pairs of neighbouring words, which are joined before they come here."""
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()


def pairs(text: str) -> str:
    """Every two words that stand side by side, in either order: “risk assessment” and “assessed risks” are one pair."""
    found = analyzer().analyze(text)
    return " ".join(
        f"{a}_{b}" if a < b else f"{b}_{a}" for a, b in itertools.pairwise(found) if a != b
    )


def _register(index: Any) -> None:
    index.register_tokenizer("irwell", analyzer())
    index.register_tokenizer("irwell_plain", plain_analyzer())
    index.register_tokenizer("irwell_pairs", pair_analyzer())


def _schema(*, whole: bool) -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", stored=False, indexed=True, fast=True)
    builder.add_integer_field("record", stored=False, indexed=True, fast=True)
    builder.add_integer_field("year", stored=False, indexed=True, fast=True)
    for name in ("kind", "partnership", "theme"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    names = ("text", "title", "heading", "recommendation") if whole else ("text",)
    for name in names:
        builder.add_text_field(name, tokenizer_name="irwell")
    if whole:
        builder.add_text_field("plain", tokenizer_name="irwell_plain", index_option="basic")
        builder.add_text_field("pairs", tokenizer_name="irwell_pairs", index_option="freq")
    return builder.build()


class LexicalIndex:
    """One folder with two tantivy indexes: whole records, and passages."""

    def __init__(self, folder: Path) -> None:
        self.records = self._open(folder / "records")
        self.passages = self._open(folder / "passages")

    @staticmethod
    def _open(folder: Path) -> Any:
        index = tantivy.Index.open(str(folder))
        _register(index)
        index.reload()
        return index

    @classmethod
    def build(
        cls, folder: Path, records: Sequence[Record], progress: Callable[[str, int, int], None]
    ) -> None:
        """Write both indexes into an empty folder."""
        writers = []
        for name in ("records", "passages"):
            shutil.rmtree(folder / name, ignore_errors=True)
            (folder / name).mkdir(parents=True)
            index = tantivy.Index(_schema(whole=name == "records"), path=str(folder / name))
            _register(index)
            writers.append(index.writer(WRITER_MEMORY, 1))
        whole, parts = writers
        passage_row = 0
        for row, record in enumerate(records):
            whole.add_document(_record_document(row, record))
            for passage in record.passages:
                text = f"{passage.heading} {passage.text}" if passage.heading else passage.text
                parts.add_document(_document(passage_row, row, record, {"text": [text]}))
                passage_row += 1
            if row % 100 == 99 or row + 1 == len(records):
                progress("words", row + 1, len(records))
        for writer in writers:
            writer.commit()
            writer.wait_merging_threads()

    def rank_records(self, query: Any, limit: int) -> tuple[Rows, Scores]:
        """Record numbers and scores, best first."""
        return _hits(self.records.searcher(), query, "row", limit)

    def rank_passages(self, query: Any, limit: int) -> tuple[Rows, Scores]:
        """Passage numbers and scores, best first."""
        return _hits(self.passages.searcher(), query, "row", limit)

    def any_words(self, asked: Asked, filters: Filters, *, passages: bool = False) -> Any | None:
        """The more of the words, and the rarer, the better; phrases and exclusions hold."""
        schema = self.passages.schema if passages else self.records.schema
        wanted = [
            query
            for term in _loosened(asked)
            if (query := self._term(schema, term, whole=not passages)) is not None
        ]
        if not wanted:
            return None
        clauses: list[tuple[Any, Any]] = [(tantivy.Occur.Must, _either(wanted))]
        if not passages:
            clauses += self._held(schema, asked)
        return tantivy.Query.boolean_query([*clauses, *_narrowed(schema, filters)])

    def word_pairs(self, asked: Asked, filters: Filters) -> Any | None:
        """Words that stand side by side in the question, side by side in the record; the rarer, the better."""
        schema = self.records.schema
        wanted = dict.fromkeys(pairs(asked.plain).split()[:MOST_PAIRS])
        if not wanted:
            return None
        query = _either([tantivy.Query.term_query(schema, "pairs", pair) for pair in wanted])
        clauses = [(tantivy.Occur.Must, query), *self._held(schema, asked)]
        return tantivy.Query.boolean_query([*clauses, *_narrowed(schema, filters)])

    def all_words(self, asked: Asked, filters: Filters) -> Any | None:
        """Every word somewhere in the record; one of each OR group."""
        schema = self.records.schema
        clauses: list[tuple[Any, Any]] = []
        for group in asked.groups:
            queries = [q for t in group if (q := self._term(schema, t, whole=True)) is not None]
            if queries:
                clauses.append((tantivy.Occur.Must, _either(queries)))
        if not clauses:
            return None
        clauses += self._held(schema, asked, phrases=False)
        return tantivy.Query.boolean_query([*clauses, *_narrowed(schema, filters)])

    def allowed(self, asked: Asked, filters: Filters) -> Any | None:
        """Every record that filters, exclusions and phrases leave; None when all are."""
        schema = self.records.schema
        clauses = [*self._held(schema, asked), *_narrowed(schema, filters)]
        if not clauses:
            return None
        every = (tantivy.Occur.Must, tantivy.Query.all_query())
        return tantivy.Query.boolean_query([every, *clauses])

    def within(self, query: Any, records: Iterable[int]) -> Any:
        """The same passage query inside a few records."""
        chosen = tantivy.Query.term_set_query(self.passages.schema, "record", list(records))
        return tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Must, query),
                (tantivy.Occur.Must, tantivy.Query.const_score_query(chosen, 0.0)),
            ]
        )

    def vocabulary(self) -> dict[str, int]:
        """Every word as printed and in how many records it stands."""
        return dict(self.records.searcher().terms_with_prefix("plain", ""))

    def _held(self, schema: Any, asked: Asked, *, phrases: bool = True) -> list[tuple[Any, Any]]:
        out: list[tuple[Any, Any]] = []
        for term in asked.excluded:
            query = self._term(schema, term, whole=True)
            if query is not None:
                out.append((tantivy.Occur.MustNot, query))
        for term in asked.insisted if phrases else ():
            query = self._term(schema, term, whole=True)
            if query is not None:
                held = tantivy.Query.const_score_query(query, 0.0)
                out.append((tantivy.Occur.Must, held))
        return out

    def _term(self, schema: Any, term: Term, *, whole: bool) -> Any | None:
        field = term.field if term.field and whole else "text"
        if term.prefix:
            return self._prefix(schema, term, field, whole=whole)
        tokens = [
            (token.position, token.text)
            for token in analyzer().pre_tokenize(" ".join(term.words)).tokens
        ]
        if not tokens:
            return None
        if len(tokens) > 1:
            first = tokens[0][0]
            return tantivy.Query.phrase_query(
                schema, field, [(place - first, word) for place, word in tokens]
            )
        query = tantivy.Query.term_query(schema, field, tokens[0][1])
        if not whole or term.field:
            return query
        title = tantivy.Query.term_query(schema, "title", tokens[0][1])
        return _either([query, tantivy.Query.boost_query(title, TITLE_WEIGHT)])

    def _prefix(self, schema: Any, term: Term, field: str, *, whole: bool) -> Any | None:
        searcher = self.records.searcher()
        found = searcher.terms_with_prefix("plain", term.words[-1].lower(), None, MOST_PREFIX_WORDS)
        tokens = sorted({stem for word, _ in found for stem in stems(word)})
        if not tokens:
            return tantivy.Query.empty_query() if whole else None
        return _either([tantivy.Query.term_query(schema, field, token) for token in tokens])


def _loosened(asked: Asked) -> list[Term]:
    """Each word once; a quoted phrase counts as itself and by its words."""
    out: dict[Term, None] = {}
    for term in (term for group in asked.groups for term in group):
        if len(term.words) == 1 or term.quoted:
            out[term] = None
        if len(term.words) > 1:
            out.update({Term((word,)): None for word in term.words})
    seen: dict[tuple[object, ...], Term] = {}
    for term in out:
        if len(term.words) == 1 and not term.prefix:
            seen.setdefault((term.field, stems(term.words[0])), term)
        else:
            seen[(term,)] = term
    return list(seen.values())


def _record_document(row: int, record: Record) -> Any:
    body = [record.title, record.summary, *(passage.text for passage in record.passages)]
    texts = {
        "text": [" \n ".join(part for part in body if part)],
        "title": [record.title],
        "heading": list(dict.fromkeys(p.heading for p in record.passages if p.heading)),
        "recommendation": [item.text for item in record.recommendations],
        "plain": [" ".join(part for part in body if part)],
        "pairs": [pairs(" \n ".join(part for part in body if part))],
    }
    return _document(row, row, record, texts)


def _document(row: int, record_row: int, record: Record, texts: dict[str, list[str]]) -> Any:
    document = tantivy.Document()
    document.add_integer("row", row)
    document.add_integer("record", record_row)
    if record.year is not None:
        document.add_integer("year", record.year)
    for name, value in (("kind", record.kind), ("partnership", record.partnership)):
        if value:
            document.add_text(name, value)
    for theme in record.themes:
        document.add_text("theme", theme)
    for name, values in texts.items():
        for value in values:
            document.add_text(name, value)
    return document


def _either(queries: Sequence[Any]) -> Any:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _narrowed(schema: Any, filters: Filters) -> list[tuple[Any, Any]]:
    out: list[Any] = []
    for name, values in (
        ("kind", filters.kinds),
        ("partnership", filters.partnerships),
        ("theme", filters.themes),
    ):
        if values:
            out.append(tantivy.Query.term_set_query(schema, name, list(values)))
    if filters.years:
        out.append(
            tantivy.Query.range_query(
                schema,
                "year",
                tantivy.FieldType.Integer,
                filters.year_from if filters.year_from is not None else -9999,
                filters.year_to if filters.year_to is not None else 9999,
            )
        )
    return [(tantivy.Occur.Must, tantivy.Query.const_score_query(query, 0.0)) for query in out]


def _hits(searcher: Any, query: Any, field: str, limit: int) -> tuple[Rows, Scores]:
    found = searcher.search(query, max(1, min(limit, searcher.num_docs or 1)), count=False).hits
    if not found:
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    rows = searcher.fast_field_values(field, [address for _, address in found])
    return np.array(rows, np.int64), np.array([score for score, _ in found], np.float32)
