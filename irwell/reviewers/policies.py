"""What is possible with an entry of the pool."""

import datetime as dt

from irwell.core.errors import NotPossibleNow
from irwell.reviewers.models import PoolEntry


def check_in_pool(entry: PoolEntry) -> None:
    if entry.left_on is not None:
        raise NotPossibleNow(
            f"{entry.name} has left the pool. Take the person back into it before changing the entry."
        )


def check_period(since: dt.date, until: dt.date) -> None:
    if until < since:
        raise NotPossibleNow("The last day of a period is on or after its first day.")
