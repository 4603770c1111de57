"""The work loop's list: idempotent sweeps over rows that are due. No queue: the row is the truth.

A sweep is a function of the present moment that claims due rows by conditional update and returns how
many it dealt with. Killed half-way it leaves rows due, and the next round takes them up.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from django.db import close_old_connections

log = structlog.get_logger("irwell.work")
Sweep = Callable[[datetime], int]


@dataclass(frozen=True)
class Registered:
    """A sweep, its name and how often it runs."""

    name: str
    every_seconds: int
    run: Sweep


_sweeps: dict[str, Registered] = {}


def register(name: str, *, every_seconds: int, run: Sweep) -> None:
    """Called from an app's ready(). A second registration under one name replaces the first."""
    _sweeps[name] = Registered(name, every_seconds, run)


def registered() -> tuple[Registered, ...]:
    return tuple(_sweeps.values())


@dataclass
class Loop:
    """The worker's rounds. `tick` is a clock that only goes forward, in seconds."""

    due: dict[str, float] = field(default_factory=dict)
    stopping: bool = False

    def round(self, now: Callable[[], datetime], *, tick: float) -> int:
        """Run every sweep whose time has come; how many rows were dealt with."""
        close_old_connections()  # one that the database server dropped is made anew
        dealt_with = 0
        for sweep in registered():
            if self.stopping:
                break
            if self.due.get(sweep.name, tick) <= tick:
                self.due[sweep.name] = tick + sweep.every_seconds
                dealt_with += _run(sweep, now())
        return dealt_with

    def stop(self, *_: object) -> None:
        """Finish the sweep at hand, so that no message is left between its claim and its mark."""
        self.stopping = True


def _run(sweep: Registered, now: datetime) -> int:
    try:
        count = sweep.run(now)
    except Exception:  # one failing sweep must not stop the others
        log.exception("sweep failed", sweep=sweep.name)
        return 0
    if count:
        log.info("swept", sweep=sweep.name, count=count)
    return count
