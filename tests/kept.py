"""Scenes that many tests begin with: built once for a run, then put back.

    @pytest.fixture
    @kept
    def met(room: Room) -> Room: ...

The first test builds the scene as it stands. What it wrote to the database, the mails it sent and what it gave are
kept; for each later test they are put back, statement by statement, inside that test's own transaction, and what is
given is a copy. A kept scene may rest only on kept scenes, on words, on functions and on a clock that a test moves; it
may write nothing but rows, mails and files of the run's own store. Built under another date, it is another scene; and
after a test has written something of its own, what follows is built as if nothing were kept.
"""

import copy
import functools
import inspect
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import FunctionType
from typing import Any

from django.core import mail
from django.db import connection
from time_machine import Traveller
from time_machine import escape_hatch as real

WRITES = ("INSERT", "UPDATE", "DELETE")
STEPS = ("SAVEPOINT", "RELEASE", "ROLLBACK")


@dataclass
class Scene:
    """What one scene left behind."""

    given: Any
    rests_on: list[Any]
    statements: list[tuple[str, Any, bool]]
    mails: list[Any]
    ended: datetime | None


@dataclass
class Run:
    """The scenes of this process, and which of them stand in the test that runs."""

    scenes: dict[Any, Scene] = field(default_factory=dict)
    standing: dict[int, tuple[Any, Any]] = field(default_factory=dict)  # id -> scene's key, value
    depth: int = 0  # scenes that are being built or put back
    wrote: bool = False  # the test wrote something of its own
    sequences: list[tuple[str, int, bool]] | None = None


RUN = Run()


def forget() -> None:
    """Between two tests: nothing stands any more."""
    RUN.standing.clear()
    RUN.wrote = False
    if watch in connection.execute_wrappers:
        connection.execute_wrappers.remove(watch)


def kept(build: Callable[..., Any]) -> Callable[..., Any]:
    """The fixture function `build`, building its scene once."""
    assert not inspect.isgeneratorfunction(build), "A kept scene has nothing to clear away after."

    @functools.wraps(build)
    def scene(**given: Any) -> Any:
        if not connection.in_atomic_block:  # a test that really commits: nothing to put back into
            return build(**given)
        if watch not in connection.execute_wrappers:
            begin_counting_anew()
            connection.execute_wrappers.append(watch)
        if RUN.wrote:
            return build(**given)
        RUN.depth += 1
        try:
            return stood(build, given)
        finally:
            RUN.depth -= 1

    scene.__signature__ = inspect.signature(build)  # type: ignore[attr-defined]
    return scene


def stood(build: Callable[..., Any], given: dict[str, Any]) -> Any:
    """The scene, put back where it is kept, else built and kept."""
    key = (build, travelled_to(), *(key_of(name, value) for name, value in given.items()))
    if key in RUN.scenes:
        value = put_back(RUN.scenes[key], list(given.values()))
    else:
        value, RUN.scenes[key] = build_and_keep(build, given)
    RUN.standing[id(value)] = (key, value)
    return value


def is_write(sql: str) -> bool:
    return sql.lstrip().upper().startswith(WRITES)


def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """Notice what a test writes outside every scene."""
    RUN.wrote |= not RUN.depth and is_write(sql)
    return execute(sql, params, many, context)


def travelled_to() -> datetime | None:
    """The minute the test has travelled to; none when it lives today."""
    return datetime.now(tz=UTC).replace(second=0, microsecond=0) if real.is_travelling() else None


def key_of(name: str, value: Any) -> Any:
    if id(value) in RUN.standing:
        return RUN.standing[id(value)][0]
    if value is None or isinstance(value, FunctionType | Traveller):
        return name
    if isinstance(value, str):
        return value
    raise AssertionError(f"A kept scene cannot rest on “{name}”, which is not kept.")


def build_and_keep(build: Callable[..., Any], given: dict[str, Any]) -> tuple[Any, Scene]:
    statements: list[tuple[str, Any, bool]] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if is_write(sql) or sql.lstrip().upper().startswith(STEPS):
            statements.append((sql, copy.copy(params), many))
        return execute(sql, params, many, context)

    sent = len(mail.outbox)
    with connection.execute_wrapper(listen):
        value = build(**given)
    rests_on = list(given.values())
    itself = {id(one): one for one in rests_on if id(one) not in RUN.standing}
    held, under = copy.deepcopy((value, rests_on), itself)
    scene = Scene(
        held,
        under,
        without_empty_steps(statements),
        copy.deepcopy(mail.outbox[sent:]),
        travelled_to(),
    )
    return value, scene


def without_empty_steps(statements: list[tuple[str, Any, bool]]) -> list[tuple[str, Any, bool]]:
    """Savepoints matter only where one was rolled back."""
    if any(sql.lstrip().upper().startswith("ROLLBACK") for sql, _, _ in statements):
        return statements
    return [one for one in statements if is_write(one[0])]


def put_back(scene: Scene, rests_on: Sequence[Any]) -> Any:
    """Write the scene's rows again; a copy of what it gave, resting on this test's own scenes."""
    with without_waiting(), connection.cursor() as cursor:
        for sql, params, many in scene.statements:
            (cursor.executemany if many else cursor.execute)(sql, params)
    mail.outbox.extend(copy.deepcopy(scene.mails))
    here = {id(then): now for then, now in zip(scene.rests_on, rests_on, strict=True)}
    for then, now in zip(scene.rests_on, rests_on, strict=True):
        if isinstance(now, Traveller) and scene.ended is not None:
            now.move_to(scene.ended)
        elif id(now) in RUN.standing and hasattr(then, "__dict__"):
            vars(now).clear()
            vars(now).update(copy.deepcopy(vars(then), here))
    return copy.deepcopy(scene.given, here)


def without_waiting() -> AbstractContextManager[Any]:
    """PostgreSQL is sent each statement without waiting for the answer to the one before."""
    if connection.vendor != "postgresql":
        return nullcontext()
    return connection.connection.pipeline()


def begin_counting_anew() -> None:
    """On PostgreSQL a rolled back test does not give its numbers back; a scene needs the same ones again."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        if RUN.sequences is None:
            cursor.execute(
                "SELECT schemaname || '.' || sequencename, coalesce(last_value, start_value), "
                "last_value IS NOT NULL FROM pg_sequences"
            )
            RUN.sequences = cursor.fetchall()
        names, last, called = map(list, zip(*RUN.sequences, strict=True))
        cursor.execute(
            "SELECT setval(name, last, called) "
            "FROM unnest(%s::text[], %s::bigint[], %s::boolean[]) AS one (name, last, called)",
            [names, last, called],
        )
