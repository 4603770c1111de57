"""What a result shows: its best passages, the words found in them, and why it was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .lexical import stems
from .queries import Asked
from .records import Passage
from .results import NearWord, PassageHit, Segment
from .scoring import Ranking
from .snippets import Marker, snippet
from .storage import Generation

# Cosines of this model: a passage of a hundred words that answers a question is about 0.3 to 0.6.
CLOSE, VERY_CLOSE = 0.3, 0.5


def best_passages(
    generation: Generation, row: int, ranking: Ranking
) -> tuple[list[int], float | None]:
    own = generation.passages_of(row)
    score = [0.0] * len(own)
    if ranking.parts is not None:
        score = ranking.parts[own.start : own.stop].tolist()
    highest = max(score, default=0.0) or 1.0
    meaning: float | None = None
    if ranking.cosines is not None:
        near = ranking.cosines[own.start : own.stop].tolist()
        meaning = round(max(0.0, *near), 2)
        score = [words / highest + 1.2 * each for words, each in zip(score, near, strict=True)]
        highest = 1.0
    order = sorted(range(len(own)), key=score.__getitem__, reverse=True)[:3]
    best = score[order[0]] / highest if order else 0.0
    kept = (
        [each for each in order if score[each] / highest >= 0.6 * best] if best > 0 else order[:1]
    )
    return [own.start + each for each in kept], meaning


def wanted_stems(generation: Generation, asked: Asked) -> frozenset[str]:
    return frozenset(
        stem
        for group in asked.groups
        for term in group
        for stem in generation.lexical.stems_of(term)
    )


def shown(
    results: Sequence[tuple[str, Sequence[Passage]]], marker: Marker
) -> list[tuple[tuple[str, ...], tuple[PassageHit, ...]]]:
    """Of each title with its passages: the words that were found, and the passages with these words marked."""
    texts = []
    for title, passages in results:
        texts.append(title)
        for passage in passages:
            texts += (passage.heading, passage.text)
    marks = iter(marker.marks(texts))
    out = []
    for _, passages in results:
        found = dict(next(marks).words)
        hits = []
        for passage in passages:
            found |= next(marks).words
            here = next(marks)
            found |= here.words
            segments = snippet(passage.text, here) or (Segment(passage.text[:200]),)
            hits.append(PassageHit(passage.anchor, passage.heading, passage.page, segments))
        out.append((one_of_each(found), tuple(hits)))
    return out


def with_near(
    hit: PassageHit, text: str, marker: Marker, near_words: Sequence[NearWord]
) -> PassageHit:
    """The passage with the words marked, too, that stand for words asked for."""
    (marks,) = marker.marks([text])
    stand = frozenset(stem for each in near_words for stem in stems(each.found))
    (near,) = Marker(stand - marker.wanted).marks([text])
    return hit._replace(snippet=snippet(text, marks, near))


def words_in(text: str, wanted: frozenset[str]) -> tuple[str, ...]:
    """The words of the text whose stem is wanted, each in one of its forms."""
    return one_of_each(Marker(wanted).marks([text])[0].words)


def one_of_each(found: Iterable[str]) -> tuple[str, ...]:
    """Words without other forms of the same word."""
    return tuple({stems(word): word for word in reversed(list(found))}.values())[::-1]


def why_in_words(
    words: tuple[str, ...],
    meaning: float | None,
    lacks: tuple[str, ...] | None = None,
    near_words: Sequence[NearWord] = (),
) -> str:
    """`lacks` is what it has not of what was asked for; None where every result has all of it or it does not matter."""
    listed = ", ".join(words[:8]) + (" …" if len(words) > 8 else "")
    has_them = f"Has the {'word' if len(words) == 1 else 'words'}: {listed}."
    near = _nearness_in_words(meaning)
    if words and (near or near_words):
        return " ".join([has_them, *_meaning_in_words(near, near_words)])
    if lacks is not None:
        has = f"{has_them} " if words else ""
        missing = ", ".join(lacks[:8]) + (" …" if len(lacks) > 8 else "")
        return has + (f"Not in it: {missing}." if lacks else "All of them stand in it.")
    if words:
        return has_them
    if meaning is not None:
        close = " ".join(_meaning_in_words(near or "nearest", near_words))
        return f"None of these words, but {close[0].lower()}{close[1:]}"
    return ""


def _meaning_in_words(near: str, near_words: Sequence[NearWord]) -> list[str]:
    out = [f"A passage is {near} in meaning."] if near else []
    if near_words:
        pairs = ", ".join(f"“{each.found}” for “{each.asked}”" for each in near_words)
        out.append(f"It has {pairs}.")
    return out


def _nearness_in_words(meaning: float | None) -> str:
    if meaning is None or meaning < CLOSE:
        return ""
    return "very close" if meaning >= VERY_CLOSE else "close"
