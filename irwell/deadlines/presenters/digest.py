"""The morning's list as a letter: references, clocks, dates and links; never a label, a name or a fact of a case."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from irwell.cases.presenters import happenings
from irwell.core.text import plural
from irwell.deadlines.queries.digest import Due, Pile
from irwell.deadlines.rules import left
from irwell.messaging.actions import Letter
from irwell.messaging.rules import DIGEST
from irwell.statute import Calendar
from irwell.ui.templatetags.ui import british

WORDS = "Names and facts of cases are never sent by e-mail. Sign in to see them."
LINES = 30  # of one part; the board has the rest


def letter_of(pile: Pile, today: dt.date, calendar: Calendar) -> Letter | None:
    """Nothing for a person of whom nothing is wanted and for whom nothing changed."""
    if not (pile.dates or pile.changes):
        return None
    dates = sorted(pile.dates, key=lambda d: (d.on, d.reference, d.what))
    late = [d for d in dates if d.on < today]
    now = [d for d in dates if d.on == today]
    soon = [d for d in dates if d.on > today]
    parts = [
        *_part("LATE", (_date(d, today, calendar) for d in late), len(late)),
        *_part("TODAY", (_date(d, today, calendar) for d in now), len(now)),
        *_part("IN THE NEXT SEVEN DAYS", (_date(d, today, calendar) for d in soon), len(soon)),
        *_part(f"CHANGED SINCE {british(pile.since).upper()}", _changes(pile), len(pile.changes)),
        WORDS,
    ]
    return Letter(
        to=pile.person.email, subject=_subject(len(late), len(now), len(soon), len(pile.changes), today),
        body="\n".join(parts), once=f"{DIGEST}{pile.person.pk}:{today}",
    )  # fmt: skip


def _subject(late: int, now: int, soon: int, changes: int, today: dt.date) -> str:
    counted = [f"{late} late"] * bool(late) + [f"{now} due today"] * bool(now)
    counted += [f"{soon} this week"] * bool(soon)
    told = ", ".join(counted) or plural(changes, "change")
    return f"Your cases, {british(today)}: {told}"


def _part(title: str, lines: Iterable[str], count: int) -> list[str]:
    """A heading with its number, its lines, and how many more there are."""
    if not count:
        return []
    shown = [line for _, line in zip(range(LINES), lines, strict=False)]
    more = [f"… and {count - LINES} more on the board"] if count > LINES else []
    return [f"{title} ({count})", *shown, *more, ""]


def _date(due: Due, today: dt.date, calendar: Calendar) -> str:
    words = left(due.on, today, calendar).words.lower()
    first = f" (extended; first date {british(due.first)})" if due.first else ""
    return f"{due.reference}: {due.what}, due {british(due.on)}{first}: {words}\n  {_address(due.case_id)}"


def _changes(pile: Pile) -> Iterable[str]:
    """What happened, in the words of the case's log, which name nobody."""
    for reference, case_id, event in pile.changes:
        yield f"{reference}: {happenings([event], {})[0].title}\n  {_address(case_id)}"


def _address(case_id: object) -> str:
    return settings.IRWELL_BASE_URL + reverse("cases:case", kwargs={"case_id": case_id})
