"""The words of a report, paragraph by paragraph, as fact checkers and comparisons number them."""

import io
import zipfile
from functools import lru_cache

from docx.oxml import parse_xml
from docx.oxml.ns import qn

BODY, NOTES = "word/document.xml", "word/footnotes.xml"


@lru_cache(maxsize=32)
def paragraphs(data: bytes) -> tuple[str, ...]:
    """Paragraphs in reading order (a table's row by row), then the footnotes; deleted words are left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        found = _texts(packed.read(BODY))
        if NOTES in packed.namelist():
            found += [f"Footnote: {text}" for text in _texts(packed.read(NOTES))]
    return tuple(found)


def _texts(xml: bytes) -> list[str]:
    root = parse_xml(xml)
    texts = []
    for row in root.iter(qn("w:p"), qn("w:tr")):
        if row.tag == qn("w:tr"):
            cells = (
                " ".join(_words(p) for p in cell.iter(qn("w:p"))) for cell in row.iter(qn("w:tc"))
            )
            texts.append(" | ".join(cell.strip() for cell in cells))
        elif not any(True for _ in row.iterancestors(qn("w:tc"))):
            texts.append(_words(row))
    return [text.strip() for text in texts if text.strip(" |")]


def _words(paragraph: object) -> str:
    """Text, inserted text too; `w:delText` is another element and so is not read."""
    marks = {qn("w:tab"): " ", qn("w:br"): " "}
    return "".join(
        (piece.text or "") if piece.tag == qn("w:t") else marks[piece.tag]
        for piece in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"))  # type: ignore[attr-defined]
        if not any(True for _ in piece.iterancestors(qn("w:tabs")))
    )
