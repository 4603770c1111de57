"""Sweeps: reasons asked for when six months have passed unpublished; checkers of facts reminded."""

from datetime import datetime, timedelta

from irwell.core.time import london
from irwell.reviews import actions, queries


def ask_for_reasons(now: datetime) -> int:
    """A task for every review under way whose six months are over and whose reasons nobody gave yet."""
    late = [
        review
        for review in queries.unexplained(london(now).date())
        if not review.case.tasks.filter(once="explain-delay").exists()
    ]
    for review in late:
        actions.ask_for_reasons(case=review.case, now=now)
    return len(late)


def remind_checkers(now: datetime) -> int:
    """Those whose answer is due in three days, and those whose day was yesterday."""
    today = london(now).date()
    waiting = queries.unanswered_checks([today + timedelta(days=3), today - timedelta(days=1)])
    return sum(actions.remind_checker(invitation=one, today=today) for one in waiting)
