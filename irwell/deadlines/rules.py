"""Escalation rules as data, and how far away a day is, in words. Pure."""

import datetime as dt
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from uuid import UUID

from irwell.access.roles import ROLES
from irwell.cases.rules import ACTS_AS
from irwell.core.text import plural
from irwell.statute import Calendar, LawError, load_policies, load_workflow
from irwell.statute.law import load_sources
from irwell.statute.policies import Direction

MORNING = dt.time(7)  # when the lists go out, by the clock in England
ESCALATED_FROM = dt.time(8)
ONE_DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)
CLOSE = 2  # working days left from which a date is shown as close


class Watch(StrEnum):
    CLOCK = "clock"
    TASK = "task"
    REQUEST = "request"


PLACES = {
    "business_manager": "the business manager",
    "chair": "the chair",
    "statutory_partner": "the statutory partners",
    "learning_lead": "the learning lead",
    "executive": "the delegated safeguarding partners",
    "owner": "whoever is to do it",
    "agency_lead": "the agency’s safeguarding lead",
}
FALLBACK = "business_manager"


@dataclass(frozen=True)
class Rule:
    """Tell `to` about `watch`ed dates of kind `of`, `when` working days from the date, because `why`."""

    id: str
    watch: Watch
    of: str
    when: int
    to: tuple[str, ...]
    why: str
    source: tuple[str, ...]

    @property
    def proposed(self) -> bool:
        """That it is Irwell's own proposal, open to change."""
        return "irwell-design" in self.source

    @property
    def moment(self) -> str:
        """'one working day before', 'on the day', '3 working days after'."""
        if self.when == 0:
            return "on the day"
        return f"{plural(abs(self.when), 'working day')} {'before' if self.when < 0 else 'after'}"


@cache
def load_rules() -> tuple[Rule, ...]:
    """Every escalation rule, the earliest first. A rule that cannot be right stops the service at once."""
    text = (resources.files("irwell.deadlines") / "data" / "escalations.toml").read_text("utf-8")
    return read_rules(text)


def read_rules(text: str) -> tuple[Rule, ...]:
    """Raises LawError, which names the rule and what is wrong with it."""
    rules = tuple(_rule(row) for row in tomllib.loads(text)["rule"])
    if len({rule.id for rule in rules}) < len(rules):
        raise LawError("escalations.toml: two rules have one id.")
    return tuple(sorted(rules, key=lambda rule: rule.when))


def _rule(row: dict[str, object]) -> Rule:
    where = f"escalations.toml, rule {row.get('id')}"
    try:
        rule = Rule(
            id=str(row["id"]), watch=Watch(str(row["watch"])), of=str(row["of"]), when=int(str(row["when"])),
            to=_words(row["to"]), why=str(row["why"]), source=_words(row["source"]),
        )  # fmt: skip
    except (KeyError, ValueError, TypeError) as error:
        raise LawError(f"{where}: {error} is missing or not understood.") from error
    unknown = [to for to in rule.to if to not in PLACES]
    unknown += [source for source in rule.source if source not in load_sources()]
    if rule.watch is Watch.CLOCK:
        unknown += [rule.of] if rule.of not in {p.clock for p in load_policies().values()} else []
    if unknown or not (rule.to and rule.source and rule.why):
        raise LawError(f"{where}: {', '.join(unknown) or 'to, why or source'} is not known or empty.")  # fmt: skip
    return rule


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(repr(value))
    return tuple(str(one) for one in value)


def reach(rule_id: str) -> int:
    """How far behind the date a rule speaks; a rule that has left the data comes first."""
    rule = next((rule for rule in load_rules() if rule.id == rule_id), None)
    return rule.when if rule else -1_000


def clock_of(rule_id: str) -> str:
    """The clock that a rule watches; empty for a rule of something else."""
    rule = next((rule for rule in load_rules() if rule.id == rule_id), None)
    return rule.of if rule and rule.watch is Watch.CLOCK else ""


def moment_of(due: dt.date, when: int, calendar: Calendar) -> dt.date:
    """The day on which a rule speaks of a date."""
    if when < 0:
        return calendar.back_working_days(due, -when)
    return calendar.add_working_days(due, when) if when else due


def latest_due(when: int, today: dt.date, calendar: Calendar) -> dt.date:
    """The latest date of which a rule has to speak by `today`: its moment is today or has passed."""
    day = today - ONE_DAY * (3 * max(when, 0) + 30) if when > 0 else today
    while moment_of(day + ONE_DAY, when, calendar) <= today:
        day += ONE_DAY
    return day


def works_at(moment: dt.datetime, start: dt.time, calendar: Calendar) -> bool:
    """Messages leave on working days from that hour on. `moment` is by the clock in England."""
    return calendar.is_working_day(moment.date()) and moment.time() >= start


def roles_for(place: str, owner: str) -> tuple[str, ...]:
    """The roles on a case that a place of a rule stands for."""
    if place == "owner":
        return (ACTS_AS.get(owner, owner),) if owner else ()
    return (ACTS_AS.get(place, place),)


@dataclass(frozen=True)
class Watched:
    """An open date that rules watch. `owner`: the role that does it; `lead_email`: the asked agency's lead."""

    watch: Watch
    of: str
    about_id: UUID
    case_id: UUID
    what: str
    due_on: dt.date
    owner: str = ""
    lead_email: str = ""


# What rules watch beside clocks and tasks; an app further on adds its own in ready().
Source = Callable[[dt.date], Iterable[Watched]]
_sources: dict[Watch, Source] = {}


def watch(kind: Watch, source: Source) -> None:
    """`source(latest)` gives every open date of that kind up to `latest`."""
    _sources[kind] = source


def source_of(kind: Watch) -> Source | None:
    return _sources.get(kind)


@dataclass(frozen=True)
class Left:
    """How far away a date is: the words, one more word, and its colour."""

    words: str
    tag: str
    colour: str


def left(due: dt.date, today: dt.date, calendar: Calendar) -> Left:
    """'3 working days left', 'Today', '2 working days late'."""
    if due == today:
        return Left("Today", "Due today", "amber")
    if due < today:
        late = calendar.working_days_between(due, today)
        return Left(
            f"{plural(late, 'working day')} late" if late else "Just late", "Overdue", "late"
        )
    days = calendar.working_days_between(today, due)
    word, colour = ("Soon", "soon") if days <= CLOSE else ("Running", "blue")
    return Left(f"{plural(days, 'working day')} left", word, colour)


@cache
def nothing_to_do() -> frozenset[str]:
    """Policies by whose date nobody has to do anything more: what must last, what others owe, what another act serves."""
    policies = load_policies().values()
    return frozenset(
        p.id for p in policies if p.direction is Direction.KEEP or p.awaited or p.served_by
    )


@cache
def states_owned_by(role: str) -> tuple[str, ...]:
    """The states of the workflow in which a person with this role on the case acts next."""
    states = load_workflow().states.values()
    return tuple(s.id for s in states if ACTS_AS.get(s.owner, s.owner) == role)


@cache
def next_roles() -> tuple[tuple[str, str], ...]:
    """Roles on a case that take some next step, with their titles."""
    return tuple((r.id, r.title) for r in ROLES.values() if states_owned_by(r.id))
