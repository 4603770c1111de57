"""Looking through a report in the background: asked for, done by the worker step by step, stopped by a person."""

import datetime as dt
import time as clock

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.anonymisation import policies, queries
from irwell.anonymisation.actions.running import checked_title, look_again, newest_source, start
from irwell.anonymisation.models import Looking, Run
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core import time
from irwell.core.errors import NotAllowed, NotPossibleNow
from irwell.documents.models import Document

# A worker that gives no sign for so long was ended; another takes the look up anew.
SILENT = dt.timedelta(minutes=5)
_STEP = 0.4


class _Stopped(Exception):
    """A person stopped the look."""


def ask_to_look(
    *, case: Case, source: Document | None, title: str, dates: str, by: User, now: dt.datetime
) -> Looking:
    """Have the report looked through for the first time."""
    check(by, Permission.ANONYMISE, case_id=case.pk)
    source = policies.check_can_start(case, source)
    title = checked_title(title, queries.engine_register(case))
    return _asked(case, source, title, dates, again=False, by=by, now=now)


def ask_to_look_again(*, run: Run, by: User, now: dt.datetime) -> Looking:
    """Have the newest report looked through on the register as it is now; decisions go on meanwhile."""
    check(by, Permission.ANONYMISE, case_id=run.case_id)
    policies.check_can_decide(run)
    policies.check_register(queries.engine_register(run.case))
    source = newest_source(run)
    return _asked(run.case, source, run.title, run.dates, again=True, by=by, now=now)


@transaction.atomic
def _asked(
    case: Case, source: Document, title: str, dates: str, *, again: bool, by: User, now: dt.datetime
) -> Looking:
    cases.lock(case)
    known = queries.looking_of(case)
    if known is not None and not (again and known.state == Looking.State.WORKING):
        return known
    if known is not None:  # what it looks for has changed: begin anew
        _end(known, Looking.State.STOPPED, now)
    looking = Looking.objects.create(
        case=case,
        key=case.key,
        source=source,
        title=title,
        dates=dates,
        again=again,
        by=by,
        created_at=now,
    )
    audit.record(Event.LOOKING_ASKED, by=by, case_id=case.pk, about=looking, again=again)
    return looking


@transaction.atomic
def stop_looking(*, looking: Looking, by: User, now: dt.datetime) -> None:
    """Stop it; nothing that was decided changes."""
    check(by, Permission.ANONYMISE, case_id=looking.case_id)
    looking = Looking.objects.select_for_update().get(pk=looking.pk)
    if looking.ended_at is None:
        _end(looking, Looking.State.STOPPED, now)
        audit.record(Event.LOOKING_STOPPED, by=by, case_id=looking.case_id, about=looking)


def _end(looking: Looking, state: str, now: dt.datetime, problem: str = "") -> None:
    looking.state, looking.ended_at, looking.problem = state, now, problem
    looking.save(update_fields=["state", "ended_at", "problem"])


def look_due(now: dt.datetime) -> int:
    """The worker's round: take up each look that waits, or whose worker fell silent; how many were dealt with."""
    due = Looking.objects.filter(ended_at=None).filter(
        Q(state=Looking.State.WAITING) | Q(state=Looking.State.WORKING, beat_at__lt=now - SILENT)
    )
    dealt_with = 0
    for looking in due.order_by("created_at").select_related("case", "source", "by"):
        claimed = due.filter(pk=looking.pk).update(
            state=Looking.State.WORKING, began_at=now, beat_at=now
        )
        if claimed:
            _do(looking)
            dealt_with += 1
    return dealt_with


def _do(looking: Looking) -> None:
    try:
        _look(looking)
    except _Stopped:
        return
    except NotPossibleNow as refused:
        _end(looking, Looking.State.FAILED, time.now(), str(refused))
    except (ValidationError, NotAllowed) as refused:
        told = " ".join(getattr(refused, "messages", None) or [str(refused)])
        _end(looking, Looking.State.FAILED, time.now(), told)
    except Exception:
        _end(
            looking,
            Looking.State.FAILED,
            time.now(),
            "Something went wrong. Tell the people who run this service.",
        )
        raise
    else:
        _end(looking, Looking.State.DONE, time.now())


def _look(looking: Looking) -> None:
    last = 0.0

    def progress(done: int, total: int) -> None:
        nonlocal last
        if done != total and clock.monotonic() - last < _STEP:
            return
        last = clock.monotonic()
        going_on = Looking.objects.filter(pk=looking.pk, ended_at=None).update(
            done=done, total=total, beat_at=time.now()
        )
        if not going_on:
            raise _Stopped

    if looking.again:
        run = queries.run_of(looking.case)
        if run is None:
            raise NotPossibleNow("There is nothing to look through again.")
        look_again(run=run, by=looking.by, progress=progress)
        return
    start(
        case=looking.case, source=looking.source, title=looking.title, dates=looking.dates, by=looking.by,
        now=time.now(), progress=progress,
    )  # fmt: skip
