"""What `irwell repository harvest` does: step by step to the end, waiting when it is asked to."""

import argparse
import time as clock
from collections.abc import Callable
from datetime import date

from irwell.core.time import now
from irwell.repository.actions import harvesting
from irwell.repository.models import HarvestSource

LONGEST_WAIT = 300  # seconds; what asks for more is left to the worker
MOST_WAITS = 20


def harvest(args: argparse.Namespace, *, say: Callable[[str], None]) -> tuple[int, bool] | None:
    """How many records are new or changed and whether the end was reached; None when it could not begin."""
    if wrong := next((d for d in (args.first_day, args.last_day) if d and not _is_day(d)), ""):
        say(f"“{wrong}” is not a day like 2026-01-31.")
        return None
    try:
        source = _source(args)
    except harvesting.NotRegistered as error:
        say(str(error))
        return None
    if args.all or args.first_day or args.last_day:
        first = "" if args.all else args.first_day
        harvesting.begin_anew(source=source, now=now(), first_day=first, last_day=args.last_day)
    complete = _to_the_end(source, say)
    run = source.run
    if run is None:
        return 0, complete
    say(
        f"{source}: {run.found:,} found, {run.added:,} new, {run.updated:,} changed or withdrawn,"
        f" {run.unchanged:,} already here, {len(run.failures):,} not taken."
    )
    for name, why in run.failures:
        say(f"  {name}: {why}")
    return run.added + run.updated, complete


def _to_the_end(source: HarvestSource, say: Callable[[str], None]) -> bool:
    waits, more = 0, True
    while more:
        try:
            more = harvesting.step(source=source, now=now())
            if more:
                say(f"  {source.run.found if source.run else 0:,} found so far")
        except harvesting.Later as later:
            waits += 1
            if later.seconds > LONGEST_WAIT or waits > MOST_WAITS:
                say(f"{later} Run this again after that, or let the worker go on.")
                return False
            say(f"  {later}")
            clock.sleep(later.seconds)
        except harvesting.Failed as failed:
            say(f"{failed} Run this again to go on where it was.")
            return False
    return True


def _source(args: argparse.Namespace) -> HarvestSource:
    known = HarvestSource.objects.filter(
        address=args.address, set_name=args.set_name, ended_at=None
    )
    return known.first() or harvesting.register(
        address=args.address, set_name=args.set_name, by="the command line", now=now()
    )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
