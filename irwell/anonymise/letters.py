"""How each piece of a text is written, for a model whose own alphabet has small letters only."""

from collections.abc import Sequence

# Small or no letter; a capital first; capitals throughout.
SMALL, CAPITAL, CAPITALS = range(3)
LETTERS = 3


def written(text: str, pieces: Sequence[tuple[int, int]]) -> list[int]:
    """Which of the three each piece's word is; the later pieces of a word are as its first."""
    found: list[int] = []
    kind, reached = SMALL, -1
    for start, end in pieces:
        if start != reached or not text[start - 1 : start + 1].isalpha():
            kind = SMALL
            if text[start : start + 1].isupper():
                kind = CAPITALS if text[start + 1 : start + 2].isupper() else CAPITAL
        found.append(kind)
        reached = end
    return found
