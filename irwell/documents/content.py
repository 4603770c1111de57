"""What is inside a file: whether it is what its ending says, can be opened, and holds nothing active. Pure."""

import io
import zipfile
from dataclasses import dataclass

from irwell.documents.rules import KINDS, ending_of, in_words

MOST_UNPACKED = 300 * 1024 * 1024
MOST_MEMBERS = 5000
MOST_RATIO = 200  # unpacked to packed, above a size where it matters
RATIO_MATTERS = 20 * 1024 * 1024
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STARTS = {
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
}
MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml", "ods": "content.xml"}  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """Why a file is refused; `code` goes into the log, `sentence` to the person."""

    code: str
    sentence: str


def check_content(name: str, data: bytes) -> Problem | None:
    """None when the file is what its ending says and safe to keep."""
    ending = ending_of(name)
    if ending in MAIN_PART:
        return _package(name, ending, data)
    if ending in STARTS and not data.startswith(STARTS[ending]):
        return _not_what_it_says(name, ending)
    if ending == "pdf":
        return _pdf(name, data)
    if (
        ending in ("csv", "txt")
        and b"\0" in data[:4096]
        and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
    ):
        return _not_what_it_says(name, ending)
    return None


def _not_what_it_says(name: str, ending: str) -> Problem:
    title = KINDS[ending].title
    return Problem(
        "not_what_it_says",
        f"“{name}” is not a {title}, although its name says so. "
        f"Open it in the program that made it, save it as a {title}, and send that.",
    )


def _package(name: str, ending: str, data: bytes) -> Problem | None:
    if data.startswith(OLD_OFFICE):
        return Problem(
            "encrypted",
            f"“{name}” is protected with a password, or saved in an old format. "
            f"Open it, remove the password, save it as .{ending}, and send it again.",
        )
    if not data.startswith(b"PK"):
        return _not_what_it_says(name, ending)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return Problem(
            "damaged",
            f"“{name}” is damaged or incomplete: it cannot be opened. "
            "Open it on your computer, save it again, and send the new copy.",
        )
    return _members(name, ending, len(data), members)


def _members(name: str, ending: str, packed: int, members: list[zipfile.ZipInfo]) -> Problem | None:
    unpacked = sum(member.file_size for member in members)
    bomb = unpacked > RATIO_MATTERS and unpacked > packed * MOST_RATIO
    if bomb or unpacked > MOST_UNPACKED or len(members) > MOST_MEMBERS:
        return Problem(
            "too_large_unpacked",
            f"“{name}” unpacks to {in_words(unpacked)}, which is too much to be opened safely. "
            "Save it without large pictures or embedded files, and send it again.",
        )
    names = {member.filename for member in members}
    if any(part.lower().endswith(("vbaproject.bin", "vbadata.xml")) for part in names):
        return Problem(
            "macros",
            f"“{name}” contains macros (small programs). Save it as .{ending} without macros, and send that.",
        )
    if any(member.flag_bits & 1 for member in members):
        return Problem(
            "encrypted",
            f"“{name}” is protected with a password. Remove the password and send it again.",
        )
    return None if MAIN_PART[ending] in names else _not_what_it_says(name, ending)


def _pdf(name: str, data: bytes) -> Problem | None:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) == 0:
                return _not_what_it_says(name, "pdf")
    except pikepdf.PasswordError:
        return Problem(
            "encrypted",
            f"“{name}” is protected with a password. Remove the password and send it again.",
        )
    except pikepdf.PdfError:
        return Problem(
            "damaged",
            f"“{name}” is damaged or incomplete: it cannot be opened. Save it again and send the new copy.",
        )
    return None
