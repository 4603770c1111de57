"""The clocks of a case in full: each day counted or skipped, the other readings, what stood before."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from irwell.cases.models import Case, CaseClock, RecordedDate
from irwell.cases.presenters.dates import Deadline, deadline, kept_clock
from irwell.core.time import london
from irwell.rulebook.models import RuleChange
from irwell.rulebook.rules import READINGS_TAKEN
from irwell.statute import (
    Calendar,
    Clock,
    day_label,
    find_policy,
    load_moments,
    readings,
)
from irwell.ui.templatetags.ui import british

# The moments that a person records or corrects here; others are recorded by the step they belong to.
RECORDED_HERE = (
    "incident_at", "agency_aware_at", "la_aware_event_at", "la_aware_abuse_at", "partnership_received_at",
    "partners_agreed_at", "sin_submitted_at",
)  # fmt: skip
# Where another process runs beside the review; most cases have few of them.
BESIDE = ("death_at", "event_at", "deposited_at", "scr_notified_at", "scr_initiated_at")
REPEATED = ("last_progress_check_at",)  # an earlier one is not corrected by a later one
# Clocks that end when somebody outside tells the partnership so; every other one is stopped by a step of the case.
ENDED_HERE = ("C15", "C16", "C17", "C18")


@dataclass(frozen=True)
class ReadingLine:
    """What one named reading gives on this case."""

    title: str
    result: str
    taken: bool


@dataclass(frozen=True)
class Before:
    """A clock that was replaced, as it was."""

    due_on: dt.date
    reading: str
    replaced_at: dt.datetime
    why: str
    done_on: dt.date | None


@dataclass(frozen=True)
class FullClock:
    """One clock of the case with its account."""

    id: str
    deadline: Deadline
    reading: str
    days: tuple[str, ...]
    readings: tuple[ReadingLine, ...]
    before: tuple[Before, ...]
    also: str
    change_url: str
    end_url: str


@dataclass(frozen=True)
class ShownMoment:
    """A recorded moment with the values that it had before."""

    fact: str
    title: str
    value: str
    by: str
    reason: str
    before: tuple[str, ...]
    url: str
    repeated: bool


def full_clocks(
    case: Case, rows: Sequence[CaseClock], calendar: Calendar, *, now: dt.datetime
) -> list[FullClock]:
    """Every clock that counts now, with the ones that stood before it."""
    facts = {d.fact: d.value for d in case.dates.all() if d.replaced_at is None}
    current = [row for row in rows if row.replaced_at is None]
    return [
        FullClock(
            row.clock, deadline(row, now=now), find_policy(row.policy_id).title, _days(kept_clock(row)),
            _readings(row, facts, calendar), _before(row, rows), _also(row, facts, calendar),
            _url(case, "rule_changes:case_reading", row.clock) if row.clock in READINGS_TAKEN else "",
            _url(case, "cases:end_clock", row.clock) if row.clock in ENDED_HERE and not row.stopped_at else "",
        )
        for row in current
    ]  # fmt: skip


def _url(case: Case, page: str, clock: str) -> str:
    return reverse(page, kwargs={"case_id": case.pk, "clock": clock})


def _days(clock: Clock) -> tuple[str, ...]:
    return tuple(day_label(clock, day) for day in clock.days)


def _readings(
    row: CaseClock, facts: Mapping[str, dt.datetime], calendar: Calendar
) -> tuple[ReadingLine, ...]:
    lines = []
    for found in readings(row.clock, facts, calendar):
        result = british(found.due_on) if isinstance(found, Clock) else "Its start is not recorded"
        lines.append(ReadingLine(find_policy(found.policy_id).title, result, found.policy_id == row.policy_id))  # fmt: skip
    return tuple(lines)


def _also(row: CaseClock, facts: Mapping[str, dt.datetime], calendar: Calendar) -> str:
    """Where two moments of becoming aware differ: both dates, and that the reason is to be recorded."""
    for found in readings(row.clock, facts, calendar):
        if isinstance(found, Clock) and found.policy_id == row.policy_id:
            return next((s for s in found.explanation if s.startswith("Counted instead")), "")
    return ""


def _before(row: CaseClock, rows: Iterable[CaseClock]) -> tuple[Before, ...]:
    old = [r for r in rows if r.clock == row.clock and r.replaced_at is not None]
    old.sort(key=lambda r: r.created_at)
    whys = [*(r.why for r in sorted([*old, row], key=lambda r: r.created_at)[1:])]
    return tuple(
        Before(r.due_on, find_policy(r.policy_id).title, r.replaced_at, why, _done_on(r))
        for r, why in zip(old, whys, strict=True)
        if r.replaced_at is not None
    )


def _done_on(row: CaseClock) -> dt.date | None:
    """The day on which a clock that runs again and again was kept."""
    return london(row.stopped_at).date() if row.start_fact in REPEATED and row.stopped_at else None


def moments(
    case: Case, rows: Iterable[RecordedDate]
) -> tuple[list[ShownMoment], list[ShownMoment]]:
    """The moments of the case, and those of processes beside it: recorded here first, then those of its steps."""
    by_fact: dict[str, list[RecordedDate]] = {}
    for row in rows:
        by_fact.setdefault(row.fact, []).append(row)
    by_steps = [fact for fact in by_fact if fact not in RECORDED_HERE + BESIDE]
    own = [_moment(case, fact, by_fact.get(fact, [])) for fact in [*RECORDED_HERE, *by_steps]]
    return own, [_moment(case, fact, by_fact.get(fact, [])) for fact in BESIDE]


def _moment(case: Case, fact: str, rows: list[RecordedDate]) -> ShownMoment:
    current = next((row for row in rows if row.replaced_at is None), None)
    phrase = load_moments()[fact].phrase
    url = reverse("cases:date", kwargs={"case_id": case.pk, "fact": fact})
    return ShownMoment(
        fact, f"When {phrase}", _moment_words(current) if current else "",
        current.recorded_by.name if current and current.recorded_by else "",
        current.reason if current else "",
        tuple(_moment_words(row) for row in rows if row is not current),
        url if fact in RECORDED_HERE + BESIDE else "", fact in REPEATED,
    )  # fmt: skip


def _moment_words(row: RecordedDate) -> str:
    at = london(row.value)
    return f"{british(at.date())}, {at:%H:%M}" if row.has_time else british(at.date())


@dataclass(frozen=True)
class Proposed:
    """Another reading that somebody proposed for this case."""

    title: str
    words: str
    colour: str
    hint: str
    url: str


COLOURS = {"": "amber", "approved": "green"}


def proposed(change: RuleChange) -> Proposed:
    policy = find_policy(change.content["policy"])
    address = {"case_id": change.case_id, "change_id": change.pk}
    return Proposed(
        f"{policy.clock_title}: {policy.title}", change.get_outcome_display(),
        COLOURS.get(change.outcome, "grey"),
        f"Proposed by {change.proposed_by.name} on {british(change.created_at)}. {change.reason}",
        reverse("rule_changes:on_case", kwargs=address),
    )  # fmt: skip
