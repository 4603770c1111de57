"""Reading a date cell: doubts and hedges first, then one date or a span, then any time with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from irwell.chronology.fault import Fault
from irwell.chronology.when.cells import from_date, from_number
from irwell.chronology.when.periods import period
from irwell.chronology.when.single import Context, Piece, Unreadable, single
from irwell.chronology.when.spans import span
from irwell.chronology.when.times import ReadTime, clock_change_note, find_time
from irwell.chronology.when.value import Part, Precision, Qualifier, When, day_words, undated
from irwell.chronology.when.words import WEEKDAYS, tidy

LONGEST = 300  # characters; a date cell longer than this holds a narrative

_NOT_KNOWN = re.compile(
    r"(?:exact )?(?:date )?(?:un ?known(?: date)?|not known|n/?k|not recorded|not stated|undated|no date(?: given)?"
    r"|n\.?d\.?|t\.?b\.?c\.?|n/?a|nil|none"
    r"|unclear|date unclear|not available|various|ongoing|-+|\?+)"
)
_NO_DAY = re.compile(
    r"^(?:x{1,2}|\?{1,2}|_{1,2}|-{1,2}|dd)\s*[/.]\s*(?=\d{1,2}\s*[/.]\s*\d{2,4}\b)"
)
_DOUBT = re.compile(
    r"[\(\[](?:exact |precise )?(?:date|day) (?:un ?known|not known|not recorded|unclear|uncertain)[\)\]]"
    r"|\(\?+\)|\[\?+\]|\?+"
    r"|\(?\b(?:possibly|poss|probably|prob|maybe|perhaps|unclear|uncertain|unconfirmed|unsure|tbc"
    r"|date uncertain|date unclear|believed to be|thought to be|estimated|est)\b\.?\)?"
)
_LEADING = re.compile(
    r"^(?:(?:date|dated|dates|on the|on|received|sent|recorded|entry|in)\b(?! or)\s*[:\-]?"
    r"|[,;:.\-]+)\s*"
)
_HEDGES: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    (
        Qualifier.ABOUT,
        re.compile(
            r"^(?:circa|c\.|ca\.?(?=[\s\d])|c(?=[\s\d])|approximately|approx\.?|about"
            r"|(?:on or )?around|on or about|roughly|some ?time in|in or around|~)\s*"
        ),
    ),
    (
        Qualifier.BEFORE,
        re.compile(
            r"^(?:(?P<strict>prior to|before|pre-?|<)|on or before|no later than|not later than"
            r"|until|up to|by)\s*"
        ),
    ),
    (
        Qualifier.AFTER,
        re.compile(
            r"^(?:(?P<strict>after|following|post-?|>)|on or after|no earlier than|since|from)\s*"
        ),
    ),
)
_HEDGES_AFTER: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    (Qualifier.ABOUT, re.compile(r"[\s,]*\(?\b(?:approximately|approx\.?|circa|or so|ish)\)?$")),
    (
        Qualifier.AFTER,
        re.compile(
            r"[\s,]*(?:\bonwards?|\band after|\bor later|\+|-"
            r"|(?:\bto|\buntil|-)\s*(?:date|the present|present|now|today|current|ongoing))$"
        ),
    ),
    (Qualifier.BEFORE, re.compile(r"[\s,]*\b(?:or before|or earlier|and before)$")),
)
_PARTS: tuple[tuple[Part, str], ...] = (
    (Part.EARLY, r"early|beginning of|begining of|start of|at the start of|first half of"),
    (Part.MID, r"mid|middle of|in the middle of"),
    (Part.LATE, r"late|end of|towards the end of|second half of"),
)
_PART = re.compile(
    r"^(?:the )?(?:"
    + "|".join(f"(?P<{part.value}>{words})" for part, words in _PARTS)
    + r")(?:[\s\-]*(?:to|/|-)[\s\-]*(?:early|mid|late))?[\s\-]+(?:in |of )?(?:the )?"
)
_ISO_MARKS = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(?:Z|\+00:?00)?$")
_MEND = "Write it as 12/03/2023, March 2023, Spring 2022, or 3 to 9 May 2021."


def read_when(value: object, *, default_year: int | None = None) -> When | Fault:
    """Read a date as people write dates in Britain. Never raises, never invents a day or a year.

    `value` is cell text, a `date` or `datetime`, or a spreadsheet serial number. An empty or
    "not known" value is an undated `When`. A date that cannot be (31/02/2024), has no year, or
    is not understood is a `Fault` with a sentence; `default_year` only shapes its suggestion.
    """
    if value is None:
        return undated("", "No date was given.")
    if isinstance(value, date | datetime):
        return _with_clock_note(from_date(value))
    original = str(value).strip() if isinstance(value, str) else str(value)
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return from_number(value)
        if isinstance(value, time):
            raise Unreadable("This is a time without a date.", _MEND)
        return _read(original, default_year)
    except Unreadable as trouble:
        return Fault("", trouble.reason, original, trouble.mend, suggestion=trouble.suggestion)


@dataclass(frozen=True, slots=True)
class _Hedged:
    text: str
    uncertain: bool
    qualifier: Qualifier | None
    part: Part | None
    strict: bool  # "before March" stops where March starts; "by March" runs to its end


def _read(original: str, default_year: int | None) -> When:
    if not original:
        return undated("", "No date was given.")
    if len(original) > LONGEST:
        raise Unreadable("This is too long to be a date.", _MEND)
    if re.fullmatch(r"\d{5}(?:\.\d+)?", original):
        return from_number(float(original))
    tidied = tidy(_ISO_MARKS.sub(r"\1 \2", original))
    if _NOT_KNOWN.fullmatch(tidied.text.strip(" .()")):
        return undated(original, "The record gives no date.")
    hedged = _unhedge(_NO_DAY.sub("", tidied.text))
    context = Context(suggested_year=default_year)
    piece, at, notes, between = _find(hedged.text, context)
    qualifier = hedged.qualifier or (Qualifier.BETWEEN if between else None)
    when = replace(_assemble(piece, replace(hedged, qualifier=qualifier)), original=original)
    when = when.noted(*tidied.notes, *notes, repaired=bool(tidied.notes))
    when = _check_weekday(_check_old(when), tidied.weekdays)
    if at is not None:
        when = _with_time(when, at)
    return _with_clock_note(when)


def _unhedge(text: str) -> _Hedged:
    """Take the doubts and hedges off both ends until nothing more comes off."""
    without = _DOUBT.sub(" ", text)
    uncertain = without != text
    qualifier: Qualifier | None = None
    part: Part | None = None
    strict = False
    text, before = " ".join(without.split()), None
    while text != before:
        before = text
        text = _LEADING.sub("", text).rstrip(" .,;:")
        for hedge, pattern in _HEDGES:
            # "from 3 to 9 May" is a span, not "after".
            if hedge is Qualifier.AFTER and re.match(r"from\b.*(?:\bto\b|\buntil\b|-)\s*\S", text):
                continue
            if found := pattern.match(text):
                strict = strict or bool(found.groupdict().get("strict"))
                qualifier, text = qualifier or hedge, text[found.end() :]
        for hedge, pattern in _HEDGES_AFTER:
            if pattern.search(text):
                qualifier, text = qualifier or hedge, pattern.sub("", text, count=1)
        if found := _PART.match(text):
            part = part or next(p for p, _ in _PARTS if found[p.value])
            text = text[found.end() :]
    return _Hedged(text.strip(), uncertain, qualifier, part, strict)


_Found = tuple[Piece, ReadTime | None, tuple[str, ...], bool]


def _find(text: str, context: Context) -> _Found:
    """Try, in this order: one date; one date and a time; a span; a span and a time."""
    trouble: Unreadable | None = None
    timed = find_time(text)
    for read in (_one, span):
        for rest, at in ((text, None), timed or ("", None)):
            try:
                if rest and (found := read(rest, context)):
                    return found[0], at, at.notes if at else (), found[1]
            except Unreadable as unreadable:
                trouble = trouble or unreadable
    if timed and not timed[0]:
        raise Unreadable("This is a time without a date.", _MEND)
    if trouble is not None:
        raise trouble
    return (*_among_words(text, context), False)


def _one(text: str, context: Context) -> tuple[Piece, bool] | None:
    piece = single(text, context) or period(text, context)
    return None if piece is None else (piece, False)


_FULL_DAY = re.compile(
    r"(?<![\w/.\-])(?P<date>\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:\d{4}|\d{2})"
    r"|\d{1,2}(?:st|nd|rd|th)?\s(?:of )?[a-z]{3,9},?\s\d{4})(?![\w/\-]|\.\d)"
)


def _among_words(text: str, context: Context) -> tuple[Piece, ReadTime | None, tuple[str, ...]]:
    """One full date with other words and no other figures: the date is read, the words noted."""
    found = _FULL_DAY.search(text)
    if found is not None:
        rest = " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
        timed = find_time(rest)
        words, at = (rest, None) if timed is None else timed
        piece = single(found["date"], context)
        if piece is not None and not re.search(r"\d", words):
            note = f"Other words stand in the date cell: “{words.strip(' -,:;()')}”."
            return piece, at, (note, *(at.notes if at else ()))
    raise Unreadable("This could not be read as a date.", _MEND)


def _assemble(piece: Piece, hedged: _Hedged) -> When:
    start: date | None = piece.start
    end: date | None = piece.end
    part, notes = hedged.part or piece.part, piece.notes
    if piece.joined:
        part = None  # “late February to early March”: the part was of one end only
    if piece.either_way and part is None:
        notes = (*notes, piece.either_way)
    if hedged.qualifier is Qualifier.BEFORE:
        start, end = None, piece.start if hedged.strict else piece.end
    elif hedged.qualifier is Qualifier.AFTER:
        start, end = (piece.end if hedged.strict else piece.start), None
    if part is not None and piece.precision is Precision.DAY:
        part, notes = None, (*notes, f"“{part}” stands beside a single day.")
    return When(
        start,
        end,
        piece.precision,
        qualifier=hedged.qualifier,
        part=part if start is not None and end is not None else None,
        time_start=piece.time_start,
        time_end=piece.time_end,
        uncertain=piece.uncertain or hedged.uncertain,
        repaired=piece.repaired,
        notes=notes,
    )


def _check_old(when: When) -> When:
    """Two figures taken for 1941 to 1969 are as likely a slip as a grandparent's birth."""
    day = when.start or when.end
    if day is None or not 1941 <= day.year < 1970 or str(day.year) in when.original:
        return when
    return when.noted(f"The two-figure year was read as {day.year}: check it.", uncertain=True)


def _check_weekday(when: When, weekdays: tuple[int, ...]) -> When:
    if len(weekdays) != 1 or when.precision is not Precision.DAY:
        return when
    day = when.start or when.end
    if day is None or day.weekday() == weekdays[0]:
        return when
    said, real = WEEKDAYS[weekdays[0]].capitalize(), WEEKDAYS[day.weekday()].capitalize()
    note = f"The record says {said}, but {day_words(day)} was a {real}."
    return when.noted(note, uncertain=True)


def _with_time(when: When, at: ReadTime) -> When:
    return replace(when, time_start=at.start, time_end=at.end, time_original=at.original).noted(
        *at.notes, *(("The time is approximate.",) if at.about else ())
    )


def _with_clock_note(when: When) -> When:
    if when.precision is not Precision.DAY or when.start is None or when.time_start is None:
        return when
    if when.time_end not in (None, when.time_start):
        return when
    note = clock_change_note(when.start, when.time_start)
    return when if note is None else when.noted(note)


def with_time(when: When, at: ReadTime) -> When:
    """The date with a time from another column; says so when the two disagree."""
    if when.time_start is not None:
        if at.start <= when.time_start <= at.end:
            return when
        return when.noted(f"The time column says “{at.original}”; the date cell's time is kept.")
    if not when.dated:
        return when.noted(f"A time, “{at.original}”, stands without a date.")
    return _with_clock_note(_with_time(when, at))
