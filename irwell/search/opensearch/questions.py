"""What was asked, as OpenSearch’s query language says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from irwell.search.lexical import FACETS, Filters, stems
from irwell.search.queries import Asked, Term

Query = dict[str, Any]
MOST_VALUES = 500
SHOWN = ["id", "title", *FACETS, "year", "when"]
PASSAGE = ["passages.anchor", "passages.heading", "passages.page", "passages.text"]


def any_words(asked: Asked) -> Query:
    """BM25 of any of the words: in the whole record, in its title, and in its best passage."""
    words = " ".join(_plain_words(asked))
    starts = [having(term) for group in asked.groups for term in group if term.prefix]
    if not words:
        return _one_of(starts)
    best = {
        "path": "passages", "score_mode": "max", "query": {"match": {"passages.text": {"query": words}}},
        "inner_hits": {"size": 3, "_source": PASSAGE},
    }  # fmt: skip
    whole = {"match": {"text": {"query": words}}}
    title = {"match": {"title": {"query": words, "boost": 0.3}}}
    return _one_of([whole, title, {"nested": best}, *starts])


def all_words(asked: Asked) -> list[Query]:
    """Each group asked for, one of its words; very common words ask for nothing."""
    out = []
    for group in asked.groups:
        wanted = [having(term) for term in group if not too_common(term)]
        if wanted:
            out.append(wanted[0] if len(wanted) == 1 else _one_of(wanted))
    return out


def having(term: Term) -> Query:
    """Records in which a word, phrase, beginning* or field:word stands."""
    field, said = term.field or "text", " ".join(term.words)
    if term.prefix and not term.field and len(term.words) == 1:
        return {"prefix": {"plain": {"value": said.lower()}}}
    if term.prefix:
        return {"match_phrase_prefix": {field if term.field else "plain": {"query": said}}}
    if len(term.words) > 1:
        return {"match_phrase": {field: {"query": said}}}
    return {"match": {field: {"query": said}}}


def too_common(term: Term) -> bool:
    """Whether nothing is left of it when common words are taken out."""
    return not term.prefix and not any(stems(word) for word in term.words)


def held(asked: Asked) -> Query:
    """What holds in every mode: phrases and field words, and what is excluded."""
    return {
        "filter": [having(term) for term in asked.insisted if not too_common(term)],
        "must_not": [having(term) for term in asked.excluded if not too_common(term)],
    }


def narrowing(filters: Filters) -> list[Query]:
    """The filters, each a query without a score."""
    out: list[Query] = [{"terms": {name: list(chosen)}} for name, chosen in filters.values.items()]
    if filters.years:
        limits = {"gte": filters.year_from, "lte": filters.year_to}
        out.append({"range": {"year": {k: v for k, v in limits.items() if v is not None}}})
    return out


def counts(filters: Filters) -> Query:
    """Values of each facet among what the other filters leave."""
    out: Query = {}
    for name in (*FACETS, "year"):
        order = {"_key": "asc"} if name == "year" else [{"_count": "desc"}, {"_key": "asc"}]
        terms = {"field": name, "size": MOST_VALUES, "order": order}
        kept = narrowing(filters.without(name))
        within = {"bool": {"filter": kept}} if kept else {"match_all": {}}
        out[name] = {"filter": within, "aggs": {"values": {"terms": terms}}}
    return out


def in_order(order: str) -> list[Query]:
    """Newest or oldest first."""
    way = "asc" if order == "oldest" else "desc"
    return [{"when": {"order": way}}, {"id": {"order": way}}]


def nearest(
    vector: Sequence[float], count: int, filters: Sequence[Query], excluded: Sequence[Query] = ()
) -> Query:
    """Records by their passage that is nearest to a vector; filters hold while the graph is walked."""
    knn: Query = {"vector": list(vector), "k": count}
    if filters or excluded:
        knn["filter"] = {"bool": {"filter": list(filters), "must_not": list(excluded)}}
    return {
        "nested": {
            "path": "passages",
            "score_mode": "max",
            "query": {"knn": {"passages.vector": knn}},
            "inner_hits": {"size": 1, "_source": PASSAGE},
        }
    }


def _plain_words(asked: Asked) -> list[str]:
    terms = [term for group in asked.groups for term in group if not term.prefix]
    return list(dict.fromkeys(word for term in terms for word in term.words))


def _one_of(wanted: list[Query]) -> Query:
    return {"bool": {"should": wanted, "minimum_should_match": 1}}


def by_words(asked: Asked, mode: str) -> Query:
    """Records that have all of the words (“words”) or any of them; all records where nothing is asked."""
    wanted: list[Query] = [any_words(asked)] if asked.groups else [{"match_all": {}}]
    if mode == "words" and asked.groups:
        wanted += all_words(asked) or [{"match_none": {}}]
    query = {"bool": {"must": wanted, **held(asked)}}
    return {"query": query, "track_total_hits": True, "_source": SHOWN}


def by_meaning(
    asked: Asked, vector: Sequence[float], filters: Sequence[Query], count: int
) -> tuple[Query, Query]:
    """The best by any of the words, and the nearest by meaning, both within the filters."""
    left = held(asked)
    kept = [*left["filter"], *filters]
    words = by_words(asked, "lexical") | {"size": count, "suggest": spelling(asked.text)}
    words["query"]["bool"]["filter"] = kept
    near = {
        "query": nearest(vector, count, kept, left["must_not"]), "size": count, "_source": SHOWN,
    }  # fmt: skip
    return words, near


def alike(
    record_id: str, texts: Sequence[str], vector: Sequence[float] | None, count: int
) -> Query:
    """Records like these texts: by their vector, or by their rarer words where there is none."""
    itself = {"term": {"id": record_id}}
    if vector is not None:
        query = nearest(vector, count, (), [itself])
    else:
        said = {"like": " ".join(texts)[:20_000], "min_term_freq": 1, "min_doc_freq": 1}
        alike_text: Query = {"more_like_this": {"fields": ["passages.text"], **said}}
        nested = {
            "path": "passages", "score_mode": "max", "query": alike_text,
            "inner_hits": {"size": 1, "_source": PASSAGE},
        }  # fmt: skip
        query = {"bool": {"must": [{"nested": nested}], "must_not": [itself]}}
    return {"query": query, "size": count, "_source": SHOWN}


def spelling(text: str) -> Query:
    """Likelier spellings of words that no record has."""
    term = {"field": "plain", "suggest_mode": "missing", "min_word_length": 4, "max_edits": 2}
    return {"words": {"text": text, "term": term}}
