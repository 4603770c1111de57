"""What somebody must do on a case by a day."""

from datetime import date, datetime

from django.db import transaction

from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.cases.actions.dates import stop_clock
from irwell.cases.models import Case, Task


@transaction.atomic
def add_task(
    *,
    case: Case,
    title: str,
    for_role: str,
    by: Actor,
    due_on: date | None = None,
    url_name: str = "",
    once: str = "",
    clock: str = "",
) -> Task:
    """Add a task; with `once`, the same one is not added twice.

    Doing it stops the running `clock`, whose date it takes where none is given.
    """
    if once:
        known = case.tasks.filter(once=once).first()
        if known:
            return known
    if clock and due_on is None:
        running = case.clocks.filter(clock=clock, replaced_at=None, stopped_at=None).first()
        due_on = running.due_on if running else None
    task = Task.objects.create(
        case=case, title=title, for_role=for_role, due_on=due_on, url_name=url_name, once=once,
        clock=clock,
    )  # fmt: skip
    audit.record(
        Event.TASK_ADDED, by=by, case_id=case.pk, about=task, for_role=for_role, due_on=due_on
    )
    return task


@transaction.atomic
def finish_task(*, task: Task, by: Actor, now: datetime) -> Task:
    """Mark a task done; doing it twice changes nothing."""
    if task.done_at is None:
        task.done_at, task.done_by = now, by if isinstance(by, User) else None
        task.save(update_fields=["done_at", "done_by"])
        audit.record(Event.TASK_DONE, by=by, case_id=task.case_id, about=task)
        if task.clock:
            stop_clock(case=task.case, clock=task.clock, at=now, outcome="done", by=by)
    return task
