"""Reading PDF files: seen text in paragraphs, the rest listed."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from irwell.anonymise.model import BlockKind, HiddenKind
from irwell.anonymise.reading import UnreadableDocument, read
from tests.anonymise.pdf_files import HIDDEN, NAME, pdf, show


def test_lines_of_one_sentence_are_one_paragraph() -> None:
    long = "The review found that agencies did not know what the other agencies had been told and"
    document = read("x.pdf", pdf(long, "so the picture stayed in pieces until the end."))

    assert document.blocks[0].text == f"{long} so the picture stayed in pieces until the end."
    assert document.blocks[0].place == "page 1, paragraph 1"


def test_a_name_parted_at_a_line_end_is_whole_again() -> None:
    document = read(
        "x.pdf", pdf("It was said that this was not what Odalys Wren-", "field wanted.")
    )

    assert "Odalys Wrenfield wanted." in document.text


def test_a_name_in_pieces_with_kerning_is_whole() -> None:
    pieces = "BT /F1 12 Tf 60 700 Td [(Oda) -20 (lys Wr) 15 (enfield)] TJ ET\n"

    assert NAME in read("x.pdf", pdf("x", content=pieces)).text


def test_larger_letters_are_headings() -> None:
    words = "The review found that agencies did not know what the other agencies had been told."
    document = read("x.pdf", pdf(words, words, content=show("Findings", y=800, size=20)))

    headings = [block.text for block in document.blocks if block.kind is BlockKind.HEADING]
    assert headings == ["Findings"]


@pytest.mark.parametrize("place", HIDDEN)
def test_what_the_page_does_not_show_is_not_text(place: str) -> None:
    document = read("x.pdf", HIDDEN[place])

    assert NAME not in document.text
    listed = [item.text for item in document.hidden]
    kept = [item.data for item in document.quarantined]
    assert any(NAME in text for text in listed) or any(NAME.encode() in data for data in kept)


def test_text_under_a_box_leaves_a_mark_in_the_text() -> None:
    words = show("Seen by", x=60) + show(NAME, x=120) + "0 g 118 690 200 24 re f\n"

    document = read("x.pdf", pdf("x", content=words))

    assert "[blacked out]" in document.text
    assert HiddenKind.HIDDEN_TEXT in {item.kind for item in document.hidden}


def test_text_over_a_coloured_box_is_seen() -> None:
    words = "0.9 g 50 690 300 24 re f\n" + show(NAME, before="0 g")

    assert NAME in read("x.pdf", pdf("x", content=words)).text


def test_white_text_over_a_dark_box_is_seen() -> None:
    words = "0.1 g 50 690 300 24 re f\n" + show(NAME, before="1 1 1 rg")

    assert NAME in read("x.pdf", pdf("x", content=words)).text


def test_a_scan_is_refused() -> None:
    out = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(out, "PDF")

    with pytest.raises(UnreadableDocument, match="scan"):
        read("scan.pdf", out.getvalue())


def test_a_password_is_refused() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("x"))) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))

    with pytest.raises(UnreadableDocument, match="password"):
        read("x.pdf", out.getvalue())
