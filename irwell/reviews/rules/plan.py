"""The plan of the six months, how far they have run, and money in words. Pure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from irwell.reviews.rules.content import data


@dataclass(frozen=True)
class Gauge:
    """How far the six months have run. Days are whole days in England; `gone` is 0 to 100."""

    start_on: dt.date
    due_on: dt.date
    today: dt.date
    days: int
    gone: int
    done: int
    late: int
    planned: int
    projected_on: dt.date | None

    @property
    def days_left(self) -> int:
        return (self.due_on - self.today).days

    @property
    def past(self) -> bool:
        return self.today > self.due_on

    @property
    def behind(self) -> bool:
        return self.projected_on is not None and self.projected_on > self.due_on


def plan(start_on: dt.date, due_on: dt.date) -> tuple[tuple[str, dt.date], ...]:
    """The proposed milestones: each a share of the time to the due date, never on a weekend."""
    days = (due_on - start_on).days
    return tuple(
        (row["title"], _weekday(start_on + dt.timedelta(days=round(days * row["share"]))))
        for row in data()["milestone"]
    )


def _weekday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def gauge(
    start_on: dt.date,
    due_on: dt.date,
    milestones: Sequence[tuple[dt.date, dt.date | None]],
    *,
    today: dt.date,
) -> Gauge:
    """`milestones`: (due, done). The projection moves the last milestone by the greatest lateness so far."""
    days = (due_on - start_on).days
    gone = min(100, max(0, round((today - start_on).days * 100 / days))) if days else 100
    delays = [((done or max(today, due)) - due).days for due, done in milestones]
    last = max((due for due, _ in milestones), default=None)
    return Gauge(
        start_on=start_on,
        due_on=due_on,
        today=today,
        days=days,
        gone=gone,
        done=sum(1 for _, done in milestones if done),
        late=sum(1 for due, done in milestones if done is None and due < today),
        planned=len(milestones),
        projected_on=last + dt.timedelta(days=max([0, *delays])) if last else None,
    )


def left_of(fee: Decimal, parts: Iterable[Decimal]) -> Decimal:
    """What of the fee no instalment covers yet."""
    return fee - sum(parts, Decimal(0))


def pounds(amount: Decimal) -> str:
    """£12,400 or £12,400.50."""
    return f"£{amount:,.2f}".removesuffix(".00")
