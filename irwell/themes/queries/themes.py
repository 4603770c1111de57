"""What is coded how, theme by theme."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from django.db.models import QuerySet

from irwell.repository.models import Passage, Recommendation, Record
from irwell.themes.models import Assignment
from irwell.themes.rules.codes import Theme
from irwell.themes.rules.suggesting import weights

QUOTED, ASKED = 8, 8
LOOKED_AT = 400  # recommendations weighed for one theme’s page


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage that a theme rests on."""

    record: Record
    passage: Passage
    assignment: Assignment


def shown() -> QuerySet[Assignment]:
    """Themes of records that are not withdrawn."""
    return Assignment.objects.filter(record__withdrawn_at=None)


def counts() -> dict[str, Counter[str]]:
    """For each code how many records have it, by basis."""
    out: dict[str, Counter[str]] = {}
    for code, basis in shown().values_list("code", "basis"):
        out.setdefault(code, Counter())[basis] += 1
    return out


def years(code: str) -> list[tuple[int, Counter[str]]]:
    """From the first year to the last, how many records have the theme, by basis."""
    found: dict[int, Counter[str]] = {}
    rows = shown().filter(code=code, record__year__isnull=False)
    for year, basis in rows.values_list("record__year", "basis"):
        if year is not None:
            found.setdefault(year, Counter())[basis] += 1
    if not found:
        return []
    return [(year, found.get(year, Counter())) for year in range(min(found), max(found) + 1)]


def records_by_year() -> Counter[int]:
    """How many records there are of each year, whatever their themes."""
    rows = Record.objects.filter(withdrawn_at=None, year__isnull=False)
    return Counter(year for year in rows.values_list("year", flat=True) if year is not None)


def quotes(theme: Theme) -> list[Quoted]:
    """Passages that the theme rests on: coders’ first, then the most telling, one a record."""
    order = {basis: place for place, basis in enumerate(Assignment.Basis.values)}
    rows = shown().filter(code=theme.code).exclude(anchor="").select_related("record")
    best = sorted(rows, key=lambda a: (order[a.basis], -a.score, -(a.record.year or 0)))
    chosen = best[:QUOTED]
    passages = {
        (p.record_id, p.anchor): p
        for p in Passage.objects.filter(
            record__in=[a.record for a in chosen], anchor__in=[a.anchor for a in chosen]
        )
    }
    found = [(a, passages.get((a.record_id, a.anchor))) for a in chosen]
    return [Quoted(a.record, passage, a) for a, passage in found if passage is not None]


def recommendations(theme: Theme) -> list[Recommendation]:
    """Recommendations of records about the theme that speak of it themselves, newest first."""
    rows = (
        Recommendation.objects.filter(
            record__withdrawn_at=None, record__assignments__code=theme.code
        )
        .select_related("record", "radar")
        .order_by("-record__year", "record__identifier", "position")[:LOOKED_AT]
    )
    return [row for row in rows if speaks_of(theme, row.text)][:ASKED]


def speaks_of(theme: Theme, text: str) -> bool:
    """Whether a few sentences are about the theme, by its phrases or its trained weights."""
    known = weights()
    if any(phrase in text.lower() for phrase in (*theme.words, theme.name.lower())):
        return True
    if theme.code not in known.codes:
        return False
    likely = known.likelihoods(known.row(text))
    return bool(likely[known.codes.index(theme.code)] >= known.least)


def themes_of(record: Record) -> QuerySet[Assignment]:
    return Assignment.objects.filter(record=record)


def pairs() -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """How many records have each theme, and each two themes."""
    by_record: dict[object, set[str]] = {}
    for record, code in shown().values_list("record_id", "code"):
        by_record.setdefault(record, set()).add(code)
    return _counted(by_record.values())


def _counted(sets: Iterable[set[str]]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    alone: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    for codes in sets:
        alone.update(codes)
        both.update(combinations(sorted(codes), 2))
    return alone, both
