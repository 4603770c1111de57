"""PDF files: the text that can be seen, in paragraphs; everything else is listed."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from irwell.anonymise.model import BlockKind, Document, HiddenKind
from irwell.anonymise.reading.gathering import Gathering
from irwell.anonymise.reading.portable.hidden import list_hidden
from irwell.anonymise.reading.portable.layout import (
    TextLine,
    blocks_of,
    lines_of,
    without_page_furniture,
)
from irwell.anonymise.reading.portable.letters import Letter, Painting, letters, painting
from irwell.anonymise.reading.refusal import UnreadableDocument

MOST_PAGES = 2_000
_COVERING = 0.5


def read_pdf(data: bytes) -> Document:
    """The text model of a PDF, or a refusal."""
    gathering = Gathering()
    with _opened(data) as pdf:
        if len(pdf.pages) > MOST_PAGES:
            raise UnreadableDocument(
                f"This PDF has {len(pdf.pages)} pages; at most {MOST_PAGES} are read. Split it."
            )
        if "/XFA" in pdf.Root.get("/AcroForm", {}):
            raise UnreadableDocument(
                "This PDF is a fill-in form (XFA) whose text is built on opening. Print it to a "
                "new PDF and upload that copy."
            )
        list_hidden(pdf, gathering)
    if len(re.findall(rb"startxref\s", data)) > 2:
        gathering.notice("This PDF was changed after it was first saved and keeps older versions.")
    behind = data[data.rfind(b"%%EOF") + 5 :].decode("utf-8", "replace")
    gathering.hide("behind the end of the file", HiddenKind.OTHER, behind[:2000])
    lines, pages = _lines(data, gathering)
    body, furniture = without_page_furniture(lines, pages)
    for line in furniture:
        kind = HiddenKind.HEADER if line.margin == "header" else HiddenKind.FOOTER
        gathering.hide(f"page {line.page}, {line.margin}", kind, line.text)
    blocks = blocks_of(body)
    if not blocks:
        raise UnreadableDocument(
            "This PDF shows no text: it is probably a scan. Ask for the original document, or "
            "have its text recognised (OCR) and checked first."
        )
    gathering.notice(
        "Tables in a PDF are read as lines of text; upload the Word file to keep them."
    )
    return Document(
        kind="pdf",
        blocks=tuple(blocks),
        hidden=tuple(gathering.hidden),
        quarantined=tuple(gathering.quarantined),
        title=next((b.text for b in blocks if b.kind is BlockKind.HEADING), ""),
        notices=tuple(gathering.notices),
    )


def _opened(data: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(data), attempt_recovery=False)
    except pikepdf.PasswordError as error:
        raise UnreadableDocument(
            "This PDF is protected with a password. Take the password off and upload it again."
        ) from error
    except pikepdf.PdfError as error:
        raise UnreadableDocument(
            "This PDF is cut short or damaged. Print it to a new PDF from the program that shows "
            "it, and upload that copy."
        ) from error


def _lines(data: bytes, gathering: Gathering) -> tuple[list[TextLine], int]:
    lines: list[TextLine] = []
    wordless: list[int] = []
    with pdfium.PdfDocument(data) as pdf:
        for index in range(len(pdf)):
            page = pdf[index]
            found = _page(page, index + 1, gathering)
            if not found and _has_picture(page):
                wordless.append(index + 1)
            lines += found
            page.close()
        pages = len(pdf)
    if wordless and (len(wordless) * 2 >= pages or len(wordless) > 3):
        raise UnreadableDocument(
            f"{len(wordless)} of {pages} pages of this PDF are pictures without text (a scan). Ask "
            "for the original document, or have its text recognised (OCR) and checked first."
        )
    if wordless:
        gathering.notice(
            f"Page {', '.join(map(str, wordless))} is a picture without text and was left out."
        )
    return lines, pages


def _page(page: pdfium.PdfPage, number: int, gathering: Gathering) -> list[TextLine]:
    painted = painting(page)
    found = list(letters(page, painted))
    if _recognised_scan(page, painted, found):
        gathering.notice(
            f"Page {number} is a scan whose words were recognised by machine: check them with care."
        )
        found = [Letter(item.text, item.box, item.size) for item in found]
    lines, concealed = lines_of(number, found, page.get_height())
    for item in concealed:
        gathering.hide(f"page {number}: {item.reason}", HiddenKind.HIDDEN_TEXT, item.text)
    return lines


def _recognised_scan(page: pdfium.PdfPage, painted: Painting, found: list[Letter]) -> bool:
    reasons = {item.concealed for item in found if item.text.strip()}
    if not reasons or not reasons <= {"invisible text", "text behind a picture"}:
        return False
    area = max(page.get_width() * page.get_height(), 1.0)
    return any(
        cover.picture
        and (cover.box[2] - cover.box[0]) * (cover.box[3] - cover.box[1]) > area * _COVERING
        for cover in painted.covers
    )


def _has_picture(page: Any) -> bool:
    return any(
        raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, index))
        in {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM}
        for index in range(raw.FPDFPage_CountObjects(page))
    )
