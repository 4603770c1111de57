"""`irwell alerts …`: the worker of the public site, and what its operator may do."""

from __future__ import annotations

import argparse
import signal
import sys
import time as clock
from typing import Any


def add_commands(subparsers: Any) -> None:
    """Add the `alerts` command to a command line."""
    alerts = subparsers.add_parser("alerts", help="tell readers of new reviews; remove a list")
    commands = alerts.add_subparsers(dest="alerts_command", required=True)
    work = commands.add_parser(
        "work", help="tell readers of new reviews, compare kept files at night, until stopped"
    )
    work.add_argument("--once", action="store_true", help="one round, then stop")
    work.add_argument(
        "--example", action="store_true", help="make an example of each (demonstration)"
    )
    _as_public(work, run_work)
    remove = commands.add_parser("remove-list", help="delete a reading list that must not stay")
    remove.add_argument("public_id", help="the last part of its address")
    _as_public(remove, run_remove)


def _as_public(parser: Any, run: Any) -> None:
    parser.set_defaults(run=run, needs_django=True, settings="irwell.config.settings_public")


def run_work(args: argparse.Namespace) -> int:
    """Rounds until stopped; a round at hand is finished first."""
    from irwell.core.sweeps import Loop
    from irwell.core.time import now
    from irwell.repository import tasks as keeping
    from irwell.saved_searches import examples
    from irwell.saved_searches.tasks import register_sweeps

    register_sweeps()
    keeping.register_sweeps()
    to_make = args.example
    loop = Loop()
    signal.signal(signal.SIGTERM, loop.stop)
    while not loop.stopping:
        if to_make:
            to_make = not examples.begin(now=now())
        loop.round(now, tick=clock.monotonic())
        if args.once:
            break
        clock.sleep(1)
    return 0


def run_remove(args: argparse.Namespace) -> int:
    """Delete one list."""
    from irwell.saved_searches.actions import delete_list
    from irwell.saved_searches.queries import list_by_public_id

    found = list_by_public_id(args.public_id)
    if found is None:
        print(f"There is no list {args.public_id}.", file=sys.stderr)
        return 1
    delete_list(reading_list=found)
    print("The list is gone; its links lead nowhere.")
    return 0
