"""The rules in force: the calendar with proclaimed days, the local rule sets, the readings that are chosen."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from irwell.accounts.queries import partnership
from irwell.rulebook.models import RuleChange
from irwell.rulebook.rules import (
    PAGE,
    PREFIX,
    READINGS_TAKEN,
    LocalSet,
    build_local,
    with_days,
)
from irwell.statute import Calendar, load_calendar, load_rulesets

Kind, Outcome = RuleChange.Kind, RuleChange.Outcome
# A calendar's version is made from its content, so one that was built once holds for ever.
_built: dict[str, Calendar] = {}


def changes() -> QuerySet[RuleChange]:
    """Every change of the partnership's rules, newest first; changes on one case are left to that case."""
    return RuleChange.objects.filter(case=None).select_related("proposed_by", "decided_by")


def proclaimed() -> list[tuple[dt.date, str]]:
    """The approved bank holidays in the order in which they were approved."""
    rows = RuleChange.objects.filter(kind=Kind.HOLIDAY, outcome=Outcome.APPROVED)
    found = rows.order_by("decided_at", "pk").values_list("subject", "content")
    return [(dt.date.fromisoformat(day), content["name"]) for day, content in found]


def calendar() -> Calendar:
    """The official bank holidays and the proclaimed days. Beyond the official years it stays provisional."""
    return _keep(with_days(load_calendar(), proclaimed()))


def calendar_of(version: str) -> Calendar:
    """The calendar under which a kept clock was counted; the present one where that can no longer be made."""
    if version == load_calendar().version:
        return load_calendar()
    if version not in _built:
        built = load_calendar()
        for day, name in proclaimed():
            built = _keep(built.with_holiday(day, name))
    return _built.get(version) or calendar()


def _keep(built: Calendar) -> Calendar:
    return _built.setdefault(built.version, built)


def local_sets(*, on: dt.date) -> tuple[LocalSet, ...]:
    """Every local rule set in force on a day, the partnership page's own wording first."""
    found = {PAGE: LocalSet(load_rulesets()[PAGE], 1)}
    for change in _versions().filter(in_force_from__lte=on).order_by("in_force_from", "number"):
        found[change.subject] = as_set(change)
    return tuple(found.values())


def local_set(set_id: str, version: int) -> LocalSet | None:
    """One version of a local set, in force or not."""
    if set_id == PAGE and version == 1:
        return LocalSet(load_rulesets()[PAGE], 1)
    change = _versions().filter(subject=set_id, number=version).first()
    return as_set(change) if change else None


def versions_of(set_id: str) -> list[LocalSet]:
    """All versions of a set, the newest first."""
    found = [as_set(change) for change in _versions().filter(subject=set_id).order_by("-number")]
    return [*found, LocalSet(load_rulesets()[PAGE], 1)] if set_id == PAGE else found


def as_set(change: RuleChange) -> LocalSet:
    return LocalSet(build_local(change.content["row"]), change.number or 0, change.in_force_from)


def _versions() -> QuerySet[RuleChange]:
    return RuleChange.objects.filter(
        kind=Kind.RULESET, outcome=Outcome.APPROVED, subject__startswith=PREFIX
    )


def readings(*, on: dt.date) -> dict[str, str]:
    """Clock to the reading that a case opened on a day takes: the partnership's choice, else the usual one."""
    chosen: dict[str, str] = {**READINGS_TAKEN, **partnership().policies}
    rows = RuleChange.objects.filter(
        kind=Kind.READING, outcome=Outcome.APPROVED, in_force_from__lte=on
    ).order_by("in_force_from", "decided_at")
    for change in rows:
        chosen[change.subject] = change.content["policy"]
    return chosen


def next_number(change: RuleChange) -> int:
    """The version that a change becomes when it is approved; what came with Irwell is version 1."""
    first = 2 if change.kind != Kind.RULESET or change.subject == PAGE else 1
    last = (
        RuleChange.objects.filter(kind=change.kind, subject=change.subject, case=change.case_id)
        .exclude(number=None)
        .order_by("-number")
        .first()
    )
    return (last.number or 0) + 1 if last else first


def waiting_on(case: Any) -> QuerySet[RuleChange]:
    """Readings proposed for one case, decided or not."""
    return RuleChange.objects.filter(case=case).select_related("proposed_by", "decided_by")
