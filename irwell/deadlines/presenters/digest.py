"""The morning's list as a letter: references, clocks, dates and links; never a label, a name or a fact of a case."""

import datetime as dt
from collections.abc import Iterable
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from irwell.audit.models import LoggedEvent
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
ANY = UUID(int=0)


class Writer:
    """Letters of one day. What stands in many of them, the words of an event, is put together once."""

    def __init__(self, today: dt.date, calendar: Calendar) -> None:
        self.today, self.calendar = today, calendar
        path = reverse(
            "cases:case", kwargs={"case_id": ANY}
        )  # looked up once for thousands of lines
        self.address = settings.IRWELL_BASE_URL + path
        self.addresses: dict[str, str] = {}
        self.events: dict[int, str] = {}

    def letter_of(self, pile: Pile) -> Letter | None:
        """Nothing for a person of whom nothing is wanted and for whom nothing changed."""
        if not (pile.dates or pile.changes):
            return None
        dates, today = sorted(pile.dates, key=lambda d: (d.on, d.reference, d.what)), self.today
        late = [d for d in dates if d.on < today]
        now = [d for d in dates if d.on == today]
        soon = [d for d in dates if d.on > today]
        since = f"CHANGED SINCE {british(pile.since).upper()}"
        parts = [
            *_part("LATE", map(self._date, late), len(late)),
            *_part("TODAY", map(self._date, now), len(now)),
            *_part("IN THE NEXT SEVEN DAYS", map(self._date, soon), len(soon)),
            *_part(since, map(self._change, pile.changes), len(pile.changes)),
            WORDS,
        ]
        return Letter(
            to=pile.person.email, subject=_subject(len(late), len(now), len(soon), len(pile.changes), today),
            body="\n".join(parts), once=f"{DIGEST}{pile.person.pk}:{today}",
        )  # fmt: skip

    def _date(self, due: Due) -> str:
        words = left(due.on, self.today, self.calendar).words.lower()
        first = f" (extended; first date {british(due.first)})" if due.first else ""
        said = f"{due.reference}: {due.what}, due {british(due.on)}{first}: {words}"
        return f"{said}\n  {self._address(due.case_id)}"

    def _change(self, change: tuple[str, str, LoggedEvent]) -> str:
        """What happened, in the words of the case's log, which name nobody."""
        reference, case_id, event = change
        if event.seq not in self.events:
            self.events[event.seq] = happenings([event], {})[0].title
        return f"{reference}: {self.events[event.seq]}\n  {self._address(case_id)}"

    def _address(self, case_id: str) -> str:
        if case_id not in self.addresses:
            self.addresses[case_id] = self.address.replace(str(ANY), str(UUID(case_id)))
        return self.addresses[case_id]


def _subject(late: int, now: int, soon: int, changes: int, today: dt.date) -> str:
    counted = [f"{late} late"] * bool(late) + [f"{now} due today"] * bool(now)
    counted += [f"{soon} this week"] * bool(soon)
    told = ", ".join(counted) or plural(changes, "change")
    return f"Your cases, {british(today)}: {told}"


def _part(title: str, lines: Iterable[str], count: int) -> list[str]:
    """A heading with its number, its lines, and how many more there are."""
    if not count:
        return []
    shown = list(islice(lines, LINES))
    more = [f"… and {count - LINES} more on the board"] if count > LINES else []
    return [f"{title} ({count})", *shown, *more, ""]
