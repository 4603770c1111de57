"""Builds small PDF files for tests, one planted identity a place."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

NAME = "Odalys Wrenfield"
Change = Callable[[pikepdf.Pdf, pikepdf.Page], object]


def show(words: str, x: int = 60, y: int = 700, before: str = "", size: float = 12) -> str:
    """Operators that show words."""
    return f"q BT {before} /F1 {size} Tf {x} {y} Td ({words}) Tj ET Q\n"


def pdf(*lines: str, content: str = "", change: Change | None = None) -> bytes:
    """A one-page PDF with these lines, more content, and a change to the objects."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    page.Resources = Dictionary(Font=Dictionary(F1=document.make_indirect(font)))
    body = "".join(show(line, y=760 - 20 * n) for n, line in enumerate(lines)) + content
    page.Contents = Stream(document, body.encode("latin-1"))
    if change is not None:
        change(document, page)
    out = io.BytesIO()
    document.save(out, static_id=True, compress_streams=True)
    return out.getvalue()


def _annotation(**values: object) -> Change:
    def change(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
        mark = Dictionary(Type=Name.Annot, Rect=Array([10, 10, 30, 30]), **values)
        page.Annots = Array([document.make_indirect(mark)])

    return change


def _attachment(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    document.attachments["notes.txt"] = pikepdf.AttachedFileSpec(document, f"{NAME}".encode())


def _form(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    field = document.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("n"), V=String(NAME),
            Rect=Array([0, 0, 9, 9]),
        )
    )  # fmt: skip
    page.Annots = Array([field])
    document.Root.AcroForm = Dictionary(Fields=Array([field]))


def _metadata(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:creator"] = [NAME]


def _author(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    document.docinfo["/Author"] = NAME


def _script(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    action = Dictionary(S=Name.JavaScript, JS=String(f"var n='{NAME}'"))
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))


def _bookmark(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(NAME, 0))


def _layer(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=String(NAME)))
    document.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary())


# Where a reader of the page does not see the name: listed as hidden, or kept apart.
HIDDEN: dict[str, bytes] = {
    "under a black box": pdf("x", content=show(NAME) + "0 g 50 690 300 24 re f\n"),
    "white letters": pdf("x", content=show(NAME, before="1 1 1 rg")),
    "invisible letters": pdf("x", content=show(NAME, before="3 Tr")),
    "off the page": pdf("x", content=show(NAME, y=1200)),
    "tiny letters": pdf("x", content=show(NAME, size=0.5)),
    "note": pdf("x", change=_annotation(Subtype=Name.Text, Contents=String(NAME))),
    "author of a note": pdf("x", change=_annotation(Subtype=Name.Text, T=String(NAME))),
    "form entry": pdf("x", change=_form),
    "XMP metadata": pdf("x", change=_metadata),
    "author": pdf("x", change=_author),
    "script": pdf("x", change=_script),
    "bookmark": pdf("x", change=_bookmark),
    "name of a layer": pdf("x", change=_layer),
    "attached file": pdf("x", change=_attachment),
}
