"""The text that the bytes of a file stand for."""

import re

from irwell.anonymise.reading.refusal import UnreadableDocument

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decoded(data: bytes) -> str:
    """Text from bytes: Unicode if it is, Windows Western if it can be, else a refusal."""
    marked = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None)
    try:
        text = _strict(data, marked) if marked else data.decode("utf-8")
    except UnicodeDecodeError:
        text = _strict(data, "cp1252")
    if _CONTROL.search(text):
        raise UnreadableDocument(
            "This file is named as text but holds other data. Save it as plain text (UTF-8) and "
            "upload it again."
        )
    return text


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        raise UnreadableDocument(
            "The letters of this file cannot be made out. Save it as plain text (UTF-8) and "
            "upload it again."
        ) from error
