"""Files that lead astray are refused with a sentence, or what cannot be read is put before a person."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from irwell.anonymise.reading import UnreadableDocument, read
from tests.anonymise.pdf_files import pdf
from tests.anonymise.word_files import NAME, paragraph, word

PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="pic"/>'
    "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


def photograph() -> bytes:
    image = Image.new("RGB", (300, 60), "white")
    ImageDraw.Draw(image).text((10, 20), NAME, fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def with_picture(body: str) -> bytes:
    return word(
        body,
        parts={"word/media/p.png": photograph()},
        links={"pic": ("image", "media/p.png")},
    )


def pages(count: int) -> bytes:
    """A PDF with so many empty pages, written down object by object."""
    kids = " ".join(f"{number} 0 R" for number in range(3, count + 3))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>",
        *["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * count,
    ]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
        f"startxref\n{len(out)}\n%%EOF\n"
    ).encode()


def test_a_pdf_of_five_thousand_pages_is_refused_and_says_how_many_are_read() -> None:
    with pytest.raises(UnreadableDocument, match=r"5000 pages; at most 2000 are read\. Split it"):
        read("x.pdf", pages(5_000))


def test_words_in_a_picture_wait_for_a_decision_and_are_not_taken_for_read() -> None:
    document = read("x.docx", with_picture(paragraph("Clean words.") + PICTURE))

    assert NAME not in document.text
    assert any("p.png" in item.place for item in document.quarantined)


def test_a_document_that_is_only_a_picture_says_where_its_text_may_be() -> None:
    with pytest.raises(UnreadableDocument, match=r"shows no text.*in a picture.*bring the text in"):
        read("x.docx", with_picture(PICTURE))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_file_cut_short_anywhere_says_what_to_do(kind: str, share: float) -> None:
    whole = word(paragraph("x")) if kind == "docx" else pdf("x")

    with pytest.raises(UnreadableDocument, match=r"damaged.*(?:new copy|that copy)"):
        read(f"x.{kind}", whole[: int(len(whole) * share)])


def test_a_table_too_wide_for_any_page_is_refused_and_says_how_many_columns_are_read() -> None:
    row = "<tr>" + "<td>word</td>" * 41 + "</tr>"
    page = f"<html><body><p>Before.</p><table>{row}</table></body></html>".encode()
    with pytest.raises(UnreadableDocument, match=r"has 41 columns; at most 40"):
        read("wide.html", page)
    assert read("held.html", page.replace(b"<td>word</td>", b"", 1)).blocks
