"""The words that British records use for months, days and doubts, and how text is tidied."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

MONTHS: tuple[str, ...] = ("january", "february", "march", "april", "may", "june", "july", "august")
MONTHS += ("september", "october", "november", "december")
SHORT = tuple(name[:3] for name in MONTHS)
MONTH = f"(?:{'|'.join(SHORT)})"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTH_WORD = re.compile(
    r"(?<![a-z])(january|jan|february|feb|febr|march|mar|april|apr|may|june|jun|july|jul"
    r"|august|aug|september|sept|sep|october|oct|november|nov|december|dec)\b\.?"
)
_WEEKDAY = re.compile(
    r"(?<![a-z])(mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)"
    r"(?:day|sday|nesday|rsday|ursday|urday)?(?![a-z])\.?,?"
)
_WORD = re.compile(r"[a-z]{5,}")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣-"), "-")
_QUOTES = dict.fromkeys(map(ord, "’‘`´ʼ′"), "'")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"), "")
_LETTER_DIGIT = re.compile(r"(?<=[\d/.\-])[oOlI](?=[\d/.\-]|$)|(?<![A-Za-z])[oOlI](?=\d)")


@dataclass(frozen=True, slots=True)
class Tidied:
    """Text made regular: lower case, months as three letters, weekdays taken out."""

    text: str
    weekdays: tuple[int, ...]
    notes: tuple[str, ...]


def tidy(original: str) -> Tidied:
    """Regularise what was written; each mending of a slip is told in a note."""
    text = unicodedata.normalize("NFKC", original).translate(_UNSEEN)
    text = " ".join(text.translate(_DASHES).translate(_QUOTES).split())
    text, letter_notes = _mend_letters(text)
    text = text.casefold()
    text, spelling_notes = _mend_spelling(text)
    text = _MONTH_WORD.sub(lambda found: found[1][:3], text)
    weekdays = tuple(_weekday_number(found[1]) for found in _WEEKDAY.finditer(text))
    text = _WEEKDAY.sub(" ", text)
    text = re.sub(r"\(\s*\)|\[\s*\]", " ", text)
    return Tidied(" ".join(text.split()), weekdays, (*letter_notes, *spelling_notes))


def _weekday_number(word: str) -> int:
    return next(number for number, name in enumerate(WEEKDAYS) if name.startswith(word[:3]))


def _mend_letters(text: str) -> tuple[str, list[str]]:
    mended = _LETTER_DIGIT.sub(lambda found: "0" if found[0] in "oO" else "1", text)
    if mended == text:
        return text, []
    return mended, [f"A letter typed for a figure was mended: “{text}” read as “{mended}”."]


def _mend_spelling(text: str) -> tuple[str, list[str]]:
    notes: list[str] = []

    def mend(found: re.Match[str]) -> str:
        word = found[0]
        meant = _nearest(word)
        if meant is None:
            return word
        notes.append(f"A misspelling was mended: “{word}” read as “{meant.capitalize()}”.")
        return meant

    return _WORD.sub(mend, text), notes


def _nearest(word: str) -> str | None:
    """The one month or weekday this long word is a slip for, if there is exactly one."""
    names = [name for name in (*MONTHS, *WEEKDAYS) if len(name) >= 5]
    if word in names or word in _NOT_SLIPS:
        return None
    allowed = 1 if len(word) < 7 else 2
    near = [
        name
        for name in names
        if name[0] == word[0]
        and DamerauLevenshtein.distance(name, word, score_cutoff=allowed) <= allowed
    ]
    return near[0] if len(near) == 1 else None


_NOT_SLIPS = frozenset({"marched", "midday", "someday", "sunny", "april's", "friends", "match"})
