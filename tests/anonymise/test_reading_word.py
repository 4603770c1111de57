"""Reading Word files: what is seen becomes text, what is hidden is listed, nothing is lost."""

from __future__ import annotations

import pytest

from irwell.anonymise.model import BlockKind, HiddenKind, QuarantineKind, SpanKind
from irwell.anonymise.reading import UnreadableDocument, read
from tests.anonymise.word_files import (
    HIDDEN,
    NAME,
    QUARANTINED,
    VISIBLE,
    paragraph,
    part,
    run,
    table,
    text_box,
    word,
    zipped,
)


def plain(text: str) -> str:
    return text.replace("\n", " ").replace("_", " ").replace(".", " ")


@pytest.mark.parametrize("place", VISIBLE)
def test_a_name_that_is_seen_is_text(place: str) -> None:
    document = read("x.docx", VISIBLE[place])

    assert NAME in document.text


@pytest.mark.parametrize("place", HIDDEN)
def test_a_name_that_is_not_seen_is_listed_and_not_text(place: str) -> None:
    document = read("x.docx", HIDDEN[place])

    assert NAME not in document.text
    assert any(NAME in plain(item.text) for item in document.hidden)


@pytest.mark.parametrize("place", QUARANTINED)
def test_what_is_not_text_is_quarantined(place: str) -> None:
    document = read("x.docx", QUARANTINED[place])

    assert NAME not in document.text
    assert [item.kind for item in document.quarantined] != []


def test_a_text_box_and_its_copy_for_older_programs_are_read_once() -> None:
    document = read("x.docx", word(paragraph("Beside ", text_box("In the box"))))

    assert [block.text for block in document.blocks] == ["Beside", "In the box"]


def test_a_strict_file_reads_like_any_other() -> None:
    def strict(text: str) -> str:
        return (
            text.replace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            ).replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
        )  # fmt: skip

    document = read("x.docx", word(paragraph(f"It was {NAME}."), change=strict))

    assert document.text == f"It was {NAME}."


def test_bold_words_keep_their_place() -> None:
    document = read("x.docx", word(paragraph("Some ", run("bold", "<w:b/>"), " words")))

    (span,) = document.blocks[0].spans
    assert (span.kind, document.blocks[0].text[span.start : span.end]) == (SpanKind.STRONG, "bold")


def test_a_footnote_is_tied_to_its_mark() -> None:
    document = read("x.docx", VISIBLE["footnote"])

    body, note = document.blocks
    assert (note.kind, note.place) == (BlockKind.FOOTNOTE, "footnote 1")
    assert [span.ref for span in body.spans] == [note.id]


STYLES = part(
    "styles",
    "<w:style w:type='paragraph' w:styleId='H2'><w:name w:val='heading 2'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='Own'><w:name w:val='Own'/><w:basedOn w:val='H2'/>"
    "</w:style><w:style w:type='paragraph' w:styleId='T'><w:name w:val='Title'/></w:style>"
    "<w:style w:type='character' w:styleId='Gone'><w:name w:val='Gone'/><w:rPr><w:vanish/></w:rPr>"
    "</w:style>",
)


def styled(style: str, words: str) -> str:
    return paragraph(words, properties=f"<w:pStyle w:val='{style}'/>")


def test_headings_are_known_by_their_style_and_by_what_it_is_based_on() -> None:
    body = styled("T", "The title") + styled("H2", "One") + styled("Own", "Two")
    document = read("x.docx", word(body, parts={"word/styles.xml": STYLES}))

    assert [(b.kind, b.level) for b in document.blocks] == [
        (BlockKind.HEADING, 0),
        (BlockKind.HEADING, 2),
        (BlockKind.HEADING, 2),
    ]
    assert document.title == "The title"


def test_letters_hidden_by_a_style_are_hidden() -> None:
    body = paragraph("x ", run(NAME, "<w:rStyle w:val='Gone'/>"))
    document = read("x.docx", word(body, parts={"word/styles.xml": STYLES}))

    assert document.text == "x"
    assert HiddenKind.HIDDEN_TEXT in {item.kind for item in document.hidden}


NUMBERING = part(
    "numbering",
    "<w:abstractNum w:abstractNumId='0'>"
    "<w:lvl w:ilvl='0'><w:start w:val='3'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/>"
    "</w:lvl><w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/>"
    "<w:lvlText w:val='%1.%2'/></w:lvl></w:abstractNum>"
    "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
    "<w:numFmt w:val='decimal'/><w:lvlText w:val='Recommendation %1:'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>",
)


def numbered(words: str, level: int = 0, number: int = 1) -> str:
    place = f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>"
    return paragraph(words, properties=place)


def test_list_numbers_are_the_ones_that_word_shows() -> None:
    body = numbered("a") + numbered("b", 1) + numbered("c", 1) + numbered("d") + numbered("e", 1)
    document = read("x.docx", word(body, parts={"word/numbering.xml": NUMBERING}))

    labels = [b.list_place.label for b in document.blocks if b.list_place]
    assert labels == ["3.", "3.1", "3.2", "4.", "4.1"]


def test_words_in_a_list_number_are_part_of_the_text() -> None:
    body = numbered("Ask the family.", number=2)
    document = read("x.docx", word(body, parts={"word/numbering.xml": NUMBERING}))

    assert document.text == "Recommendation 1: Ask the family."


def test_cells_know_their_row_column_and_span() -> None:
    wide = (
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>"
        f"{paragraph('Both')}</w:tc></w:tr><w:tr><w:tc>{paragraph('l')}</w:tc>"
        f"<w:tc>{paragraph('r')}</w:tc></w:tr></w:tbl>"
    )
    cells = [block.cell for block in read("x.docx", word(wide)).blocks]

    assert [(c.row, c.column, c.column_span, c.header) for c in cells if c] == [
        (1, 1, 2, True),
        (2, 1, 1, False),
        (2, 2, 1, False),
    ]


def test_places_are_said_in_words() -> None:
    body = paragraph("x") + table(("a", "b"), ("c", "d"))
    places = [block.place for block in read("x.docx", word(body)).blocks]

    assert places[0] == "paragraph 1"
    assert places[-1] == "table 1, row 2, column 2"


def test_reading_twice_gives_the_same_ids() -> None:
    data = word(paragraph("x") + table(("a", "b")) + paragraph("y ", text_box("z")))

    assert read("x.docx", data) == read("x.docx", data)


def test_ids_never_come_from_the_words() -> None:
    one = read("x.docx", word(paragraph("Odalys") + paragraph("x")))
    other = read("x.docx", word(paragraph("Mother") + paragraph("x")))

    assert [block.id for block in one.blocks] == [block.id for block in other.blocks]


def test_a_macro_document_is_refused() -> None:
    data = word(paragraph("x"), parts={"word/vbaProject.bin": b"macro"})

    with pytest.raises(UnreadableDocument, match="macros"):
        read("x.docx", data)


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    data = zipped({**_parts(word(paragraph("x"))), "word/document.xml": bomb})

    with pytest.raises(UnreadableDocument, match="entities"):
        read("x.docx", data)


def test_a_broken_part_that_holds_no_text_is_quarantined() -> None:
    document = read("x.docx", word(paragraph("x"), parts={"customXml/item1.xml": "<broken"}))

    assert [item.kind for item in document.quarantined] == [QuarantineKind.UNKNOWN]


def _parts(data: bytes) -> dict[str, bytes]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return {name: container.read(name) for name in container.namelist()}
