"""Invented casework in bulk for measuring: many cases with clocks and members, on SQLite and PostgreSQL."""

import datetime as dt
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

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


def fill(model: Any, rows: Iterable[dict[str, Any]], **same: Any) -> None:
    """Insert many rows by one statement; `same` and the columns' defaults fill what a row leaves out."""
    from django.db import connection, transaction

    fields = {f.attname: f for f in model._meta.concrete_fields}
    given = {name: f.get_default() for name, f in fields.items()} | {"created_at": _now()} | same
    columns = ", ".join(connection.ops.quote_name(f.column) for f in fields.values())
    places = ", ".join(["%s"] * len(fields))
    adapt = _for_sqlite if connection.vendor == "sqlite" else _for_postgres

    def tuples() -> Iterator[tuple[Any, ...]]:
        for row in rows:
            whole = {**given, "id": uuid4(), **row}
            yield tuple(adapt(whole[name]) for name in fields)

    sql = f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({places})"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(sql, tuples())


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _for_sqlite(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, dt.datetime):
        return str(value.astimezone(dt.UTC).replace(tzinfo=None))
    if isinstance(value, dt.date):
        return value.isoformat()
    return "{}" if isinstance(value, dict) else value


def _for_postgres(value: Any) -> Any:
    return "{}" if isinstance(value, dict) else value


def people(count: int) -> list[Any]:
    """People who may see the board."""
    from allauth.mfa.models import Authenticator

    from irwell.access.models import RoleGrant
    from irwell.accounts.models import User

    made = User.objects.bulk_create(
        User(email=f"person{n:05d}@bench.example", name=f"Person {n:05d}", password="!")
        for n in range(count)
    )
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role="partnership_member") for user in made)
    Authenticator.objects.bulk_create(
        Authenticator(user=user, type=Authenticator.Type.TOTP, data={}) for user in made
    )
    return made


def cases(count: int, *, now: dt.datetime, seed: int = 1) -> list[UUID]:
    """Open cases, each with two running clocks."""
    from irwell.cases.models import Case, CaseClock
    from irwell.crypto.actions import service_key
    from irwell.statute import find_policy

    chance, ids = random.Random(seed), [uuid4() for _ in range(count)]
    kinds = [(clock, find_policy(policy), state) for clock, policy, state in CLOCKS]
    fill(
        Case,
        (
            {"id": pk, "reference": f"B{n // 500:03d}-2026-{n:06d}", "label": f"Tree {n}", "state": kinds[n % 3][2]}
            for n, pk in enumerate(ids)
        ),
        key_id=service_key().pk,
    )  # fmt: skip
    fill(
        CaseClock,
        (_clock(pk, kinds[(n + k) % 3], now, chance) for n, pk in enumerate(ids) for k in range(2)),
        start_at=now - dt.timedelta(days=10), calendar_version="bench", policy_version="1",
    )  # fmt: skip
    return ids


def _clock(case: UUID, kind: Any, now: dt.datetime, chance: random.Random) -> dict[str, Any]:
    clock, policy, _ = kind
    days = dt.timedelta(days=chance.randint(-10, 170))
    return {
        "case_id": case, "clock": clock, "policy_id": policy.id, "start_fact": policy.start_fact,
        "due_on": now.date() + days, "due_at": now + days,
    }  # fmt: skip


def name_on(rows: Iterable[tuple[UUID, Any, str]], *, now: dt.datetime) -> None:
    """Memberships: case, person, role."""
    from irwell.access.models import CaseMembership

    fill(
        CaseMembership, ({"case_id": c, "user_id": u.pk, "role": r} for c, u, r in rows),
        since=now - dt.timedelta(days=30), reason="Bench",
    )  # fmt: skip


def settle() -> None:
    """What a database learns of its own content by itself after a while."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
