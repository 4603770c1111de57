"""Opening zip containers (.docx, .odt) that may be broken or meant to do harm."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from irwell.anonymise.reading.refusal import UnreadableDocument

MAX_MEMBERS = 5_000
MAX_MEMBER_BYTES = 150 * 1024 * 1024
MAX_TOTAL_BYTES = 300 * 1024 * 1024
MAX_RATIO = 400
_RATIO_COUNTS_FROM = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Archive:
    """Every member of a container, by name, in the order of the file."""

    members: dict[str, bytes]
    comment: str
    notes: tuple[str, ...] = ()


def open_archive(data: bytes, what: str) -> Archive:
    """All members of the zip, or a refusal; sizes are counted while reading, not believed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            members = _members(container, what)
            comment = container.comment.decode("utf-8", "replace")
            return Archive(members, comment, tuple(_notes(container, data)))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error) as error:
        raise UnreadableDocument(
            f"This {what} is cut short or damaged. Open it in the program that made it, save it "
            "again and upload the new copy."
        ) from error
    except (NotImplementedError, RuntimeError, UnicodeError) as error:
        raise UnreadableDocument(
            f"This {what} is packed in a way that cannot be read safely. Save it again in the "
            "ordinary way and upload the new copy."
        ) from error


def _notes(container: zipfile.ZipFile, data: bytes) -> Iterator[str]:
    """Words beside the members: notes on them, names of folders, bytes behind the end."""
    for entry in container.infolist():
        for raw in (entry.comment, entry.extra):
            text = raw.decode("utf-8", "replace")
            if re.search(r"[^\W\d_]{4}", text):
                yield text
        if entry.is_dir() and re.search(r"[A-Z\s]", entry.filename):
            yield entry.filename
    end = data.rfind(b"PK\x05\x06") + 22 + len(container.comment)
    behind = data[end:].decode("utf-8", "replace")
    if re.search(r"[^\W\d_]{4}", behind):
        yield behind[:2000]


def _members(container: zipfile.ZipFile, what: str) -> dict[str, bytes]:
    entries = [entry for entry in container.infolist() if not entry.is_dir()]
    if len(entries) > MAX_MEMBERS:
        raise UnreadableDocument(
            f"This {what} holds {len(entries)} parts; at most {MAX_MEMBERS} are read. Copy its "
            "text into a new document."
        )
    members: dict[str, bytes] = {}
    total = 0
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise UnreadableDocument(
                f"This {what} is protected with a password. Take the password off and upload it "
                "again."
            )
        if entry.filename in members:
            raise UnreadableDocument(
                f"This {what} holds two parts under one name, so programs may show different "
                "text. Save it again in the program that made it and upload the new copy."
            )
        members[entry.filename] = _content(container, entry, MAX_TOTAL_BYTES - total, what)
        total += len(members[entry.filename])
    return members


def _content(container: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int, what: str) -> bytes:
    limit = min(MAX_MEMBER_BYTES, room)
    with container.open(entry) as stream:
        content = stream.read(limit + 1)
    swollen = len(content) > _RATIO_COUNTS_FROM and len(content) > MAX_RATIO * max(
        entry.compress_size, 1
    )
    if len(content) > limit or swollen:
        raise UnreadableDocument(
            f"This {what} unpacks to far more than it should (a “zip bomb”), so it was not "
            "opened. Copy its text into a new document."
        )
    return content
