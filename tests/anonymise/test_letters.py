"""How a word is written goes to the model beside the word itself."""

import pytest

from irwell.anonymise.letters import CAPITAL, CAPITALS, SMALL, written


@pytest.mark.parametrize(
    ("text", "pieces", "expected"),
    [
        ("told Pride", [(0, 4), (5, 10)], [SMALL, CAPITAL]),
        ("told PRIDE", [(0, 4), (5, 10)], [SMALL, CAPITALS]),
        ("Wójcik", [(0, 2), (2, 6)], [CAPITAL, CAPITAL]),
        ("O’Brien’s", [(0, 1), (1, 2), (2, 7), (7, 8), (8, 9)], [1, 0, 1, 0, 0]),
        ("7 Ash", [(0, 1), (2, 5)], [SMALL, CAPITAL]),
        ("", [], []),
    ],
)
def test_each_piece_is_small_or_capital_as_its_word_is(
    text: str, pieces: list[tuple[int, int]], expected: list[int]
) -> None:
    assert written(text, pieces) == expected
