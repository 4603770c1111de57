"""The sweep that asks for reasons when six months have passed unpublished."""

from datetime import datetime

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
