"""What must not be in a published file, whoever it may or may not tell about."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name, Stream

from irwell.anonymise.model import Document, HiddenKind, QuarantineKind

_DAY = re.compile(
    r"\b(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|"
    r"\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*"
    r"(?:,?\s+\d{2,4})?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\s+\d{1,2}"
    r"(?:st|nd|rd|th)?,?\s+\d{4})\b",
    re.I,
)
_HARMLESS_PROPERTIES = {
    "title", "language", "producer", "application", "template", "generator", "viewport",
    "creationdate", "moddate", "trapped", "editing-cycles", "editing-duration", "title of a page",
}  # fmt: skip
_NEVER = {
    HiddenKind.COMMENT: "comment",
    HiddenKind.AUTHOR: "name of an author",
    HiddenKind.TRACKED_DELETION: "tracked deletion",
    HiddenKind.HIDDEN_TEXT: "hidden text",
    HiddenKind.DOC_VARIABLE: "document variable",
    HiddenKind.CUSTOM_XML: "custom data",
    HiddenKind.FORM_FIELD: "form field",
    HiddenKind.ANNOTATION: "annotation",
    HiddenKind.DATA: "data behind a drawing",
}
_PAGE_FIELDS = {"PAGE", "NUMPAGES", "page", "numpages"}
_PNG_CHUNKS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"sRGB", b"gAMA"}


@dataclass(frozen=True, slots=True)
class Fault:
    """A thing that has no business in a published file."""

    place: str
    kind: str
    detail: str


def document_faults(document: Document) -> Iterator[Fault]:
    """Hidden and quarantined parts that the reader met."""
    visible = {address for block in document.blocks for address in _addresses(block.text)}
    for part in document.hidden:
        if part.kind in _NEVER:
            yield Fault(part.place, part.kind.value, _NEVER[part.kind])
        elif part.kind is HiddenKind.PROPERTY:
            label = re.sub(r"^property\W+|\W+$", "", part.place).lower()
            if label not in _HARMLESS_PROPERTIES and not part.place.startswith(("<", "metadata")):
                yield Fault(part.place, "property", "a property is filled in")
        elif part.kind is HiddenKind.FIELD_CODE and part.text.strip() not in _PAGE_FIELDS:
            yield Fault(part.place, "field_code", "a field keeps its code")
        elif part.kind is HiddenKind.LINK_TARGET and not _shown(part.text, visible):
            yield Fault(part.place, "hyperlink_target", "a link leads elsewhere than it says")
        elif part.kind is HiddenKind.SCRIPT and not part.place.startswith("<style"):
            yield Fault(part.place, "script", "a program is in the file")
    for quarantined in document.quarantined:
        if quarantined.kind is not QuarantineKind.PICTURE:
            yield Fault(quarantined.place, quarantined.kind.value, "a part that is not text")
        elif problem := picture_fault(quarantined.data):
            yield Fault(quarantined.place, "picture", problem)


def _addresses(text: str) -> set[str]:
    return set(re.findall(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]]", text))


def _shown(target: str, visible: set[str]) -> bool:
    return target.startswith(("#", "data:image/png;base64,")) or target in visible


def picture_fault(data: bytes) -> str:
    """Why a picture may tell more than its pixels; empty for plain pixels."""
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        at = 8
        while at + 8 <= len(data):
            length, name = struct.unpack(">I4s", data[at : at + 8])
            if name not in _PNG_CHUNKS:
                return f"a PNG picture with a “{name.decode('latin-1')}” note"
            at += 12 + length
            if name == b"IEND":
                return "data after the end of a picture" if at < len(data) else ""
        return "a broken PNG picture"
    if data[:2] == b"\xff\xd8":
        marked = re.search(rb"Exif\x00|http://ns\.adobe|Photoshop 3\.0|\xff\xfe..", data[:65536])
        return "a JPEG picture with notes (EXIF, XMP or a comment)" if marked else ""
    if data and not re.search(rb"[\x20-\x7e]{24,}", data):
        return ""  # bare pixels of a PDF image
    return "a picture that is not plain pixels"


def title_faults(document: Document, *titles: str) -> Iterator[Fault]:
    """A title with an exact date has already told birth or death of a child once."""
    shown = [document.title, *titles]
    # The bookmarks of a PDF are its headings, which the date policy has been through.
    shown += [
        part.text
        for part in document.hidden
        if "title" in part.place.lower() and part.kind is not HiddenKind.BOOKMARK
    ]
    for title in dict.fromkeys(filter(None, shown)):
        if _DAY.search(title):
            yield Fault("title", "title_date", "the title holds an exact date")
            return


def word_faults(data: bytes) -> Iterator[Fault]:
    """Parts and marks of a Word file that its text can do without."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        if container.comment:
            yield Fault("archive", "archive_comment", "the archive carries a comment")
        for entry in container.infolist():
            name = entry.filename.lower()
            if entry.date_time[:3] > (2000, 1, 1) and name.endswith("document.xml"):
                yield Fault(entry.filename, "moment", "the archive tells when it was written")
            if re.search(r"comments|people\.xml|customxml/|vbaproject|glossary/|embeddings/", name):
                yield Fault(entry.filename, "part", "a part that text does not need")
            if not name.endswith(".xml"):
                continue
            content = container.read(entry)
            if re.search(rb"<w:(?:ins|del|moveFrom|moveTo|[rp]PrChange)[ >]", content):
                yield Fault(entry.filename, "tracked_change", "tracked changes")
            if re.search(rb"<w:(?:vanish|specVanish|webHidden)\b", content):
                yield Fault(entry.filename, "hidden_text", "letters marked as hidden")
            if re.search(rb" w:rsid\w*=", content):
                yield Fault(entry.filename, "revision_id", "marks that tell editing sessions")


def pdf_faults(data: bytes) -> Iterator[Fault]:
    """Active, attached, layered, annotated or superseded content of a PDF."""
    if data.count(b"%%EOF") > 1:
        yield Fault("file", "earlier_version", "an earlier version is still in the file")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root
        if pdf.is_encrypted:
            yield Fault("file", "encrypted", "the file is encrypted")
        if len(pdf.attachments):
            yield Fault("file", "attachment", "files are attached")
        for key, kind in (
            ("/AcroForm", "form_field"), ("/OCProperties", "layer"), ("/AA", "script"),
            ("/PieceInfo", "private_data"), ("/Collection", "attachment"),
        ):  # fmt: skip
            if key in root and (key != "/AcroForm" or len(root[key].get("/Fields", []))):
                yield Fault("document", kind, f"the catalogue holds {key[1:]}")
        names = root.get("/Names")
        if isinstance(names, Dictionary) and "/JavaScript" in names:
            yield Fault("document", "script", "the document holds JavaScript")
        yield from _page_faults(pdf)
        for number, item in enumerate(pdf.objects, start=1):
            if isinstance(item, Stream) and item.get("/Type") == Name.EmbeddedFile:
                yield Fault(f"object {number}", "attachment", "an attached file")


def _page_faults(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    for number, page in enumerate(pdf.pages, start=1):
        for key in ("/Thumb", "/PieceInfo", "/AA"):
            if key in page.obj:
                yield Fault(f"page {number}", "private_data", f"the page holds {key[1:]}")
        for mark in page.obj.get("/Annots", []):
            if mark.get("/Subtype") != Name.Link:
                yield Fault(f"page {number}", "annotation", "a mark other than a link")
