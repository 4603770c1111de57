"""The sweeps over dates: escalations and the morning's lists. Both may be killed anywhere and run again."""

from datetime import datetime
from uuid import UUID

from irwell.core.time import london
from irwell.deadlines import actions
from irwell.deadlines.queries import to_escalate
from irwell.deadlines.rules import (
    ESCALATED_FROM,
    MORNING,
    Rule,
    Watched,
    latest_due,
    load_rules,
    works_at,
)
from irwell.rulebook.queries import calendar


def escalate(now: datetime) -> int:
    """On working days from eight: every rule whose moment has come, however long the worker was away."""
    here, days = london(now), calendar()
    if not works_at(here, ESCALATED_FROM, days):
        return 0
    found: dict[tuple[UUID, str], tuple[Watched, list[Rule]]] = {}
    for rule in load_rules():
        for item in to_escalate(rule, latest_due(rule.when, here.date(), days)):
            found.setdefault((item.about_id, item.of), (item, []))[1].append(rule)
    return sum(
        actions.escalate_date(item=item, rules=rules, calendar=days, now=now)
        for item, rules in found.values()
    )


def morning_digest(now: datetime) -> int:
    """On working days from seven: everybody's list, once a day, in batches."""
    if not works_at(london(now), MORNING, calendar()):
        return 0
    sent = 0
    while True:
        people, letters = actions.write_digests(now=now)
        if not people:
            return sent
        sent += letters
