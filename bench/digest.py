"""The morning's lists of 2,000 people, from rows to sealed letters in the outbox.

    .venv/bin/python bench/digest.py           SQLite, and PostgreSQL where initdb is found

200 partnerships of ten people; each has 50 open cases on which all ten are named. Fails above ten seconds, or
when the number of queries of a batch grows with the people in it.
"""

import argparse
import datetime as dt
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench import invented_casework as casework

LIMIT_S = 10
PEOPLE, IN_ONE, CASES_OF_ONE = 2_000, 10, 50
MORNING = dt.datetime(2026, 11, 24, 7, 5, tzinfo=dt.UTC)  # a Tuesday
ROLES = ("business_manager", "chair", "statutory_partner", "subgroup_member", "learning_lead")


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--here", action="store_true", help="on the database of the environment")
    if not options.parse_args().here:
        return casework.on_each(__file__, [])
    kind = casework.begin()
    _load()
    casework.settle()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from irwell.deadlines.actions import write_digests
    from irwell.deadlines.tasks import morning_digest
    from irwell.messaging.models import Notice

    with CaptureQueriesContext(connection) as caught:
        people, _ = write_digests(now=MORNING)
    began, worked = time.perf_counter(), time.process_time()
    morning_digest(MORNING)
    took, busy = time.perf_counter() - began, time.process_time() - worked
    letters = Notice.objects.count()
    whole = took * PEOPLE / (PEOPLE - people)
    print(
        f"{kind}: {letters:,} letters for {PEOPLE:,} people in {whole:.1f} s, of which {busy * PEOPLE / (PEOPLE - people):.1f} s in this process;"
        f" {len(caught)} queries for {people} people"
    )
    return int(whole > LIMIT_S or letters != PEOPLE)


def _load() -> None:
    """Every case has something near, and something happened on every third since yesterday."""
    import time_machine

    from irwell.accounts.actors import SYSTEM
    from irwell.audit import actions as audit
    from irwell.audit.events import Event
    from irwell.cases.models import Case

    people = casework.people(PEOPLE)
    cases = casework.cases(PEOPLE // IN_ONE * CASES_OF_ONE, now=MORNING)
    casework.name_on(
        (
            (case, people[n // CASES_OF_ONE * IN_ONE + k], ROLES[k % len(ROLES)])
            for n, case in enumerate(cases) for k in range(IN_ONE)
        ),
        now=MORNING,
    )  # fmt: skip
    with time_machine.travel(MORNING - dt.timedelta(hours=15), tick=False):
        opened = Case.objects.filter(pk__in=cases[::3])
        audit.record_all(Event.CASE_OPENED, by=SYSTEM, about=[(c, c.pk) for c in opened])


if __name__ == "__main__":
    sys.exit(main())
