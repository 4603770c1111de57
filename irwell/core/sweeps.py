"""The work loop's list: idempotent sweeps over rows that are due. No queue: the row is the truth.

A sweep is a function of the present moment that claims due rows by conditional update and returns how
many it dealt with. Killed half-way it leaves rows due, and the next round takes them up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

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
