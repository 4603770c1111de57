"""Office packages (.docx, .xlsx, .odt, .ods): whole, of a sensible size, with no program and no way out in them."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from irwell.documents.content.links import reaching_out
from irwell.documents.content.problem import Problem, damaged, encrypted, not_what_it_says
from irwell.documents.rules import KINDS, in_words

MOST_UNPACKED = 300 * 1024 * 1024
MOST_MEMBERS = 5_000
MOST_DEPTH = 3
MOST_RATIO = 200  # unpacked to packed, above a size where it matters
RATIO_MATTERS = 20 * 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROTECTED = "EncryptedPackage".encode("utf-16-le")
WRAPPED = tuple(name.encode("utf-16-le") for name in ("\x01Ole10Native", "Equation Native", "Macros", "_VBA_PROJECT"))  # fmt: skip
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe")
PROGRAM_ENDINGS = (
    ".exe", ".dll", ".scr", ".com", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".hta", ".lnk",
    ".msi", ".jar", ".pif", ".cpl", ".reg", ".url", ".iso", ".img",
)  # fmt: skip
MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml", "ods": "content.xml"}  # fmt: skip
MACRO_PARTS = re.compile(
    r"vbaproject|vbadata|/macrosheets/|/activex/|^basic/|^scripts/", re.IGNORECASE
)
MACRO_TYPES = (b"macroEnabled", b"vnd.ms-office.vbaProject", b"vnd.sun.star.script:")
ENTITY = re.compile(rb"<!\s*ENTITY|<\0!\0E\0N\0T\0I\0T\0Y")
FIELD = re.compile(rb"<w:instrText[^>]*>([^<]*)</w:instrText>|w:instr=\"([^\"]*)\"")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


def check_package(name: str, ending: str, data: bytes) -> Problem | None:
    if data.startswith(OLE):
        return _old_or_protected(name, ending, data)
    if not data.startswith(b"PK"):
        return not_what_it_says(name, ending, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = {member.filename for member in package.infolist()}
            if any(member.flag_bits & 1 for member in package.infolist()):
                return encrypted(name)
            problem = _size(name, data) or _inside(name, ending, package, MOST_DEPTH)
            says_so = MAIN_PART[ending] in members and _mimetype(package, ending)
    except BROKEN:
        return damaged(name)
    except RuntimeError:  # a protected package inside this one
        return encrypted(name)
    if problem:
        return problem
    return None if says_so else not_what_it_says(name, ending, data)


def _mimetype(package: zipfile.ZipFile, ending: str) -> bool:
    """OpenDocument files of every kind share their main part; a small part names the kind."""
    if ending not in ("odt", "ods"):
        return True
    if "mimetype" not in package.namelist():
        return False
    return package.read("mimetype").decode("ascii", "replace").strip() == KINDS[ending].media_type


def _old_or_protected(name: str, ending: str, data: bytes) -> Problem:
    if PROTECTED in data:
        return encrypted(name)
    title = KINDS[ending].title
    return Problem(
        "old_format",
        f"“{name}” is saved in an old Office format, although its name ends in .{ending}. "
        f"Open it, choose “Save as”, “{title} (.{ending})”, and send that.",
    )


def _size(name: str, data: bytes) -> Problem | None:
    """Sizes as the package declares them; reading stops at those, so a lie shows as damage."""
    unpacked, members = _weigh(data, MOST_DEPTH)
    bomb = unpacked > RATIO_MATTERS and unpacked > len(data) * MOST_RATIO
    if not bomb and unpacked <= MOST_UNPACKED and members <= MOST_MEMBERS:
        return None
    return Problem(
        "too_large_unpacked",
        f"“{name}” unpacks to {in_words(unpacked)}, which is too much to be opened safely. "
        "Save it without large pictures or embedded files, and send it again.",
    )


def _weigh(data: bytes, depth: int) -> tuple[int, int]:
    """Bytes and members of a package and of the packages inside it."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
        unpacked, members = sum(entry.file_size for entry in entries), len(entries)
        if unpacked > MOST_UNPACKED or members > MOST_MEMBERS:
            return unpacked, members
        for inner in _packages(package) if depth else ():
            more, count = _weigh(inner, depth - 1)
            unpacked, members = unpacked + more, members + count
            if unpacked > MOST_UNPACKED or members > MOST_MEMBERS:
                break
    return unpacked, members


def _packages(package: zipfile.ZipFile) -> Iterator[bytes]:
    for entry in package.infolist():
        with package.open(entry) as stream:
            if stream.read(4) != b"PK\x03\x04":
                continue
        yield package.read(entry)


def _inside(name: str, ending: str, package: zipfile.ZipFile, depth: int) -> Problem | None:
    """Every part is read to its end, which also proves its checksum."""
    for entry in package.infolist():
        part = package.read(entry)
        problem = _part(name, ending, entry.filename, part)
        if problem is None and part.startswith(b"PK\x03\x04"):
            if depth == 0:
                return _embedded(name)
            with zipfile.ZipFile(io.BytesIO(part)) as inner:
                problem = _inside(name, ending, inner, depth - 1)
        if problem:
            return problem
    return None


def _part(name: str, ending: str, path: str, part: bytes) -> Problem | None:
    low = path.lower()
    if low.endswith(PROGRAM_ENDINGS) or part.startswith(PROGRAMS):
        return _embedded(name)
    if MACRO_PARTS.search(path):
        return _macros(name, ending)
    if part.startswith(OLE) and any(mark in part for mark in WRAPPED):
        return _embedded(name)
    if not low.endswith((".xml", ".rels", ".rdf")):
        return None
    if low == "meta-inf/manifest.xml" and b"encryption-data" in part:
        return encrypted(name)
    if ENTITY.search(part):
        return Problem(
            "entities",
            f"“{name}” is built in a way that Office programs never write. "
            f"Copy its text into a new document, save that as .{ending}, and send it.",
        )
    if any(mark in part for mark in MACRO_TYPES):
        return _macros(name, ending)
    if _asks_other_programs(low, part) or reaching_out(low, part):
        return _links(name)
    return None


def _asks_other_programs(path: str, part: bytes) -> bool:
    """Dynamic Data Exchange: a field or a formula that starts another program."""
    if "externallinks/" in path and b"<ddeLink" in part:
        return True
    fields = b"".join(a or b for a, b in FIELD.findall(part)) if b"instr" in part else b""
    return re.search(rb"\bDDE(AUTO)?\b", fields, re.IGNORECASE) is not None


def _macros(name: str, ending: str) -> Problem:
    return Problem(
        "macros",
        f"“{name}” contains macros (small programs). Save it as .{ending} without macros, and send that.",
    )


def _embedded(name: str) -> Problem:
    return Problem(
        "embedded_file",
        f"“{name}” has a program or another file packed inside it. "
        "Delete the icon of that file, save, and send both separately if both are needed.",
    )


def _links(name: str) -> Problem:
    return Problem(
        "links",
        f"“{name}” fetches something from elsewhere when it is opened. Break its links "
        "(File, Info, “Edit links to files”) or copy the text into a new document, and send that.",
    )
