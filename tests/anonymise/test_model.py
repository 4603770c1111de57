"""The text model and the replacing of words in it."""

from __future__ import annotations

import pytest

from irwell.anonymise.model import (
    Block,
    BlockKind,
    Document,
    HiddenKind,
    HiddenPart,
    Replacement,
    Span,
    SpanKind,
    apply,
)


def document(text: str, *spans: Span, title: str = "") -> Document:
    block = Block("p1", BlockKind.PARAGRAPH, text, "paragraph 1", spans=spans)
    hidden = (HiddenPart("properties", HiddenKind.PROPERTY, "Ada Hollin"),)
    return Document("txt", (block,), hidden=hidden, title=title)


def test_replacing_two_names_keeps_the_words_between() -> None:
    result = apply(
        document("Ada met Ben."),
        [Replacement("p1", 8, 11, "Father"), Replacement("p1", 0, 3, "Mother")],
    )

    assert result.blocks[0].text == "Mother met Father."


def test_hidden_parts_do_not_come_along() -> None:
    assert apply(document("Ada"), []).hidden == ()


def test_emphasis_follows_its_words() -> None:
    result = apply(
        document("Ada met Ben.", Span(8, 11, SpanKind.STRONG)),
        [Replacement("p1", 0, 3, "Child A's mother"), Replacement("p1", 8, 11, "Father")],
    )

    span = result.blocks[0].spans[0]
    assert result.blocks[0].text[span.start : span.end] == "Father"


def test_a_note_mark_inside_a_replaced_name_moves_behind_it() -> None:
    result = apply(
        document("Ada Hollin said", Span(3, 3, SpanKind.NOTE_REF, "fn1")),
        [Replacement("p1", 0, 10, "Mother")],
    )

    assert result.blocks[0].spans == (Span(6, 6, SpanKind.NOTE_REF, "fn1"),)


def test_the_title_is_rewritten_with_its_block() -> None:
    result = apply(
        document("Review of Ada", title="Review of Ada"), [Replacement("p1", 10, 13, "Child A")]
    )

    assert result.title == "Review of Child A"


def test_a_title_that_no_block_shows_is_dropped() -> None:
    assert apply(document("Ada", title="Hidden name"), []).title == ""


@pytest.mark.parametrize(
    ("replacements", "message"),
    [
        ([Replacement("p1", 0, 3, "x"), Replacement("p1", 2, 5, "y")], "overlap"),
        ([Replacement("p1", 0, 99, "x")], "outside"),
        ([Replacement("p9", 0, 1, "x")], "do not exist"),
    ],
)
def test_impossible_replacements_are_refused(replacements: list[Replacement], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        apply(document("Ada met Ben."), replacements)
