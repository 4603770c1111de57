"""`irwell chronology`: everything the chronology does, without the web."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from irwell.chronology.arguments import (
    add_filters,
    agency_of,
    background_of,
    chosen,
    key_of,
    named_return,
    read_file,
    sentence_of,
)
from irwell.chronology.diff import diff
from irwell.chronology.export import to_csv, to_docx, to_json, to_xlsx
from irwell.chronology.fault import Fault
from irwell.chronology.importing import UnreadableFile
from irwell.chronology.merge import Timeline, merge
from irwell.chronology.observation import Observation
from irwell.chronology.observe import observations
from irwell.chronology.patterns import (
    child_voice,
    missed_runs,
    movements,
    parallel_episodes,
    voice_observations,
)
from irwell.chronology.picture import View, to_pdf, to_svg
from irwell.chronology.reading import Import
from irwell.chronology.sameevent import same_events
from irwell.chronology.silences import agency_grid, expected_contact, last_contacts, silences
from irwell.chronology.study import Study
from irwell.chronology.told import entry_line, event_lines, grid_lines, observation_lines
from irwell.chronology.untold import untold
from irwell.chronology.when import When, read_when

_WRITERS: dict[str, Callable[[Timeline, str], bytes]] = {
    ".docx": lambda timeline, title: to_docx(timeline, title=title),
    ".xlsx": lambda timeline, title: to_xlsx(timeline, title=title),
    ".json": lambda timeline, title: to_json(timeline).encode(),
    ".csv": lambda timeline, title: to_csv(timeline).encode(),
    ".svg": lambda timeline, title: to_svg(timeline, View(title=title)).encode(),
    ".pdf": lambda timeline, title: to_pdf(timeline, View(title=title)),
}


def add_commands(subparsers: Any) -> None:
    """Add `chronology` with its own words to the `irwell` command."""
    top = subparsers.add_parser("chronology", help="read and merge agencies' chronologies")
    words = top.add_subparsers(dest="chronology_command", required=True, metavar="WORD")

    word = words.add_parser("merge", help="merge returns into one timeline")
    word.add_argument("files", nargs="*", metavar="FILE", help="a return; its agency is its name")
    word.add_argument(
        "--agency",
        action="append",
        default=[],
        metavar="NAME=FILE",
        help="a return and the agency that sent it (NAME@2=FILE for its second version)",
    )
    word.add_argument("--out", required=True, metavar="FILE", help=" ".join(sorted(_WRITERS)))
    word.add_argument("--title", default="Combined chronology")
    word.add_argument("--key", metavar="FILE", help='JSON of labels to names: {"Child A": ["..."]}')
    add_filters(word)
    word.set_defaults(run=run_merge)

    for name, (told, run) in _NOTICING.items():
        word = words.add_parser(name, help=told)
        word.add_argument("files", nargs="*", metavar="FILE", help="a return, or a merged .json")
        word.add_argument("--agency", action="append", default=[], metavar="NAME=FILE")
        word.add_argument("--key", metavar="FILE", help="show labels in place of names")
        word.add_argument(
            "--case", metavar="FILE", help="TOML or JSON: incident, people, plans, sorts of agency"
        )
        word.add_argument("--json", action="store_true", help="as JSON, for other programs")
        word.set_defaults(run=run_noticing, notice=run)

    word = words.add_parser("diff", help="what a corrected return changes")
    word.add_argument("before", metavar="BEFORE")
    word.add_argument("after", metavar="AFTER")
    word.set_defaults(run=run_diff)

    word = words.add_parser("read", help="show the rows of a return and what could not be read")
    word.add_argument("file", metavar="FILE")
    word.add_argument("--agency", default="")
    word.set_defaults(run=run_read)

    word = words.add_parser("dates", help="read dates as the import would")
    word.add_argument("dates", nargs="+", metavar="DATE")
    word.add_argument("--year", type=int, help="a year to suggest where one is missing")
    word.set_defaults(run=run_dates)


def run_merge(args: argparse.Namespace) -> int:
    """Merge the files; 1 if one cannot be read, 2 if the call is wrong."""
    out = Path(args.out)
    writer = _WRITERS.get(out.suffix.casefold())
    named = [(agency_of(Path(file)), 1, Path(file)) for file in args.files]
    try:
        named += [named_return(text) for text in args.agency]
    except ValueError as error:
        return _refuse(str(error), 2)
    if writer is None:
        return _refuse(f"“{out.name}” must end in one of: {', '.join(sorted(_WRITERS))}.", 2)
    if not named:
        return _refuse("Name at least one file to merge.", 2)
    try:
        returns = [
            read for agency, version, path in named for read in read_file(path, agency, version)
        ]
        timeline = merge(returns)
        shown = chosen(timeline, args)
        shown = shown if args.key is None else key_of(Path(args.key)).timeline(shown)
        out.write_bytes(writer(shown, args.title))
    except (UnreadableFile, OSError, ValueError) as error:
        return _refuse(sentence_of(error), 1)
    _tell(timeline, returns)
    less = len(timeline.entries) - len(shown.entries)
    print(f"Written to {out}{f', without {less} that the filters leave out' if less else ''}.")
    return 0


def run_noticing(args: argparse.Namespace) -> int:
    """Show what one question finds in the returns; 1 if a file cannot be read, 2 if the call is wrong."""
    if not args.files and not args.agency:
        return _refuse("Name at least one file.", 2)
    try:
        named = [(agency_of(Path(file)), 1, Path(file)) for file in args.files]
        named += [named_return(text) for text in args.agency]
        returns = [
            read for agency, version, path in named for read in read_file(path, agency, version)
        ]
        key = key_of(Path(args.key)) if args.key else None
        study = Study(merge(returns), background_of(args.case))
    except (UnreadableFile, OSError, ValueError) as error:
        return _refuse(sentence_of(error), 1)
    noticed, lines = args.notice(study)
    if args.json:
        shown = [one if key is None else one.in_words(key.apply) for one in noticed]
        print(json.dumps([one.to_dict() for one in shown], ensure_ascii=False, indent=1))
        return 0
    for line in lines:
        print(line if key is None else key.apply(line))
    print(
        f"{len(noticed)} noticed. Each is a question for people who know the family, not a finding."
    )
    return 0


_Noticed = tuple[Sequence[Observation], Iterable[str]]


def _events(study: Study) -> _Noticed:
    events = same_events(study)
    return [event.observation for event in events], event_lines(events)


def _silences(study: Study) -> _Noticed:
    found = (*silences(study), *expected_contact(study), *last_contacts(study))
    lines = observation_lines(found, study.timeline.entries)
    return found, chain(grid_lines(agency_grid(study)), lines)


def _untold(study: Study) -> _Noticed:
    found = [one.observation for one in untold(study)]
    return found, observation_lines(found, study.timeline.entries)


def _patterns(study: Study) -> _Noticed:
    found = (
        *voice_observations(study),
        *missed_runs(study),
        *movements(study),
        *parallel_episodes(study),
    )
    voice = child_voice(study).whole
    heard = (
        f"The child is heard in {voice.heard} of {voice.contacts} contacts, seen in {voice.seen}."
    )
    return found, chain([heard], observation_lines(found, study.timeline.entries))


def _everything(study: Study) -> _Noticed:
    found = observations(study)
    return found, observation_lines(found, study.timeline.entries)


_NOTICING: dict[str, tuple[str, Callable[[Study], _Noticed]]] = {
    "events": ("propose which entries tell of one event, and how they differ", _events),
    "silences": ("months without entries, silences, expected contact, last time seen", _silences),
    "known": ("facts that one agency recorded and another never did", _untold),
    "patterns": ("the child's voice, missed appointments, moves, parallel episodes", _patterns),
    "notice": ("everything that can be noticed", _everything),
}


def run_diff(args: argparse.Namespace) -> int:
    """Show what was added, changed and withdrawn; 1 if a file cannot be read."""
    try:
        before, after = (
            [entry for read in read_file(Path(name), "Agency", 1) for entry in read.entries]
            for name in (args.before, args.after)
        )
    except (UnreadableFile, OSError, ValueError) as error:
        return _refuse(sentence_of(error), 1)
    found = diff(before, after)
    for entry in found.added:
        print(f"Added: {entry_line(entry)}")
    for change in found.changed:
        print(f"Changed: {entry_line(change.after)}")
        for field in change.fields:
            print(f"    {field.name}: “{field.before}” became “{field.after}”")
    for entry in found.withdrawn:
        print(f"Withdrawn: {entry_line(entry)}")
    print(f"{found}.")
    return 0


def run_read(args: argparse.Namespace) -> int:
    """Show each row and fault of one file; 1 if any row is at fault."""
    path = Path(args.file)
    try:
        returns = read_file(path, args.agency or agency_of(path), 1)
    except (UnreadableFile, OSError) as error:
        return _refuse(sentence_of(error), 1)
    faults: list[Fault] = []
    for read in returns:
        for problem in read.problems:
            print(f"Note: {problem}")
        for entry in read.entries:
            place = f"{entry.table_name}, row {entry.row_number}"
            print(f"{place}\t{entry.when}\t{entry.source}\t{' '.join(entry.event.split())[:100]}")
            for note in entry.notes:
                print(f"\t{'Look at this' if note.attention else 'Note'}: {note.text}")
        for aside in read.set_aside:
            print(f"Set aside: {aside.place}: {aside.reason} ({aside.original[:80]})")
        for fault in read.faults:
            print(f"Not read: {fault} As written: {fault.original}")
        faults += read.faults
        print(f"{len(read.entries)} entries, {len(read.faults)} not read.")
    return 1 if faults else 0


def run_dates(args: argparse.Namespace) -> int:
    """Show how each date is read; 1 if any cannot be."""
    failed = False
    for text in args.dates:
        read = read_when(text, default_year=args.year)
        if isinstance(read, When):
            print(f"{text}\t{read}\t{read.precision}\t{' '.join(read.notes)}".rstrip())
        else:
            failed = True
            print(f"{text}\t{read}")
    return 1 if failed else 0


def _tell(timeline: Timeline, returns: Iterable[Import]) -> None:
    for read in returns:
        for problem in read.problems:
            print(f"{read.agency}: {problem}")
    for agency, fault in timeline.faults:
        print(f"Not read: {agency}, {fault}")
    attention = sum(entry.needs_attention for entry in timeline.entries)
    print(
        f"{len(timeline.entries)} entries of {len(timeline.agencies)} agencies;"
        f" {len(timeline.undated)} undated, {attention} to look at,"
        f" {len(timeline.faults)} rows not read, {timeline.repeated} repeated lines counted once."
    )


def _refuse(sentence: str, status: int) -> int:
    print(sentence, file=sys.stderr)
    return status
