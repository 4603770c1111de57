"""Invented casework in bulk for measuring: many cases with clocks and members, on SQLite and PostgreSQL."""

import datetime as dt
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
CLOCKS = (
    ("C2", "SIN5_FROM_AWARE", "criteria_discussion"), ("C6", "RR15_FROM_SIN_SENT", "rr_gathering"),
    ("C9", "LCSPR6_FROM_DECISION", "evidence"),
)  # fmt: skip


def on_each(script: str, words: list[str]) -> int:
    """Run the script again for each database that this machine has; the worst exit status."""
    worst = 0
    with tempfile.TemporaryDirectory(prefix="irwell-bench-") as folder:
        worst |= _run(script, words, f"sqlite:///{folder}/casework.sqlite3")
    with postgres() as url:
        if url:
            worst |= _run(script, words, url)
        else:
            print("PostgreSQL: not measured, as initdb was not found")
    return worst


def _run(script: str, words: list[str], url: str) -> int:
    return subprocess.call(
        [sys.executable, script, "--here", *words],
        env={**os.environ, "IRWELL_TEST_DATABASE_URL": url},
    )


@contextmanager
def postgres() -> Iterator[str]:
    """A temporary cluster on a socket in its own folder; an empty address where there is no PostgreSQL."""
    from scripts.run_tests import as_postgres, find_initdb

    initdb = find_initdb()
    if initdb is None:
        yield ""
        return
    folder = Path(tempfile.mkdtemp(prefix="irwell-bench-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data, control = str(folder / "data"), str(initdb.with_name("pg_ctl"))
    quiet: dict[str, Any] = {"cwd": folder, "check": True, "stdout": subprocess.DEVNULL}
    subprocess.run(as_postgres([str(initdb), "-D", data, "-U", "irwell", "-A", "trust"]), **quiet)
    options = f"-c listen_addresses='' -k {folder} -c fsync=off"
    start = [control, "-D", data, "-o", options, "-w", "-l", str(folder / "log"), "start"]
    subprocess.run(as_postgres(start), **quiet)
    try:
        yield f"postgresql://irwell@{str(folder).replace('/', '%2F')}/postgres"
    finally:
        subprocess.run(as_postgres([control, "-D", data, "-m", "immediate", "stop"]), **quiet)
        shutil.rmtree(folder, ignore_errors=True)


def begin() -> str:
    """An empty migrated database; its kind in words."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "irwell.config.settings_test"
    os.environ["IRWELL_HOSTS"] = "testserver"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]


def people(count: int) -> list[Any]:
    """People who may see the board."""
    from irwell.access.models import RoleGrant
    from irwell.accounts.models import User

    made = User.objects.bulk_create(
        User(email=f"person{n:05d}@bench.example", name=f"Person {n:05d}", password="!")
        for n in range(count)
    )
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role="partnership_member") for user in made)
    return made


def cases(count: int, *, now: dt.datetime, seed: int = 1) -> list[Any]:
    """Open cases, each with two running clocks and one that was stopped."""
    from irwell.cases.models import Case, CaseClock
    from irwell.crypto.actions import service_key
    from irwell.statute import find_policy

    chance, key = random.Random(seed), service_key()
    kinds = [(clock, find_policy(policy), state) for clock, policy, state in CLOCKS]
    made = Case.objects.bulk_create(
        (
            Case(reference=f"B{n // 500:03d}-2026-{n:06d}", label=f"Tree {n}", key=key, state=kinds[n % 3][2])
            for n in range(count)
        ),
        batch_size=2_000,
    )  # fmt: skip
    CaseClock.objects.bulk_create(
        (
            _clock(case, kinds[(n + k) % 3], now, chance, stopped=k == 2)
            for n, case in enumerate(made) for k in range(3)
        ),
        batch_size=2_000,
    )  # fmt: skip
    return made


def _clock(case: Any, kind: Any, now: dt.datetime, chance: random.Random, *, stopped: bool) -> Any:
    from irwell.cases.models import CaseClock

    clock, policy, _ = kind
    due = now.date() + dt.timedelta(days=chance.randint(-10, 170))
    start = now - dt.timedelta(days=10)
    return CaseClock(
        case=case, clock=clock, policy_id=policy.id, policy_version=policy.version, start_fact=policy.start_fact,
        start_at=start, calendar_version="bench", due_on=due, due_at=now + (due - now.date()) * 1,
        stopped_at=start if stopped else None, outcome="met" if stopped else "",
    )  # fmt: skip


def name_on(pairs: Iterator[tuple[Any, Any, str]], *, now: dt.datetime) -> None:
    """Memberships: case, person, role."""
    from irwell.access.models import CaseMembership

    since = now - dt.timedelta(days=30)
    CaseMembership.objects.bulk_create(
        (CaseMembership(case=c, user=u, role=r, since=since, reason="Bench") for c, u, r in pairs),
        batch_size=2_000,
    )


def settle() -> None:
    """What a database learns of its own content by itself after a while."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
