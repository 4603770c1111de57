"""Offer a spelling when a word stands in no record."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .lexical import stems

SHORTEST = 4
MOST_WORDS = 25  # what is longer was pasted, not typed


class Speller:
    """Suggests words that the records hold, the commoner the better."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._counts = vocabulary
        self._by_length: dict[int, list[str]] = {}
        for word, count in vocabulary.items():
            if count >= 2 and len(word) > 3 and word.isalpha():
                self._by_length.setdefault(len(word), []).append(word)
        self._nearest = lru_cache(maxsize=2000)(self._look)

    def suggestion(self, word: str) -> str | None:
        """A likelier spelling, or None when the word is known in any form or nothing is near."""
        plain = word.lower().replace("’", "'")
        if len(plain) < SHORTEST or not plain.isalpha() or self._counts.get(plain, 0) > 0:
            return None
        return self._nearest(plain)

    def _look(self, plain: str) -> str | None:
        if self._has_another_form(plain):
            return None
        allowed = 1 if len(plain) < 7 else 2  # “hungry” is no misspelt “hung”
        lengths = range(len(plain) - allowed, len(plain) + allowed + 1)
        near = process.extract(
            plain,
            [word for length in lengths for word in self._by_length.get(length, ())],
            scorer=OSA.distance,
            score_cutoff=allowed,
            limit=20,
        )
        if not near:
            return None
        best = min(near, key=lambda item: (item[1], item[0][0] != plain[0], -self._counts[item[0]]))
        return str(best[0])

    def _has_another_form(self, plain: str) -> bool:
        """Whether the records hold another form of the word, which the search finds ("parental" for "parent")."""
        begins, wanted = plain[:SHORTEST], set(stems(plain))
        return any(
            wanted & set(stems(word)) for word in self._counts if word.lower().startswith(begins)
        )

    def corrected(self, text: str) -> str:
        """The whole query with better spellings, or nothing when none is needed."""
        changed = False
        words: list[str] = []
        typed = text.split()
        if len(typed) > MOST_WORDS:
            return ""
        for word in typed:
            bare = word.strip('"“”()-*,.;:!?')
            better = self.suggestion(bare) if bare else None
            if better:
                word, changed = word.replace(bare, better), True
            words.append(word)
        return " ".join(words) if changed else ""
