"""The last moves of a case: learning shared, impact looked for, closed."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.cases import actions as cases
from irwell.cases.models import Case, Closing
from irwell.core.text import clean
from irwell.core.time import london
from irwell.learning import queries
from irwell.learning.policies import (
    check_can_ask_for_more,
    check_can_close,
    check_can_look_for_impact,
    check_can_share,
)
from irwell.learning.rules import Standing


@transaction.atomic
def share_learning(*, case: Case, by: User, now: dt.datetime) -> Case:
    """Published → learning: the briefing is out and each recommendation has an owner."""
    case = cases.lock(case)
    check(by, Permission.MANAGE_LEARNING, case_id=case.pk)
    if case.state == "learning":
        return case
    listed = queries.asked(case, on=london(now).date())
    check_can_share(case, issued=queries.is_issued(case), without=queries.without_action(listed))
    return cases.move(case=case, to="learning", by=by, now=now)


@transaction.atomic
def look_for_impact(*, case: Case, by: User, now: dt.datetime) -> Case:
    """Learning → impact review."""
    case = cases.lock(case)
    check(by, Permission.MANAGE_LEARNING, case_id=case.pk)
    if case.state == "impact_review":
        return case
    lines = queries.lines_of(case, on=london(now).date())
    check_can_look_for_impact(case, [(x.standing, x.lateness_explained) for x in lines])
    return cases.move(case=case, to="impact_review", by=by, now=now)


@transaction.atomic
def ask_for_more(*, case: Case, missing: str, by: User, now: dt.datetime) -> Case:
    """Impact review → learning, naming what is missing. It is kept as a note, sealed."""
    case = cases.lock(case)
    check(by, Permission.ACCEPT_EVIDENCE, case_id=case.pk)
    check_can_ask_for_more(case)
    if not (missing := clean(missing)):
        raise ValidationError("Say what is missing.")
    cases.add_note(case=case, text=f"More is wanted before the case closes: {missing}", by=by)
    return cases.move(case=case, to="learning", by=by, now=now)


@transaction.atomic
def close(*, case: Case, note: str, retain_until: dt.date, by: User, now: dt.datetime) -> Closing:
    """Impact review → closed. Where impact is not evidenced, the note says so and why. Closing twice closes once."""
    case = cases.lock(case)
    check(by, Permission.SIGN_OFF, case_id=case.pk)
    if case.state == "closed" and hasattr(case, "closing"):
        return case.closing
    today = london(now).date()
    standings = [line.standing for line in queries.lines_of(case, on=today)]
    check_can_close(
        case,
        standings,
        issued=queries.is_issued(case),
        has_report=queries.publication_of(case) is not None,
    )
    if Standing.COMPLETE_UNPROVEN in standings and not clean(note):
        raise ValidationError("Impact is not evidenced for every action. Say so, and why.")
    return cases.close(case=case, note=note, retain_until=retain_until, by=by, now=now)
