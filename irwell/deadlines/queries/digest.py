"""What belongs on the morning lists of many people, in a number of queries that does not grow with them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast

from irwell.accounts.models import User
from irwell.audit.events import Event
from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case, Task
from irwell.core.time import london
from irwell.deadlines import rules
from irwell.deadlines.models import Digest
from irwell.deadlines.queries.board import running
from irwell.deadlines.queries.escalation import OVER, open_to
from irwell.statute import find_policy

ONE_DAY = dt.timedelta(days=1)
# What counts as a change worth a line. Readings, drafts and the machinery's own events do not.
TOLD = tuple(event.value for event in (
    Event.CASE_OPENED, Event.CASE_MOVED, Event.CASE_HELD, Event.CLOCK_STARTED, Event.CLOCK_REPLACED,
    Event.CLOCK_STOPPED, Event.CLOCK_EXTENDED, Event.ESCALATED, Event.ADDRESS_UNREACHABLE, Event.REQUESTS_SENT,
    Event.RETURN_NIL, Event.RETURN_SUBMITTED, Event.RETURN_REOPENED, Event.MEETING_CALLED, Event.DECISION_RECORDED,
    Event.DECISION_SPLIT, Event.SPLIT_RESOLVED, Event.RECONSIDERED, Event.RR_SIGNED_OFF, Event.RR_SUBMITTED,
    Event.PANEL_REPLY_LOGGED, Event.NOTIFICATION_SENT, Event.NOTIFICATION_WITHDRAWN, Event.REPORT_UPLOADED,
    Event.REPORT_APPROVED, Event.REPORT_SENT_BACK, Event.PUBLISHED, Event.PUBLICATION_DEFERRED, Event.WITHDRAWN,
))  # fmt: skip


@dataclass(frozen=True)
class Due:
    """A date on the list. `case_id` is the id as the database writes it."""

    on: dt.date
    reference: str
    case_id: str
    what: str
    first: dt.date | None = None


@dataclass
class Pile:
    """What one person is told: dates near or past, and what others did since the last list."""

    person: User
    since: dt.date
    told_from: int
    dates: list[Due] = field(default_factory=list)
    changes: list[tuple[str, str, LoggedEvent]] = field(default_factory=list)


# Everybody who is named on a case, with their roles on it. By the ids' own text: a hundred thousand rows are
# read each morning, and making and comparing UUID objects took a third of that time.
Seats = dict[str, list[tuple[Pile, set[str]]]]


def _text(name: str) -> Cast:
    return Cast(name, CharField(max_length=36))


def people_to_write_to(day: dt.date, *, now: dt.datetime, at_most: int) -> list[User]:
    """Active people on some case who have no list of that day yet, held for this transaction."""
    found = User.objects.filter(
        Exists(open_to(now).filter(user=OuterRef("pk"))),
        ~Exists(Digest.objects.filter(person=OuterRef("pk"), day=day)), is_active=True,
    ).order_by("pk").select_for_update(no_key=True, skip_locked=True, of=("self",))[:at_most]  # fmt: skip
    people = list(found)
    served = Digest.objects.filter(person__in=people, day=day).values_list("person_id", flat=True)
    done = set(served)
    return [person for person in people if person.pk not in done]


def piles(people: Sequence[User], *, lost: set[UUID], now: dt.datetime) -> tuple[list[Pile], int]:
    """Everybody's pile, and the last row of the log that they take account of.

    `lost`: people whose last list never left; what it told is told again.
    """
    cases = open_to(now).filter(user__in=people).values("case")
    by_person = _beginnings(people, lost, now)
    seats = _seats(by_person, now)
    _add_dates(seats, cases, london(now).date())
    up_to = _add_changes(seats, cases, list(by_person.values()))
    return list(by_person.values()), up_to


def _seats(by_person: dict[UUID, Pile], now: dt.datetime) -> Seats:
    # SQLite writes an id without dashes, PostgreSQL with them.
    by_text = {text: pile for pk, pile in by_person.items() for text in (pk.hex, str(pk))}
    rows = open_to(now).filter(user__in=list(by_person))
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for case, person, role in rows.values_list(_text("case_id"), _text("user_id"), "role"):
        found[case, person].add(role)
    seats: Seats = defaultdict(list)
    for (case, person), roles in found.items():
        seats[case].append((by_text[person], roles))
    return seats


def _beginnings(people: Sequence[User], lost: set[UUID], now: dt.datetime) -> dict[UUID, Pile]:
    """Each person's empty pile: it begins where the last one ended, or a day ago."""
    last: dict[UUID, Digest] = {}
    for one in Digest.objects.filter(person__in=people).order_by("day"):
        last[one.person_id] = one
    older = LoggedEvent.objects.filter(at__lt=now - ONE_DAY).order_by("-seq").first()
    yesterday, found = older.seq if older else 0, {}
    for person in people:
        known = last.get(person.pk)
        since = known.day if known else london(now).date() - ONE_DAY
        start = (known.told_from if person.pk in lost else known.told_up_to) if known else yesterday
        found[person.pk] = Pile(person, since, start)
    return found


def _add_dates(seats: Seats, cases: QuerySet[Any], today: dt.date) -> None:
    latest = today + rules.WEEK
    clocks = running().filter(due__lte=latest, case__in=cases).values_list(
        "due", _text("case_id"), "case__reference", "policy_id", "due_on"
    )  # fmt: skip
    for due, case_id, reference, policy, first in clocks:
        title = find_policy(policy).clock_title
        line = Due(due, reference, case_id, title, first if first != due else None)
        for pile, _ in seats[case_id]:
            pile.dates.append(line)
    # A task that stops a clock is told by its clock.
    tasks = Task.objects.filter(done_at=None, due_on__lte=latest, case__in=cases, clock="")
    rows = tasks.exclude(case__state__in=OVER).values_list(
        "due_on", _text("case_id"), "case__reference", "title", "for_role"
    )
    for day, case_id, reference, title, role in rows:
        for pile, roles in seats[case_id]:
            if day and role in roles:
                pile.dates.append(Due(day, reference, case_id, title))


def _add_changes(seats: Seats, cases: QuerySet[Any], everybody: list[Pile]) -> int:
    """What others did, each change in one list of each person. Returns the end of the log."""
    newest = LoggedEvent.objects.order_by("-seq").first()
    up_to = newest.seq if newest else 0
    start = min((pile.told_from for pile in everybody), default=up_to)
    events = list(
        LoggedEvent.objects.filter(seq__gt=start, seq__lte=up_to, name__in=TOLD, case__in=cases)
        .annotate(on_case=_text("case")).order_by("seq")
    )  # fmt: skip
    of_events = Case.objects.filter(pk__in={event.case for event in events})
    references = dict(of_events.values_list(_text("pk"), "reference"))
    for event in events:
        reference = references[event.on_case]
        for pile, _ in seats[event.on_case]:
            if event.seq > pile.told_from and event.by != pile.person.pk:
                pile.changes.append((reference, event.on_case, event))
    return up_to
