"""Folding: one plain spelling, and the way back to the source."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irwell.anonymise.fold import fold


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("Małgorzata", "malgorzata"),
        ("SIOBHÁN", "siobhan"),
        ("Ștefan Dumitrașcu", "stefan dumitrascu"),
        ("O’Shea", "o'shea"),
        ("Kay\u200bleigh", "kayleigh"),
        ("Kay\u00adleigh", "kayleigh"),
        ("Кауleigh", "kayleigh"),
        ("ﬁnn", "finn"),
        ("Ｔyler", "tyler"),
        ("Strauß", "strauss"),
        ("Postle-\nthwaite", "postlethwaite"),
        ("Ellie-\n  Mae", "ellie-mae"),
        ("Ava\u00a0\tHope\n\nMoss", "ava hope moss"),
        ("Tyler²", "tyler"),
        ("07⁷00", "07700"),
        ("٤٨٥", "485"),
        ("a\u202eb", "ab"),
        ("Ellie–Mae", "ellie-mae"),
    ],
)
def test_a_disguised_word_folds_to_its_plain_spelling(source: str, plain: str) -> None:
    assert fold(source).text == plain


def test_a_found_place_leads_back_to_the_source_with_its_hidden_characters() -> None:
    source = "Then Kay\u200bleigh\u00a0 Moss left."
    folded = fold(source)
    at = folded.text.index("kayleigh moss")

    start, end = folded.span(at, at + len("kayleigh moss"))

    assert source[start:end] == "Kay\u200bleigh\u00a0 Moss"


def test_one_source_character_may_become_two_and_still_lead_back() -> None:
    folded = fold("Strauß left")

    assert folded.span(5, 7) == (5, 6)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text

    assert fold(once).text == once


@given(st.text())
def test_the_map_is_in_order_and_inside_the_source(text: str) -> None:
    folded = fold(text)

    spans = [folded.span(i, i + 1) for i in range(len(folded.text))]

    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(x[0] <= y[0] and x[1] <= y[1] for x, y in pairwise(spans))


@given(st.text(alphabet="abcXYZ '-é", max_size=40))
def test_every_visible_letter_is_still_there(text: str) -> None:
    assert sum(c.isalpha() for c in fold(text).text) == sum(c.isalpha() for c in text)
