"""Files for tests, each made in code: sound ones, and ones with a thing in them that must be refused."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import pikepdf
from docx import Document
from openpyxl import Workbook
from PIL import Image

from irwell.documents.content.packages import OLE

RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(text: str = "What the ward saw.", **more: bytes) -> bytes:
    """A Word document; `more` adds parts, with __ for / and _dot_ for ."""
    document = Document()
    document.add_paragraph(text)
    return _with(_saved(document), {k.replace("__", "/").replace("_dot_", "."): v for k, v in more.items()})  # fmt: skip


def with_parts(parts: Mapping[str, bytes]) -> bytes:
    return _with(docx(), parts)


def with_link(kind: str, target: str) -> bytes:
    """A Word document with one outside relation."""
    rel = f'<Relationship Id="rX" Type="{RELS}/{kind}" Target="{target}" TargetMode="External"/>'
    xml = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rel}</Relationships>'
    return with_parts({"word/_rels/settings.xml.rels": xml.encode()})


def xlsx() -> bytes:
    book = Workbook()
    book.active.append(["When", "What"])
    return _saved(book)


def _saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _with(package: bytes, parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO(package)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def zipped(parts: Mapping[str, bytes]) -> bytes:
    return _with(b"PK\x05\x06" + b"\0" * 18, parts)


def bomb() -> bytes:
    """Unpacks to 400 MB."""
    return with_parts({f"word/media/{n}.png": b"\0" * 100_000_000 for n in range(4)})


def nested_bomb() -> bytes:
    """Small on the outside; the package inside unpacks to 350 MB."""
    inner = zipped({f"{n}.xml": b"\0" * 70_000_000 for n in range(5)})
    return with_parts({"word/embeddings/sheet.xlsx": zipped({"more.zip": inner})})


def odt(parts: Mapping[str, bytes] | None = None) -> bytes:
    basis = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}
    return zipped({**basis, **(parts or {})})


def protected() -> bytes:
    return OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


def pdf(pages: int = 1, **root: object) -> bytes:
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    for key, value in root.items():
        made.Root[f"/{key}"] = value
    return _saved(made)


def pdf_with_script() -> bytes:
    return pdf(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))


def pdf_that_launches() -> bytes:
    return pdf(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe"))


def pdf_with_file() -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    made.attachments["notes.txt"] = b"hidden"
    return _saved(made)


def locked_pdf() -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    out = io.BytesIO()
    made.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.getvalue()


def png(size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "PNG")
    return out.getvalue()


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG")
    return out.getvalue()


def huge_png() -> bytes:
    """A few hundred bytes that say they are 30,000 by 30,000 pixels."""
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"\0")) + _chunk(b"IEND", b"")  # fmt: skip


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
