"""Reads over all running dates of a person's cases. None of them loads more than it shows."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from irwell.access.models import CaseMembership
from irwell.access.queries import open_memberships
from irwell.accounts.models import User
from irwell.cases.models import Case, CaseClock
from irwell.core.time import london
from irwell.deadlines import rules
from irwell.deadlines.models import Escalation
from irwell.statute import load_workflow

ON_A_PAGE = 25
ENOUGH = 100  # counts stop here: "100 or more" says what a person needs to know
FEW = 2_000  # memberships up to which the cases are looked up first, and their clocks after
PEOPLE_OFFERED = 100


@dataclass(frozen=True)
class Wanted:
    """What the board is narrowed to; empty is everything."""

    clock: str = ""
    stage: str = ""
    role: str = ""
    person: UUID | None = None
    mine: bool = False
    when: str = ""


@dataclass(frozen=True)
class Place:
    """Where a page goes on: behind this date and clock."""

    due: dt.date
    id: UUID

    def __str__(self) -> str:
        return f"{self.due.isoformat()}.{self.id}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """None for what is no place."""
        day, _, clock = text.partition(".")
        try:
            return cls(dt.date.fromisoformat(day), UUID(clock))
        except ValueError:
            return None


class Board:
    """The running dates that one person may see at a moment."""

    def __init__(self, person: Any, *, now: dt.datetime) -> None:
        self.person, self.today = person, london(now).date()
        self.memberships = open_memberships(person, now=now)
        self.few = self.memberships.order_by()[: FEW + 1].count() <= FEW

    def of_cases(self, rows: QuerySet[Any], field: str) -> QuerySet[Any]:
        """Rows of the person's cases, found from the shorter side."""
        if self.few:
            return rows.filter(**{f"{field}__in": self.memberships.values("case")})
        return rows.filter(Exists(self.memberships.filter(case=OuterRef(field))))

    def clocks(self, wanted: Wanted) -> QuerySet[Any]:
        """Running clocks, fewest days left first. `due` is the extended date where one was agreed."""
        found = self.of_cases(running(), "case_id")
        if wanted.clock:
            found = found.filter(clock=wanted.clock)
        if wanted.person:
            named = CaseMembership.objects.filter(user=wanted.person, until=None)
            found = _of_these(found, named, "case")
        if wanted.mine:
            found = found.filter(self._mine())
        states = self._states(wanted)
        if states is not None:
            found = _of_these(found, Case.objects.filter(state__in=states), "pk")
        return self.within(found, wanted.when)

    def _states(self, wanted: Wanted) -> set[str] | None:
        """The states that a case may stand at to be wanted; None where any will do."""
        sets = []
        if wanted.stage:
            sets.append(set(_states_of(wanted.stage)))
        if wanted.role:
            sets.append(set(rules.states_owned_by(wanted.role)))
        return set.intersection(*sets) if sets else None

    def within(self, found: QuerySet[Any], when: str) -> QuerySet[Any]:
        """Late, today's, or those of the next seven days."""
        if when == "late":
            return found.filter(due__lt=self.today)
        if when == "today":
            return found.filter(due=self.today)
        if when == "week":
            return found.filter(due__gt=self.today, due__lte=self.today + rules.WEEK)
        return found

    def _mine(self) -> Q:
        """The next step is taken by a role that the person holds on that very case."""
        acts = Q(pk__in=[])
        for role, _ in rules.next_roles():
            acts |= Q(role=role, case__state__in=rules.states_owned_by(role))
        return Q(Exists(self.memberships.filter(acts, case=OuterRef("case_id"))))

    def page(self, wanted: Wanted, after: Place | None) -> tuple[list[CaseClock], Place | None]:
        """One page and where the next begins, if there is one."""
        found = self.clocks(wanted)
        if after is not None:
            found = found.filter(due__gte=after.due).exclude(due=after.due, pk__lte=after.id)
        rows = list(found.select_related("case")[: ON_A_PAGE + 1])
        more = len(rows) > ON_A_PAGE
        rows = rows[:ON_A_PAGE]
        return rows, Place(rows[-1].due, rows[-1].pk) if more else None

    def counts(self) -> dict[str, int]:
        """How many are late, due today and due within a week, as far as ENOUGH."""
        every = self.clocks(Wanted())
        return {
            when: self.within(every, when)[:ENOUGH].count() for when in ("late", "today", "week")
        }

    def cases(self, after: str = "") -> tuple[list[Case], str]:
        """The person's cases, newest reference first, one page and where the next begins."""
        found = self.of_cases(Case.objects.order_by("-reference"), "pk")
        if after:
            found = found.filter(reference__lt=after)
        rows = list(found[: ON_A_PAGE + 1])
        more = len(rows) > ON_A_PAGE
        return rows[:ON_A_PAGE], rows[ON_A_PAGE - 1].reference if more else ""

    def people(self) -> list[tuple[UUID, str]]:
        """Who shares a case with the person, to choose from."""
        theirs = CaseMembership.objects.filter(until=None)
        if self.few:
            shared = theirs.filter(case__in=self.memberships.values("case")).values("user")
            found = User.objects.filter(pk__in=shared)
        else:
            mine = Exists(self.memberships.filter(case=OuterRef("case")))
            found = User.objects.filter(Exists(theirs.filter(mine, user=OuterRef("pk"))))
        found = found.filter(is_active=True).exclude(pk=self.person.pk)
        return list(found.order_by("name").values_list("pk", "name")[:PEOPLE_OFFERED])

    def roles_on(self, cases: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
        """The person's roles on each of these cases."""
        found: dict[UUID, tuple[str, ...]] = defaultdict(tuple)
        for case_id, role in self.memberships.filter(case__in=list(cases)).values_list("case", "role"):  # fmt: skip
            found[case_id] = (*found[case_id], role)
        return dict(found)


def running() -> QuerySet[Any]:
    """Every running clock by which something is to be done, with its `due` date."""
    return (
        CaseClock.objects.filter(replaced_at=None, stopped_at=None)
        .exclude(policy_id__in=rules.nothing_to_do())
        .annotate(due=Coalesce("extended_to", "due_on"))
        .order_by("due", "pk")
    )


def _of_these(found: QuerySet[Any], chosen: QuerySet[Any], case: str) -> QuerySet[Any]:
    """Clocks of the chosen rows' cases: looked up where those are few, tested one by one where they are many."""
    if chosen.order_by()[: FEW + 1].count() <= FEW:
        return found.filter(case__in=chosen.values(case))
    return found.filter(Exists(chosen.filter(**{case: OuterRef("case_id")})))


def _states_of(stage: str) -> list[str]:
    return [s.id for s in load_workflow().states.values() if str(s.stage) == stage]


def escalations_of(clocks: Sequence[CaseClock]) -> dict[tuple[UUID, str], Escalation]:
    """The latest escalation of each of these dates; of those made at once, the one furthest on."""
    found = Escalation.objects.filter(
        watched=rules.Watch.CLOCK, case__in={clock.case_id for clock in clocks}
    )
    latest = sorted(found, key=lambda e: (e.at, rules.reach(e.rule)))
    return {(e.case_id, rules.clock_of(e.rule)): e for e in latest}


def escalations_on(case: Case) -> list[Escalation]:
    """Every escalation of the case, newest first. The caller has checked that the person may see it."""
    return list(case.escalations.order_by("-at", "-created_at"))
