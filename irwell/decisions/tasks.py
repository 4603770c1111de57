"""A split that nobody settled in time goes on to the lead safeguarding partners by itself."""

import datetime as dt

from irwell.accounts.actors import SYSTEM
from irwell.cases.models import Task
from irwell.core.time import london
from irwell.decisions import actions
from irwell.decisions.models import Decision


def escalate_late_splits(now: dt.datetime) -> int:
    """Each split whose two working days have passed. Done once: what was passed on is not found again."""
    passed_on = 0
    waiting = Decision.objects.filter(status=Decision.Status.SPLIT, escalated_at=None)
    for decision in waiting.select_related("case"):
        task = Task.objects.filter(case=decision.case, once=f"settle {decision.pk}").first()
        late = task and not task.done_at and task.due_on and task.due_on < london(now).date()
        if late and decision.case.state in ("rr_meeting", "rr_signoff"):
            reason = "The day on which the delegated partners were to settle it has passed."
            actions.escalate_split(case=decision.case, reason=reason, by=SYSTEM, now=now)
            passed_on += 1
    return passed_on
