"""What goes into the index: records, their passages and their recommendations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

RECORD_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100


class RecordProblem(ValueError):
    """A record that cannot be indexed; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A few sentences that stand together and can be linked to."""

    anchor: str
    text: str
    heading: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation, as printed, with the bodies it is addressed to where they are known."""

    number: str
    text: str
    page: int | None = None
    anchor: str = ""
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One published review or report."""

    id: str
    title: str
    kind: str = ""
    partnership: str = ""
    year: int | None = None
    themes: tuple[str, ...] = ()
    url: str = ""
    summary: str = ""
    published: date | None = None
    passages: tuple[Passage, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()  # a name of lexical.FACTS and its value

    def as_dict(self) -> dict[str, Any]:
        """Plain values only, ready for JSON."""
        data = asdict(self)
        data["published"] = self.published.isoformat() if self.published else None
        return data


def record_from_dict(data: Mapping[str, Any], *, where: str = "record") -> Record:
    """Read a record from JSON values, or say what is wrong with it and where."""
    identifier = str(data.get("id") or "")
    if not RECORD_ID.fullmatch(identifier):
        raise RecordProblem(
            f"{where}: “id” is {identifier!r}; it needs 1 to 100 letters, digits, dots, dashes or"
            " underscores, starting with a letter or digit."
        )
    title = str(data.get("title") or "").strip()
    if not title:
        raise RecordProblem(f"{where} ({identifier}): “title” is missing or empty.")
    where = f"{where} ({identifier})"
    published = _date(data.get("published"), where)
    return Record(
        id=identifier,
        title=title,
        kind=str(data.get("kind") or ""),
        partnership=str(data.get("partnership") or ""),
        year=_year(data.get("year"), where) or (published.year if published else None),
        themes=tuple(str(theme) for theme in data.get("themes") or ()),
        url=str(data.get("url") or ""),
        summary=str(data.get("summary") or ""),
        published=published,
        passages=tuple(_passages(data, where)),
        recommendations=tuple(_recommendations(data, where)),
        facts=tuple((str(name), str(value)) for name, value in data.get("facts") or ()),
    )


def read_jsonl(path: Path) -> Iterator[Record]:
    """Records from a file with one JSON object a line; blank lines are skipped."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            where = f"{path.name}, line {number}"
            try:
                data = json.loads(line)
            except ValueError as error:
                raise RecordProblem(f"{where} is not valid JSON: {error}.") from error
            if not isinstance(data, dict):
                raise RecordProblem(f"{where} holds no JSON object.")
            yield record_from_dict(data, where=where)


def _passages(data: Mapping[str, Any], where: str) -> Iterator[Passage]:
    seen: set[str] = set()
    for number, item in enumerate(data.get("passages") or (), start=1):
        anchor = str(item.get("anchor") or f"passage-{number}")
        if anchor in seen:
            raise RecordProblem(f"{where}: two passages share the anchor “{anchor}”.")
        seen.add(anchor)
        yield Passage(
            anchor=anchor,
            text=str(item.get("text") or ""),
            heading=str(item.get("heading") or ""),
            page=_page(item.get("page"), where),
        )


def _recommendations(data: Mapping[str, Any], where: str) -> Iterator[Recommendation]:
    for number, item in enumerate(data.get("recommendations") or (), start=1):
        yield Recommendation(
            number=str(item.get("number") or number),
            text=str(item.get("text") or ""),
            page=_page(item.get("page"), where),
            anchor=str(item.get("anchor") or ""),
            addressees=tuple(str(body) for body in item.get("addressees") or ()),
        )


def _page(value: Any, where: str) -> int | None:
    if value in (None, ""):
        return None
    try:
        return int(value)
    except (TypeError, ValueError) as error:
        raise RecordProblem(f"{where}: page {value!r} is not a number.") from error


def _year(value: Any, where: str) -> int | None:
    if value in (None, ""):
        return None
    try:
        year = int(value)
    except (TypeError, ValueError) as error:
        raise RecordProblem(f"{where}: year {value!r} is not a number.") from error
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise RecordProblem(f"{where}: year {year} is outside {EARLIEST_YEAR} to {LATEST_YEAR}.")
    return year


def _date(value: Any, where: str) -> date | None:
    if value in (None, ""):
        return None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise RecordProblem(
            f"{where}: “published” is {value!r}; write a date as 2026-04-14."
        ) from error
