"""Approving a change of rules together with what it does to open cases."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from irwell.access.queries import members
from irwell.accounts.models import User
from irwell.cases import actions as cases
from irwell.cases.models import CaseClock
from irwell.core.errors import NotPossibleNow
from irwell.messaging.actions import notify
from irwell.rule_changes.queries import digest, effects_of
from irwell.rulebook import actions as rulebook
from irwell.rulebook.models import RuleChange
from irwell.rulebook.policies import check_can_approve
from irwell.statute import find_policy, long_date

Kind = RuleChange.Kind
STALE = "What this change does to open cases is not what the page showed: a case has changed since. Look at it again, then decide."  # fmt: skip


@transaction.atomic
def approve(*, change: RuleChange, seen: str, by: User, now: dt.datetime) -> RuleChange:
    """A second person approves on what the page showed; dates that move get a new clock beside the old one."""
    check_can_approve(by, change)
    effects = effects_of(change)
    if seen != digest(effects):
        raise NotPossibleNow(STALE)
    shown = [effect.kept for effect in effects]
    change = rulebook.approve(change=change, shown=shown, by=by, now=now)
    if change.kind == Kind.HOLIDAY:
        day = dt.date.fromisoformat(change.subject)
        why = f"{long_date(day)} was made a bank holiday: {change.content['name']}."
        _tell(change, cases.count_again(why=why, by=by, now=now), by)
    if change.kind == Kind.CASE_READING and change.case is not None:
        reading = find_policy(change.content["policy"]).title
        why = f"Another reading was approved for this case: {reading}."
        cases.take_reading(
            case=change.case, clock=change.subject, policy=change.content["policy"], why=why, by=by,
            now=now,
        )  # fmt: skip
    return change


def _tell(change: RuleChange, clocks: list[CaseClock], by: User) -> None:
    """One notice a case and manager: a date moved; the page says which and why."""
    for case in {clock.case for clock in clocks}:
        path = reverse("cases:case", kwargs={"case_id": case.pk})
        for member in members(case.pk, "business_manager"):
            notify(
                to=member.user.email, subject=f"A date moved on {case.reference}",
                body=f"A bank holiday was added, and a date of {case.reference} moved. See the case: {settings.IRWELL_BASE_URL}{path}",
                once=f"rule:{change.pk}:{case.pk}:{member.user_id}", by=by, case_id=case.pk,
            )  # fmt: skip
