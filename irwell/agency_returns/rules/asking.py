"""What goes with a request, how far its answer has come, and its dates. Pure."""

import datetime as dt
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from irwell.statute import Calendar, default_plan, ladder, long_date

LINK_DAYS = dt.timedelta(days=60)
SHORT_NOTICE = 3  # working days; practice, not law
YEARS_ASKED = 2
CHASED_FROM = dt.time(8)


@dataclass(frozen=True)
class Basis:
    """A legal basis and the text that goes with a request; `verified` by a lawyer or not."""

    id: str
    title: str
    text: str
    source: str
    verified: bool


class Standing(StrEnum):
    """How far an agency's answer has come; being overdue is told apart from it."""

    SENT = "sent"
    OPENED = "opened"
    DRAFT = "draft"
    REOPENED = "reopened"
    EXPLAINED = "explained"
    REVOKED = "revoked"
    NIL = "nil"
    RETURNED = "returned"


ANSWERED = (Standing.NIL, Standing.RETURNED)
WAITED_FOR = (Standing.SENT, Standing.OPENED, Standing.DRAFT, Standing.REOPENED)


def _data(name: str) -> str:
    return (resources.files("irwell.agency_returns") / "data" / name).read_text(encoding="utf-8")


@cache
def bases() -> tuple[Basis, ...]:
    return tuple(Basis(**row) for row in tomllib.loads(_data("basis.toml"))["basis"])


@dataclass(frozen=True)
class Due:
    """A due date that is proposed, with the reason in sentences."""

    on: dt.date
    because: tuple[str, ...]


def propose_due(notified: dt.datetime | None, today: dt.date, calendar: Calendar) -> Due:
    """The day that the rapid review's plan sets for returns; three working days when that has passed."""
    plan = default_plan()
    steps = ladder(notified, calendar, plan) if notified else ()
    step = next((s for s in steps if s.id == "returns"), None)
    if step is None:
        on = calendar.add_working_days(today, 5)
        return Due(
            on, (f"{long_date(on)}: 5 working days from today. No notification is recorded.",)
        )
    told = [
        f"Plan “{plan.title}”: returns are due on working day {step.day} after the notification was sent: {long_date(step.on)}.",
        "The plan is a proposal, not law: no statute or guidance sets a day for returns. You may change it.",
    ]
    if step.on > today:
        return Due(step.on, tuple(told))
    on = calendar.add_working_days(today, 3)
    return Due(
        on,
        (*told, f"That day has come, so 3 working days from today are proposed: {long_date(on)}."),
    )


def is_short_notice(due_on: dt.date, today: dt.date, calendar: Calendar) -> bool:
    """Whether an agency has fewer working days than it usually needs."""
    return calendar.working_days_between(today, due_on) < SHORT_NOTICE


def days_left(due_on: dt.date, today: dt.date, calendar: Calendar) -> int:
    """Working days until the due date; below nought when it has passed."""
    return calendar.working_days_between(today, due_on)


def days_in_words(left: int) -> str:
    if left == 0:
        return "due today"
    days = "working day" if abs(left) == 1 else "working days"
    return f"{left} {days} left" if left > 0 else f"{-left} {days} late"


def due_before(due_on: dt.date, today: dt.date, calendar: Calendar) -> dt.date:
    """Two working days before the agency's own date, but never a day that has passed."""
    day, before = due_on, 0
    while before < 2 and day > today:
        day -= dt.timedelta(days=1)
        before += calendar.is_working_day(day)
    return max(day, today)


def waiting_in_words(days: int) -> str:
    """How long an answer has been waited for, or took, in working days."""
    return "1 working day" if days == 1 else f"{days} working days"


def may_chase_by_itself(moment: dt.datetime, calendar: Calendar) -> bool:
    """Automatic chasers leave on working days from 8 o'clock. `moment` is by the clock in England."""
    return calendar.is_working_day(moment.date()) and moment.time() >= CHASED_FROM


HOUSEHOLD = frozenset({
    "child", "sibling", "mother", "father", "mothers_partner", "fathers_partner", "grandmother", "grandfather",
    "grandparent", "relative", "adult", "carer", "partner",
})  # fmt: skip


def is_household(kind: str, role: str) -> bool:
    """Whether an entry of the identity register is a child or an adult of the household."""
    return kind == "person" and role in HOUSEHOLD


def listed(words: Iterable[str]) -> str:
    """'A, B and C'."""
    found = list(words)
    return (
        found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}" if found else ""
    )
