"""Fold text to one plain spelling for searching, with a map back to the source.

A name hidden behind an accent, a look-alike letter, a soft hyphen or a line break is
still that name. Everything that searches folds both sides with this one function.
"""

import re
import string
import unicodedata
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

# Letters that Unicode does not decompose but a reader takes for the plain one, and
# letters of other scripts that look like Latin ones (keys are case-folded).
_LOOK_ALIKES = {
    **dict(zip("łøđħŧıĸŋðɓɗƙǝə", "lodhtiknd" + "bdkee", strict=True)),
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ß": "ss",
    "ŉ": "n",
    **dict(zip("авекмнорстухіјѕһԁԛԝԍґѵ", "abekmhopctyxijshdqwgrv", strict=True)),
    **dict(zip("αβεζηικμνορτυχω", "abezhikmvoptuxw", strict=True)),
    **dict(zip("ɑɡɩɪʀʏʟɴʙɢʜ", "agiirylnbgh", strict=True)),
}
_QUOTES = frozenset("'’‘‛ʼʻʹ′`´＇ꞌ\u02bd\u02c8\u055a\u05f3")
_HYPHENS = frozenset("-‐‑‒–—―−﹘﹣－⁃\u05be\u1806\u2e3a\u2e3b")
_BLANKS = frozenset("\u2800\u3164\u115f\u1160\uffa0")
_SUPERSCRIPTS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_NUMBERS = array("I", range(20_000))
# Marks what does not become one character; itself it becomes none.
_ODD = "\0"
# What does not merely become a small letter or stay as it is; a text holds few such characters.
_SPECIAL = re.compile("[^ -_a-~]")
_FEW = 40
_FOREIGN = re.compile("[^\0-~]")
_SMALL = {char: char.lower() for char in string.ascii_uppercase}
# Words of characters that become one each, parted by single blanks.
_PLAIN_RUN = re.compile("[^\0 ]+(?: [^\0 ]+)*")
# A hyphen at a line end joins the two halves; before a capital the hyphen is part of
# the name ("Ellie-\nMae") and only the break goes.
_LINE_END = re.compile(r"([-‐‑\u00ad])(?<=[^\W\d_].)[ \t\u00a0]*\r?\n[ \t\u00a0]*(?=([^\W\d_]))")


@dataclass(frozen=True)
class Folded:
    """Folded text; ``offsets[i]`` is where folded character ``i`` starts in the source."""

    text: str
    offsets: "array[int] | range"
    ends: "array[int] | range"

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source span behind the folded span ``start:end`` (hidden characters included)."""
        if end <= start:
            here = self.offsets[start]
            return here, here
        return self.offsets[start], self.ends[end - 1]


@lru_cache(maxsize=65536)
def _fold_char(char: str) -> str:
    """What one character becomes: nothing, a space, one plain letter or several."""
    if char.isspace() or char in _BLANKS:
        return " "
    if char in _QUOTES:
        return "'"
    if char in _HYPHENS:
        return "-"
    out = []
    for part in unicodedata.normalize("NFKD", char):
        for low in unicodedata.normalize("NFKD", part.casefold()):
            out.append(_plain(low))
    return "".join(out)


def _plain(char: str) -> str:
    if char in _LOOK_ALIKES:
        return _LOOK_ALIKES[char]
    if char in _QUOTES:
        return "'"
    if char in _HYPHENS:
        return "-"
    category = unicodedata.category(char)
    if category[0] == "Z" or char.isspace():
        return " "
    if category[0] in "MC":  # combining marks, controls, zero-width and direction marks
        return ""
    number = unicodedata.decimal(char, None)
    return char if number is None else str(number)


def fold_text(text: str) -> str:
    """The folded text alone."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.lower().replace("`", "'")
    if len(text) < 64 and text.isprintable() and _SUPERSCRIPTS.isdisjoint(text):
        # A name with an accent: nothing in it joins lines or hides.
        folded = "".join(map(_fold_char, text))
        if "  " not in folded:
            return folded
    return fold(text).text


@lru_cache(maxsize=1024)
def fold(text: str) -> Folded:
    """Fold ``text``: NFKC, case, marks, look-alikes, hidden characters, line-end hyphens."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return Folded(text.lower().replace("`", "'"), range(len(text) + 1), range(1, len(text) + 1))
    breaks = _LINE_END.finditer(text) if "\n" in text else ()
    joins = {m.start(1): (m.end(), m.group(2).isupper()) for m in breaks}
    folded = _each_char_folded(text)
    if not joins and _ODD not in folded and "  " not in folded:
        return Folded(folded, range(len(text) + 1), range(1, len(text) + 1))
    return _fold_slowly(text, folded, joins)


def _each_char_folded(text: str) -> str:
    """The text with every character folded by itself, and a mark where that is not one character."""
    pieces = {char: _fold_char(char) for char in set(_SPECIAL.findall(text))}
    for char, piece in pieces.items():
        if len(piece) != 1 or char in _SUPERSCRIPTS:
            pieces[char] = _ODD
    settled = all(pieces.get(piece, piece) == piece == piece.lower() for piece in pieces.values())
    if len(pieces) > _FEW or not settled:
        return text.translate(str.maketrans(_SMALL | pieces))
    for char, piece in pieces.items():
        if char != piece:
            text = text.replace(char, piece)
    return text.lower()


def is_plain(folded: str) -> bool:
    """Whether all letters and digits of a folded text are those of English."""
    return folded.isascii() or not any(map(str.isalnum, set(_FOREIGN.findall(folded))))


def _fold_slowly(text: str, folded: str, joins: dict[int, tuple[int, bool]]) -> Folded:
    """Fold a text in which characters vanish or become several; `folded` is right elsewhere."""
    pieces, done = [], 0
    for at in joins:
        pieces += [folded[done:at], _ODD]
        done = at + 1
    folded = "".join(pieces) + folded[done:]
    out: list[str] = []
    starts, ends = array("I"), array("I")
    last, at, size = "", 0, len(text)
    while at < size:
        run = _PLAIN_RUN.match(folded, at)
        if run is not None:
            out.append(run.group())
            starts.extend(_counted(at, run.end()))
            ends.extend(_counted(at + 1, run.end() + 1))
            last, at = out[-1][-1], run.end()
            continue
        after, piece = _odd_piece(text, at, joins, last)
        for one in piece:
            if one == " " and last == " ":
                continue
            out.append(one)
            starts.append(at)
            ends.append(after)
            last = one
        at = after
    starts.append(size)
    return Folded("".join(out), starts, ends)


def _counted(start: int, stop: int) -> Iterable[int]:
    """The numbers from `start` on; copied for a text of usual length, since that is far quicker."""
    return _NUMBERS[start:stop] if stop <= len(_NUMBERS) else range(start, stop)


def _odd_piece(
    text: str, at: int, joins: dict[int, tuple[int, bool]], last: str
) -> tuple[int, str]:
    """Where reading goes on, and what the character at `at` becomes."""
    char = text[at]
    if at in joins:
        after, keep_hyphen = joins[at]
        return after, "-" if keep_hyphen and char != "\u00ad" else ""
    if char in _SUPERSCRIPTS and last.isalpha():
        return at + 1, ""  # a note mark behind a word, not a part of it
    return at + 1, _fold_char(char)
