"""Answering the factors of regulation 11 and of Working Together, old answers kept."""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.text import clean
from irwell.decisions import policies, queries
from irwell.decisions.models import FactorAnswer
from irwell.statute import load_factors

VALUES = ("true", "false", "unknown")


class Stale(Exception):
    """Somebody else answered since this page was opened; `factors` holds the ids concerned."""

    def __init__(self, factors: list[str]) -> None:
        super().__init__(", ".join(factors))
        self.factors = factors


@transaction.atomic
def answer_grid(
    *,
    case: Case,
    answers: Mapping[str, tuple[str, str]],
    seen: Mapping[str, str],
    by: User,
    now: dt.datetime,
) -> int:
    """Record the answers that changed: factor id to (value, reasons). `seen`: ids of the answers on the page.

    Raises Stale when one of them was replaced by another person meanwhile; then nothing is recorded.
    """
    case = cases.lock(case)
    check(by, Permission.ADVISE, case_id=case.pk)
    policies.check_can_answer(case)
    there = queries.current_answers(case)
    cleaned = {f: (value, clean(reasons)) for f, (value, reasons) in answers.items()}
    changed = {
        f: given for f, given in cleaned.items()
        if given[0] and (f not in there or given != (there[f].value, there[f].reasons))
    }  # fmt: skip
    stale = [f for f in changed if str(there[f].pk if f in there else "") != seen.get(f, "")]
    if stale:
        raise Stale(stale)
    for factor, (value, reasons) in changed.items():
        _written(case, factor, value, reasons, by, now)
    return len(changed)


@transaction.atomic
def record_panel_view(*, case: Case, reasons: str, by: User, now: dt.datetime) -> FactorAnswer:
    """R11D from the Panel’s letter: it has concluded that a local review may be more appropriate."""
    case = cases.lock(case)
    check(by, Permission.SUBMIT_TO_PANEL, case_id=case.pk)
    return _written(case, "R11D", "true", reasons, by, now)


def _written(
    case: Case, factor: str, value: str, reasons: str, by: User, now: dt.datetime
) -> FactorAnswer:
    if factor not in load_factors() or value not in VALUES:
        raise ValidationError("Answer a factor of the grid with yes, no or not known.")
    if not reasons.strip():
        raise ValidationError(f"Give the reasons for “{load_factors()[factor].title}”.")
    case.factor_answers.filter(factor=factor, replaced_at=None).update(replaced_at=now)
    answer = FactorAnswer.objects.create(
        case=case,
        key=case.key,
        factor=factor,
        value=value,
        reasons=clean(reasons),
        by=by,
        created_at=now,
    )
    audit.record(
        Event.FACTOR_RECORDED, by=by, case_id=case.pk, about=answer, factor=factor, value=value
    )
    return answer
