"""Spans: "3-9 May 2021", "overnight 3-4/6/22", "30 Dec to 2 Jan 2022", "Jan/Feb 2020"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from irwell.chronology.when.periods import period
from irwell.chronology.when.single import Context, Piece, Unreadable, single, without_year
from irwell.chronology.when.times import find_time
from irwell.chronology.when.value import Precision, day_words

_JOIN = re.compile(
    r"\s*(?P<join>\bto\b|\buntil\b|\btill\b|\bthrough\b|\binto\b|\band\b|-|&|\+|,|;|/)\s*"
)
_OPENING = re.compile(
    r"^(?:(?P<between>(?:some ?time )?between|betw\.?)|from|over ?night|(?:the )?nights? of"
    r"|(?:over )?(?:the )?weekend(?: of)?|during|over)\s*(?:the )?"
)
_PART_WORD = re.compile(r"^(?:early|mid|late|start of|end of)[\s\-]+")
_LISTED = frozenset({"and", "&", "+", ",", ";"})
_DAY_ONLY = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?")


def span(text: str, context: Context) -> tuple[Piece, bool] | None:
    """Read a span and whether it was written "between"; None if it is not one.

    What the first end lacks (month, year) is taken from the second, as people write. When that
    makes the first end later than the second, its year is the one before, and a note says so.
    """
    opening = _OPENING.match(text)
    between = bool(opening and opening["between"])
    body = text[opening.end() :] if opening else text
    trouble: Unreadable | None = None
    for left, join, right in _splits(body):
        try:
            if piece := _join(left, join, right, context, between=between):
                return piece, between
        except Unreadable as unreadable:
            trouble = trouble or unreadable
    if trouble is not None:
        raise trouble
    return None


def _splits(text: str) -> Iterator[tuple[str, str, str]]:
    for found in _JOIN.finditer(text):
        left, right = text[: found.start()], text[found.end() :]
        if left and right:
            yield left, found["join"], right


def _join(left: str, join: str, right: str, context: Context, *, between: bool) -> Piece | None:
    last = _end(right, context)
    if last is None or (join == "/" and not _may_slash(left, last)):
        return None
    month = last.start.month if last.precision is Precision.DAY else None
    day_only = _DAY_ONLY.fullmatch(left) is not None
    inner = Context(last.end.year, month, context.suggested_year)
    first = _first(left, inner)
    if first is None:
        return None
    start, notes = first.start, (*first.notes, *last.notes)
    if start > last.end:
        if first.year_given or day_only:
            raise Unreadable(
                f"The range ends ({day_words(last.end)}) before it starts ({day_words(start)}).",
                "Check both dates and correct them.",
            )
        start = _a_year_before(start)
        notes = (*notes, f"The first date has no year of its own; read as {day_words(start)}.")
    if join in _LISTED and not between:
        notes = (*notes, "More than one date stands in the cell; the entry covers them all.")
    return Piece(
        start,
        last.end,
        Precision.RANGE,
        notes,
        uncertain=first.uncertain or last.uncertain,
        repaired=first.repaired or last.repaired,
        year_given=last.year_given,
        time_start=first.time_start,
        time_end=last.time_end,
        joined=True,
    )


def _may_slash(left: str, last: Piece) -> bool:
    """A slash joins only "3/4 June 2022", "Jan/Feb 2020" and whole dates."""
    if _DAY_ONLY.fullmatch(left):
        return last.precision is Precision.DAY
    return bool(re.search(r"[a-z]", left))


def _end(text: str, context: Context) -> Piece | None:
    text = _PART_WORD.sub("", text)
    piece = single(text, context) or period(text, context)
    if piece is not None:
        return piece
    timed = find_time(text)
    piece = single(timed[0], context) if timed else None
    if timed is None or piece is None:
        return None
    return replace(piece, time_start=timed[1].start, time_end=timed[1].end)


def _first(text: str, inner: Context) -> Piece | None:
    day = _DAY_ONLY.fullmatch(text)
    if day is not None:
        if inner.month is None:
            return None
        return without_year(int(day[1]), inner.month, inner)
    return _end(text, inner)


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        raise Unreadable(
            f"There is no 29 February in {day.year - 1}.", "Write both years in the range."
        ) from None
