"""Reading HTML, Markdown, plain text and OpenDocument."""

from __future__ import annotations

import pytest

from irwell.anonymise.model import BlockKind, HiddenKind
from irwell.anonymise.reading import read
from tests.anonymise.word_files import NAME, zipped


def test_plain_text_is_parted_at_empty_lines() -> None:
    document = read("x.txt", b"One\nline.\r\n\r\nTwo.\n")

    assert [block.text for block in document.blocks] == ["One\nline.", "Two."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_is_read_in_the_usual_encodings(encoding: str) -> None:
    assert read("x.txt", "Zoë’s café".encode(encoding)).text == "Zoë’s café"


def test_markdown_keeps_headings_lists_and_tables() -> None:
    document = read("x.md", b"# Top\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| c | d |\n")

    kinds = [block.kind for block in document.blocks]
    assert kinds[:3] == [BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM]
    assert [b.list_place.label for b in document.blocks if b.list_place] == ["1.", "2."]
    assert [b.cell.header for b in document.blocks if b.cell] == [True, True, False, False]


HIDDEN_IN_HTML = {
    "comment": f"<p>x</p><!-- {NAME} -->",
    "script": f"<p>x</p><script>var a='{NAME}'</script>",
    "meta": f"<meta name='author' content='{NAME}'><p>x</p>",
    "title of the page": f"<title>{NAME}</title><p>x</p>",
    "hidden element": f"<p>x</p><p hidden>{NAME}</p>",
    "not displayed": f"<p>x</p><p style='display: none'>{NAME}</p>",
    "white letters": f"<p>x <span style='color:#fff'>{NAME}</span></p>",
    "struck out by a change": f"<p>x <del>{NAME}</del></p>",
    "alternative text": f"<p>x</p><img alt='{NAME}' src='a.png'>",
    "link target": f"<p><a href='mailto:{NAME}'>x</a></p>",
    "data attribute": f"<p data-who='{NAME}'>x</p>",
    "form entry": f"<p>x</p><input type=hidden value='{NAME}'>",
    "template": f"<p>x</p><template><p>{NAME}</p></template>",
}


@pytest.mark.parametrize("place", HIDDEN_IN_HTML)
def test_what_a_browser_does_not_show_is_listed(place: str) -> None:
    document = read("x.html", HIDDEN_IN_HTML[place].encode())

    assert document.text == "x"
    assert any(NAME in item.text for item in document.hidden)


def test_a_built_in_picture_is_quarantined() -> None:
    document = read("x.html", b"<p>x</p><img src='data:image/png;base64,iVBORw0K'>")

    assert [item.size for item in document.quarantined] == [6]


def test_the_declared_character_set_is_used() -> None:
    page = "<meta charset='iso-8859-15'><p>Zoë</p>".encode("iso-8859-15")

    assert read("x.html", page).text == "Zoë"


_NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in {
        "office": "office", "text": "text", "table": "table", "style": "style",
        "draw": "drawing", "fo": "xsl-fo-compatible", "svg": "svg-compatible", "meta": "meta",
    }.items()
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip


def odt(body: str, *, styles: str = "", meta: str = "") -> bytes:
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {_NAMESPACES}><office:automatic-styles>"
            f"{styles}</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {_NAMESPACES}>{meta}</office:document-meta>",
        }
    )


def test_an_opendocument_keeps_headings_lists_tables_and_notes() -> None:
    body = (
        "<text:h text:outline-level='2'>Top</text:h>"
        "<text:p>Seen<text:note text:note-class='footnote'><text:note-body><text:p>why</text:p>"
        "</text:note-body></text:note> at home</text:p>"
        "<text:list><text:list-item><text:p>point</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>cell</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    document = read("x.odt", odt(body))

    assert [(block.kind, block.text) for block in document.blocks] == [
        (BlockKind.HEADING, "Top"),
        (BlockKind.PARAGRAPH, "Seen at home"),
        (BlockKind.LIST_ITEM, "point"),
        (BlockKind.TABLE_CELL, "cell"),
        (BlockKind.FOOTNOTE, "why"),
    ]


HIDDEN_IN_ODT = {
    "deletion": odt(
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info>"
        "<dc:creator>A</dc:creator></office:change-info>"
        f"<text:p>{NAME}</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>x</text:p>"
    ),
    "comment": odt(
        f"<text:p>x<office:annotation><dc:creator>A</dc:creator><text:p>{NAME}</text:p>"
        "</office:annotation></text:p>"
    ),
    "hidden section": odt(
        f"<text:p>x</text:p><text:section text:display='none'><text:p>{NAME}</text:p></text:section>"
    ),
    "hidden letters": odt(
        f"<text:p>x <text:span text:style-name='g'>{NAME}</text:span></text:p>",
        styles="<style:style style:name='g'><style:text-properties text:display='none'/>"
        "</style:style>",
    ),
    "property": odt(
        "<text:p>x</text:p>", meta=f"<office:meta><dc:creator>{NAME}</dc:creator></office:meta>"
    ),
    "link target": odt(f"<text:p><text:a xlink:href='mailto:{NAME}'>x</text:a></text:p>"),
}


@pytest.mark.parametrize("place", HIDDEN_IN_ODT)
def test_what_an_opendocument_does_not_show_is_listed(place: str) -> None:
    document = read("x.odt", HIDDEN_IN_ODT[place])

    assert document.text == "x"
    assert any(NAME in item.text for item in document.hidden)
    assert HiddenKind.OTHER not in {item.kind for item in document.hidden}
