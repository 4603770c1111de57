"""One way in for any file: what it is comes from its bytes, and must agree with its name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from irwell.chronology.importing.opendocument import read_ods
from irwell.chronology.importing.packages import damaged, locked
from irwell.chronology.importing.sheets import read_xlsx
from irwell.chronology.importing.tables import Tables, UnreadableFile
from irwell.chronology.importing.texts import read_csv, read_html_tables
from irwell.chronology.importing.word import read_docx_tables

MAX_BYTES = 100 * 1024 * 1024

_READERS: dict[str, Callable[[str, bytes], Tables]] = {
    "docx": read_docx_tables,
    "xlsx": read_xlsx,
    "ods": read_ods,
    "odt": read_ods,
    "text": read_csv,
    "html": read_html_tables,
}
_NAMES = {
    "docx": "a Word document (.docx)",
    "xlsx": "an Excel workbook (.xlsx)",
    "ods": "an OpenDocument spreadsheet (.ods)",
    "odt": "an OpenDocument text (.odt)",
    "text": "plain text",
    "html": "a web page",
}
_SUFFIXES = {
    "docx": {"docx"},
    "xlsx": {"xlsx"},
    "ods": {"ods"},
    "odt": {"odt"},
    "text": {"csv", "txt", "tsv", "tab", "psv", "dat", "md", ""},
    "html": {"html", "htm", "xls", "doc"},  # case systems call their web pages .xls
}
_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF", "Send the Word or Excel file that the PDF was made from."),
    (b"\x89PNG", "a picture", "Send the table itself, not a picture of it."),
    (b"\xff\xd8\xff", "a picture", "Send the table itself, not a picture of it."),
    (b"GIF8", "a picture", "Send the table itself, not a picture of it."),
    (b"{\\rtf", "a Rich Text file", "Open it in Word and save it as .docx."),
    (b"MZ", "a program", "Send a .docx, .xlsx, .ods or .csv file."),
    (b"\x7fELF", "a program", "Send a .docx, .xlsx, .ods or .csv file."),
    (b"Rar!", "a RAR archive", "Unpack it and send the file inside."),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it and send the file inside."),
    (b"\x1f\x8b", "a compressed file", "Unpack it and send the file inside."),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def load(name: str, data: bytes) -> Tables:
    """Read any supported file (.docx, .xlsx, .ods, .odt, .csv and other text, HTML tables).

    Raises `UnreadableFile`, whose text tells the sender what is wrong and how to mend it, for a
    file that is empty, cut short, locked, holds macros, is too large, or is not what its name
    says. Otherwise every table found is given, with its problems told.
    """
    if not data.strip(b"\x00 \r\n\t"):
        raise UnreadableFile(f"“{name}” is empty. Check that the right file was chosen.")
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            f"“{name}” is larger than {MAX_BYTES // 1024 // 1024} MB. Take pictures out of it, or"
            " split it over several files."
        )
    suffix = name.rsplit(".", 1)[-1].casefold() if "." in name else ""
    kind = _kind(name, data)
    if suffix in {"docm", "dotm", "xlsm", "xltm"}:
        raise UnreadableFile(
            f"“{name}” is of a kind that may hold macros (small programs), so it was not opened."
            " Choose Save As, pick .docx or .xlsx, and send that copy."
        )
    if suffix not in _SUFFIXES[kind]:
        raise UnreadableFile(
            f"“{name}” is not what its name says: it is {_NAMES[kind]}. Check that the right file"
            " was chosen, and save it again under its proper type."
        )
    return _READERS[kind](name, data)


def _kind(name: str, data: bytes) -> str:
    if data.startswith(_OLE):
        raise _old_office(name, data)
    for magic, what, mend in _FOREIGN:
        if data.startswith(magic):
            raise UnreadableFile(f"“{name}” is {what}, which cannot be read as a table. {mend}")
    if data.startswith(b"PK"):
        return _zip_kind(name, data)
    suffix = name.rsplit(".", 1)[-1].casefold() if "." in name else ""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body")):
        return "html"
    if b"<table" in head and suffix in _SUFFIXES["html"]:
        return "html"
    if suffix in {"docx", "xlsx", "ods", "odt"}:
        raise UnreadableFile(
            f"“{name}” is not what its name says, or it was cut short while it was copied. Open it"
            " where it came from, save it again, and send the new copy."
        )
    if _binary(data):
        raise UnreadableFile(
            f"“{name}” is not a kind of file that holds a chronology. Send a .docx, .xlsx, .ods or"
            " .csv file."
        )
    return "text"


def _binary(data: bytes) -> bool:
    """Neither UTF-16 nor any one-byte text: full of control characters."""
    sample = data[:4096]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    zeros = sample.count(0)
    if zeros > len(sample) * 0.3 and (
        sample[1::2].count(0) == zeros or sample[::2].count(0) == zeros
    ):
        return False  # UTF-16 without its mark
    control = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    return control > len(sample) * 0.02


def _zip_kind(name: str, data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = set(package.namelist())
            if "mimetype" in members:
                kind = package.read("mimetype")[:80].decode("ascii", "replace")
                if kind.endswith(("opendocument.spreadsheet", "spreadsheet-template")):
                    return "ods"
                if kind.endswith(("opendocument.text", "text-template")):
                    return "odt"
    except (zipfile.BadZipFile, EOFError, ValueError, OSError, NotImplementedError, RuntimeError):
        raise damaged(name) from None
    if any(member.startswith("word/") for member in members):
        return "docx"
    if "xl/workbook.bin" in members:
        raise UnreadableFile(
            f"“{name}” is a binary workbook (.xlsb). In Excel choose Save As, pick “Excel Workbook"
            " (.xlsx)”, and send that copy."
        )
    if any(member.startswith("xl/") for member in members):
        return "xlsx"
    raise UnreadableFile(
        f"“{name}” is an archive of other files. Unpack it and send the document inside."
    )


def _old_office(name: str, data: bytes) -> UnreadableFile:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return locked(name)
    for stream, what, into in (
        ("WordDocument", "an old Word document (.doc)", "Word Document (.docx)"),
        ("Workbook", "an old Excel workbook (.xls)", "Excel Workbook (.xlsx)"),
        ("Book", "an old Excel workbook (.xls)", "Excel Workbook (.xlsx)"),
    ):
        if stream.encode("utf-16-le") in data:
            return UnreadableFile(
                f"“{name}” is {what}. Open it, choose Save As, pick “{into}”, and send that copy."
            )
    return UnreadableFile(
        f"“{name}” is an old office file that cannot be read. Save it as .docx, .xlsx or .csv."
    )
