"""Offer a spelling when a word stands in no record."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

SHORTEST = 4


class Speller:
    """Suggests words that the records hold, the commoner the better."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._counts = vocabulary
        self._words = [w for w, n in vocabulary.items() if n >= 2 and w.isalpha() and len(w) > 3]

    def suggestion(self, word: str) -> str | None:
        """A likelier spelling, or None when the word is known or nothing is near."""
        plain = word.lower().replace("’", "'")
        if len(plain) < SHORTEST or not plain.isalpha() or self._counts.get(plain, 0) > 0:
            return None
        allowed = 1 if len(plain) < 6 else 2
        near = process.extract(
            plain,
            self._words,
            scorer=DamerauLevenshtein.distance,
            score_cutoff=allowed,
            limit=20,
        )
        if not near:
            return None
        best = min(near, key=lambda item: (item[1], item[0][0] != plain[0], -self._counts[item[0]]))
        return str(best[0])

    def corrected(self, text: str) -> str:
        """The whole query with better spellings, or nothing when none is needed."""
        changed = False
        words = []
        for word in text.split():
            bare = word.strip('"“”()-*,.;:!?')
            better = self.suggestion(bare) if bare else None
            if better:
                word, changed = word.replace(bare, better), True
            words.append(word)
        return " ".join(words) if changed else ""
