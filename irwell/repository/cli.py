"""`irwell repository …`: fill and keep the public repository."""

from __future__ import annotations

import argparse
import sys
import time as clock
from pathlib import Path
from typing import Any


def add_commands(subparsers: Any) -> None:
    """Add the `repository` command to a command line."""
    repository = subparsers.add_parser("repository", help="fill and keep the public repository")
    commands = repository.add_subparsers(dest="repository_command", required=True)
    ingest = commands.add_parser("ingest", help="read a folder of reports, then build the index")
    ingest.add_argument("folder", type=Path)
    ingest.add_argument("--limit", type=int, help="read no more than this many documents")
    ingest.add_argument(
        "--words-only", action="store_true", help="leave search by meaning for later"
    )
    _as_public(ingest, run_ingest)
    _add_harvest(commands)
    index = commands.add_parser("index", help="build the search index again")
    index.add_argument("--words-only", action="store_true")
    _as_public(index, run_index)
    withdraw = commands.add_parser("withdraw", help="show a tombstone in place of a record")
    withdraw.add_argument("identifier")
    withdraw.add_argument("--reason", required=True, help="a sentence, which is published")
    _as_public(withdraw, run_withdraw)
    verify = commands.add_parser("verify", help="compare every kept file with its checksum")
    verify.add_argument("--due", action="store_true", help="only those not compared for 30 days")
    _as_public(verify, run_verify)


def _add_harvest(commands: Any) -> None:
    harvest = commands.add_parser(
        "harvest", help="take in what another repository offers by OAI-PMH, then build the index"
    )
    harvest.add_argument("address", help="its base address, as https://example.org/oai")
    harvest.add_argument("--set", default="", dest="set_name", help="only this set of its records")
    harvest.add_argument(
        "--from", dest="first_day", help="what changed from this day, as 2026-01-31"
    )
    harvest.add_argument("--until", dest="last_day", default="", help="what changed up to this day")
    harvest.add_argument("--all", action="store_true", help="everything, not only what changed")
    harvest.add_argument("--words-only", action="store_true")
    _as_public(harvest, run_harvest)


def _as_public(parser: Any, run: Any) -> None:
    parser.set_defaults(run=run, needs_django=True, settings="irwell.config.settings_public")


def run_ingest(args: argparse.Namespace) -> int:
    """Read, report, index: by words at once, by meaning after that."""
    from irwell.repository.actions import ingest

    if not args.folder.exists():
        print(f"There is no folder {args.folder}.", file=sys.stderr)
        return 2
    started = clock.perf_counter()
    outcome = ingest(folder=args.folder, progress=show, limit=args.limit)
    print(
        f"Read {outcome.found:,} documents in {clock.perf_counter() - started:.0f} s:"
        f" {outcome.added:,} new, {outcome.updated:,} changed, {outcome.unchanged:,} already here,"
        f" {len(outcome.failures):,} could not be read."
    )
    for name, sentence in outcome.failures:
        print(f"  {name}: {sentence}", file=sys.stderr)
    status = _build(words_only=args.words_only)
    return 1 if outcome.failures or status else 0


def run_harvest(args: argparse.Namespace) -> int:
    """Harvest to the end; a harvest that was cut goes on where it was."""
    from irwell.repository import harvest_cli

    outcome = harvest_cli.harvest(args, say=lambda line: print(line, file=sys.stderr, flush=True))
    if outcome is None:
        return 1
    changed, complete = outcome
    built = _build(words_only=args.words_only) if changed else 0
    return 0 if complete and not built else 1


def run_index(args: argparse.Namespace) -> int:
    """Build the index again from the database."""
    return _build(words_only=args.words_only)


def run_withdraw(args: argparse.Namespace) -> int:
    """Withdraw a record and take it out of the index."""
    from irwell.core.time import now
    from irwell.repository.actions import DepositRefused, refresh_index, withdraw
    from irwell.repository.models import Record

    record = Record.objects.filter(identifier=args.identifier).first()
    if record is None:
        print(f"There is no record {args.identifier}.", file=sys.stderr)
        return 1
    try:
        withdraw(record=record, reason=args.reason, now=now())
    except DepositRefused as error:
        print(error, file=sys.stderr)
        return 1
    refresh_index(progress=show)
    print(f"{args.identifier} is withdrawn; its address shows a tombstone.")
    return 0


def run_verify(args: argparse.Namespace) -> int:
    """Check the files."""
    from irwell.core.time import now
    from irwell.repository.actions import check_files
    from irwell.repository.models import File

    damaged = check_files(now=now(), due_only=args.due)
    for file in damaged:
        print(f"{file.record.identifier}: {file.name} is damaged or missing.", file=sys.stderr)
    print(f"{File.objects.count():,} files are kept, {len(damaged):,} damaged or missing.")
    return 1 if damaged else 0


def _build(*, words_only: bool) -> int:
    from irwell.repository.actions import refresh_index, warm_index
    from irwell.search import IndexProblem

    started = clock.perf_counter()
    try:
        count = refresh_index(meaning=not words_only, at_once=True, progress=show)
        print(f"{count:,} records can be searched ({clock.perf_counter() - started:.0f} s).")
        if not words_only:
            warm_index(progress=show)
            refresh_index()
            took = clock.perf_counter() - started
            print(f"{count:,} records can be searched by meaning ({took:.0f} s).")
    except IndexProblem as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def show(stage: str, done: int, total: int) -> None:
    """A bar that grows in place."""
    filled = 30 * done // max(1, total)
    bar = "█" * filled + "·" * (30 - filled)
    end = "\n" if done == total else ""
    print(f"\r  {stage:8} {bar} {done:,} of {total:,}", end=end, file=sys.stderr, flush=True)
