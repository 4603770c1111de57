"""The partnership's list of places and bodies: reading what was pasted, and the list as the engine takes it."""

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from irwell.anonymise.fold import fold
from irwell.anonymise.gazetteer import Gazetteer

MOST_ROWS = 5_000
LONGEST = 120
# What people write in a second column, by our kinds.
SAID = {
    "school": ("school", "primary", "secondary", "academy", "nursery", "college", "pre-school"),
    "surgery": ("surgery", "gp", "practice", "medical centre", "health centre"),
    "hospital": ("hospital", "clinic", "infirmary", "hospice"), "estate": ("estate",),
    "street": ("street", "road", "lane"), "town": ("town", "village", "ward", "area", "neighbourhood"),
    "church": ("church", "mosque", "temple", "place of worship", "synagogue", "gurdwara"),
    "club": ("club", "group", "centre"), "body": ("body", "agency", "charity", "organisation", "council", "trust"),
    "place": ("place", "park", ""),
}  # fmt: skip
ENGINE_KINDS = {
    "school": "school", "surgery": "surgery", "hospital": "hospital", "estate": "estate", "street": "street",
    "town": "town", "church": "church", "club": "club", "body": "body", "place": "place",
}  # fmt: skip


@dataclass(frozen=True)
class Pasted:
    """Rows that can be taken, and a sentence for each that cannot."""

    rows: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]


def folded(name: str) -> str:
    """A name as two are compared: capitals, accents and spaces do not matter."""
    return " ".join(fold(name).text.split())


def kind_of(said: str) -> str | None:
    """Our kind for what somebody wrote; none where it is not known."""
    words = " ".join(said.casefold().split())
    return next((kind for kind, names in SAID.items() if words in names or words == kind), None)


def pasted(text: str, *, otherwise: str) -> Pasted:
    """Read rows “name, kind” from a spreadsheet or a CSV file; `otherwise` is the kind where none is given."""
    rows: list[tuple[str, str]] = []
    problems: list[str] = []
    for number, cells in enumerate(_cells(text), start=1):
        name, said = cells[0], cells[1] if len(cells) > 1 else ""
        if number == 1 and name.casefold() in ("name", "school name", "place"):
            continue
        kind = kind_of(said) if said else otherwise
        if len(folded(name)) < 3:
            problems.append(f"Row {number}: “{name}” is too short to be looked for.")
        elif len(name) > LONGEST:
            problems.append(f"Row {number}: the name is longer than {LONGEST} letters.")
        elif kind is None:
            problems.append(f"Row {number}: the kind “{said[:40]}” is not known. Write school, surgery, hospital, estate, "
                            "street, town, church, club, body or place.")  # fmt: skip
        else:
            rows.append((name, kind))
    if len(rows) > MOST_ROWS:
        problems.append(f"These are {len(rows):,} rows; the most at once is {MOST_ROWS:,}.")
    return Pasted(tuple(dict.fromkeys(rows)), tuple(problems))


def _cells(text: str) -> list[list[str]]:
    lines = text.replace("\ufeff", "")
    dialect = csv.excel_tab if "\t" in lines else csv.excel
    if "\t" not in lines and lines.count(";") > lines.count(","):
        lines = lines.replace(";", ",")
    found = csv.reader(io.StringIO(lines, newline=""), dialect)
    rows = [[" ".join(cell.split()) for cell in row] for row in found]
    return [row for row in rows if any(row)]


def as_gazetteer(places: Sequence[tuple[str, str]]) -> Gazetteer:
    """The list as the engine takes it."""
    return Gazetteer(tuple((name, ENGINE_KINDS.get(kind, "")) for name, kind in places))


def places_version(places: Iterable[tuple[str, str]]) -> str:
    """A digest of the list; it changes whenever the list does."""
    told = "\n".join(sorted(f"{folded(name)}|{kind}" for name, kind in places))
    return hashlib.sha256(told.encode()).hexdigest()[:16] if told else ""
