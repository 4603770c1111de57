"""Reads of the criteria discussion."""

from datetime import date, datetime
from typing import Any

from irwell.accounts.models import Agency
from irwell.cases.models import Case, CaseClock, Identity
from irwell.cases.queries import cases_for, date_of, register_of
from irwell.core.time import london
from irwell.criteria.models import Evaluation, FactRecord, PartnerView
from irwell.criteria.rules import Person, alike
from irwell.rulebook import queries as rulebook
from irwell.rulebook.rules import LocalSet
from irwell.statute import load_workflow

ENDED = tuple(s for s in load_workflow().states if not load_workflow().transitions_from(s))


def current_values(case: Case) -> dict[str, str]:
    """Fact id to its current answer."""
    return dict(case.fact_records.filter(replaced_at=None).values_list("fact", "value"))


def all_values(case: Case) -> dict[str, str]:
    """The current answers, and the steps that the case's own record holds."""
    return current_values(case) | dict.fromkeys(steps_taken(case), "true")


def steps_taken(case: Case) -> list[str]:
    """The process facts that are true: a step without a record has not happened."""
    reached = set(case.moves.values_list("to_state", flat=True))
    states = {"SIN_SENT": "sin_sent", "CRITERIA_LATER_NOT_MET": "sin_withdrawn", "RR_COMPLETE": "rr_submitted"}  # fmt: skip
    return [fact for fact, state in states.items() if state in reached]


def incident_day(case: Case, *, now: datetime) -> date:
    """The day whose law applies: that of the incident, else today."""
    return london(date_of(case, "incident_at") or now).date()


def local_sets(case: Case, *, now: datetime) -> tuple[LocalSet, ...]:
    """The local sets for a case: in the version it was last evaluated with, else as in force today."""
    in_force = rulebook.local_sets(on=london(now).date())
    last = latest_evaluation(case)
    kept = {row["id"]: row["version"] for row in last.local} if last else {}
    found = [rulebook.local_set(one.ruleset.id, kept.get(one.ruleset.id, one.version)) for one in in_force]  # fmt: skip
    return tuple(one or now_ for one, now_ in zip(found, in_force, strict=True))


def newer_sets(case: Case, *, now: datetime) -> tuple[LocalSet, ...]:
    """Local sets that came into force in a later version than the case was evaluated with."""
    taken = {one.ruleset.id: one.version for one in local_sets(case, now=now)}
    in_force = rulebook.local_sets(on=london(now).date())
    return tuple(one for one in in_force if taken[one.ruleset.id] != one.version)


def death_clock(case: Case) -> CaseClock | None:
    """The clock of telling the Secretary of State and Ofsted of a death, running or stopped."""
    return case.clocks.filter(clock__in=("C4", "C5"), replaced_at=None).first()


def answers_to(case: Case) -> dict[str, list[FactRecord]]:
    """Every answer to every fact, the newest first."""
    found: dict[str, list[FactRecord]] = {}
    for record in case.fact_records.select_related("by").order_by("-created_at"):
        found.setdefault(record.fact, []).append(record)
    return found


def open_cases_with_facts() -> list[tuple[Case, dict[str, str]]]:
    """Cases that are not ended and have facts on record, with the current answers."""
    found: dict[Case, dict[str, str]] = {}
    rows = FactRecord.objects.filter(replaced_at=None).exclude(case__state__in=ENDED)
    for row in rows.select_related("case").order_by("case__reference"):
        found.setdefault(row.case, {})[row.fact] = row.value
    return list(found.items())


def latest_evaluation(case: Case) -> Evaluation | None:
    return case.evaluations.first()


def latest_views(case: Case) -> dict[str, PartnerView | None]:
    """Each statutory partner's latest view, None where it is still to be heard."""
    views: dict[str, PartnerView | None] = dict.fromkeys((k.value for k in Agency.STATUTORY), None)
    for view in case.partner_views.select_related("by"):
        if views.get(view.partner) is None:
            views[view.partner] = view
    return views


def _person(identity: Identity) -> Person:
    d = identity.details
    return Person(
        tuple(identity.names), tuple(d.get("dates_of_birth", ())), tuple(d.get("addresses", ())),
        tuple(d.get("identifiers", ())),
    )  # fmt: skip


def possible_links(user: Any, case: Case) -> list[tuple[Case, str, tuple[str, ...]]]:
    """Other cases the person may see in which a child looks like one of this case, with the reasons."""
    ours = [_person(i) for i in register_of(case).filter(role="child")]
    found = []
    for other in cases_for(user).exclude(pk=case.pk):
        for identity in register_of(other).filter(role__in=("child", "sibling")):
            reasons = {r: None for mine in ours for r in alike(mine, _person(identity))}
            if reasons:
                found.append((other, identity.label, tuple(reasons)))
    return found
