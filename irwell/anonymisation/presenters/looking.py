"""View model of a look through a report."""

import datetime as dt
from dataclasses import dataclass

from irwell.anonymisation.models import Looking
from irwell.core.text import plural

LATE = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class LookProgress:
    """How far it is; `sentence` says it in words."""

    going_on: bool
    done: int
    total: int
    sentence: str
    late: str


def look_progress(looking: Looking, *, now: dt.datetime) -> LookProgress:
    """As the worker last wrote it down."""
    state = Looking.State
    going_on = looking.ended_at is None
    late = ""
    if looking.state == state.WAITING:
        sentence = "It waits for the worker, which takes it up in some seconds."
        if now - looking.created_at > LATE:
            waited = plural(int((now - looking.created_at).total_seconds() // 60), "minute")
            late = f"It has waited for {waited}. The worker is busy with another report, or it does not run: tell the people who run this service."
    elif looking.state == state.WORKING and not looking.total:
        sentence = "The report’s file is being read."
    elif looking.state == state.WORKING:
        sentence = f"{looking.done:,} of {plural_thousands(looking.total)} looked through."
        if looking.done >= looking.total:
            sentence += " People and places are being put together."
    else:
        sentence = {
            state.DONE: "The report is looked through.", state.STOPPED: "It was stopped. Nothing that was decided has changed.",
            state.FAILED: "It could not be done.",
        }[Looking.State(looking.state)]  # fmt: skip
    return LookProgress(going_on, looking.done, looking.total, sentence, late)


def plural_thousands(count: int) -> str:
    """'1,741 paragraphs'."""
    return f"{count:,} paragraph{'' if count == 1 else 's'}"
