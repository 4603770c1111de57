"""Coroners’ reports to prevent future deaths: public documents, read from their collection."""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from irwell.repository.models import Record
from irwell.search import Paragraph, cut

from .saving import Content

KIND = "Coroner’s report to prevent future deaths"
LICENCE = "Open Government Licence v3.0"
PUBLISHER = "Courts and Tribunals Judiciary"
READING = 2  # raise it when this module reads reports differently
THEMES = {
    "hospital death": "Hospital care",
    "road": "Roads",
    "suicide": "Suicide",
    "mental health": "Mental health",
    "alcohol, drug": "Alcohol, drugs and medicines",
    "child death": "Child death",
    "community health": "Community health care",
    "emergency services": "Emergency services",
    "state custody": "Custody",
    "care home": "Care homes",
    "wales": "Wales",
    "police": "Police contact",
    "railway": "Railways",
    "product": "Products",
    "accident at work": "Work",
    "service personnel": "Armed forces",
    "other": "Other",
}
BRITISH = re.compile(r"(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*(\d{4})")
WORDED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3})[a-z]*\.?,?\s+(\d{4})")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
NUMERIC = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
REFERENCE = re.compile(r"(20\d\d)-(\d{4})")
FURNITURE = re.compile(
    r"Regulation 28 – After Inquest Document Template Updated \d\d/\d\d/\d{4}"
    r"|brief summ(?:ary of matters of concern\)?)?\s*|OFFICIAL - SENSITIVE|\[IN BRIEF\]",
    re.IGNORECASE,
)
PAGE_NUMBER_LEFT = re.compile(r"\s+\d{1,2}\s*$")


def lines_of(path: Path) -> Iterator[tuple[str, dict[str, Any] | None, str]]:
    """Name, report or None, and what is wrong with the line if anything is."""
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    for number, line in enumerate(content.splitlines(), start=1):
        where = f"{path.name}, line {number}"
        try:
            data = json.loads(line)
        except ValueError:
            yield where, None, "The line is not valid JSON."
            continue
        missing = [k for k in ("id", "text") if not str(data.get(k) or "").strip()]
        yield where, None if missing else data, f"“{missing[0]}” is missing." if missing else ""


def digest_of(data: dict[str, Any]) -> str:
    """The report and the rules it is read by: a change of either reads it again."""
    return hashlib.sha256(f"{READING}{json.dumps(data, sort_keys=True)}".encode()).hexdigest()


def content_of(data: dict[str, Any]) -> Content:
    """A report of the collection as a record."""
    text = PAGE_NUMBER_LEFT.sub("", FURNITURE.sub(" ", str(data["text"])))
    reference = _reference(data)
    published, year = _published(str(data.get("date") or ""), reference)
    themes = _themes(data.get("category") or [])
    area = str(data.get("area") or "").strip()
    when = f"{published:%B %Y}" if published else str(year or "")
    about = f"{themes[0]}: report" if themes and themes[0] != "Other" else "Report"
    place = ", ".join(part for part in (area, when) if part)
    label = f" ({reference})" if reference else ""
    return Content(
        identifier=str(data["id"]).lower(),
        title=f"{about} to prevent future deaths – {place}{label}",
        kind=KIND,
        source=Record.Source.CORONER,
        content_hash=digest_of(data),
        partnership=f"Coroner: {area}" if area else "",
        published=published,
        year=year,
        authors=(PUBLISHER,),
        licence=LICENCE,
        themes=themes,
        passages=cut([Paragraph(text)]),
    )


def _reference(data: dict[str, Any]) -> str:
    found = REFERENCE.search(str(data.get("ref") or ""))
    return found.group(0) if found else ""


def _published(text: str, reference: str) -> tuple[date | None, int | None]:
    """The date where it is one; otherwise the year of the reference number. Never invented."""
    british, numeric, worded = BRITISH.search(text), NUMERIC.search(text), WORDED.search(text)
    try:
        if worded:
            month = MONTHS.index(worded[2].lower()) + 1
            return date(int(worded[3]), month, int(worded[1])), int(worded[3])
        if british:
            day, month, year = (int(part) for part in british.groups())
            return date(year, month, day), year
        if numeric:
            year, month, day = (int(part) for part in numeric.groups())
            return date(year, month, day), year
    except ValueError:
        pass
    return None, int(reference[:4]) if reference else None


def _themes(categories: list[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for category in categories:
        plain = category.lower()
        for start, theme in THEMES.items():
            if plain.startswith(start) or (start in plain and len(plain) > 80):
                found[theme] = None
    return tuple(found)
