"""Hiding places of a PDF."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from tests.anonymise.pdf_files import Change, pdf, show
from tests.anonymise.word_files import NAME

_GLUED = NAME.replace(" ", "")


def _root(key: str, value: object) -> Change:
    def change(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
        document.Root[key] = value

    return change


def _on_page(key: str, value: object) -> Change:
    def change(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj[key] = value

    return change


def _mark(**values: object) -> Change:
    def change(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
        mark = Dictionary(Type=Name.Annot, Rect=Array([10, 10, 30, 30]), **values)
        page.Annots = Array([document.make_indirect(mark)])

    return change


def _info(key: str) -> Change:
    def change(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
        document.docinfo[key] = NAME

    return change


def _look_of_a_mark(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    form = document.make_indirect(
        Stream(
            document,
            show(NAME).encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 9, 9]),
        )
    )
    mark = Dictionary(
        Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([0, 0, 9, 9]), AP=Dictionary(N=form)
    )
    page.Annots = Array([document.make_indirect(mark)])


def _unused(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    document.Root.PieceInfo = Dictionary(X=Dictionary(Private=document.make_indirect(String(NAME))))


def _structure(**values: object) -> Change:
    def change(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
        element = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, **values))
        document.Root.StructTreeRoot = document.make_indirect(
            Dictionary(Type=Name.StructTreeRoot, K=element)
        )

    return change


def _xfa(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    data = document.make_indirect(Stream(document, f"<xdp><name>{NAME}</name></xdp>".encode()))
    document.Root.AcroForm = Dictionary(XFA=Array([String("datasets"), data]), Fields=Array([]))


def _clear(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.Resources.ExtGState = Dictionary(G0=Dictionary(ca=0, CA=0))
    page.Contents = Stream(document, (show("x", y=760) + show(NAME, before="/G0 gs")).encode())


PAGES: dict[str, bytes] = {
    "title": pdf("x", change=_info("/Title")),
    "subject": pdf("x", change=_info("/Subject")),
    "keywords": pdf("x", change=_info("/Keywords")),
    "key of one's own": pdf("x", change=_info("/CaseOf")),
    "label of a page": pdf("x", change=_root("/PageLabels", Dictionary(Nums=Array([0, Dictionary(P=String(NAME))])))),
    "language": pdf("x", change=_root("/Lang", String(NAME))),
    "address of the source": pdf("x", change=_root("/URI", Dictionary(Base=String(f"http://example.org/{_GLUED}")))),
    "purpose of its colours": pdf("x", change=_root("/OutputIntents", Array([Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, Info=String(NAME))]))),
    "thread of an article": pdf("x", change=_root("/Threads", Array([Dictionary(I=Dictionary(Title=String(NAME)))]))),
    "action at opening": pdf("x", change=_root("/OpenAction", Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{NAME}')")))),
    "program to be started": pdf("x", change=_root("/OpenAction", Dictionary(S=Name.Launch, F=String(f"{_GLUED}.exe")))),
    "data of a program": pdf("x", change=_unused),
    "collection": pdf("x", change=_root("/Collection", Dictionary(D=String(NAME)))),
    "rights": pdf("x", change=_root("/Perms", Dictionary(X=String(NAME)))),
    "form of another kind": pdf("x", change=_xfa),
    "small picture of the page": pdf("x", change=_on_page("/Thumb", String(NAME))),
    "data of the page": pdf("x", change=_on_page("/PieceInfo", Dictionary(X=Dictionary(Private=String(NAME))))),
    "action of the page": pdf("x", change=_on_page("/AA", Dictionary(O=Dictionary(S=Name.JavaScript, JS=String(NAME))))),
    "key of the page": pdf("x", change=_on_page("/Case", String(NAME))),
    "highlight": pdf("x", change=_mark(Subtype=Name.Highlight, Contents=String(NAME))),
    "subject of a mark": pdf("x", change=_mark(Subtype=Name.Square, Subj=String(NAME))),
    "name of a mark": pdf("x", change=_mark(Subtype=Name.Text, NM=String(NAME))),
    "redaction not carried out": pdf("x", change=_mark(Subtype=Name.Redact, OverlayText=String(NAME))),
    "file on the page": pdf("x", change=_mark(Subtype=Name.FileAttachment, FS=Dictionary(F=String(f"{NAME}.txt")))),
    "link elsewhere": pdf("x", change=_mark(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(f"https://example.org/{_GLUED}")))),
    "link to a file": pdf("x", change=_mark(Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F=String(f"{_GLUED}.pdf")))),
    "look of a stamp": pdf("x", change=_look_of_a_mark),
    "alternative text": pdf("x", change=_structure(Alt=String(NAME))),
    "words read aloud": pdf("x", change=_structure(ActualText=String(NAME))),
    "expansion": pdf("x", change=_structure(E=String(NAME))),
    "title of a part": pdf("x", change=_structure(T=String(NAME))),
    "clear letters": pdf("x", change=_clear),
    "under a white box": pdf("x", content=show(NAME) + "1 1 1 rg 50 690 300 24 re f\n"),
    "letter by letter": pdf("x", content="BT /F1 12 Tf 60 700 Td [" + " ".join(f"({c}) -5" for c in NAME) + "] TJ ET\n"),
    "letters as numbers": pdf("x", content=f"BT /F1 12 Tf 60 700 Td <{NAME.encode().hex()}> Tj ET\n"),
    "words over two lines": pdf("It was Odalys Wren-", "field who came."),
    "cut away": pdf("x", content="q 0 0 1 1 re W n\n" + show(NAME) + "Q\n"),
    "left of the page": pdf("x", content=show(NAME, x=-400)),
    "upside down": pdf("x", content=f"q -1 0 0 -1 500 700 cm {show(NAME, x=0, y=0)} Q\n"),
    "bytes behind the end": pdf("x") + b"\n% " + NAME.encode(),
}  # fmt: skip
