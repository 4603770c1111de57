"""Writing: clean, accessible, and the same bytes for the same text."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from itertools import pairwise

import pikepdf
import pytest
from lxml import html as lxml_html
from PIL import Image

from irwell.anonymise.model import Block, BlockKind, Cell, Document, ListPlace, Span, SpanKind
from irwell.anonymise.reading import read
from irwell.anonymise.writing import (
    PictureRefused,
    accept_picture,
    write_docx,
    write_fragment,
    write_html,
    write_pdf,
)
from tests.anonymise.word_files import paragraph, word

TITLE = "Practice review: Child A"


def report() -> Document:
    heading = [
        Block(f"p{n}", BlockKind.HEADING, text, "heading", level)
        for n, (text, level) in enumerate([("What happened", 1), ("The home", 4), ("Learning", 1)])
    ]
    mark = (Span(4, 4, SpanKind.NOTE_REF, "fn1"),)
    cells = [
        Block(
            f"c{n}", BlockKind.TABLE_CELL, text, "cell", cell=Cell(1, row, column, header=row == 1)
        )
        for n, (text, row, column) in enumerate(
            [("When", 1, 1), ("What", 1, 2), ("Spring", 2, 1), ("A visit", 2, 2)]
        )
    ]
    items = [
        Block("l1", BlockKind.LIST_ITEM, "third", "x", 0, list_place=ListPlace(1, True, "3.")),
        Block("l2", BlockKind.LIST_ITEM, "point", "x", 1, list_place=ListPlace(1)),
        Block("l3", BlockKind.LIST_ITEM, "clause", "x", 0, list_place=ListPlace(2, True, "2.1(a)")),
    ]
    said = Block("p9", BlockKind.PARAGRAPH, "Said A & B < C > D “so”.", "p", spans=mark)
    note = Block("fn1", BlockKind.FOOTNOTE, "See https://example.org/a.", "footnote 1")
    return Document("docx", (heading[0], said, heading[1], *items, *cells, heading[2], note))


def written(kind: str) -> bytes:
    match kind:
        case "docx":
            return write_docx(report(), title=TITLE)
        case "html":
            return write_html(report(), title=TITLE).encode()
    return write_pdf(report(), title=TITLE)


@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
def test_the_same_text_gives_the_same_bytes(kind: str) -> None:
    assert hashlib.sha256(written(kind)).digest() == hashlib.sha256(written(kind)).digest()


@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
def test_signs_that_mean_something_in_markup_are_not_lost(kind: str) -> None:
    assert "A & B < C > D “so”" in read(f"x.{kind}", written(kind)).text


@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
def test_characters_that_cannot_be_seen_are_not_written(kind: str) -> None:
    block = Block("p1", BlockKind.PARAGRAPH, "Mo\u200bth\u00ader", "paragraph 1")
    document = Document("txt", (block,))
    write = {
        "docx": lambda: write_docx(document, title="T"),
        "html": lambda: write_html(document, title="T").encode(),
        "pdf": lambda: write_pdf(document, title="T"),
    }

    assert "Mother" in read(f"x.{kind}", write[kind]()).text


def test_a_word_file_comes_back_as_it_was() -> None:
    blocks = [b for b in read("x.docx", written("docx")).blocks if b.text != TITLE]

    texts = [b.text for b in blocks]
    assert texts == [
        "What happened", "Said A & B < C > D “so”.", "The home", "third", "point",
        "2.1(a)\tclause", "When", "What", "Spring", "A visit", "Learning",
        "See https://example.org/a.",
    ]  # fmt: skip


def test_a_word_file_tells_no_person_and_no_time() -> None:
    with zipfile.ZipFile(io.BytesIO(written("docx"))) as container:
        assert {entry.date_time for entry in container.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = container.read("docProps/core.xml").decode()

    assert "creator" not in core
    assert "modified" not in core.lower()


def test_headings_leave_no_level_out() -> None:
    page = lxml_html.document_fromstring(written("html"))

    found = [int(node.tag[1]) for node in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert all(after <= before + 1 for before, after in pairwise(found))
    assert found.count(1) == 1


def test_a_table_has_header_cells_with_their_scope() -> None:
    page = lxml_html.document_fromstring(written("html"))

    assert [(th.text, th.get("scope")) for th in page.iter("th")] == [
        ("When", "col"),
        ("What", "col"),
    ]


def test_a_table_on_paper_breaks_no_word_where_the_columns_hold_them() -> None:
    def table(*cells: str) -> Document:
        return Document("txt", tuple(
            Block(f"c{n}", BlockKind.TABLE_CELL, text, "c", cell=Cell(1, 1, n)) for n, text in enumerate(cells, 1)
        ))  # fmt: skip

    long = "Collected the children from school on most days, and was never asked about it. " * 3
    narrow, wide = table("Grandmother", "Grandmother", long), table("x" * 90, long)

    assert read("x.pdf", write_pdf(narrow, title="T")).text.count("Grandmother") == 2
    assert 'class="table whole"' in write_html(narrow, title="T")
    assert 'class="table"' in write_html(wide, title="T")


def test_notes_lead_there_and_back() -> None:
    page = lxml_html.document_fromstring(written("html"))

    links = [a.get("href") for a in page.iter("a") if a.get("href", "").startswith("#")]
    ids = {node.get("id") for node in page.iter() if node.get("id")}
    assert {"#note-1", "#ref-1-1"} <= set(links)
    assert {link[1:] for link in links} <= ids


def test_a_list_goes_on_with_its_own_number() -> None:
    page = lxml_html.document_fromstring(written("html"))

    assert [node.get("start") for node in page.iter("ol") if node.get("start")] == ["3"]


def test_a_fragment_has_no_style_of_its_own() -> None:
    fragment = write_fragment(report(), title=TITLE)

    assert "<style" not in fragment
    assert " style=" not in fragment


def test_a_pdf_is_tagged_titled_and_says_its_language() -> None:
    with pikepdf.open(io.BytesIO(written("pdf"))) as document:
        root = document.Root
        roles = {str(o.get("/S")) for o in document.objects if isinstance(o, pikepdf.Dictionary)}

        assert root.Lang == "en-GB"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L"} <= roles
        assert str(document.docinfo["/Title"]) == TITLE
        assert "/Author" not in document.docinfo
        assert "/CreationDate" not in document.docinfo


def test_links_and_header_cells_of_a_pdf_speak() -> None:
    """What validators of PDF/UA ask for and the printer leaves out."""
    with pikepdf.open(io.BytesIO(written("pdf"))) as document:
        items = [one for one in document.objects if isinstance(one, pikepdf.Dictionary)]
        links = [one for one in items if one.get("/Subtype") == pikepdf.Name.Link]
        scopes = {str(one.A.get("/Scope")) for one in items if one.get("/S") == pikepdf.Name.TH}

    assert scopes == {"/Column"}
    assert all(int(link.F) & 4 for link in links)
    told = {str(link.Contents) for link in links}
    assert {"What happened", "Learning", "Note 1", "https://example.org/a"} <= told


def test_a_page_for_print_fetches_nothing() -> None:
    page = '<html lang="en"><title>x</title><h1>x</h1><img src="file:///etc/hostname" alt="x">'

    assert b"/Image" not in write_pdf(page, title="x")


def picture_with_notes() -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Odalys Wrenfield"
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def with_picture() -> Document:
    drawing = (
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri='p'><pic:pic><pic:blipFill>"
        "<a:blip r:embed='k'/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r>"
    )
    return read(
        "x.docx",
        word(
            paragraph("x ", drawing),
            parts={"word/media/p.jpg": picture_with_notes()},
            types='<Default Extension="jpg" ContentType="image/jpeg"/>',
            links={"k": ("image", "media/p.jpg")},
        ),
    )


def test_a_picture_is_left_out_until_a_person_accepts_it() -> None:
    assert "<img" not in write_html(with_picture(), title="T")


def test_an_accepted_picture_is_plain_pixels_with_new_words() -> None:
    source = with_picture()
    (held,) = source.quarantined

    accepted = accept_picture(source, source, held.sha256, alt_text="A plan of the house")

    page = write_html(accepted, title="T")
    assert 'alt="A plan of the house"' in page
    picture = next(block.picture for block in accepted.blocks if block.picture)
    assert b"Odalys" not in picture.png
    assert b"Odalys" not in write_docx(accepted, title="T")


def test_a_picture_without_words_is_refused() -> None:
    source = with_picture()

    with pytest.raises(PictureRefused, match="what the picture shows"):
        accept_picture(source, source, source.quarantined[0].sha256, alt_text=" ")


def test_columns_are_as_wide_as_their_words_ask_for() -> None:
    words = ["When", "What happened", "Spring", "The health visitor called and wrote a letter."]
    cells = [
        Block(
            f"c{n}", BlockKind.TABLE_CELL, text, "cell", cell=Cell(1, n // 2 + 1, n % 2 + 1, header=n < 2)
        )
        for n, text in enumerate(words)
    ]  # fmt: skip
    data = write_docx(Document("docx", tuple(cells)), title=TITLE)

    body = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    first, second = (int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"/>', body))

    assert second > first * 1.5
    assert first > 1500
    assert first + second <= 9071


@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
def test_a_document_of_its_title_alone_is_written(kind: str) -> None:
    alone = Document("txt", (Block("p1", BlockKind.PARAGRAPH, TITLE, "paragraph 1"),))
    write = {"docx": write_docx, "pdf": write_pdf}.get(kind, write_html)

    assert write(alone, title=TITLE)


def test_a_long_word_does_not_leave_the_page() -> None:
    wide = Block("p1", BlockKind.PARAGRAPH, "x" * 400, "paragraph 1")
    data = write_pdf(Document("txt", (wide,)), title=TITLE)

    assert not [part for part in read("r.pdf", data).hidden if "outside" in part.place]
