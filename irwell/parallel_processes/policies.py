"""What is possible with a linked process."""

import datetime as dt

from irwell.core.errors import NotPossibleNow
from irwell.parallel_processes import rules
from irwell.parallel_processes.models import ParallelProcess
from irwell.statute import long_date


def check_status(process_kind: str, status: str) -> None:
    """An agreement to publish counts only for kinds that may give one."""
    kind = rules.kinds()[process_kind]
    if status == ParallelProcess.Status.AGREED and not kind.may_agree:
        raise NotPossibleNow(
            f"{kind.title}: publication waits until it has ended. If the case is dropped or there will be no trial, "
            "record that it ended or will not happen."
        )


def check_can_hold(process: ParallelProcess) -> None:
    if process.is_over:
        raise NotPossibleNow(
            "This process is over, so the case is not put on hold for it. Choose one that is still running."
        )


def check_next_date(next_on: dt.date | None, status: str, *, today: dt.date) -> None:
    """A running process has its next date ahead; one that is over has none."""
    if next_on is None or status not in rules.RUNNING:
        return
    if next_on < today:
        raise NotPossibleNow(
            f"{long_date(next_on)} has passed. Give the next date that is still to come, or leave it empty and "
            "ask the contact."
        )
