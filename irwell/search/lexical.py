"""Search by words: BM25 over whole records and over passages; phrases, fields and pairs of words (tantivy)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import tantivy
from numpy.typing import NDArray

from .postings import Mask, Pairs, Postings, PostingsWriter, Scores, Words, read_words
from .queries import Asked, Term
from .records import Record
from .stop_words import STOP_WORDS

Rows = NDArray[np.int64]

WRITER_MEMORY = 60_000_000
MOST_PREFIX_WORDS = 200
MOST_PAIRS = 100
TITLE_WEIGHT = 0.3


# what the national figures on serious incidents are broken down by
FACTS = ("nature", "age", "sex", "ethnicity", "disability", "harm", "placement", "plan")
FACETS = ("kind", "partnership", "theme", *FACTS)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which records may appear. Values of one facet add up; different facets narrow."""

    kinds: tuple[str, ...] = ()
    partnerships: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    facts: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.kinds or self.partnerships or self.themes or self.years or self.facts)

    @property
    def values(self) -> dict[str, tuple[str, ...]]:
        """The values asked for of each facet that is narrowed."""
        chosen = {"kind": self.kinds, "partnership": self.partnerships, "theme": self.themes}
        for name in FACTS:
            chosen[name] = tuple(value for fact, value in self.facts if fact == name)
        return {name: values for name, values in chosen.items() if values}

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
        if facet in FACTS:
            return replace(self, facts=tuple(each for each in self.facts if each[0] != facet))
        return replace(self, year_from=None, year_to=None)


@dataclass(frozen=True, slots=True)
class Group:
    """A word or phrase asked for, with those that would do in its place, and the records that have it."""

    said: str
    mask: Mask


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


def _register(index: Any) -> None:
    index.register_tokenizer("irwell", analyzer())
    index.register_tokenizer("irwell_plain", plain_analyzer())


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", stored=False, indexed=True, fast=True)
    for name in ("text", "title", "heading", "recommendation"):
        builder.add_text_field(name, tokenizer_name="irwell")
    builder.add_text_field("plain", tokenizer_name="irwell_plain", index_option="basic")
    return builder.build()


class LexicalIndex:
    """Records and passages by their words: ready-made weights, and tantivy for what needs more.

    tantivy holds whole records, for phrases, fields and beginnings of words.
    """

    def __init__(self, folder: Path, *, records: int, passages: int) -> None:
        self.records = tantivy.Index.open(str(folder / "records"))
        _register(self.records)
        self.records.reload()
        self.words = read_words(folder / "words.txt")
        self.whole = Postings(folder, "records", records)
        self.titles = Postings(folder, "titles", records)
        self.parts = Postings(folder, "passages", passages)
        self.pairs = Pairs(folder, "pairs", texts=records, words=len(self.words))
        self._size = records

    @classmethod
    def build(
        cls, folder: Path, records: Sequence[Record], progress: Callable[[str, int, int], None]
    ) -> None:
        """Write everything into an empty folder."""
        (folder / "records").mkdir(parents=True)
        index = tantivy.Index(_schema(), path=str(folder / "records"))
        _register(index)
        writer = index.writer(WRITER_MEMORY, 1)
        words = Words()
        whole, titles, parts = (PostingsWriter() for _ in range(3))
        for row, record in enumerate(records):
            title = analyzer().analyze(record.title)
            body = [*title, *analyzer().analyze(record.summary)]
            for passage in record.passages:
                found = analyzer().analyze(passage.text)
                body += found
                if passage.heading:
                    found = [*analyzer().analyze(passage.heading), *found]
                parts.add([words[word] for word in found])
            titles.add([words[word] for word in title])
            whole.add([words[word] for word in body])
            writer.add_document(_document(row, record))
            if row % 100 == 99 or row + 1 == len(records):
                progress("words", row + 1, len(records))
        whole.pairs(len(words)).write(folder, "pairs")
        for name, postings in (("records", whole), ("titles", titles), ("passages", parts)):
            postings.write(folder, name, len(words))
        (folder / "words.txt").write_text("\n".join(words), encoding="utf-8")
        writer.commit()
        writer.wait_merging_threads()

    def read_once(self) -> None:
        """From the disk into memory, so that the first questions need not wait for it."""
        for part in (self.whole, self.titles, self.parts, self.pairs):
            part.read_once()

    def scored(self, asked: Asked) -> tuple[Scores, Scores]:
        """What each record and each passage is worth for any of the words; the rarer, the better."""
        numbers = self.numbers(_loosened(asked))
        whole = self.whole.scores(numbers)
        if numbers:
            whole += TITLE_WEIGHT * self.titles.scores(numbers)
        return whole, self.parts.scores(numbers)

    def numbers(self, terms: Iterable[Term]) -> tuple[int, ...]:
        """The words of the index that these terms mean, each once."""
        out: dict[int, None] = {}
        for term in terms:
            for stem in self.stems_of(term):
                if stem in self.words:
                    out[self.words[stem]] = None
        return tuple(out)

    def stems_of(self, term: Term) -> list[str]:
        """What a term is searched as; all endings of a beginning*."""
        if not term.prefix:
            return [stem for word in term.words for stem in stems(word)]
        start = term.words[-1].lower()
        found = self.records.searcher().terms_with_prefix("plain", start, None, MOST_PREFIX_WORDS)
        return sorted({stem for word, _ in found for stem in stems(word)})

    def scored_pairs(self, asked: Asked) -> Scores:
        """Words that stand side by side in the question, side by side in the record; the rarer, the better."""
        row = [self.words.get(word, -1) for word in analyzer().analyze(asked.plain)]
        return self.pairs.scores(row, MOST_PAIRS)

    def having_each(self, asked: Asked) -> list[Group]:
        """Each thing asked for with the records that have it; without what is too common to be asked for."""
        out = []
        for group in asked.groups:
            masks = [mask for term in group if (mask := self.having(term)) is not None]
            if masks:
                said = " or ".join(term.typed for term in group)
                out.append(
                    Group(said, masks[0] if len(masks) == 1 else np.logical_or.reduce(masks))
                )
        return out

    def having(self, term: Term) -> Mask | None:
        """Records in which a word, phrase, beginning* or field:word stands; None for a very common word."""
        if len(term.words) == 1 and not term.field:
            found = self.stems_of(term)
            if not found and not term.prefix:
                return None
            return self.whole.having(self.words[s] for s in found if s in self.words)
        query = self._term(self.records.schema, term)
        if query is None:
            return None
        out = np.zeros(self._size, np.bool_)
        out[self._hits(query, self._size)[0]] = True
        return out

    def held(self, asked: Asked) -> Mask | None:
        """Records that exclusions, phrases and field words leave; None when all are."""
        out: Mask | None = None
        for terms, wanted in ((asked.insisted, True), (asked.excluded, False)):
            for term in terms:
                mask = self.having(term)
                if mask is not None:
                    mask = mask if wanted else ~mask
                    out = mask if out is None else out & mask
        return out

    def vocabulary(self) -> dict[str, int]:
        """Every word as printed and in how many records it stands."""
        return dict(self.records.searcher().terms_with_prefix("plain", ""))

    def _term(self, schema: Any, term: Term) -> Any | None:
        field = term.field or "text"
        if term.prefix:
            found = self.stems_of(term)
            if not found:
                return tantivy.Query.empty_query()
            return _either([tantivy.Query.term_query(schema, field, stem) for stem in found])
        tokens = [
            (token.position, token.text)
            for token in analyzer().pre_tokenize(" ".join(term.words)).tokens
        ]
        if not tokens:
            return None
        if len(tokens) == 1:
            return tantivy.Query.term_query(schema, field, tokens[0][1])
        first = tokens[0][0]
        return tantivy.Query.phrase_query(
            schema, field, [(place - first, word) for place, word in tokens]
        )

    def _hits(self, query: Any, limit: int) -> tuple[Rows, Scores]:
        searcher = self.records.searcher()
        found = searcher.search(query, max(1, min(limit, searcher.num_docs or 1)), count=False).hits
        if not found:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        rows = searcher.fast_field_values("row", [address for _, address in found])
        return np.array(rows, np.int64), np.array([score for score, _ in found], np.float32)


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


def _document(row: int, record: Record) -> Any:
    document = tantivy.Document()
    document.add_integer("row", row)
    body = [record.title, record.summary, *(passage.text for passage in record.passages)]
    text = " \n ".join(part for part in body if part)
    document.add_text("text", text)
    document.add_text("plain", text)
    document.add_text("title", record.title)
    for heading in dict.fromkeys(p.heading for p in record.passages if p.heading):
        document.add_text("heading", heading)
    for item in record.recommendations:
        document.add_text("recommendation", item.text)
    return document


def _either(queries: Sequence[Any]) -> Any:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])
