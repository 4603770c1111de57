"""The morning's list: what is due or overdue, to each person, with links only."""

from datetime import date, datetime

from django.conf import settings
from django.urls import reverse

from irwell.access.queries import roles_on_case
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.accounts.queries import active_people
from irwell.cases.models import Case
from irwell.cases.queries import cases_for, current_clocks, open_tasks
from irwell.cases.rules import DIGEST_HOUR, is_soon
from irwell.core.text import plural
from irwell.core.time import london
from irwell.messaging.actions import notify
from irwell.messaging.models import Notice
from irwell.statute import find_policy
from irwell.ui.templatetags.ui import british

WORDS = "Names and facts of cases are never sent by e-mail. Sign in to see them."


def morning_digest(now: datetime) -> int:
    """From seven o'clock, once a day and person, and only when something is due."""
    here = london(now)
    if here.hour < DIGEST_HOUR:
        return 0
    sent = 0
    for person in active_people():
        once = f"digest:{person.pk}:{here.date()}"
        if Notice.objects.filter(once=once).exists():
            continue
        lines = due_lines(person, now)
        if lines:
            subject = f"{plural(len(lines), 'date')} on your cases, {british(here.date())}"
            body = "\n".join((*lines, "", WORDS))
            notify(to=person.email, subject=subject, body=body, once=once, by=SYSTEM, due_at=now)
            sent += 1
    return sent


def due_lines(person: User, now: datetime) -> list[str]:
    """Each date that is near or past on the person's cases: reference, what, when, link."""
    today, found = london(now).date(), []
    cases = list(cases_for(person, now=now))
    for clock in current_clocks(cases).filter(stopped_at=None):
        due = clock.extended_to or clock.due_on
        if is_soon(due, today):
            found.append((due, _line(clock.case, find_policy(clock.policy_id).clock_title, due)))
    for case in cases:
        roles = roles_on_case(person, case.pk)
        for task in open_tasks(case).filter(for_role__in=roles, due_on__isnull=False):
            if task.due_on and is_soon(task.due_on, today):
                found.append((task.due_on, _line(case, task.title, task.due_on)))
    return [line for _, line in sorted(found)]


def _line(case: Case, what: str, due: date) -> str:
    address = reverse("cases:case", kwargs={"case_id": case.pk})
    return f"{case.reference}: {what}, due {british(due)}\n  {settings.IRWELL_BASE_URL}{address}"
