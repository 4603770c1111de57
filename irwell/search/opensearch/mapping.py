"""How records lie in OpenSearch: one document a record, its passages nested in it with their vectors."""

from __future__ import annotations

from typing import Any

from irwell.search.encoder import Encoder, Matrix
from irwell.search.lexical import FACETS
from irwell.search.records import Passage, Record
from irwell.search.stop_words import STOP_WORDS

WORDS: dict[str, Any] = {"type": "text", "analyzer": "irwell"}
NAMES = {"type": "keyword"}


def index_body(encoder: Encoder | None) -> dict[str, Any]:
    """Settings and mapping of a new index."""
    passage: dict[str, Any] = {
        "anchor": NAMES, "heading": WORDS, "page": {"type": "integer"}, "text": WORDS,
    }  # fmt: skip
    whole: dict[str, Any] = {}
    if encoder is not None:
        passage["vector"] = whole["mean"] = _vector(encoder.width)
    return {
        "settings": {"index": {"knn": encoder is not None}, "analysis": _analysis()},
        "mappings": {
            "dynamic": "strict",
            "_meta": {"encoder": encoder.name if encoder else ""},
            "properties": {
                "id": NAMES, **dict.fromkeys(FACETS, NAMES),
                "year": {"type": "integer"}, "when": NAMES, "title": WORDS, "heading": WORDS,
                "recommendation": WORDS, "text": WORDS,
                "plain": {"type": "text", "analyzer": "irwell_plain"},
                "passages": {"type": "nested", "properties": passage}, **whole,
            },
        },
    }  # fmt: skip


def document(record: Record, vectors: Matrix | None) -> dict[str, Any]:
    """One record; `vectors` has a row for each of its passages."""
    text = "\n".join(
        part for part in (record.title, record.summary, *(p.text for p in record.passages)) if part
    )
    out: dict[str, Any] = {
        "id": record.id, "kind": record.kind, "partnership": record.partnership,
        "theme": list(record.themes), **dict(record.facts), "title": record.title, "text": text, "plain": text,
        "heading": list(dict.fromkeys(p.heading for p in record.passages if p.heading)),
        "recommendation": [item.text for item in record.recommendations],
        # as the embedded index puts them in order: by day, else by year, else last
        "when": record.published.isoformat() if record.published else str(record.year or "0000"),
        "passages": [_passage(each) for each in record.passages],
    }  # fmt: skip
    if record.year:
        out["year"] = record.year
    if vectors is not None and len(vectors):
        for passage, vector in zip(out["passages"], vectors.tolist(), strict=True):
            passage["vector"] = vector
        out["mean"] = vectors.mean(axis=0).tolist()
    return out


def _passage(passage: Passage) -> dict[str, Any]:
    out: dict[str, Any] = {
        "anchor": passage.anchor,
        "heading": passage.heading,
        "text": passage.text,
    }
    return out if passage.page is None else {**out, "page": passage.page}


def _vector(width: int) -> dict[str, Any]:
    method = {"name": "hnsw", "engine": "lucene", "space_type": "cosinesimil"}
    return {"type": "knn_vector", "dimension": width, "method": method}


def _analysis() -> dict[str, Any]:
    """The same steps as the embedded index: small letters, no accents, common words out, endings off."""
    return {
        "filter": {
            "irwell_stop": {"type": "stop", "stopwords": list(STOP_WORDS)},
            "irwell_stem": {"type": "stemmer", "language": "porter2"},
        },
        "analyzer": {
            "irwell": {
                "type": "custom", "tokenizer": "standard",
                "filter": ["lowercase", "asciifolding", "irwell_stop", "irwell_stem"],
            },
            "irwell_plain": {"type": "custom", "tokenizer": "standard", "filter": ["lowercase"]},
        },
    }  # fmt: skip
