"""Why a file is refused, in the words that the person reads."""

from dataclasses import dataclass

import puremagic

from irwell.documents.rules import KINDS

LOOKED_AT = 4096  # bytes; enough to recognise every kind that we name
EXTRA_NAMES = {
    "zip": "ZIP archive",
    "doc": "Word document of before 2007",
    "xls": "Excel workbook of before 2007",
    "exe": "program",
    "jfif": "JPEG picture",
    "gif": "GIF picture",
    "heic": "HEIC picture",
    "webp": "WebP picture",
    "rtf": "RTF document",
}


@dataclass(frozen=True)
class Problem:
    """Why a file is refused; `code` goes into the log, `sentence` to the person."""

    code: str
    sentence: str


def not_what_it_says(name: str, ending: str, data: bytes) -> Problem:
    """The name says one thing and the content another."""
    title = KINDS[ending].title if ending in KINDS else "file that is taken here"
    really = recognised(data)
    seems = f" It seems to be {_a(really)}." if really and really != title else ""
    return Problem(
        "not_what_it_says",
        f"“{name}” is not {_a(title)}, although its name says so.{seems} "
        f"Open it in the program that made it, save it as {_a(title)}, and send that.",
    )


def damaged(name: str) -> Problem:
    return Problem(
        "damaged",
        f"“{name}” is damaged or incomplete: it cannot be opened. "
        "Open it on your computer, save it again, and send the new copy.",
    )


def encrypted(name: str) -> Problem:
    return Problem(
        "encrypted",
        f"“{name}” is protected with a password. Remove the password and send it again: "
        "it travels and is kept encrypted here.",
    )


def recognised(data: bytes) -> str:
    """What the first bytes look like, in words; empty when they tell nothing certain."""
    if data.startswith(b"MZ"):
        return EXTRA_NAMES["exe"]
    if data.startswith(b"PK\x03\x04"):
        return EXTRA_NAMES["zip"]
    try:
        ending = puremagic.from_string(data[:LOOKED_AT]).removeprefix(".")
    except (puremagic.PureError, ValueError):
        return ""
    kind = KINDS.get(ending)
    return kind.title if kind and ending not in ("txt", "csv") else EXTRA_NAMES.get(ending, "")


def _a(title: str) -> str:
    first = title[:1].casefold()
    spoken_with_vowel = first in "aeiou" or title.startswith("HEIC")
    return f"{'an' if spoken_with_vowel else 'a'} {title}" if title != "plain text" else title
