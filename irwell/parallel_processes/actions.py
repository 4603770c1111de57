"""Every change to the processes beside a case."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.text import clean
from irwell.core.time import london
from irwell.parallel_processes import rules
from irwell.parallel_processes.models import ParallelProcess, ProcessChange, SetAside
from irwell.parallel_processes.policies import check_can_hold, check_next_date, check_status
from irwell.parallel_processes.queries import suggested

SUGGESTED = "processes-of-the-referral"


class Stale(Exception):
    """Somebody else changed the record since the page was opened; `current` is how it stands now."""

    def __init__(self, current: ParallelProcess) -> None:
        super().__init__("Somebody else changed this record while you were typing.")
        self.current = current


@dataclass(frozen=True)
class Words:
    """What is recorded of a process."""

    status: str
    contact: str = ""
    reference: str = ""
    witnesses: str = ""
    disclosure: str = ""
    publication: str = ""
    next_on: dt.date | None = None
    next_what: str = ""

    def cleaned(self) -> dict[str, Any]:
        return {k: clean(v) if isinstance(v, str) else v for k, v in asdict(self).items()}


@transaction.atomic
def add_process(
    *, case: Case, kind: str, words: Words, by: User, now: dt.datetime
) -> ParallelProcess:
    """Link another process to the case."""
    case = cases.lock(case)
    check(by, Permission.MANAGE_PROCESSES, case_id=case.pk)
    if kind not in rules.kinds():
        raise ValidationError({"kind": "Choose what kind of process it is."})
    _check(kind, words, now)
    process = ParallelProcess(case=case, key=case.key, kind=kind, by=by, created_at=now, **words.cleaned())  # fmt: skip
    process.full_clean(exclude=["contact", "reference", "witnesses", "disclosure", "publication", "next_what"])  # fmt: skip
    process.save()
    audit.record(
        Event.PROCESS_ADDED, by=by, case_id=case.pk, about=process, kind=kind, status=words.status
    )
    _ask_on_the_day(process, by, now)
    _finish_suggested(case, by, now)
    return process


@transaction.atomic
def change_process(
    *, process: ParallelProcess, words: Words, reason: str, seen: int, by: User, now: dt.datetime
) -> ParallelProcess:
    """Change the record. `seen`: its count of edits when the page was opened; Stale when it is another by now."""
    case = cases.lock(process.case)
    check(by, Permission.MANAGE_PROCESSES, case_id=case.pk)
    process = ParallelProcess.objects.select_for_update().get(pk=process.pk)
    was, became = rules.differences(_of(process), words.cleaned())
    if not became:
        return process
    if process.edits != seen:
        raise Stale(process)
    _check(process.kind, words, now, dated="next_on" in became)
    if "status" in became and not reason.strip():
        raise ValidationError({"reason": "Say how you know: who told you, and when."})
    for name, value in words.cleaned().items():
        setattr(process, name, value)
    process.edits += 1
    process.save()
    ProcessChange.objects.create(
        process=process, key=case.key, was=was, became=became, reason=clean(reason), by=by, at=now
    )
    audit.record(
        Event.PROCESS_CHANGED, by=by, case_id=case.pk, about=process, kind=process.kind,
        fields=sorted(became), status=process.status,
    )  # fmt: skip
    if "next_on" in became or process.is_over:
        _ask_on_the_day(process, by, now)
    if process.is_over and process.held_since is not None:
        _let_go(case, process, by)
    return process


@transaction.atomic
def hold_for(
    *, process: ParallelProcess, reason: str, by: User, now: dt.datetime
) -> ParallelProcess:
    """Put the case on hold for this process. Clocks keep running."""
    case = cases.lock(process.case)
    check(by, Permission.MOVE_CASE, case_id=case.pk)
    check_can_hold(process)
    if not reason.strip():
        raise ValidationError({"reason": "Say what waits, and why."})
    title = rules.kinds()[process.kind].title
    cases.hold(case=case, reason=f"{title}: {clean(reason)}"[:300], by=by, now=now)
    case.processes.exclude(held_since=None).update(held_since=None)
    process.held_since = now
    process.save(update_fields=["held_since"])
    return process


@transaction.atomic
def end_hold(*, process: ParallelProcess, by: User) -> None:
    """The case no longer waits for this process. Twice changes nothing."""
    case = cases.lock(process.case)
    check(by, Permission.MOVE_CASE, case_id=case.pk)
    if process.held_since is not None:
        _let_go(case, process, by)


@transaction.atomic
def set_aside(*, case: Case, kind: str, by: User, now: dt.datetime) -> None:
    """The referral names a process that needs no record. Twice changes nothing."""
    case = cases.lock(case)
    check(by, Permission.MANAGE_PROCESSES, case_id=case.pk)
    if kind not in rules.kinds():
        raise ValidationError("Choose what kind of process it is.")
    _, made = SetAside.objects.get_or_create(case=case, kind=kind, defaults={"by": by})
    if made:
        audit.record(Event.PROCESS_SET_ASIDE, by=by, case_id=case.pk, about=case, kind=kind)
    _finish_suggested(case, by, now)


def suggest(*, case: Case, answers: Mapping[str, Any], by: User) -> None:
    """At triage: a task to record what the referral names. Part of the caller's transaction."""
    if rules.named_in(answers):
        cases.add_task(
            case=case, title="Record the other processes that the referral names", by=by,
            for_role="business_manager", url_name="parallel_processes:case", once=SUGGESTED,
        )  # fmt: skip


def _check(kind: str, words: Words, now: dt.datetime, *, dated: bool = True) -> None:
    check_status(kind, words.status)
    if dated:
        check_next_date(words.next_on, words.status, today=london(now).date())


def _of(process: ParallelProcess) -> dict[str, Any]:
    return {name: getattr(process, name) for name in rules.FIELDS}


def _ask_on_the_day(process: ParallelProcess, by: User, now: dt.datetime) -> None:
    """One open task on the next date: ask what happened. The one for an earlier date is done."""
    start = f"process-{process.pk}-"
    for task in process.case.tasks.filter(once__startswith=start, done_at=None):
        cases.finish_task(task=task, by=by, now=now)
    if process.next_on is None or process.is_over:
        return
    title = rules.kinds()[process.kind].title
    cases.add_task(
        case=process.case, title=f"{title}: ask its contact what happened and record the next date", by=SYSTEM,
        for_role="business_manager", due_on=process.next_on, url_name="parallel_processes:case",
        once=f"{start}{process.edits}",
    )  # fmt: skip


def _finish_suggested(case: Case, by: User, now: dt.datetime) -> None:
    if not suggested(case):
        for task in case.tasks.filter(once=SUGGESTED, done_at=None):
            cases.finish_task(task=task, by=by, now=now)


def _let_go(case: Case, process: ParallelProcess, by: User) -> None:
    process.held_since = None
    process.save(update_fields=["held_since"])
    cases.end_hold(case=case, by=by)
