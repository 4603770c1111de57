"""Reading OpenSearch’s answers: hits with their passages, facets, and two rankings joined into one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from irwell.search.lexical import FACETS, stems
from irwell.search.queries import Asked
from irwell.search.records import Passage
from irwell.search.results import FacetValue, Hit, Why
from irwell.search.scoring import MOST_SHOWN
from irwell.search.showing import shown, why_in_words
from irwell.search.snippets import WORD, Marker

POOL = 200
LEAST_SHARE_OF_BEST = 0.45
MOST_PASSAGES = 3


@dataclass(frozen=True, slots=True)
class Found:
    """One record of an answer."""

    id: str
    title: str
    score: float
    facets: dict[str, tuple[str, ...]]
    year: int | None
    when: tuple[str, str]
    passages: tuple[Passage, ...] = ()
    meaning: float | None = None

    @classmethod
    def of(cls, hit: Any) -> Found:
        """From a hit of the server."""
        source = hit["_source"]
        kept = {name: source.get(name) or () for name in FACETS}
        inner = hit.get("inner_hits", {}).get("passages", {}).get("hits", {}).get("hits", ())
        return cls(
            id=source["id"],
            title=source["title"],
            score=float(hit.get("_score") or 0.0),
            facets={n: (v,) if isinstance(v, str) else tuple(v) for n, v in kept.items()},
            year=source.get("year"),
            when=(source.get("when", ""), source["id"]),
            passages=tuple(_passage(each["_source"]) for each in inner),
        )


def cosine(score: float) -> float:
    """OpenSearch gives (1 + cosine) / 2, which is never below nought."""
    return round(2 * score - 1, 4)


def fused(words: Any, near: Any, weight: float) -> list[Found]:
    """Records by words and by nearness, weighted as in the embedded index: the best by words counts 1."""
    by_words = [Found.of(each) for each in words["hits"]["hits"]]
    by_meaning = [Found.of(each) for each in near["hits"]["hits"]]
    best = max((each.score for each in by_words), default=0.0) or 1.0
    joined = {each.id: replace(each, score=each.score / best) for each in by_words}
    cosines = [cosine(each.score) for each in by_meaning]
    edge = min(cosines) if len(cosines) >= POOL else 0.0
    top = max(max(cosines, default=0.0) - edge, 1e-6)
    for each, value in zip(by_meaning, cosines, strict=True):
        have = joined.get(each.id, replace(each, score=0.0))
        joined[each.id] = replace(
            have,
            score=have.score + weight * max(0.0, value - edge) / top,
            meaning=round(max(0.0, value), 2),
            passages=_each_once((*have.passages, *each.passages)),
        )
    ranked = sorted(joined.values(), key=lambda each: (-each.score, each.id))[:MOST_SHOWN]
    least = LEAST_SHARE_OF_BEST * ranked[0].score if ranked else 0.0
    return [each for each in ranked if each.score > 0 and each.score >= least]


def hit_of(asked: Asked, found: Found) -> Hit:
    """As the embedded index shows it: passages with the words marked, and why it is there."""
    texts = [found.title, *(f"{p.heading} {p.text}" for p in found.passages)]
    marker = Marker(_wanted(asked, texts))
    ((words, passages),) = shown([(found.title, found.passages[:MOST_PASSAGES])], marker)
    why = Why(words, found.meaning, why_in_words(words, found.meaning)) if asked.groups else Why()
    first = passages[0] if passages else None
    return Hit(found.id, round(found.score, 4), found.title, first, why, passages[1:])


def found_in(answer: Any) -> tuple[dict[str, tuple[FacetValue, ...]], tuple[tuple[int, int], ...]]:
    """Facets and years as the server counted them."""
    counted = {
        name: [(b["key"], b["doc_count"]) for b in part["values"]["buckets"]]
        for name, part in answer["aggregations"].items()
    }
    facets = {name: tuple(FacetValue(v, n) for v, n in counted[name] if v) for name in FACETS}
    return facets, tuple((int(year), count) for year, count in counted["year"])


def facets_of(name: str, found: Iterable[Found]) -> tuple[FacetValue, ...]:
    """Values of one facet, the commonest first."""
    counted = Counter(
        value for each in found for value in dict.fromkeys(each.facets[name]) if value
    )
    return tuple(FacetValue(v, n) for v, n in sorted(counted.items(), key=lambda i: (-i[1], i[0])))


def years_in(found: Iterable[Found]) -> tuple[tuple[int, int], ...]:
    """Years with how many records each."""
    return tuple(sorted(Counter(each.year for each in found if each.year).items()))


def spelling(text: str, answer: Any) -> str:
    """The question with the server’s likelier spellings, or nothing when none is needed."""
    out, changed = text, False
    for entry in sorted(answer.get("suggest", {}).get("words", ()), key=lambda e: -e["offset"]):
        if entry["options"]:
            start, end = entry["offset"], entry["offset"] + entry["length"]
            out, changed = out[:start] + entry["options"][0]["text"] + out[end:], True
    return out if changed else ""


def _passage(source: Any) -> Passage:
    return Passage(source["anchor"], source["text"], source.get("heading", ""), source.get("page"))


def _each_once(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    return tuple({each.anchor: each for each in reversed(passages)}.values())[::-1][:MOST_PASSAGES]


def _wanted(asked: Asked, texts: Iterable[str]) -> frozenset[str]:
    terms = [term for group in asked.groups for term in group]
    out = {stem for term in terms if not term.prefix for word in term.words for stem in stems(word)}
    starts = tuple(term.words[-1].lower() for term in terms if term.prefix)
    if starts:
        words = {word.lower() for text in texts for word in WORD.findall(text)}
        out |= {stem for word in words if word.startswith(starts) for stem in stems(word)}
    return frozenset(out)
