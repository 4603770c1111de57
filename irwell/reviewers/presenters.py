"""View models of the pool."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from irwell.reviewers import queries, rules
from irwell.reviewers.models import PoolEntry
from irwell.statute import long_date
from irwell.ui.presenters import Row


def lines(entries: Sequence[PoolEntry], *, today: dt.date) -> list[dict[str, Any]]:
    """The pool as a table: what each can do, when free next, and what has lapsed."""
    return [
        {
            "entry": entry,
            "competences": rules.titles(entry.competences),
            "free": free_words(entry, today=today),
            "lapses": rules.lapses(queries.papers_of(entry), today=today),
            "led": led_words(entry),
        }
        for entry in entries
    ]


def free_words(entry: PoolEntry, *, today: dt.date) -> str:
    """The present or next free time, in words."""
    coming = [p for p in entry.periods.all() if p.until >= today]
    if not coming:
        return "Not recorded"
    first = coming[0]
    if first.since <= today:
        return f"Now, until {_day(first.until)}"
    return f"{_day(first.since)} to {_day(first.until)}"


def led_words(entry: PoolEntry) -> str:
    here, elsewhere = queries.led_here(entry), len(entry.past.all())
    said = f"{len(here)} here" if here else "None here yet"
    return f"{said}, {elsewhere} elsewhere" if elsewhere else said


def rows(entry: PoolEntry) -> list[Row]:
    """One entry as a summary list."""
    here = rules.years_in_words(queries.led_here(entry))
    on_cases = queries.case_conflicts(entry)
    found = [
        ("Contact", entry.contact),
        ("Competences", "; ".join(rules.titles(entry.competences)) or "None recorded"),
        ("Professions and areas", entry.areas),
        ("Fee basis", entry.fee_basis),
        ("References", _seen(entry.references_on)),
        ("Insured until", _seen(entry.insured_until)),
        ("DBS check", _seen(entry.dbs_on)),
        ("Appointed here in", here),
        ("Account", "Has an account" if entry.account_id else "None: a person of the pool is invited once appointed"),
        ("Single cases", f"Conflict declared on {on_cases}: shown on the case alone" if on_cases else ""),
    ]  # fmt: skip
    return [Row(label, value) for label, value in found if value]


def _seen(day: dt.date | None) -> str:
    return long_date(day) if day else "Not recorded"


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
